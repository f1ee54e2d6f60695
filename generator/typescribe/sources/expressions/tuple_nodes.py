"""The elements of a TypeScript tuple type -> declared elements.

See https://www.typescriptlang.org/docs/handbook/2/objects.html#tuple-types.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from typescribe.language.declared import ArrayOf, TupleElement, TupleOf, TypeExpression
from typescribe.language.syntax import named_parts, parts
from typescribe.sources.expressions.reading import Convert, Reading


def convert_tuple(reading: Reading, node: Node, convert: Convert) -> TupleOf:
    """Convert a `tuple_type`, without the names of its elements; `convert` converts their types."""
    reading.refuse_leading_separator(node)
    return TupleOf(tuple(_elements(reading, node, convert)), reading.position_of(node))


def _elements(reading: Reading, node: Node, convert: Convert) -> Iterator[TupleElement]:
    previous: TupleElement | None = None
    for member in named_parts(node):
        element = _element(reading, member, convert)
        if previous and previous.rest:
            reading.refuse(member, "nothing may follow the rest element of a tuple; move it")
        elif previous and previous.optional and not (element.optional or element.rest):
            message = "a required element cannot follow an optional one; move it, or mark it `?`"
            reading.refuse(member, message)
        previous = element
        yield element


def _element(reading: Reading, node: Node, convert: Convert) -> TupleElement:
    match node.type:
        case "optional_type":
            return TupleElement(convert(reading, parts(node)[0]), optional=True)
        case "rest_type":
            return _rest(reading, node, convert(reading, parts(node)[1]))
        case "optional_parameter" | "required_parameter":
            return _named_element(reading, node, convert)
        case _:
            return TupleElement(convert(reading, node))


def _named_element(reading: Reading, node: Node, convert: Convert) -> TupleElement:
    name = parts(node)[0]
    element_type = reading.annotated_type(node, convert)
    if name.type == "rest_pattern":
        reading.identifier(parts(name)[1])
        return _rest(reading, node, element_type)
    reading.identifier(name)
    return TupleElement(element_type, optional=node.type == "optional_parameter")


def _rest(reading: Reading, node: Node, spread: TypeExpression) -> TupleElement:
    if isinstance(spread, ArrayOf):
        return TupleElement(spread.item, rest=True)
    stand_in = reading.refuse(node, "a rest element is an array; write `...T[]`")
    return TupleElement(stand_in, rest=True)
