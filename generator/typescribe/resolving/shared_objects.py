"""One class for all object types without a name that have the same structure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import TypeAlias

from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    KeyPattern,
    Model,
    NamedType,
    ObjectType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.resolving.unions import union

Renamed: TypeAlias = Mapping[str, str]
"""For each class that is left out, the class that is used in its place."""


def shared(model: Model, named: Set[str]) -> Model:
    """Return a model in which the first of several equal object types stands for all of them.

    Types are equal if they have the same properties with the same descriptions and constraints.
    A type that has a name in the spec is not replaced, and does not replace another one.

    Args:
        model: the model, with a class for each place of an object type.
        named: the classes whose names are given in the spec.
    """
    objects = [t for t in model.types if isinstance(t, ObjectType) and t.name not in named]
    renamed: dict[str, str] = {}
    while True:  # types that contain others become equal once those are
        first: dict[ObjectType, str] = {}
        found: dict[str, str] = {}
        for object_ in objects:
            unnamed = replace(_object(object_, renamed), name="")
            kept = first.setdefault(unnamed, object_.name)
            if kept != object_.name:
                found[object_.name] = kept
        if found == renamed:
            break
        renamed = found
    types = (_named(type_, renamed) for type_ in model.types if type_.name not in renamed)
    return replace(model, types=tuple(types))


def _named(named: NamedType, renamed: Renamed) -> NamedType:
    if isinstance(named, AliasType):
        return replace(named, type=_type(named.type, renamed))
    return _object(named, renamed)


def _object(object_: ObjectType, renamed: Renamed) -> ObjectType:
    return replace(
        object_,
        fields=tuple(_field(field, renamed) for field in object_.fields),
        index=None if object_.index is None else _type(object_.index, renamed),
        patterns=tuple(_pattern(pattern, renamed) for pattern in object_.patterns),
    )


def _field(field: Field, renamed: Renamed) -> Field:
    return replace(field, type=_type(field.type, renamed))


def _pattern(pattern: KeyPattern, renamed: Renamed) -> KeyPattern:
    return replace(pattern, value=_type(pattern.value, renamed))


def _type(type_: Type, renamed: Renamed) -> Type:
    match type_:
        case Reference(name=name):
            return Reference(renamed.get(name, name))
        case ArrayType(item=item):
            return ArrayType(_type(item, renamed))
        case RecordType(value=value):
            return RecordType(_type(value, renamed))
        case TupleType(items=items, rest=rest, ending=ending):
            return replace(
                type_,
                items=tuple(_type(item, renamed) for item in items),
                rest=None if rest is None else _type(rest, renamed),
                ending=tuple(_type(item, renamed) for item in ending),
            )
        case UnionType(members=members):
            return union([_type(member, renamed) for member in members])
        case _:
            return type_
