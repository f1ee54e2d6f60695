"""Uses of generic aliases that are evaluated at once: those for the types of constants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import (
    Alias,
    Keyword,
    LinkedReference,
    LiteralOf,
    NotJson,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.expressions import inner_expressions, parts_of
from typescribe.sources.typescript.inline_operators import evaluated
from typescribe.sources.typescript.rewriting import substituted
from typescribe.sources.typescript.symbols import Symbol

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter


def instantiated(
    converter: Converter,
    symbol: Symbol,
    arguments: tuple[TypeExpression, ...],
    *,
    always: bool = False,
) -> TypeExpression | None:
    """Return the result of a generic alias for the type of a constant, if no object is left.

    Args:
        converter: converts the alias.
        symbol: the generic alias.
        arguments: its linked arguments.
        always: whether the use is evaluated for all arguments, and with all results.
    """
    if not arguments or not (always or any(map(is_of_constant, arguments))):
        return None
    declaration = converter.declare(symbol)
    if declaration is None or not isinstance(declaration.body, Alias):
        return None
    if _passes_unions(declaration.body.type) and not always:
        return None  # its parts are looked at before the arguments are known
    names = [parameter.name for parameter in declaration.parameters]
    environment = dict(zip(names, arguments, strict=False))
    made = evaluated(substituted(declaration.body.type, environment))
    return made if always or not _holds_object(made) else None


def is_of_constant(expression: TypeExpression) -> bool:
    """Return whether an argument is the type of a constant: an object of literals and keywords."""
    return (
        isinstance(expression, ObjectOf)
        and bool(expression.fields)
        and all(isinstance(field.type, LiteralOf | Keyword) for field in expression.fields)
    )


def _passes_unions(expression: TypeExpression) -> bool:
    """Return whether a type passes a union to a generic type."""
    return any(
        isinstance(argument, UnionOf)
        for part in parts_of([expression])
        if isinstance(part, LinkedReference | TypeReference)
        for argument in part.arguments
    )


def _holds_object(expression: TypeExpression) -> bool:
    if isinstance(expression, ObjectOf | NotJson):
        return True
    return any(map(_holds_object, inner_expressions(expression)))
