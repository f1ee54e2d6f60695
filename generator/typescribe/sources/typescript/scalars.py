"""Literals and operators in TypeScript expressions -> the scalar types of their values."""

from __future__ import annotations

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    Keyword,
    KeywordName,
    LiteralOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.syntax import named_parts

_COMPARISONS = {"==", "!=", "===", "!==", "<", ">", "<=", ">=", "in", "instanceof"}
_ARITHMETIC = {"-", "*", "/", "%", "**", "|", "&", "^", "<<", ">>", ">>>"}
_UNARY: dict[str, KeywordName] = {
    **dict.fromkeys(("-", "+", "~", "++", "--"), "number"),
    "!": "boolean",
    "typeof": "string",
    "void": "undefined",
}


def result_of_operator(node: Node) -> KeywordName | None:
    """Return the type of an operator's result; None if it depends on the operands."""
    operator = operator_of(node)
    if node.type in ("unary_expression", "update_expression"):
        return _UNARY.get(operator)
    if node.type != "binary_expression":
        return None
    if operator in _COMPARISONS:
        return "boolean"
    return "number" if operator in _ARITHMETIC else None


def operator_of(node: Node) -> str:
    """Return the operator of an expression, "" if it has none."""
    operator = node.child_by_field_name("operator")
    return operator.type if operator else ""


def is_literal(node: Node) -> bool:
    """Return whether an expression is a literal, possibly a number with a sign."""
    match node.type:
        case "string" | "number":
            return True
        case "unary_expression":
            return operator_of(node) in ("-", "+") and node.children[-1].type == "number"
        case _:
            return False


def has_literals(node: Node) -> bool:
    """Return whether a literal is in an expression."""
    found = is_literal(node) or node.type in ("template_string", "true", "false")
    return found or any(map(has_literals, named_parts(node)))


def is_record_of_keywords(expression: TypeExpression) -> bool:
    """Return whether a type has no literals, so that none is kept after `satisfies`."""
    match expression:
        case TypeReference(name="Record", arguments=(_, value)):
            return is_record_of_keywords(value)
        case ArrayOf(item=item):
            return is_record_of_keywords(item)
        case UnionOf(members=members):
            return all(map(is_record_of_keywords, members))
        case _:
            return isinstance(expression, Keyword) and expression.name != "boolean"


def widened(expression: TypeExpression) -> TypeExpression:
    """Return the type of a variable whose initial value is a literal."""
    match expression:
        case LiteralOf(value=bool(), position=position):
            return Keyword("boolean", position)
        case LiteralOf(value=str(), position=position):
            return Keyword("string", position)
        case LiteralOf(position=position):
            return Keyword("number", position)
        case _:
            return expression
