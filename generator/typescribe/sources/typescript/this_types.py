"""Inherited properties whose types hold `this`: it is the type that inherits them.

See https://www.typescriptlang.org/docs/handbook/2/classes.html#this-types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from typescribe.language.declared import (
    Declaration,
    DeclaredField,
    Fields,
    LinkedReference,
    TypeExpression,
)
from typescribe.language.expressions import parts_of
from typescribe.sources.typescript.aliases import Referred, followed
from typescribe.sources.typescript.rewriting import substituted, with_parts


def fields_with_this(
    bases: Iterable[TypeExpression], itself: LinkedReference, referred: Referred
) -> Iterator[DeclaredField]:
    """Yield the properties of base types whose types hold `this`, with the heir in its place.

    Args:
        bases: the linked base types.
        itself: a reference to the type that extends them.
        referred: returns the declaration of a base type.
    """
    for base in bases:
        found = followed(base, referred)
        declaration = referred(found) if isinstance(found, LinkedReference) else None
        if declaration is None or not isinstance(declaration.body, Fields):
            continue
        assert isinstance(found, LinkedReference), "it has a declaration"
        environment = _environment(declaration, found.arguments)
        for field in declaration.body.object.fields:
            if any(isinstance(p, LinkedReference) and p.is_this for p in parts_of([field.type])):
                type_ = _with_this(substituted(field.type, environment), itself)
                yield replace(field, type=type_)


def _environment(
    declaration: Declaration, arguments: tuple[TypeExpression, ...]
) -> dict[str, TypeExpression]:
    found: dict[str, TypeExpression] = {}
    for place, parameter in enumerate(declaration.parameters):
        if place < len(arguments):
            found[parameter.name] = arguments[place]
        elif parameter.default is not None:
            found[parameter.name] = substituted(parameter.default, found)
    return found


def _with_this(expression: TypeExpression, itself: LinkedReference) -> TypeExpression:
    if isinstance(expression, LinkedReference) and expression.is_this:
        return replace(itself, position=expression.position, is_this=True)
    return with_parts(expression, lambda part: _with_this(part, itself))
