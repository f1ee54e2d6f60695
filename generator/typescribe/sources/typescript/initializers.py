"""Initial values -> the types that TypeScript infers: `{A: "a"} as const`, `["x", "y"]`.

See https://www.typescriptlang.org/docs/handbook/type-inference.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    DeclaredField,
    Keyword,
    LiteralOf,
    ObjectOf,
    TupleElement,
    TupleOf,
    TypeExpression,
)
from typescribe.language.syntax import named_parts, parts
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.type_nodes import convert_within
from typescribe.sources.typescript.constants import evaluate
from typescribe.sources.typescript.not_json import function_type
from typescribe.sources.typescript.rewriting import union_of
from typescribe.sources.typescript.symbols import Scope

if TYPE_CHECKING:
    from typescribe.sources.typescript.value_types import ValueTypes

_FUNCTIONS = {"arrow_function", "function_expression", "class"}


class Initializers:
    """Infers the types of the expressions in one scope."""

    def __init__(self, values: ValueTypes, reader: ExpressionReader, scope: Scope) -> None:
        self._values = values
        self._reader = reader
        self._scope = scope

    def type_of(self, node: Node, narrow: bool, deep: bool = False) -> TypeExpression:
        """Return the type of an expression, with names not linked.

        `narrow` keeps a literal, as `const` does; `deep` also keeps those inside, as `as const`.
        """
        position = self._reader.position_of(node)
        match node.type:
            case "as_expression" | "satisfies_expression":
                value, *_ = named_parts(node)
                is_const = parts(node)[-1].type == "const"
                if node.type == "as_expression" and not is_const:
                    return convert_within(self._reader, named_parts(node)[-1])
                return self.type_of(value, narrow or is_const, deep or is_const)
            case "parenthesized_expression":
                return self.type_of(named_parts(node)[0], narrow, deep)
            case "object":
                return self._object(node, deep)
            case "array":
                return self._array(node, deep)
            case "true" | "false":
                literal = LiteralOf(node.type == "true", position)
                return literal if narrow else Keyword("boolean", position)
            case "null":
                return Keyword("null", position)
            case "undefined":
                return Keyword("undefined", position)
            case kind if kind in _FUNCTIONS:
                return function_type("function", position)
        constant = evaluate(node, self._scope.file, self._constant)
        if constant is None:
            return Keyword("unknown", position)
        if narrow:
            return LiteralOf(constant, position)
        return Keyword("string" if isinstance(constant, str) else "number", position)

    def _constant(self, name: str) -> str | int | float | None:
        return self._values.constant(self._scope, name)

    def _object(self, node: Node, deep: bool) -> TypeExpression:
        fields: dict[str, DeclaredField] = {}
        for member in named_parts(node):
            for declared in self._members(member, deep):
                fields[declared.wire_name] = declared
        return ObjectOf(tuple(fields.values()), self._reader.position_of(node))

    def _members(self, member: Node, deep: bool) -> list[DeclaredField]:
        reader = self._reader
        position = reader.position_of(member)
        key, value = member.child_by_field_name("key"), member.child_by_field_name("value")
        if member.type == "pair" and key and value:
            type_ = self.type_of(value, deep, deep)
            return [DeclaredField(self._key(key), type_, False, position)]
        if member.type == "method_definition":
            name = reader.text_of(member.child_by_field_name("name") or member)
            return [DeclaredField(name, function_type("method", position), False, position)]
        name_node = named_parts(member)[0] if member.type == "spread_element" else member
        found = self._values.typeof(self._scope, reader.text_of(name_node))
        if member.type == "shorthand_property_identifier":
            known = found or Keyword("unknown", position)
            return [DeclaredField(reader.text_of(member), known, False, position)]
        return list(found.fields) if isinstance(found, ObjectOf) else []

    def _key(self, key: Node) -> str:
        reader = self._reader
        if key.type == "computed_property_name":
            value = evaluate(named_parts(key)[0], self._scope.file, self._constant)
            return reader.text_of(key) if value is None else str(value)
        return reader.string(key) if key.type == "string" else reader.text_of(key)

    def _array(self, node: Node, deep: bool) -> TypeExpression:
        found = [self.type_of(item, deep, deep) for item in named_parts(node)]
        position = self._reader.position_of(node)
        if deep:
            return TupleOf(tuple(TupleElement(type_) for type_ in found), position)
        return ArrayOf(union_of(found, position), position)
