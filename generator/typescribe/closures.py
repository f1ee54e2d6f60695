"""Expressions and what their type parameters stand for: the data that `expand` works on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

from typescribe.declared import DeclaredField, TypeExpression
from typescribe.errors import Position, Problem, SpecError


@dataclass(frozen=True, slots=True)
class Closure:
    """An expression and what the type parameters in it stand for."""

    expression: TypeExpression | Joined
    environment: Environment

    @property
    def position(self) -> Position:
        """Where the expression stands."""
        return self.expression.position

    def of(self, expression: TypeExpression) -> Closure:
        """Return a part of this expression under the same parameters."""
        return Closure(expression, self.environment)


@dataclass(frozen=True, slots=True)
class Joined:
    """A union or intersection of closures from different places; made here, never declared."""

    members: tuple[Closure, ...]
    intersection: bool
    position: Position


Environment: TypeAlias = Mapping[str, Closure]
EMPTY: Environment = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Member:
    """One property of an object type; several types where an intersection gives several."""

    declared: DeclaredField
    optional: bool
    types: tuple[Closure, ...]
    defined: bool = False
    """Whether `Required` has taken `undefined` away from the types."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties of an object type by wire name, and the types of the undeclared ones."""

    members: Mapping[str, Member] = field(default_factory=dict)
    index: tuple[Closure, ...] = ()


def refuse(position: Position, message: str) -> SpecError:
    """Return the error for one mistake in a spec."""
    return SpecError([Problem(position, message)])


def all_of(types: tuple[Closure, ...], position: Position) -> Closure:
    """Return the intersection of some types; of one, itself."""
    return types[0] if len(types) == 1 else Closure(Joined(types, True, position), EMPTY)


def any_of(types: tuple[Closure, ...], position: Position) -> Closure:
    """Return the union of some types; of one, itself."""
    return types[0] if len(types) == 1 else Closure(Joined(types, False, position), EMPTY)


def merged(shapes: Iterable[Shape]) -> Shape:
    """Return the intersection of object types: a property is required if any requires it."""
    members: dict[str, Member] = {}
    index: tuple[Closure, ...] = ()
    for shape in shapes:
        for name, new in shape.members.items():
            old = members.get(name)
            members[name] = new if old is None else _both(old, new)
        index += shape.index
    return Shape(members, index)


def _both(old: Member, new: Member) -> Member:
    return Member(old.declared, old.optional and new.optional, (*old.types, *new.types))


def with_presence(shape: Shape, *, optional: bool) -> Shape:
    """Return the object type with every property optional (`Partial`) or required (`Required`)."""
    members = {
        name: replace(member, optional=optional, defined=not optional)
        for name, member in shape.members.items()
    }
    return Shape(members, shape.index)
