"""Rebuilds types of a model from changed parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from typescribe.language.constraints import NONE
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Model,
    NamedType,
    ObjectType,
    RecordType,
    TupleType,
    Type,
    UnionType,
)

Change: TypeAlias = Callable[[Type], Type]


def with_children(type_: Type, change: Change) -> Type:
    """Return a type in which the types that it directly consists of are changed.

    A type without such types, such as a reference, is returned as it is.
    """
    match type_:
        case ArrayType(item=item):
            return ArrayType(change(item))
        case RecordType(value=value):
            return RecordType(change(value))
        case TupleType(items=items, required=required, rest=rest, ending=ending):
            first, last = tuple(map(change, items)), tuple(map(change, ending))
            return TupleType(first, required, None if rest is None else change(rest), last)
        case UnionType(members=members):
            return UnionType(tuple(map(change, members)))
        case _:
            return type_


def without_constraints(model: Model) -> Model:
    """Return a model whose types mean what TypeScript accepts."""

    def bare(named: NamedType) -> NamedType:
        if isinstance(named, AliasType):
            return replace(named, constraints=NONE)
        fields = tuple(replace(field, constraints=NONE) for field in named.fields)
        return replace(named, fields=fields)

    return replace(model, types=tuple(map(bare, model.types)))


def with_parts(named: NamedType, change: Change) -> NamedType:
    """Return a named type in which the types that it directly consists of are changed."""
    match named:
        case AliasType(type=type_):
            return replace(named, type=change(type_))
        case ObjectType(fields=fields, index=index, patterns=patterns):
            return replace(
                named,
                fields=tuple(replace(field, type=change(field.type)) for field in fields),
                index=None if index is None else change(index),
                patterns=tuple(replace(each, value=change(each.value)) for each in patterns),
            )
