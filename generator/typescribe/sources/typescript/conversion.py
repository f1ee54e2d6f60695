"""Symbols -> linked declarations: aliases, interfaces, classes and enums, merged.

See https://www.typescriptlang.org/docs/handbook/declaration-merging.html.
"""

from __future__ import annotations

from dataclasses import replace

from tree_sitter import Node

from typescribe.language.constraints import NONE, both
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    Fields,
    KeySignature,
    Keyword,
    LinkedReference,
    LiteralOf,
    ObjectOf,
    TypeExpression,
    TypeParameter,
    TypeReference,
    Values,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import members_of
from typescribe.language.syntax import parts
from typescribe.sources.expressions.expression_reader import ExpressionReader, Fallback
from typescribe.sources.expressions.jsdoc import Documentation, joined_documentation, read_jsdoc
from typescribe.sources.expressions.object_nodes import TO_JSON
from typescribe.sources.expressions.operator_nodes import object_keyword
from typescribe.sources.expressions.type_nodes import convert, convert_parameters
from typescribe.sources.expressions.unplaced import unplaced
from typescribe.sources.typescript.aliases import followed
from typescribe.sources.typescript.classes import CLASSES, class_bases, class_object
from typescribe.sources.typescript.context import Context, Member, Notes
from typescribe.sources.typescript.documented_values import (
    documented_members,
    is_any_string,
    is_documented_literal,
)
from typescribe.sources.typescript.enum_bodies import enum_body
from typescribe.sources.typescript.heritage import (
    array_base,
    report_properties_of_array,
    scalar_base,
    tuple_of,
    with_own_items,
    without_object,
)
from typescribe.sources.typescript.initializers import Initializers
from typescribe.sources.typescript.linking import Linker
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.rewriting import substituted, without_descriptions
from typescribe.sources.typescript.symbols import Piece, Symbol
from typescribe.sources.typescript.this_types import fields_with_this
from typescribe.sources.typescript.typia_tags import Tagged
from typescribe.sources.typescript.unsupported_nodes import UnsupportedNodes
from typescribe.sources.typescript.value_types import ValueTypes


