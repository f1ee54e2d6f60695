"""The types of constants, enums and const objects, for `typeof` and computed names.

See https://www.typescriptlang.org/docs/handbook/2/typeof-types.html.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    DeclaredField,
    Keyword,
    LinkedReference,
    LiteralOf,
    NotJson,
    ObjectOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.errors import Position
from typescribe.language.syntax import named_parts
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.type_nodes import convert_within
from typescribe.sources.typescript.aliases import body_of
from typescribe.sources.typescript.classes import base_names, static_member
from typescribe.sources.typescript.constants import Constant, evaluate, evaluate_or_none
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.enums import EnumMember, enum_members, reason_unknown
from typescribe.sources.typescript.freshness import widens
from typescribe.sources.typescript.functions import ClassOf, FunctionNode
from typescribe.sources.typescript.initializers import Initializers
from typescribe.sources.typescript.lookup import Missing
from typescribe.sources.typescript.not_json import GLOBALS, function_type
from typescribe.sources.typescript.notes import Note
from typescribe.sources.typescript.object_literals import with_literals
from typescribe.sources.typescript.rewriting import is_too_large
from typescribe.sources.typescript.symbols import Piece, Scope, Space, Symbol
from typescribe.sources.typescript.values import (
    as_field,
    initial_constant,
    is_class,
    is_const,
    is_enum,
    member_type,
)

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter


class ValueTypes:
    """Finds values by name; the type of each is inferred once."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._known: dict[int, TypeExpression] = {}
        self._notes: dict[int, list[Note]] = {}
        self._enums: dict[str, tuple[EnumMember, ...]] = {}
        self._evaluating: set[int] = set()

    def were_read(self) -> frozenset[int]:
        """Return the ids of the values from which some type was derived."""
        return frozenset(self._known)

    def typeof(self, scope: Scope, name: str, user: Symbol | None = None) -> TypeExpression | None:
        """Return the linked type of a value, None if it is unknown.

        The notes about the value become notes about `user`, the type that refers to it.
        """
        program = self._converter.program
        outer, _, last = name.rpartition(".")
        if not outer:
            found = self._of_found(program.find(scope, name, "value"), user)
            space = program.find(scope, name, "space")
            if found is None and isinstance(space, Space):
                return self._of_space(space, scope, user)
            return found
        if isinstance(space := program.find(scope, outer, "space"), Space):
            found = self._of_found(program.exported(space, last, "value"), user)
            if found is not None:
                return found
        holder = program.find(scope, outer, "value")
        if isinstance(holder, Symbol):
            if is_enum(holder):
                return member_type(self._of_symbol(holder), last)
            return self.static(holder, last, user)
        return member_type(self.typeof(scope, outer, user), last)

    def _of_found(self, found: object, user: Symbol | None) -> TypeExpression | None:
        if isinstance(found, Piece):
            type_ = self._of_piece(found)
            self._repeat_notes(found, user)
            return type_
        if not isinstance(found, Symbol):
            return None
        hidden = next((member for member in self.enum(found) if not member.is_shown), None)
        if hidden is not None:
            reason = reason_unknown(hidden)
            self._converter.notes.approximate(user, hidden.position, reason)
        return self._of_symbol(found)

    def _repeat_notes(self, piece: Piece, user: Symbol | None) -> None:
        found = self._notes.get(id(piece), [])
        if user is not None:
            found = [replace(note, name=user.shown, declaration=user.key) for note in found]
        self._converter.notes.notes += found

    def linked(self, expression: TypeExpression, context: Context) -> TypeExpression:
        """Return an expression with linked names."""
        return self._converter.linked(expression, context)

    def widens(self, scope: Scope, name: str) -> bool:
        """Return whether a variable that gets the value of a constant has a wider type."""
        return widens(self._converter.program, scope, name)

    def constant(self, scope: Scope, name: str) -> Constant | None:
        """Return the value of a constant or enum member by its name, None if it is unknown."""
        piece = self._converter.program.find(scope, name, "value")
        if isinstance(piece, Piece) and (initial := initial_constant(piece)):
            if id(piece) in self._evaluating:
                return None
            self._evaluating.add(id(piece))
            inner = piece.scope
            try:
                found = evaluate(initial, inner.file, lambda other: self.constant(inner, other))
            finally:
                self._evaluating.discard(id(piece))
            if found is not None:
                return found
        known = self.typeof(scope, name)
        value = known.value if isinstance(known, LiteralOf) else None
        return None if isinstance(value, bool) else value

    def enum(self, symbol: Symbol) -> tuple[EnumMember, ...]:
        """Return the members of an enum, over all its declarations."""
        if symbol.key not in self._enums:
            self._enums[symbol.key] = ()  # a member may refer to the enum itself
            self._enums[symbol.key] = enum_members(symbol, self.constant)
        return self._enums[symbol.key]

    def enum_of_member(self, scope: Scope, name: str, position: Position) -> TypeExpression | None:
        """Return a reference to the enum that a value is a member of, None for other values."""
        outer = name.rpartition(".")[0]
        found = self._converter.program.find(scope, outer, "value") if outer else None
        if isinstance(found, Symbol) and is_enum(found):
            return LinkedReference(found.key, (), position)
        return None

    def instance(
        self,
        scope: Scope,
        name: str,
        arguments: tuple[TypeExpression, ...] | None,
        position: Position,
    ) -> TypeExpression | None:
        """Return the type of `new Name(...)`, None if its type arguments are inferred."""
        found = self._converter.program.find(scope, name, "type")
        if isinstance(found, Symbol) and is_class(found):
            if arguments is None and found.first.node.child_by_field_name("type_parameters"):
                return None
            return LinkedReference(found.key, arguments or (), position)
        if not isinstance(found, Missing) or found.specifier is not None:
            return None
        if name in GLOBALS or name in ("Date", "URL", "Error"):
            return TypeReference(name, arguments or (), position)
        return None

    def returned(self, scope: Scope, name: str) -> TypeExpression | None:
        """Return the declared result of a function that is not generic, None for any other."""
        found = self._converter.program.find(scope, name, "value")
        if not isinstance(found, Piece) or found.kind == "variable_declarator":
            return None
        annotation = found.node.child_by_field_name("return_type")
        if annotation is None or found.node.child_by_field_name("type_parameters"):
            return None
        context = Context(found.scope, None)
        reader = ExpressionReader(found.scope.file.tree, self._converter.fallback(context))
        type_ = convert_within(reader, named_parts(annotation)[0])
        return self._converter.linked(type_, context)

    def satisfying(
        self,
        scope: Scope,
        found: TypeExpression,
        kept: TypeExpression,
        wanted: TypeExpression,
    ) -> TypeExpression:
        """Return the type of a value after `satisfies`, which is `kept` under `as const`."""
        context = Context(scope, None)
        linked = self._converter.linked(wanted, context)
        made = with_literals(
            found, kept, linked, lambda type_: body_of(type_, self._converter.referred)
        )
        if made is None:
            message = "`satisfies` may keep literals that are widened here"
            self._converter.notes.approximate(None, wanted.position, message)
        return made or found

    def narrowest(self, piece: Piece) -> TypeExpression:
        """Return the type of a `const` as if it were written `as const`; unknown for others."""
        position = piece.scope.file.tree.position_at(piece.at.start)
        unknown = Keyword("unknown", position)
        value = piece.node.child_by_field_name("value")
        if not is_const(piece):
            return unknown
        if value is None:
            return self._of_piece(piece)
        scalar = evaluate_or_none(
            value, piece.scope.file, lambda name: self.constant(piece.scope, name)
        )
        if scalar is not None:
            return LiteralOf(scalar, position)
        tree = piece.scope.file.tree
        before = len(self._converter.notes.notes)
        reader = ExpressionReader(tree, self._converter.fallback(Context(piece.scope, None)))
        try:
            found = Initializers(self, reader, piece.scope).type_of(value, True, True)
        finally:
            del self._converter.notes.notes[before:]  # nothing of it becomes part of a type
        return unknown if is_too_large(found, tree) else found

    def _of_piece(self, piece: Piece) -> TypeExpression:
        known = self._known.get(id(piece))
        if known is None:
            position = piece.scope.file.tree.position_at(piece.at.start)
            self._known[id(piece)] = Keyword("unknown", position)  # a constant may refer to itself
            context = Context(piece.scope, None)
            notes = self._converter.notes.notes
            before = len(notes)
            known = _writable(self._converter.linked(self._limited(piece, context), context))
            self._known[id(piece)] = known
            self._notes[id(piece)] = list(dict.fromkeys(notes[before:]))
            del notes[before:]
            self._converter.notes.remember_members(known)
        return known

    def _limited(self, piece: Piece, context: Context) -> TypeExpression:
        """Return the type of a value; unknown if it has too many parts or is nested too deep.

        A constant that holds the one before twice has a type that doubles.
        """
        tree = piece.scope.file.tree
        try:
            found = self._converted(piece, context)
            if not is_too_large(found, tree):
                return found
        except RecursionError:
            pass
        position = tree.position_at(piece.at.start)
        message = "the type of this constant is too large or too deep; it becomes unknown"
        self._converter.notes.approximate(None, position, message)
        return Keyword("unknown", position)

    def _converted(self, piece: Piece, context: Context) -> TypeExpression:
        node, tree = piece.node, piece.scope.file.tree
        position = tree.position_of(node)
        if node.type != "variable_declarator":
            return function_type("function", position, FunctionNode.of(node, context))
        reader = ExpressionReader(tree, self._converter.fallback(context))
        if annotation := node.child_by_field_name("type"):
            return convert_within(reader, named_parts(annotation)[0])
        value = node.child_by_field_name("value")
        if value is None:
            return Keyword("any", position)
        return Initializers(self, reader, piece.scope).type_of(value, is_const(piece))

    def static(self, symbol: Symbol, name: str, user: Symbol | None) -> TypeExpression | None:
        """Return the type of a static member of a class, or of one of its bases."""
        for piece in symbol.pieces:
            if not is_class(symbol):
                continue
            context = Context(piece.scope, user)
            reader = ExpressionReader(piece.scope.file.tree, self._converter.fallback(context))
            infer = Initializers(self, reader, piece.scope).type_of
            if found := static_member(piece.node, name, reader, infer):
                return self._converter.linked(found, context)
            for base in base_names(piece.node, reader):
                found_base = self._converter.program.find(piece.scope, base, "value")
                if isinstance(found_base, Symbol) and found_base is not symbol:
                    return self.static(found_base, name, user)
        return None

    def _of_space(self, space: Space, scope: Scope, user: Symbol | None) -> ObjectOf:
        """Return the type of a namespace or module: its exported values."""
        fields: list[DeclaredField] = []
        for name, piece in space.values.items():
            if piece.exported and (found := self._of_found(piece, user)):
                fields.append(DeclaredField(name, found, False, found.position))
        for name, symbol in space.symbols.items():
            if is_enum(symbol) and symbol.first.exported:
                found = self._of_symbol(symbol)
                fields.append(DeclaredField(name, found, False, found.position))
        return ObjectOf(tuple(fields), scope.file.tree.position_of(scope.file.tree.root))

    def _of_symbol(self, symbol: Symbol) -> TypeExpression:
        position = symbol.file.tree.position_at(symbol.first.at.start)
        if not is_enum(symbol):
            return NotJson("the class itself", position, origin=ClassOf(symbol))
        fields = list(map(as_field, self.enum(symbol)))
        if space := symbol.first.scope.space.spaces.get(symbol.name):
            fields += self._of_space(space, symbol.first.scope, None).fields
        known = ObjectOf(tuple(fields), position)
        self._converter.notes.remember_members(known)
        return known


def _writable(known: TypeExpression) -> TypeExpression:
    """Return the object type in `Readonly`, which the type of a frozen constant is."""
    match known:
        case TypeReference(name="Readonly", arguments=(ObjectOf() as inner,)):
            return inner
        case _:
            return known
