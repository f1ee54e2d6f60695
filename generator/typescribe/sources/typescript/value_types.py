"""The types of constants, enums and const objects, for `typeof` and computed names.

See https://www.typescriptlang.org/docs/handbook/2/typeof-types.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import (
    DeclaredField,
    Keyword,
    LiteralOf,
    NotJson,
    ObjectOf,
    TypeExpression,
)
from typescribe.language.syntax import named_parts
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.type_nodes import convert_within
from typescribe.sources.typescript.constants import Constant
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.enums import EnumMember, enum_members
from typescribe.sources.typescript.initializers import Initializers
from typescribe.sources.typescript.not_json import function_type
from typescribe.sources.typescript.symbols import Piece, Scope, Space, Symbol

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter


class ValueTypes:
    """Finds values by name; the type of each is inferred once."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._known: dict[int, TypeExpression] = {}
        self._enums: dict[str, tuple[EnumMember, ...]] = {}

    def was_read(self, piece: Piece) -> bool:
        """Return whether some type was derived from a value."""
        return id(piece) in self._known

    def typeof(self, scope: Scope, name: str) -> TypeExpression | None:
        """Return the linked type of a value, None if it is unknown."""
        program = self._converter.program
        outer, _, last = name.rpartition(".")
        if outer:
            holder = program.find(scope, outer, "space")
            if isinstance(holder, Symbol):
                return _member(self._of_symbol(holder), last)
            if not isinstance(holder, Space):
                return _member(self.typeof(scope, outer), last)
        found = program.find(scope, name, "value")
        if isinstance(found, Piece):
            return self._of_piece(found)
        return self._of_symbol(found) if isinstance(found, Symbol) else None

    def constant(self, scope: Scope, name: str) -> Constant | None:
        """Return the value of a constant or enum member by its name, None if it is unknown."""
        found = self.typeof(scope, name)
        value = found.value if isinstance(found, LiteralOf) else None
        return None if isinstance(value, bool) else value

    def enum(self, symbol: Symbol) -> tuple[EnumMember, ...]:
        """Return the members of an enum, over all its declarations."""
        if symbol.key not in self._enums:
            self._enums[symbol.key] = ()  # a member may refer to the enum itself
            self._enums[symbol.key] = enum_members(symbol, self.constant)
        return self._enums[symbol.key]

    def _of_piece(self, piece: Piece) -> TypeExpression:
        known = self._known.get(id(piece))
        if known is None:
            position = piece.scope.file.tree.position_of(piece.node)
            self._known[id(piece)] = Keyword("unknown", position)  # a constant may refer to itself
            context = Context(piece.scope, None)
            known = self._converter.linked(self._converted(piece, context), context)
            self._known[id(piece)] = known
            self._converter.notes.remember_members(known)
        return known

    def _converted(self, piece: Piece, context: Context) -> TypeExpression:
        node, tree = piece.node, piece.scope.file.tree
        position = tree.position_of(node)
        if node.type != "variable_declarator":
            return function_type("function", position)
        reader = ExpressionReader(tree, self._converter.fallback(context))
        if annotation := node.child_by_field_name("type"):
            return convert_within(reader, named_parts(annotation)[0])
        value = node.child_by_field_name("value")
        if value is None:
            return Keyword("any", position)
        kind = node.parent.child_by_field_name("kind") if node.parent else None
        is_const = kind is not None and kind.type == "const"
        return Initializers(self, reader, piece.scope).type_of(value, is_const)

    def _of_symbol(self, symbol: Symbol) -> TypeExpression:
        position = symbol.file.tree.position_of(symbol.first.node)
        if symbol.first.node.type != "enum_declaration":
            return NotJson("the class itself", position)
        members = self.enum(symbol)
        known = ObjectOf(tuple(map(_as_field, members)), position)
        self._converter.notes.remember_members(known)
        return known


def _member(whole: TypeExpression | None, name: str) -> TypeExpression | None:
    fields = whole.fields if isinstance(whole, ObjectOf) else ()
    return next((field.type for field in fields if field.wire_name == name), None)


def _as_field(member: EnumMember) -> DeclaredField:
    type_: TypeExpression = Keyword("number", member.position)
    if member.value is not None:
        type_ = LiteralOf(member.value, member.position)
    return DeclaredField(member.name, type_, False, member.position, member.description)
