"""Nodes that the spec language does not support -> the types of their JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from typescribe.language.declared import Keyword, LiteralOf, NotJson, TypeExpression, TypeReference
from typescribe.language.syntax import named_parts, quoted
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.type_nodes import convert_within
from typescribe.sources.typescript.constants import evaluate_or_none
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.functions import ClassOf, FunctionNode
from typescribe.sources.typescript.not_json import FUNCTIONS, function_type

if TYPE_CHECKING:
    from typescribe.sources.typescript.value_types import ValueTypes

NOT_SHOWN_TYPE = "typeof $page"
"""Stands for a type that a reference page does not show, in the text that is read instead."""

_NAMES = {"nested_type_identifier", "member_expression"}
_VARIANCE = {"const", "in", "out"}


class UnsupportedNodes:
    """Converts the nodes in one context."""

    def __init__(self, values: ValueTypes, context: Context) -> None:
        self._values = values
        self._context = context

    def convert(
        self, reader: ExpressionReader, node: Node, arguments: tuple[TypeExpression, ...]
    ) -> TypeExpression | None:
        """Return the type of a node, None if there is none."""
        position = reader.position_of(node)
        match node.type:
            case kind if kind in _NAMES:
                return TypeReference("".join(reader.text_of(node).split()), arguments, position)
            case "method_signature" if any(part.type == "get" for part in node.children):
                annotation = node.child_by_field_name("return_type")
                if annotation:
                    return convert_within(reader, named_parts(annotation)[0])
                return Keyword("any", position)
            case "method_signature" if any(part.type == "set" for part in node.children):
                return NotJson("a setter without a getter", position)
            case kind if kind in FUNCTIONS:
                parameters = self._context.parameters | set(_names_around(node, reader))
                context = replace(self._context, parameters=parameters)
                return function_type(FUNCTIONS[kind], position, FunctionNode.of(node, context))
            case "number" if reader.text_of(node).endswith("n"):
                return NotJson("a bigint", position)
            case kind if kind in _VARIANCE:
                return Keyword("unknown", position)
            case "predefined_type" | "type_identifier":
                return _named(reader, node)
            case "type_query":
                return self._typeof(reader, node)
            case "this_type":
                itself = self._context.itself
                return itself and replace(itself, position=position, is_this=True)
            case "computed_property_name":
                return self._computed_name(reader, node)
            case _:
                return None

    def _typeof(self, reader: ExpressionReader, node: Node) -> TypeExpression:
        value, *given = named_parts(node)
        if value.type == "instantiation_expression":
            value, *given = named_parts(value)
        name = "".join(reader.text_of(value).split())
        position = reader.position_of(node)
        if f"typeof {name}" == NOT_SHOWN_TYPE:
            return reader.reject(node, "the page does not show this type")
        if name == "undefined":
            return Keyword("undefined", position)
        found = self._values.typeof(self._context.scope, name, self._context.symbol)
        if isinstance(found, NotJson) and given:
            arguments = (convert_within(reader, part) for part in named_parts(given[0]))
            return _with_arguments(
                found, tuple(self._values.linked(argument, self._context) for argument in arguments)
            )
        if found is not None:
            return found
        return reader.reject(node, f"{quoted(reader.text_of(node))} names no known constant")

    def _computed_name(self, reader: ExpressionReader, node: Node) -> TypeExpression:
        scope = self._context.scope
        value = evaluate_or_none(
            named_parts(node)[0], scope.file, lambda name: self._values.constant(scope, name)
        )
        position = reader.position_of(node)
        if value is not None:
            return LiteralOf(value, position)
        name = "".join(reader.text_of(named_parts(node)[0]).split())
        known = None if name.startswith("Symbol.") else self._values.typeof(scope, name)
        if name.startswith("Symbol.") or isinstance(known, NotJson):
            return NotJson("a symbol", position)
        reason = f"the name {quoted(reader.text_of(node))} is not constant"
        if reader.fallback:
            reader.fallback.report(node, reason, "the property is left out")
        return NotJson("a name that is not constant", position)


def _named(reader: ExpressionReader, node: Node) -> TypeExpression:
    name = " ".join(reader.text_of(node).split())
    position = reader.position_of(node)
    return Keyword("undefined", position) if name == "void" else TypeReference(name, (), position)


def _names_around(node: Node, reader: ExpressionReader) -> Iterator[str]:
    """Yield the type parameters that mapped and conditional types around a node declare for it."""
    inner, outer = node, node.parent
    while outer is not None:
        if outer.type == "index_signature":
            for clause in outer.children:
                name = clause.child_by_field_name("name")
                if clause.type == "mapped_type_clause" and name is not None:
                    yield reader.text_of(name)
        elif outer.type == "conditional_type":
            pattern = outer.child_by_field_name("right")
            if pattern is not None and inner != outer.child_by_field_name("alternative"):
                yield from _inferred(pattern, reader)
        inner, outer = outer, outer.parent


def _inferred(pattern: Node, reader: ExpressionReader) -> Iterator[str]:
    """Yield the names that a pattern of a condition infers."""
    waiting = [pattern]
    while waiting:
        current = waiting.pop()
        if current.type == "infer_type":
            yield reader.text_of(named_parts(current)[0])
        waiting += current.children


def _with_arguments(value: NotJson, arguments: tuple[TypeExpression, ...]) -> NotJson:
    """Return a class or function that is given type arguments."""
    match value.origin:
        case FunctionNode() | ClassOf() as generic:
            return replace(value, origin=replace(generic, arguments=arguments))
        case _:
            return value
