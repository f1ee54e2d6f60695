"""The types of the undeclared properties of an object type, by their names."""

from __future__ import annotations

from typescribe.language.model import ObjectType, PatternType, Type
from typescribe.resolving.key_patterns import for_keys, for_name


def patterns_of(object_: ObjectType) -> dict[PatternType, Type]:
    """Return the types by the keys of the index signatures that are not for all strings."""
    return {pattern.keys: pattern.value for pattern in object_.patterns}


def undeclared_type(object_: ObjectType, name: str) -> Type | None:
    """Return the type of an undeclared property; `None` if the declaration gives it none.

    If its name matches several patterns, that is the type of the first.
    """
    return next(iter(for_name(patterns_of(object_), name)), object_.index)


def type_of_keys(object_: ObjectType, keys: PatternType) -> Type | None:
    """Return the type of all undeclared properties with some keys; `None` if there is none."""
    patterns = patterns_of(object_)
    return patterns.get(keys) or next(iter(for_keys(patterns, keys)), object_.index)
