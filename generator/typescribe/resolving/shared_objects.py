"""One class for all object types without a name that have the same structure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import TypeAlias

from typescribe.language.model import Model, NamedType, ObjectType, Reference, Type, UnionType
from typescribe.language.rebuilding import Change, with_children, with_parts
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
        first: dict[NamedType, str] = {}
        found: dict[str, str] = {}
        for object_ in objects:
            unnamed = replace(with_parts(object_, _change(renamed)), name="")
            kept = first.setdefault(unnamed, object_.name)
            if kept != object_.name:
                found[object_.name] = kept
        if found == renamed:
            break
        renamed = found
    change = _change(renamed)
    types = (with_parts(type_, change) for type_ in model.types if type_.name not in renamed)
    return replace(model, types=tuple(types))


def _change(renamed: Renamed) -> Change:
    """Return the function that replaces the names of classes in a type."""

    def change(type_: Type) -> Type:
        match type_:
            case Reference(name=name):
                return Reference(renamed.get(name, name))
            case UnionType(members=members):
                return union(map(change, members))  # members may have become equal
            case _:
                return with_children(type_, change)

    return change
