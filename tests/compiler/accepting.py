"""Whether a value is of a type of the model, by walking both: quick, for shrinking alone.

The verdicts that count are those of the generated validators.
"""

from __future__ import annotations

from typing import Any

from typescribe.language.model import (
    AliasType,
    ArrayType,
    LiteralType,
    Model,
    ObjectType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.language.patterns import accepts

_KINDS: dict[str, tuple[type, ...]] = {"string": (str,), "number": (int, float)}


def is_of(model: Model, type_: Type, value: Any) -> bool:
    """Return whether a JSON value is of a type."""
    match type_:
        case Primitive(name="any" | "unknown"):
            return True
        case Primitive(name="null"):
            return value is None
        case Primitive(name="boolean"):
            return isinstance(value, bool)
        case Primitive(name=name):
            return isinstance(value, _KINDS.get(name, ())) and not isinstance(value, bool)
        case LiteralType(value=wanted):
            return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted
        case PatternType() as pattern:
            return isinstance(value, str) and accepts(pattern, value)
        case ArrayType(item=item):
            return isinstance(value, list) and all(is_of(model, item, one) for one in value)
        case TupleType():
            return isinstance(value, list) and _is_tuple(model, type_, value)
        case RecordType(value=item):
            return isinstance(value, dict) and all(is_of(model, item, v) for v in value.values())
        case UnionType(members=members):
            return any(is_of(model, member, value) for member in members)
        case Reference(name=name):
            named = model.by_name[name]
            if isinstance(named, AliasType):
                return is_of(model, named.type, value)
            return isinstance(value, dict) and _is_object(model, named, value)


def _is_tuple(model: Model, tuple_: TupleType, value: list[Any]) -> bool:
    least = tuple_.required + len(tuple_.ending)
    if len(value) < least or (tuple_.rest is None and len(value) > len(tuple_.items)):
        return False
    many = len(value) - len(tuple_.items) - len(tuple_.ending)
    more = [tuple_.rest] * many if tuple_.rest else []
    pairs = zip([*tuple_.items, *more, *tuple_.ending], value, strict=False)
    return all(is_of(model, item, one) for item, one in pairs)


def _is_object(model: Model, object_: ObjectType, value: dict[str, Any]) -> bool:
    for field in object_.fields:
        if field.wire_name not in value:
            if not field.optional:
                return False
        elif not is_of(model, field.type, value[field.wire_name]):
            return False
    others = value.keys() - {field.wire_name for field in object_.fields}
    return all(
        is_of(model, type_, value[name])
        for name in others
        for type_ in _types_of_undeclared(object_, name)
    )


def _types_of_undeclared(object_: ObjectType, name: str) -> list[Type]:
    """Return the types of the patterns that a name matches; of the index if it matches none."""
    found = [pattern.value for pattern in object_.patterns if accepts(pattern.keys, name)]
    return found or [object_.index] * (object_.index is not None)
