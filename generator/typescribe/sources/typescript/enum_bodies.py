"""Enums -> unions of their values, with the names and the comments of the members."""

from __future__ import annotations

from collections.abc import Sequence

from typescribe.language.declared import Alias, DeclaredValue, Keyword, Values
from typescribe.language.errors import Position
from typescribe.sources.typescript.context import Notes, telling_names
from typescribe.sources.typescript.enums import EnumMember, is_of_bits, reason_unknown
from typescribe.sources.typescript.notes import Note
from typescribe.sources.typescript.rewriting import union_of
from typescribe.sources.typescript.symbols import Symbol
from typescribe.sources.typescript.value_types import ValueTypes
from typescribe.sources.typescript.values import enum_member_type


def enum_body(
    types: ValueTypes, notes: Notes, symbol: Symbol, position: Position
) -> Values | Alias:
    """Return the values of an enum; wider types for members whose values are not known.

    Args:
        types: evaluates the members.
        notes: receives a note about members that are not known, or that are single bits.
        symbol: the enum, with all declarations that merge into it.
        position: its position.
    """
    values: dict[object, DeclaredValue] = {}
    members = types.enum(symbol)
    if not members:
        return Alias(Keyword("number", position))  # TypeScript lets any number be one of none
    for member in members:
        if member.value is None:
            notes.approximate(symbol, member.position, reason_unknown(member))
            return _computed(members, member, position)
        value = member.value
        text = member.description if notes.described else ""
        names = telling_names(value, member.name)
        before = values.get((type(value), value))
        if before:
            text = ", ".join(filter(None, (before.description, text)))
            names = tuple(dict.fromkeys((*before.names, *names)))
        values[type(value), value] = DeclaredValue(value, member.position, text, names)
    if is_of_bits([member.value for member in members]):
        message = (
            "its members are single bits, and a message may hold a sum of several; an overlay "
            "accepts these with `flags: true`"
        )
        notes.notes.append(Note("hint", symbol.shown, position, message, symbol.key))
    return Values(tuple(values.values()))


def _computed(members: Sequence[EnumMember], unknown: EnumMember, position: Position) -> Alias:
    """Return the type of an enum with a member whose value is unknown."""
    others = (
        enum_member_type(one, one.position)
        for one in members
        if unknown.is_long or one.is_long or isinstance(one.value, str)
    )
    return Alias(union_of([enum_member_type(unknown, position), *others], position))
