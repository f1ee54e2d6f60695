"""Infers a type from observed values, for places where no type is declared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from typescribe.language.declared import (
    ArrayOf,
    DeclaredField,
    Keyword,
    KeywordName,
    LiteralOf,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.naming import attribute_name
from typescribe.observing.counts import EMPTY_TALLY, Members, Tally, merged

HERE: Final = Position("observed", 1, 1)
RECORD_FROM: Final = 20
"""The number of keys from which objects are records if most of the keys are rare."""
_SCALARS: Final[tuple[KeywordName, ...]] = ("string", "number", "boolean")


def keyword(name: KeywordName) -> Keyword:
    """Return the type of a keyword, such as `string` or `null`."""
    return Keyword(name, HERE)


def inferred(tally: Tally) -> TypeExpression:
    """Return the narrowest type that every value of a tally matches.

    An object type has the properties that arrived; those that some objects did not have are
    optional. It is a `Record` if the keys are identifiers, or if there are many rare keys.
    """
    members: list[TypeExpression] = []
    kinds = tally.kinds
    if "!number" in kinds:
        return keyword("unknown")  # NaN and the infinities are not JSON
    if "object" in kinds:
        members.append(inferred_object(tally.members))
    if "array" in kinds:
        members.append(inferred_array(tally))
    members.extend(keyword(name) for name in _SCALARS if name in kinds)
    if not members:  # if only null arrived, any other value may still arrive
        return keyword("unknown")
    if "null" in kinds:
        members.append(keyword("null"))
    return union(members)


def inferred_array(tally: Tally) -> TypeExpression:
    """Return the narrowest type that every array of a tally matches."""
    item = keyword("unknown") if tally.items is None else inferred(tally.items)
    return ArrayOf(item, HERE)


def inferred_object(members: Members | None) -> TypeExpression:
    """Return the narrowest type that every counted object matches."""
    if members is None or not (members.others or members.values):
        return _record(keyword("unknown"))
    others = members.others
    if members.values is not None or _is_record(members) or not _have_attributes(others):
        values = members.values or EMPTY_TALLY
        for tally in others.values():
            values = merged(values, tally)
        return _record(inferred(values))
    fields = (
        DeclaredField(name, inferred(tally), tally.present < members.count, HERE)
        for name, tally in sorted(others.items())
    )
    return ObjectOf(tuple(fields), HERE)


def _record(value: TypeExpression) -> TypeExpression:
    return TypeReference("Record", (keyword("string"), value), HERE)


def _is_record(members: Members) -> bool:
    total = sum(tally.present for tally in members.others.values())
    return len(members.others) >= RECORD_FROM and total * 4 < len(members.others) * members.count


def _have_attributes(names: Iterable[str]) -> bool:
    """Whether each property can have an attribute, with no two the same."""
    attributes = [attribute_name(name) for name in names]
    return all(attributes) and len(set(attributes)) == len(attributes)


def union(members: Iterable[TypeExpression]) -> TypeExpression:
    """Return the union of types, flat, without literals that another member accepts.

    >>> from typescribe.text.declared_types import type_text
    >>> type_text(union([LiteralOf("a", HERE), keyword("null"), keyword("string")]))
    'string | null'
    """
    flat: list[TypeExpression] = []
    for member in members:
        for one in member.members if isinstance(member, UnionOf) else (member,):
            if one not in flat:
                flat.append(one)
    words = {member.name for member in flat if isinstance(member, Keyword)}
    if words & {"any", "unknown"}:
        return keyword("unknown")
    flat = [m for m in flat if not (isinstance(m, LiteralOf) and _word(m) in words)]
    if keyword("null") in flat:  # by convention, it comes last
        flat.remove(keyword("null"))
        flat.append(keyword("null"))
    return flat[0] if len(flat) == 1 else UnionOf(tuple(flat), HERE)


def _word(literal: LiteralOf) -> str:
    match literal.value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case _:
            return "number"
