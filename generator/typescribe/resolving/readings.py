"""Checks that the type of a field can be decoded as its `reads_as` says."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from typescribe.language.model import (
    Field,
    LiteralType,
    Model,
    PatternType,
    Primitive,
    Type,
    UnionType,
)
from typescribe.language.readings import KINDS, OwnFunction, own_function


def reading_problem(
    model: Model, field: Field, functions_from: Collection[str] | None = None
) -> str:
    """Return the problem with the `reads_as` of a field, or "".

    `functions_from` are the modules of which it may name a function; `None` for any.
    """
    if field.reads_as is None:
        return ""
    if own := own_function(field.reads_as):
        return _own_problem(own, functions_from)
    decodes = KINDS[field.reads_as].decodes
    kinds = set(_kinds(model, field.type))
    if kinds & {*decodes, "any", "unknown"}:
        return ""
    return (
        f'"reads_as: {field.reads_as}" decodes a {" or a ".join(decodes)}; this field is never one'
    )


def _own_problem(own: OwnFunction, functions_from: Collection[str] | None) -> str:
    reads_as = f'"reads_as: {own.module}:{own.name}"'
    if own.unusable:
        return f'{reads_as} cannot be imported: "{own.unusable}" is a keyword of Python'
    if functions_from is None or own.module in functions_from:
        return ""
    return (
        f'{reads_as} would call a function of a module that the setting "functions_from" does not '
        f'list; to allow that, set functions_from = ["{own.module}"]'
    )


def _kinds(model: Model, type_: Type) -> Iterator[str]:
    match model.expand(type_):
        case Primitive(name=name):
            yield name
        case LiteralType(value=bool()):
            yield "boolean"
        case LiteralType(value=str()) | PatternType():
            yield "string"
        case LiteralType():
            yield "number"
        case UnionType(members=members):
            for member in members:
                yield from _kinds(model, member)
        case _:
            yield "object"
