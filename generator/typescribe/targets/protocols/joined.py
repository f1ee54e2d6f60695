"""The types of one attribute in several classes -> one type that is true of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typescribe.language.model import (
    ANY,
    NEVER,
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
    children,
)

UNKNOWN = Primitive("unknown")


def joined(types: Sequence[Type], model: Model) -> Type:
    """Return a type with all values of some types.

    Arrays are joined to one array, and records to one record, as the result is only read. A
    reference to the name of a family stands for classes that all belong to it.
    """
    members = [*dict.fromkeys(member for type_ in types for member in _flat(type_))]
    if len({*types}) == 1:
        return types[0]
    if UNKNOWN in members or ANY in members:
        return UNKNOWN if UNKNOWN in members else ANY
    found: list[Type] = []
    arrays = [member for member in members if isinstance(member, (ArrayType, TupleType))]
    records = [member for member in members if isinstance(member, RecordType)]
    if len(arrays) > 1:
        found.append(ArrayType(joined([*map(_item, arrays)], model)))
    if len(records) > 1:
        found.append(RecordType(joined([record.value for record in records], model)))
    together = {*(arrays if len(arrays) > 1 else ()), *(records if len(records) > 1 else ())}
    others = [member for member in members if member not in together and member != NEVER]
    found += _without_covered(_with_families(others, model), model)
    return found[0] if len(found) == 1 else UnionType(tuple(found)) if found else NEVER


def _flat(type_: Type) -> tuple[Type, ...]:
    return type_.members if isinstance(type_, UnionType) else (type_,)


def _item(array: Type) -> Type:
    items = tuple(dict.fromkeys(inner for item in children(array) for inner in _flat(item)))
    return items[0] if len(items) == 1 else UnionType(items) if items else NEVER


def _with_families(members: list[Type], model: Model) -> list[Type]:
    """Return the members with classes of one family replaced by a reference to the smallest."""
    names = {member.name for member in members if isinstance(member, Reference)}
    are_classes = all(isinstance(model.by_name.get(name), ObjectType) for name in names)
    if len(names) <= 1 or not are_classes:
        return members
    around = [family for family in model.families if names <= {*family.members}]
    if not around:
        return members
    smallest = min(around, key=lambda family: len(family.members))
    others = [member for member in members if not isinstance(member, Reference)]
    return [Reference(smallest.name), *others]


def _without_covered(members: list[Type], model: Model) -> list[Type]:
    """Return the members without those whose values are all scalars that others accept."""
    kept = [*members]
    for member in members:
        others = {scalar for other in kept if other != member for scalar in _scalars(other, model)}
        keywords = {found.name for found in others if isinstance(found, Primitive)}
        if all(found in others or _keyword(found) in keywords for found in _scalars(member, model)):
            kept.remove(member)
    return kept


def _scalars(member: Type, model: Model) -> Iterator[Type]:
    """Yield the scalar types that a member is a union of; other types count as one."""
    named = model.by_name.get(member.name) if isinstance(member, Reference) else None
    if (
        not isinstance(named, AliasType)
        or named.name in model.recursive
        or (model.enum_classes and named.values)
    ):
        yield member
        return
    for inner in _flat(named.type):
        yield from _scalars(inner, model)


def _keyword(type_: Type) -> str:
    """Return the name of the primitive type of a literal or pattern, "" for other types."""
    match type_:
        case LiteralType(value=str()) | PatternType():
            return "string"
        case LiteralType(value=bool()):
            return "boolean"
        case LiteralType():
            return "number"
        case _:
            return ""
