"""Operators on types, `keyof T`, `T[K]`, `T extends U ? A : B` -> declared types.

See https://www.typescriptlang.org/docs/handbook/2/types-from-types.html and its pages.
"""

from __future__ import annotations

from typing import Final

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    ConditionalOf,
    IndexedAccess,
    KeyOf,
    Keyword,
    LiteralOf,
    TemplateOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.syntax import named_parts
from typescribe.sources.expressions.reading import Convert, Reading

COMBINATIONS: Final = {"union_type", "intersection_type"}


def convert_operator(reading: Reading, node: Node, convert: Convert) -> TypeExpression:
    """Convert an operator and its operands; `convert` converts these. Anything else is refused."""
    position = reading.position_of(node)
    match node.type:
        case "index_type_query":
            return _keyof(reading, node, convert)
        case "lookup_type":
            looked_up, index = named_parts(node)
            return IndexedAccess(convert(reading, looked_up), convert(reading, index), position)
        case "template_literal_type":
            return _template(reading, node, convert)
        case "conditional_type":
            if infers := _infers(node):
                # What would be inferred stands for a part of another type in the branches.
                return reading.refuse_kind(infers)
            checked, extends, yes, no = (convert(reading, part) for part in named_parts(node))
            return ConditionalOf(checked, extends, yes, no, position)
        case _:
            return reading.refuse_kind(node)


def _infers(node: Node) -> Node | None:
    """Return the `infer` that a conditional type holds, if it has one."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type == "infer_type":
            return current
        waiting.extend(reversed(current.named_children))
    return None


def _keyof(reading: Reading, node: Node, convert: Convert) -> TypeExpression:
    (operand,) = named_parts(node)
    if operand.type in COMBINATIONS:
        # Without parentheses it can only be `keyof | T`, which tree-sitter lets pass.
        reading.refuse(operand, 'expected a type after "keyof"')
    return KeyOf(convert(reading, operand), reading.position_of(node))


def _template(reading: Reading, node: Node, convert: Convert) -> TypeExpression:
    """Convert a template literal type; one without a hole is the literal type of its text."""
    texts = [""]
    types: list[TypeExpression] = []
    for part in node.children[1:-1]:
        match part.type:
            case "string_fragment":
                texts[-1] += reading.text_of(part).replace("\r\n", "\n")
            case "template_type":
                types.append(convert(reading, named_parts(part)[0]))
                texts.append("")
            case _:
                return reading.refuse_kind(part)
    position = reading.position_of(node)
    if not types:
        return LiteralOf(texts[0], position)
    return TemplateOf(tuple(texts), tuple(types), position)


def anything_with_parts(position: Position) -> TypeExpression:
    """Return what `object` means of JSON, an object or an array.

    See https://www.typescriptlang.org/docs/handbook/2/functions.html#object.
    """
    unknown = Keyword("unknown", position)
    record = TypeReference("Record", (Keyword("string", position), unknown), position)
    return UnionOf((record, ArrayOf(unknown, position)), position)
