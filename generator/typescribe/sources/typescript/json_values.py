"""The type of a constant -> the only JSON value that it has."""

from __future__ import annotations

import math

from typescribe.language.constraints import Json
from typescribe.language.declared import (
    Keyword,
    LiteralOf,
    ObjectOf,
    TupleOf,
    TypeExpression,
    TypeReference,
)


class NoValueError(Exception):
    """A type has more than one value, or none that JSON can carry."""


def only_value(type_: TypeExpression) -> Json:
    """Return the only value of a type; raises `NoValueError`."""
    match type_:
        case LiteralOf(value=float(value)) if not math.isfinite(value):
            raise NoValueError
        case LiteralOf(value=value):
            return value
        case Keyword(name="null"):
            return None
        case TupleOf(elements=elements):
            if any(element.optional or element.rest or element.spread for element in elements):
                raise NoValueError
            return [only_value(element.type) for element in elements]
        case ObjectOf(fields=fields, index=None, signatures=()):
            if any(field.optional for field in fields):
                raise NoValueError
            return {field.wire_name: only_value(field.type) for field in fields}
        case TypeReference(name="Readonly", arguments=(inner,)):
            return only_value(inner)
        case _:
            raise NoValueError
