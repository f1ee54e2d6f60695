"""The package of the SDK with constraints that are checked: on each fifth field that takes one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from typescribe.language.constraints import Constraints
from typescribe.language.model import ArrayType, Field, Model, ObjectType, Primitive, UnionType

EACH = 5
WIDE = Constraints(
    minimum=-1e15, maximum=1e15, min_length=0, max_length=10_000, min_items=0, max_items=10_000
)
"""Bounds and lengths that every message of the benchmarks is within."""


def constrained(model: Model) -> Model:
    """Return a model in which each fifth field with numbers, strings or items has constraints."""
    numbers = count()

    def field(declared: Field) -> Field:
        limits = _concerning(model, declared)
        is_chosen = limits and next(numbers) % EACH == 0
        return replace(declared, constraints=limits) if is_chosen else declared

    types = tuple(
        (
            replace(named, fields=tuple(map(field, named.fields)))
            if isinstance(named, ObjectType)
            else named
        )
        for named in model.types
    )
    return replace(model, types=types, checks_constraints=True)


def _concerning(model: Model, field: Field) -> Constraints:
    """Return the constraints that concern a field; none if its type takes none."""
    type_ = model.expand(field.type)
    kinds = set(_kinds(type_.members if isinstance(type_, UnionType) else (type_,)))
    numbers, strings, arrays = (kind in kinds for kind in ("number", "string", "array"))
    return Constraints(
        minimum=WIDE.minimum if numbers else None,
        maximum=WIDE.maximum if numbers else None,
        max_length=WIDE.max_length if strings else None,
        max_items=WIDE.max_items if arrays else None,
    )


def _kinds(members: tuple[object, ...]) -> Iterator[str]:
    for member in members:
        match member:
            case Primitive(name=name):
                yield name
            case ArrayType():
                yield "array"
