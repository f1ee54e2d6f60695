"""Handles base types that are not object types: arrays, and `object`.

See https://www.typescriptlang.org/docs/handbook/2/objects.html#extending-types.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from typescribe.language.declared import (
    ArrayOf,
    LinkedReference,
    TupleOf,
    TypeExpression,
)
from typescribe.sources.expressions.operator_nodes import object_keyword

_DEEPEST = 50
"""How many aliases may stand for one another before they count as endless."""

Aliased: TypeAlias = Callable[[LinkedReference], TypeExpression | None]
"""Returns the type that an alias stands for, None for a reference to anything else."""


def array_base(bases: Sequence[TypeExpression], aliased: Aliased) -> TypeExpression | None:
    """Return the base type that is an array or a tuple; None if there is none.

    In JSON, such a type is its items, without the properties that it declares.
    """
    for base in bases:
        if isinstance(_followed(base, aliased), ArrayOf | TupleOf):
            return base
    return None


def without_object(bases: Sequence[TypeExpression], aliased: Aliased) -> list[TypeExpression]:
    """Return the base types without `object`, which adds nothing to an object type."""
    return [base for base in bases if _followed(base, aliased) != object_keyword(base.position)]


def _followed(base: TypeExpression, aliased: Aliased) -> TypeExpression:
    for _ in range(_DEEPEST):
        following = aliased(base) if isinstance(base, LinkedReference) else None
        if following is None:
            break
        base = following
    return base
