"""Constant expressions of TypeScript -> the numbers and strings that enums and constants need.

See https://www.typescriptlang.org/docs/handbook/enums.html#computed-and-constant-members.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

from tree_sitter import Node

from typescribe.language.syntax import named_parts
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.literals import decode_escape, javascript_number
from typescribe.sources.typescript.source_files import SourceFile
from typescribe.text.javascript_numbers import javascript_text

LONGEST_TEXT = 1_000
"""The most characters of a text that is made of others, unless it is written in that length.

A constant that doubles the one before it is longer than any memory after some lines.
"""

Constant: TypeAlias = str | int | float
Lookup: TypeAlias = Callable[[str], Constant | None]


class TooLongError(Exception):
    """The text of a constant is longer than `LONGEST_TEXT`."""


_SIGNED, _UNSIGNED = 1 << 31, 1 << 32


def evaluate(node: Node, file: SourceFile, lookup: Lookup) -> Constant | None:
    """Return the value of an expression; None if it is not constant.

    `lookup` returns the value of a name, or of names joined by dots. Raises `TooLongError`.
    """
    match node.type:
        case "string":
            return ExpressionReader(file.tree).string(node)
        case "number":
            try:
                return javascript_number(file.tree.text_of(node))
            except ValueError:
                return None
        case "template_string":
            return _template(node, file, lookup)
        case "identifier" | "member_expression" | "property_identifier":
            return lookup("".join(file.tree.text_of(node).split()))
        case "subscript_expression":
            object_, index = named_parts(node)
            key = evaluate(index, file, lookup)
            return None if key is None else lookup(f"{file.tree.text_of(object_)}.{key}")
        case (
            "parenthesized_expression"
            | "as_expression"
            | "satisfies_expression"
            | ("non_null_expression")
        ):
            return evaluate(named_parts(node)[0], file, lookup)
        case "type_assertion":
            return evaluate(named_parts(node)[-1], file, lookup)
        case "unary_expression":
            return _unary(node, file, lookup)
        case "binary_expression":
            try:
                return _binary(node, file, lookup)
            except RecursionError:  # more operators than anybody writes by hand
                return None
        case _:
            return None


def evaluate_or_none(node: Node, file: SourceFile, lookup: Lookup) -> Constant | None:
    """Return what `evaluate` does, and None if a text is too long."""
    try:
        return evaluate(node, file, lookup)
    except TooLongError:
        return None


def _template(node: Node, file: SourceFile, lookup: Lookup) -> str | None:
    text = ""
    reader = ExpressionReader(file.tree)
    for part in named_parts(node):
        match part.type:
            case "string_fragment":
                text += file.tree.text_of(part).replace("\r\n", "\n")
            case "escape_sequence":
                try:
                    text += decode_escape(reader.text_of(part))
                except ValueError:
                    return None
            case _:
                value = evaluate(named_parts(part)[0], file, lookup)
                if value is None:
                    return None
                text += javascript_text(value)
        if len(text) > max(LONGEST_TEXT, node.end_byte - node.start_byte):
            raise TooLongError
    return text


def _unary(node: Node, file: SourceFile, lookup: Lookup) -> Constant | None:
    operator, operand = node.children[0].type, evaluate(node.children[-1], file, lookup)
    if operand is None or isinstance(operand, str):
        return None
    match operator:
        case "-":
            return -operand
        case "+":
            return operand
        case "~":
            return _signed(~_integer(operand))
        case _:
            return None


def _binary(node: Node, file: SourceFile, lookup: Lookup) -> Constant | None:
    left_node, operator, right_node = (child for child in node.children if child.type != "comment")
    left = evaluate(left_node, file, lookup)
    right = evaluate(right_node, file, lookup)
    if left is None or right is None:
        return None
    if isinstance(left, str) or isinstance(right, str):
        return _joined(node, left, right) if operator.type == "+" else None
    return _computed(operator.type, left, right)


def _joined(node: Node, left: Constant, right: Constant) -> str:
    text = f"{javascript_text(left)}{javascript_text(right)}"
    if len(text) > max(LONGEST_TEXT, node.end_byte - node.start_byte):
        raise TooLongError
    return text


def _computed(operator: str, left: float, right: float) -> Constant | None:
    a, b = _integer(left), _integer(right)
    places = b & 31
    bits = {
        "|": lambda: _signed(a | b),
        "&": lambda: _signed(a & b),
        "^": lambda: _signed(a ^ b),
        "<<": lambda: _signed(a << places),
        ">>": lambda: _signed(a) >> places,
        ">>>": lambda: (a % _UNSIGNED) >> places,
    }
    numbers: dict[str, Callable[[], float]] = {
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: left / right,
        "%": lambda: math.fmod(left, right),
        "**": lambda: math.pow(left, right),
    }
    if operator in bits:
        return bits[operator]()
    try:
        found = numbers[operator]()
        return int(found) if float(found).is_integer() else found
    except (ArithmeticError, LookupError, ValueError):
        return None


def _integer(value: float) -> int:
    return int(value) if math.isfinite(value) else 0


def _signed(value: int) -> int:
    """Return a signed integer of 32 bits, as JavaScript converts it: https://tc39.es/ecma262/#sec-toint32."""
    return (value + _SIGNED) % _UNSIGNED - _SIGNED
