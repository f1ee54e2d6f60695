"""Expressions and what their type parameters stand for: the data that `expand` works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

from typescribe.language.declared import (
    ArrayOf,
    DeclaredField,
    IntersectionOf,
    Keyword,
    KeywordName,
    LiteralOf,
    LiteralValue,
    ObjectOf,
    TypeExpression,
    UnionOf,
)
from typescribe.language.errors import Position, Problem, ProblemCode, SpecError

MAX_VARIANTS = 256
"""How many variants an intersection of unions may come down to."""

_SCALARS: tuple[KeywordName, ...] = ("string", "number", "boolean")


@dataclass(frozen=True, slots=True)
class Closure:
    """An expression and what the type parameters in it stand for."""

    expression: TypeExpression | Joined
    environment: Environment
    keys_of: Closure | None = None
    """`T`, where this stands for a type parameter that was declared as `K extends keyof T`."""

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


def refuse(position: Position, message: str, code: ProblemCode | None = None) -> SpecError:
    """Return the error for one mistake in a spec."""
    return SpecError([Problem(position, message, code=code)])


def all_of(types: tuple[Closure, ...], position: Position) -> Closure:
    """Return the intersection of some types; of one, itself."""
    return types[0] if len(types) == 1 else Closure(Joined(types, True, position), EMPTY)


def any_of(types: tuple[Closure, ...], position: Position) -> Closure:
    """Return the union of some types; of one, itself."""
    return types[0] if len(types) == 1 else Closure(Joined(types, False, position), EMPTY)


def operands(closure: Closure) -> list[Closure]:
    """Return what a union or an intersection is of; of anything else, itself."""
    match closure.expression:
        case UnionOf(members=members) | IntersectionOf(members=members):
            return [closure.of(member) for member in members]
        case Joined(members=closures):
            return list(closures)
        case _:
            return [closure]


def literal(value: LiteralValue, position: Position) -> Closure:
    """Return a literal type that nobody has written."""
    return Closure(LiteralOf(value, position), EMPTY)


def keyword(name: KeywordName, position: Position) -> Closure:
    """Return a type without parts that nobody has written."""
    return Closure(Keyword(name, position), EMPTY)


def not_null(position: Position) -> Closure:
    """Return what `{}` means where nobody has declared it: everything but null and undefined."""
    unknown = Keyword("unknown", position)
    scalars = [Keyword(name, position) for name in _SCALARS]
    parts = (ObjectOf((), position, unknown), ArrayOf(unknown, position))
    return Closure(UnionOf((*scalars, *parts), position), EMPTY)


def merged(shapes: Sequence[Shape], is_anything: Callable[[Closure], bool]) -> Shape:
    """Return the intersection of object types: a property is required if any requires it.

    What one of them says of undeclared properties holds for those that only another declares,
    as a value has to be of both; `is_anything` tells the types that say nothing.
    """
    members: dict[str, Member] = {}
    for shape in shapes:
        for name, new in shape.members.items():
            old = members.get(name)
            members[name] = new if old is None else _both(old, new)
    for name, member in members.items():
        silent = [shape for shape in shapes if name not in shape.members]
        others = tuple(t for shape in silent for t in shape.index if not is_anything(t))
        if others:
            members[name] = replace(member, types=(*member.types, *others))
    return Shape(members, tuple(type_ for shape in shapes for type_ in shape.index))


def _both(old: Member, new: Member) -> Member:
    return Member(
        old.declared,
        old.optional and new.optional,
        (*old.types, *(type_ for type_ in new.types if not _is_among(old.types, type_))),
        old.defined or new.defined,
    )


def _is_among(types: Sequence[Closure], wanted: Closure) -> bool:
    """Whether a type is one of some: `T & T` is T, as where two objects extend the same one."""
    return any(
        known.expression is wanted.expression
        and (
            known.environment is wanted.environment or not (known.environment or wanted.environment)
        )
        for known in types
    )


def with_presence(shape: Shape, *, optional: bool) -> Shape:
    """Return the object type with every property optional (`Partial`) or required (`Required`)."""
    members = {
        name: replace(member, optional=optional, defined=not optional and member.optional)
        for name, member in shape.members.items()
    }
    return Shape(members, shape.index)
