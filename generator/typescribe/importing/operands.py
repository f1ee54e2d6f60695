"""The parts of an operator that have no use without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from typescribe.language.declared import (
    ConditionalOf,
    IndexedAccess,
    KeyOf,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.expressions import UTILITY_TYPES, inner_expressions

_OPERATORS = KeyOf | IndexedAccess | MappedOf | TemplateOf | ConditionalOf


def operands(expression: TypeExpression) -> Iterator[TypeExpression]:
    """Yield an expression and the operands of an operator, which have no use without it.

    A condition depends on every part of what it compares; other operators keep the properties of
    an object, which can become unknown alone.
    """
    yield expression
    match expression:
        case ConditionalOf(checked=checked, extends=extends):
            yield from _inside((checked, extends), objects=True)
        case TypeReference(name="Exclude" | "Extract", arguments=arguments):
            yield from _inside(arguments, objects=True)
        case TypeReference(name="Record", arguments=(keys, _)) | MappedOf(keys=keys, renamed=None):
            yield from _inside((keys,), objects=False)
        case MappedOf(keys=keys, renamed=renamed) if renamed is not None:
            yield from _inside((keys, renamed), objects=False)
        case _ if isinstance(expression, _OPERATORS) or _is_utility(expression):
            yield from _inside(inner_expressions(expression), objects=False)


def _is_utility(expression: TypeExpression) -> bool:
    return isinstance(expression, TypeReference) and expression.name in UTILITY_TYPES


def _inside(waiting: Iterable[TypeExpression], *, objects: bool) -> Iterator[TypeExpression]:
    """Yield expressions and their parts; without `objects`, no object type and no part of one."""
    pending = list(waiting)
    while pending:
        part = pending.pop()
        if objects or not isinstance(part, ObjectOf):
            yield part
            pending += inner_expressions(part)


def kept_members(mapped: MappedOf) -> TypeExpression | None:
    """Return T of `{[K in keyof T]: T[K]}`, which loses what T loses and no more; else None."""
    match mapped:
        case MappedOf(
            parameter=parameter,
            keys=KeyOf(type=owner),
            renamed=None,
            value=IndexedAccess(object=object_, index=TypeReference(name=index)),
        ):
            return owner if index == parameter and object_ == owner else None
        case _:
            return None


def optional_record(expression: TypeExpression) -> TypeExpression | None:
    """Return the record of `Partial<Record<K, V>>`, whose properties may already be absent."""
    match expression:
        case TypeReference(name="Partial", arguments=(TypeReference(name="Record") as record,)):
            return record
        case _:
            return None
