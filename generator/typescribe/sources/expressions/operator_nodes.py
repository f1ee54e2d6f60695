"""Operators on types, such as `keyof T`, `T[K]`, `T extends U ? A : B` -> declared types.

See https://www.typescriptlang.org/docs/handbook/2/types-from-types.html and its pages.
"""

from __future__ import annotations

from typing import Final

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    ConditionalOf,
    IndexedAccess,
    InferOf,
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
from typescribe.sources.expressions.expression_reader import (
    Convert,
    ExpressionReader,
    is_in_extends,
)

COMBINATIONS: Final = {"union_type", "intersection_type"}


def convert_operator(reader: ExpressionReader, node: Node, convert: Convert) -> TypeExpression:
    """Convert an operator; `convert` converts its operands. Nodes of other kinds are rejected."""
    position = reader.position_of(node)
    match node.type:
        case "index_type_query":
            return _keyof(reader, node, convert)
        case "lookup_type":
            looked_up, index = named_parts(node)
            return IndexedAccess(convert(reader, looked_up), convert(reader, index), position)
        case "template_literal_type":
            return _template(reader, node, convert)
        case "conditional_type":
            checked, extends, yes, no = (convert(reader, part) for part in named_parts(node))
            return ConditionalOf(checked, extends, yes, no, position)
        case "infer_type" if is_in_extends(node):
            name, *constraint = named_parts(node)
            limit = convert(reader, constraint[0]) if constraint else None
            return InferOf(reader.identifier(name), position, limit)
        case "infer_type":
            reason = "`infer` is outside the `extends` clause of a conditional type"
            return reader.reject(node, reason, "move it there")
        case _:
            return reader.convert_unsupported(node)


def _keyof(reader: ExpressionReader, node: Node, convert: Convert) -> TypeExpression:
    (operand,) = named_parts(node)
    if operand.type in COMBINATIONS:
        # Without parentheses, the source must be `keyof | T`, which tree-sitter accepts.
        reader.reject(operand, 'expected a type after "keyof"')
    return KeyOf(convert(reader, operand), reader.position_of(node))


def _template(reader: ExpressionReader, node: Node, convert: Convert) -> TypeExpression:
    """Convert a template literal type; without `${}`, it is the literal type of its text."""
    texts = [""]
    types: list[TypeExpression] = []
    for part in node.children[1:-1]:
        match part.type:
            case "string_fragment":
                texts[-1] += reader.text_of(part).replace("\r\n", "\n")
            case "template_type":
                types.append(convert(reader, named_parts(part)[0]))
                texts.append("")
            case _:
                return reader.convert_unsupported(part)
    position = reader.position_of(node)
    if not types:
        return LiteralOf(texts[0], position)
    return TemplateOf(tuple(texts), tuple(types), position)


def object_keyword(position: Position) -> TypeExpression:
    """Return the type that `object` stands for in JSON: any object or any array.

    See https://www.typescriptlang.org/docs/handbook/2/functions.html#object.
    """
    unknown = Keyword("unknown", position)
    record = TypeReference("Record", (Keyword("string", position), unknown), position)
    members = (record, ArrayOf(unknown, position, is_readonly=True))
    return UnionOf(members, position, is_object=True)