class Converter:
    """Converts symbols on demand; `notes` gathers what is not exact."""

    def __init__(
        self,
        program: Program,
        described: bool = True,
        by_hand: frozenset[str] = frozenset(),
        excluded: frozenset[str] = frozenset(),
    ) -> None:
        self.program = program
        self.notes = Notes(described)
        self.values = ValueTypes(self)
        self.declared: dict[str, Declaration] = {}
        self.tagged = Tagged()
        self._linker = Linker(self, by_hand, excluded)
        self._begun: set[str] = set()
        self._sent_otherwise: set[str] = set()
        """The keys of the interfaces and classes with a method `toJSON`."""

    def declare(self, symbol: Symbol) -> Declaration | None:
        """Return the linked declaration of a symbol; None while its conversion is in progress."""
        if symbol.key not in self._begun:
            self._begun.add(symbol.key)
            self.declared[symbol.key] = self._declaration(symbol)
        return self.declared.get(symbol.key)

    def referred(self, reference: LinkedReference) -> Declaration | None:
        """Return the declaration that is referred to; None while its conversion is in progress."""
        return self.declare(self.program.scanner.symbols[reference.key])

    def fallback(self, context: Context) -> Fallback:
        """Return the converter of the nodes that the spec language does not support."""
        tree = context.scope.file.tree

        def report(node: Node, reason: str, outcome: str) -> None:
            message = f"{context.scope.file.restored(reason)}; {outcome}"
            self.notes.approximate(context.symbol, tree.position_of(node), message)

        def drop_constraint(name: Node, message: str) -> None:
            self.notes.not_kept(context.symbol, tree.text_of(name), tree.position_of(name), message)

        return Fallback(UnsupportedNodes(self.values, context).convert, report, drop_constraint)

    def linked(self, expression: TypeExpression, context: Context) -> TypeExpression:
        """Return an expression with linked names, without descriptions if these are not wanted."""
        if not self.notes.described:
            expression = without_descriptions(expression)
        return self._linker.link(expression, context)

    def _declaration(self, symbol: Symbol) -> Declaration:
        kinds = {piece.kind for piece in symbol.pieces}
        first = symbol.first.node
        position = symbol.file.tree.position_of(first.child_by_field_name("name") or first)
        documentation = self._documentation(symbol)
        parameters = self._parameters(symbol)
        if "enum_declaration" in kinds:
            body: Fields | Alias | Values = enum_body(self.values, self.notes, symbol, position)
        elif "type_alias_declaration" in kinds:
            body = self._alias(symbol)
        else:
            body = self._merged(symbol, position, parameters)
        tagged = self.tagged.take(body.type) if isinstance(body, Alias) else NONE
        for place, left in self.tagged.left(symbol):
            self.notes.not_kept(symbol, "", place, unplaced(left))
        return Declaration(
            symbol.key,
            parameters,
            body,
            position,
            description=documentation.description,
            deprecated=documentation.deprecated,
            constraints=both(documentation.constraints, tagged),
        )

    def _documentation(self, symbol: Symbol) -> Documentation:
        found = [read_jsdoc(piece.comment) for piece in symbol.pieces if piece.comment]
        joined = joined_documentation(found)
        for message in joined.unkept:
            position = symbol.file.tree.position_of(symbol.first.node)
            self.notes.not_kept(symbol, "", position, message)
        return joined if self.notes.described else replace(joined, description="")

    def _context(self, piece: Piece, symbol: Symbol) -> Context:
        names = piece.parameter_names
        position = piece.scope.file.tree.position_of(piece.node)
        arguments = tuple(TypeReference(name, (), position) for name in names)
        itself = LinkedReference(symbol.key, arguments, position)
        return Context(piece.scope, symbol, frozenset(names), itself)

    def _parameters(self, symbol: Symbol) -> tuple[TypeParameter, ...]:
        for piece in symbol.pieces:
            if node := piece.node.child_by_field_name("type_parameters"):
                context = self._context(piece, symbol)
                found = convert_parameters(node, piece.scope.file.tree, self.fallback(context))
                return tuple(self._parameter(parameter, context) for parameter in found)
        return ()

    def _parameter(self, parameter: TypeParameter, context: Context) -> TypeParameter:
        # A constraint does not change the JSON: drop one that is not exact, without a note.
        notes, missing = len(self.notes.notes), len(self.notes.missing)
        constraint = parameter.constraint and self.linked(parameter.constraint, context)
        if len(self.notes.notes) > notes or len(self.notes.missing) > missing:
            del self.notes.notes[notes:], self.notes.missing[missing:]
            constraint = None
        default = parameter.default and self.linked(parameter.default, context)
        return replace(parameter, constraint=constraint, default=default)

    def _alias(self, symbol: Symbol) -> Fields | Alias | Values:
        piece = next(p for p in symbol.pieces if p.kind == "type_alias_declaration")
        node = piece.node.child_by_field_name("value")
        assert node is not None, "an alias has a value"
        context = self._context(piece, symbol)
        tree = piece.scope.file.tree
        for member, comment in documented_members(piece.node, tree):
            if comment.full_description or comment.names:
                named = Member("", comment.full_description, comment.names)
                self.notes.members.setdefault(tree.position_of(member), named)
        converted = convert(node, tree, self.fallback(context))
        expression = self.linked(converted, context)
        if isinstance(expression, ObjectOf):
            return Fields(expression)
        return self._as_values(expression) or Alias(expression)

    def _as_values(self, expression: TypeExpression) -> Values | None:
        """Return a union as documented values, if its literals have names or comments."""
        found = members_of(expression)
        literals = [member for member in found if is_documented_literal(member)]
        members = self.notes.members
        names = [members[one.position].constant for one in literals if one.position in members]
        strings = [member for member in found if is_any_string(member)]
        # Beside the named values of a constant, `string` stands for another of its values.
        is_open = bool(strings) and "" in names
        if not names or len(literals) + len(strings) * is_open < len(found):
            return None
        values = [
            self.notes.documented(one.value if isinstance(one, LiteralOf) else None, one.position)
            for one in literals
        ]
        return Values(tuple(values), is_open)

    def _merged(
        self, symbol: Symbol, position: Position, parameters: tuple[TypeParameter, ...]
    ) -> Fields | Alias:
        """Merge the declarations of an interface or class, which may rename its type parameters."""
        fields: dict[str, DeclaredField] = {}
        index: TypeExpression | None = None
        signatures: dict[TypeExpression, KeySignature] = {}
        extends: list[TypeExpression] = []
        nonprimitive = False
        for piece in symbol.pieces:
            found, bases = self._piece(piece, self._context(piece, symbol))
            if symbol.key in self._sent_otherwise:
                return Alias(found)
            if base := self._sent_otherwise_base(bases):
                self._sent_otherwise.add(symbol.key)
                return Alias(base)
            if base := scalar_base(bases, self.referred):
                return Alias(base)
            if base := array_base(bases, self.referred):
                array = followed(base, self.referred)
                found, own = with_own_items(found, array)
                if items := tuple_of(own, found):
                    return Alias(items)
                report_properties_of_array(found, symbol, self.notes)
                return Alias(base if own is array else own)
            if _may_be_anything(found, bases):
                message = "its base type is any; it becomes unknown"
                self.notes.approximate(symbol, position, message)
                return Alias(Keyword("unknown", position))
            renamed: dict[str, TypeExpression] = {
                here: TypeReference(parameter.name, (), position)
                for here, parameter in zip(piece.parameter_names, parameters, strict=False)
                if here != parameter.name
            }
            made = substituted(found, renamed) if renamed else found
            assert isinstance(made, ObjectOf), "a body is an object"
            for field in made.fields:
                fields.setdefault(field.wire_name, field)
            index = index or made.index
            for signature in made.signatures:
                signatures.setdefault(signature.keys, signature)
            objects = without_object(bases, self.referred)
            nonprimitive = nonprimitive or len(objects) < len(bases)
            extends += [base for base in objects if base not in extends]
        itself = self._context(symbol.first, symbol).itself
        for field in fields_with_this(extends, itself, self.referred) if itself else ():
            fields.setdefault(field.wire_name, field)
        others = tuple(signatures.values())
        if nonprimitive and not (fields or index or others or extends):
            return Alias(object_keyword(position))  # which an array is, too
        body = ObjectOf(tuple(fields.values()), position, index, signatures=others)
        return Fields(body, tuple(extends))

    def _sent_otherwise_base(self, bases: list[TypeExpression]) -> TypeExpression | None:
        """Return the first base type that has a method `toJSON`, if one has."""
        for base in bases:
            if isinstance(base, LinkedReference):
                self.referred(base)  # whose conversion records whether it has one
                if base.key in self._sent_otherwise:
                    return base
        return None

    def _piece(self, piece: Piece, context: Context) -> tuple[TypeExpression, list[TypeExpression]]:
        node, tree = piece.node, piece.scope.file.tree
        body = node.child_by_field_name("body")
        assert body is not None, "an interface or class has a body"
        fallback = self.fallback(context)
        if node.type in CLASSES:
            reader = ExpressionReader(tree, fallback)
            infer = Initializers(self.values, reader, piece.scope, context.symbol).type_of
            found: TypeExpression = class_object(body, reader, infer)
            bases = class_bases(node, tree, fallback)
        else:
            found = convert(body, tree, fallback)
            bases = [
                convert(base, tree, fallback)
                for clause in parts(node)
                if clause.type == "extends_type_clause"
                for base in clause.children_by_field_name("type")
            ]
        if isinstance(found, ObjectOf) and any(f.wire_name == TO_JSON for f in found.fields):
            assert context.symbol is not None, "the declaration is known"
            self._sent_otherwise.add(context.symbol.key)
        return self.linked(found, context), [
            self._linker.link_base(base, context) for base in bases
        ]


def _may_be_anything(body: TypeExpression, bases: list[TypeExpression]) -> bool:
    """Return whether an interface extends `any` and requires nothing: it may be an array."""
    requires = isinstance(body, ObjectOf) and any(not field.optional for field in body.fields)
    return not requires and any(isinstance(b, Keyword) and b.name == "any" for b in bases)
