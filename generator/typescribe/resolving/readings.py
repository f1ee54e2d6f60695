"""Checks that the type of a field can be decoded as its `reads_as` says."""

from __future__ import annotations

from collections.abc import Iterator

from typescribe.language.model import (
    Field,
    LiteralType,
    Model,
    PatternType,
    Primitive,
    Type,
    UnionType,
)

_DECODES = {
    "boolean": ("string", "boolean"),
    "number": ("string", "number"),
    "integer": ("string", "number"),
    "epoch_milliseconds": ("string", "number"),
    "json": ("string",),
}


def reading_problem(model: Model, field: Field) -> str:
    """Return the problem with the `reads_as` of a field, or ""."""
    if field.reads_as is None:
        return ""
    decodes = _DECODES[field.reads_as]
    kinds = set(_kinds(model, field.type))
    if kinds & {*decodes, "any", "unknown"}:
        return ""
    return (
        f'"reads_as: {field.reads_as}" decodes a {" or a ".join(decodes)}; this field is never one'
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
