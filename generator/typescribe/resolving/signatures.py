"""Makes the index signatures of an object type agree with one another and with its properties.

TypeScript requires that a property fits every signature whose keys include its name, and that a
signature for some keys fits the signature for all strings. If a declaration does not comply, or
contains `any`, the compiler compares each property of a value with all of them
(`membersRelatedToIndexer` in TypeScript 5.9). So each gets the types of the others in addition.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.language.declared import Keyword
from typescribe.language.model import PatternType
from typescribe.resolving.closures import Closure, Member, ObjectParts, all_of
from typescribe.resolving.key_patterns import for_keys, for_name
from typescribe.resolving.undefined import admits_undefined, defined

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def settled(expander: Expander, parts: ObjectParts) -> ObjectParts:
    """Return an object type in which declared properties and index signatures agree.

    A signature that accepts everything that the one for all strings accepts is dropped.
    Raises `SpecError` for a circular type.
    """
    if not parts.patterns:
        return parts
    patterns = {
        keys: _with(expander, types, (*parts.index, *_around(parts, keys)))
        for keys, types in parts.patterns.items()
        if not (parts.index and _fits(expander, parts.index, types))
    }
    members = {
        name: _member(expander, member, [t for types in for_name(patterns, name) for t in types])
        for name, member in parts.members.items()
    }
    return replace(parts, members=members, patterns=patterns)


def _around(parts: ObjectParts, keys: PatternType) -> list[Closure]:
    """Return the types of the other signatures whose keys include all keys of this one."""
    others = {other: types for other, types in parts.patterns.items() if other != keys}
    return [type_ for types in for_keys(others, keys) for type_ in types]


def _member(expander: Expander, member: Member, wanted: list[Closure]) -> Member:
    if not wanted:
        return member
    whole = all_of(member.types, member.declared.position)
    optional = member.optional or admits_undefined(expander, whole)
    own = tuple(defined(expander, type_) for type_ in member.types) if optional else member.types
    # Whether it may be absent is said by the property, not by a signature with `undefined`.
    joined = _with(expander, own, tuple(defined(expander, type_) for type_ in wanted))
    return member if joined == own else replace(member, types=joined, optional=optional)


def _with(
    expander: Expander, types: tuple[Closure, ...], wanted: tuple[Closure, ...]
) -> tuple[Closure, ...]:
    """Return types, and in addition the wanted ones that they do not fit; these replace `any`."""
    for other in wanted:
        if not _fits(expander, types, (other,)):
            kept = tuple(type_ for type_ in types if not _is_anything(expander, type_))
            types = (*kept, other)
    return types


def _fits(expander: Expander, types: tuple[Closure, ...], others: tuple[Closure, ...]) -> bool:
    position = types[0].position
    return expander.values_fit(all_of(types, position), all_of(others, position))


def _is_anything(expander: Expander, closure: Closure) -> bool:
    expression = expander.head(closure).expression
    return isinstance(expression, Keyword) and expression.name in ("any", "unknown")
