"""References -> the types that the aliases they refer to stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from typescribe.language.declared import (
    Alias,
    Declaration,
    Fields,
    LinkedReference,
    LiteralOf,
    TypeExpression,
    Values,
)
from typescribe.sources.typescript.rewriting import substituted, union_of

DEEPEST = 50
"""How many aliases may stand for one another before they count as endless."""

Referred: TypeAlias = Callable[[LinkedReference], Declaration | None]
"""Returns the declaration that is referred to, None while its conversion is in progress."""


def followed(expression: TypeExpression, referred: Referred) -> TypeExpression:
    """Return the type that an alias stands for, any other expression as it is.

    In a generic alias, type parameters are replaced by the arguments or by their defaults.
    """
    for _ in range(DEEPEST):
        if not isinstance(expression, LinkedReference):
            break
        declared = referred(expression)
        if declared is None or not isinstance(declared.body, Alias):
            break
        arguments = _arguments(expression, declared)
        expression = declared.body.type
        expression = substituted(expression, arguments) if arguments else expression
    return expression


def _arguments(reference: LinkedReference, declared: Declaration) -> dict[str, TypeExpression]:
    """Return the arguments of a generic by the names of its parameters, as far as there are any."""
    found: dict[str, TypeExpression] = {}
    for place, parameter in enumerate(declared.parameters):
        if place < len(reference.arguments):
            found[parameter.name] = reference.arguments[place]
        elif parameter.default is not None:
            found[parameter.name] = substituted(parameter.default, found)
    return found


def body_of(expression: TypeExpression, referred: Referred) -> TypeExpression:
    """Return the object or the literals that a reference without arguments stands for.

    An expression that stands for neither is returned as far as aliases lead.
    """
    for _ in range(DEEPEST):
        if not isinstance(expression, LinkedReference) or expression.arguments:
            break
        declared = referred(expression)
        match declared.body if declared else None:
            case Alias(type=type_):
                expression = type_
            case Fields(object=body, extends=()):
                return body
            case Values(values=values, open=False):
                literals = (LiteralOf(v.value, v.position) for v in values if v.value is not None)
                return union_of(literals, expression.position)
            case _:
                break
    return expression
