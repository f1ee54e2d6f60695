"""Kinds of symbols and variables, and the properties of values."""

from __future__ import annotations

from tree_sitter import Node

from typescribe.language.declared import (
    DeclaredField,
    IndexedAccess,
    Keyword,
    LinkedReference,
    LiteralOf,
    NotJson,
    ObjectOf,
    TypeExpression,
)
from typescribe.language.errors import Position
from typescribe.sources.typescript.classes import CLASSES
from typescribe.sources.typescript.enums import EnumMember
from typescribe.sources.typescript.rewriting import union_of
from typescribe.sources.typescript.symbols import Piece, Symbol


def is_enum(symbol: Symbol) -> bool:
    """Return whether a symbol is an enum, perhaps merged with a namespace."""
    return any(piece.kind == "enum_declaration" for piece in symbol.pieces)


def is_class(symbol: Symbol) -> bool:
    """Return whether a symbol is a class, perhaps merged with an interface or a namespace."""
    return any(piece.kind in CLASSES for piece in symbol.pieces)


def is_const(piece: Piece) -> bool:
    """Return whether a variable is declared with `const`."""
    kind = piece.node.parent.child_by_field_name("kind") if piece.node.parent else None
    return kind is not None and kind.type == "const"


def initial_constant(piece: Piece) -> Node | None:
    """Return the initial value of a `const` without a type, None for anything else."""
    if piece.kind != "variable_declarator" or not is_const(piece):
        return None
    if piece.node.child_by_field_name("type"):
        return None
    return piece.node.child_by_field_name("value")


def member_type(whole: TypeExpression | None, name: str) -> TypeExpression | None:
    """Return the type of a property of a value, None if it is unknown."""
    match whole:
        case None | NotJson():
            return None
        case ObjectOf(fields=fields, index=None, signatures=()):
            field = next((field for field in fields if field.wire_name == name), None)
            if field is None:
                return None
            if not field.optional:
                return field.type
            return union_of([field.type, Keyword("undefined", field.position)], field.position)
        case Keyword(name="any"):
            return whole
        case LinkedReference():
            return IndexedAccess(whole, LiteralOf(name, whole.position), whole.position)
        case _:
            return None


def as_field(member: EnumMember) -> DeclaredField:
    """Return a member of an enum as a property of the enum object."""
    type_ = enum_member_type(member, member.position)
    return DeclaredField(member.name, type_, False, member.position, member.description)


def enum_member_type(member: EnumMember, position: Position) -> TypeExpression:
    """Return the type of a member of an enum: its value, or any that it may have."""
    if member.value is not None:
        return LiteralOf(member.value, position)
    if member.is_long:
        return Keyword("string", position)
    number = Keyword("number", position)
    return number if member.is_shown else union_of([Keyword("string", position), number], position)
