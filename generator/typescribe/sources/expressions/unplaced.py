"""Reports constraints in comments at places for which a spec has none."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from typescribe.language.constraints import Constraints
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.jsdoc import NOTHING, Documentation, is_jsdoc, read_jsdoc
from typescribe.text.constraints import documented

_PLACES = "only fields, aliases, and the items of their arrays have constraints"


def unplaced(constraints: Constraints) -> str:
    """Return the message about constraints at a place that has none in a spec."""
    said = ", ".join(documented(constraints)).removeprefix("Constraints: ")
    return f'"{said}" is not kept: {_PLACES}'


def drop_constraints(reader: ExpressionReader, node: Node, documentation: Documentation) -> None:
    """Report what a comment says about the values of a node that cannot have constraints."""
    name = node.child_by_field_name("name") or node
    if documentation.constraints:
        reader.drop_constraint(name, unplaced(documentation.constraints))
    for message in documentation.unkept:
        reader.drop_constraint(name, message)


def documented_parts(reader: ExpressionReader, node: Node) -> Iterator[tuple[Node, Documentation]]:
    """Yield the elements of a tuple that have JSDoc comments, each with its documentation."""
    documentation = NOTHING
    for child in node.children:
        if child.type == "comment" and is_jsdoc(text := reader.text_of(child)):
            documentation = read_jsdoc(text)
        elif child.is_named and child.type != "comment":
            if documentation is not NOTHING:
                yield child, documentation
            documentation = NOTHING
