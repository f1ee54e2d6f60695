"""Handles base types that are not sent as object types: arrays, texts, and `object`.

See https://www.typescriptlang.org/docs/handbook/2/objects.html#extending-types.
"""

from __future__ import annotations

from collections.abc import Sequence

from typescribe.language.declared import ArrayOf, Keyword, TupleOf, TypeExpression
from typescribe.sources.expressions.operator_nodes import object_keyword
from typescribe.sources.typescript.aliases import Referred, followed


def array_base(bases: Sequence[TypeExpression], referred: Referred) -> TypeExpression | None:
    """Return the base type that is an array or a tuple; None if there is none.

    In JSON, such a type is its items, without the properties that it declares.
    """
    for base in bases:
        if isinstance(followed(base, referred), ArrayOf | TupleOf):
            return base
    return None


def scalar_base(bases: Sequence[TypeExpression], referred: Referred) -> TypeExpression | None:
    """Return the base type that is sent as a text, a number or a boolean, as a `Date` is."""
    for base in bases:
        match followed(base, referred):
            case Keyword(name="string" | "number" | "boolean"):
                return base
    return None


def without_object(bases: Sequence[TypeExpression], referred: Referred) -> list[TypeExpression]:
    """Return the base types without `object`, which adds nothing to an object type."""
    return [base for base in bases if followed(base, referred) != object_keyword(base.position)]
