"""Tuple types -> declared types.

See https://www.typescriptlang.org/docs/handbook/2/objects.html#tuple-types.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    Keyword,
    LiteralOf,
    ObjectOf,
    TemplateOf,
    TupleElement,
    TupleOf,
    TypeExpression,
)
from typescribe.language.syntax import named_parts, parts
from typescribe.sources.expressions.expression_reader import (
    Convert,
    ExpressionReader,
    is_in_extends,
)
from typescribe.sources.expressions.unplaced import documented_parts, drop_constraints


def convert_tuple(reader: ExpressionReader, node: Node, convert: Convert) -> TypeExpression:
    """Convert a `tuple_type`; `convert` converts the types of its elements. Labels are dropped.

    Elements in an order that TypeScript rejects make no tuple, but what the reader puts in place of
    a mistake.
    """
    reader.reject_leading_separator(node)
    members = named_parts(node)
    for member, documentation in documented_parts(reader, node):
        drop_constraints(reader, member, documentation)
    elements = tuple(_element(reader, member, convert) for member in members)
    misplaced = _misplaced(elements, is_pattern=is_in_extends(node))
    placeholders = [reader.reject(members[place], *why) for place, why in misplaced]
    return placeholders[0] if placeholders else TupleOf(elements, reader.position_of(node))


def _misplaced(
    elements: Sequence[TupleElement], is_pattern: bool
) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the elements that cannot follow those before them: the index, a reason and advice."""
    optional = rested = False
    for place, element in enumerate(elements):
        is_open = element.rest or element.spread
        if rested and element.rest and not is_pattern:
            yield place, ("a tuple has one rest element", "join their types in one")
        elif rested and element.optional:
            reason = "an optional element cannot follow a rest element"
            yield place, (reason, "move it, or remove the `?`")
        elif optional and not (element.optional or is_open):
            reason = "a required element cannot follow an optional one"
            yield place, (reason, "move it, or mark it `?`")
        rested = rested or element.rest
        optional = optional or element.optional


def _element(reader: ExpressionReader, node: Node, convert: Convert) -> TupleElement:
    match node.type:
        case "optional_type":
            return TupleElement(convert(reader, parts(node)[0]), optional=True)
        case "rest_type":
            return _rest(reader, node, convert(reader, parts(node)[1]))
        case "optional_parameter" | "required_parameter":
            return _named_element(reader, node, convert)
        case _:
            return TupleElement(convert(reader, node))


def _named_element(reader: ExpressionReader, node: Node, convert: Convert) -> TupleElement:
    name = parts(node)[0]
    element_type = reader.annotated_type(node, convert)
    if name.type == "rest_pattern":
        reader.identifier(parts(name)[1])
        return _rest(reader, node, element_type)
    reader.identifier(name)
    return TupleElement(element_type, optional=node.type == "optional_parameter")


def _rest(reader: ExpressionReader, node: Node, spread: TypeExpression) -> TupleElement:
    if isinstance(spread, ArrayOf):
        return TupleElement(spread.item, rest=True)
    if isinstance(spread, Keyword) and spread.name == "any":
        return TupleElement(spread, rest=True)  # any is an array as well
    if isinstance(spread, Keyword | LiteralOf | ObjectOf | TemplateOf):
        placeholder = reader.reject(node, "a rest element is an array", "write `...T[]`")
        return TupleElement(placeholder, rest=True)
    return TupleElement(spread, spread=True)
