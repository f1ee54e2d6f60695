"""The types that the type parameters of a function or class stand for where it is used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from typescribe.language.declared import Keyword, TypeExpression
from typescribe.language.syntax import named_parts
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.type_nodes import convert_within
from typescribe.sources.typescript.context import Context

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter


def bound_parameters(
    converter: Converter, node: Node, given: tuple[TypeExpression, ...], context: Context
) -> Context:
    """Return a context in which the type parameters of a declaration are bound.

    Each stands for its argument; without one, for its default if others are given, or else for its
    constraint or `unknown`.

    Args:
        converter: converts the constraints and defaults.
        node: the function or class.
        given: its linked type arguments, if it was given some.
        context: the context of the declaration, which gets the notes.
    """
    reader = ExpressionReader(context.scope.file.tree, converter.fallback(context))
    parameters = node.child_by_field_name("type_parameters")
    for place, parameter in enumerate(named_parts(parameters) if parameters else ()):
        name = reader.text_of(parameter.child_by_field_name("name") or parameter)
        unknown = Keyword("unknown", reader.position_of(parameter))
        context = replace(context, bound={**context.bound, name: unknown})
        implied = parameter.child_by_field_name("value") if given else None
        implied = implied or parameter.child_by_field_name("constraint")
        found: TypeExpression = unknown
        if place < len(given):
            found = given[place]
        elif implied is not None:
            found = converter.linked(convert_within(reader, named_parts(implied)[-1]), context)
        context = replace(context, bound={**context.bound, name: found})
    return context
