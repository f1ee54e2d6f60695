"""Closures: type expressions, each with the types that its type parameters stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

from typescribe.language.constraints import NONE, Constraints, both
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
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position, Problem, ProblemCode, SpecError
from typescribe.language.model import PatternType
from typescribe.resolving.key_patterns import for_keys, for_name

MAX_VARIANTS = 256
"""The most variants of an intersection of unions."""

_DEEPEST_ARGUMENTS = 8
"""The depth to which the arguments of a generic are compared."""

_SCALARS: tuple[KeywordName, ...] = ("string", "number", "boolean")


@dataclass(frozen=True, slots=True)
class Closure:
    """A type expression, and the types that its type parameters stand for."""

    expression: TypeExpression | Joined
    environment: Environment
    keys_of: Closure | None = None
    """`T`, if this is the argument of a type parameter declared as `K extends keyof T`."""

    @property
    def position(self) -> Position:
        """The position of the expression."""
        return self.expression.position

    def of(self, expression: TypeExpression) -> Closure:
        """Return the closure of a part of this expression."""
        return Closure(expression, self.environment)


@dataclass(frozen=True, slots=True)
class Joined:
    """A union or intersection that resolving has made, of closures with their own environments."""

    members: tuple[Closure, ...]
    intersection: bool
    position: Position


Environment: TypeAlias = Mapping[str, Closure]
EMPTY: Environment = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Member:
    """One property of an object type; an intersection may give it several types."""

    declared: DeclaredField
    optional: bool
    types: tuple[Closure, ...]
    defined: bool = False
    """Whether `Required` has removed `undefined` from the types."""
    key: int | float | None = None
    """The number that `keyof` gives for a property of `Record<1, V>`."""
    also: Constraints = NONE
    """The constraints of other declarations of the property in an intersection."""
    signatures: tuple[Closure, ...] = ()
    """The types of index signatures that its values match as well.

    `T["name"]`, and what else the compiler says about the property, does not depend on them.
    """

    @property
    def constraints(self) -> Constraints:
        """The constraints of all declarations of the property."""
        return both(self.declared.constraints, self.also)

    @property
    def of_values(self) -> tuple[Closure, ...]:
        """The types that every value of the property matches."""
        return (*self.types, *self.signatures)


@dataclass(frozen=True, slots=True)
class ObjectParts:
    """The properties of an object type by wire name, and the types of its index signatures.

    A property has all types in `index`, unless its name matches one of `patterns`: then it has all
    types of those.
    """

    members: Mapping[str, Member] = field(default_factory=dict)
    index: tuple[Closure, ...] = ()
    patterns: Mapping[PatternType, tuple[Closure, ...]] = field(default_factory=dict)
    refuses_others: bool = False
    """Whether the type itself, and not one that is derived from it, rejects other properties."""

    def undeclared(self, name: str) -> tuple[Closure, ...]:
        """Return the types of a property that is not declared; none if it may have any type."""
        found = for_name(self.patterns, name)
        return tuple(type_ for types in found for type_ in types) or self.index

    def of_keys(self, keys: PatternType) -> tuple[Closure, ...]:
        """Return the types of all undeclared properties with the given keys."""
        found = for_keys(self.patterns, keys)
        return tuple(type_ for types in found for type_ in types) or self.index


def refuse(position: Position, message: str, code: ProblemCode | None = None) -> SpecError:
    """Return a `SpecError` with one problem."""
    return SpecError([Problem(position, message, code=code)])


def all_of(types: tuple[Closure, ...], position: Position) -> Closure:
    """Return the intersection of types; a single type is returned as it is."""
    return types[0] if len(types) == 1 else Closure(Joined(types, True, position), EMPTY)


def any_of(types: tuple[Closure, ...], position: Position) -> Closure:
    """Return the union of types; a single type is returned as it is."""
    return types[0] if len(types) == 1 else Closure(Joined(types, False, position), EMPTY)


def referred_to(
    types: Sequence[Closure], position: Position
) -> tuple[list[TypeReference], Environment]:
    """Return a reference to each type, and the environment in which they refer to the types."""
    # No declared name begins with a digit.
    names = [str(place) for place in range(len(types))]
    references = [TypeReference(name, (), position) for name in names]
    return references, dict(zip(names, types, strict=True))


def operands(closure: Closure) -> list[Closure]:
    """Return the members of a union or an intersection; for any other type, a list of itself."""
    match closure.expression:
        case UnionOf(members=members) | IntersectionOf(members=members):
            return [closure.of(member) for member in members]
        case Joined(members=closures):
            return list(closures)
        case _:
            return [closure]


def literal(value: LiteralValue, position: Position) -> Closure:
    """Return a literal type."""
    return Closure(LiteralOf(value, position), EMPTY)


def keyword(name: KeywordName, position: Position) -> Closure:
    """Return the closure of a type that a keyword names, such as `string`."""
    return Closure(Keyword(name, position), EMPTY)


def keyword_name(closure: Closure) -> str:
    """Return the keyword that names a type; "" if none does."""
    return closure.expression.name if isinstance(closure.expression, Keyword) else ""


def is_everything(closure: Closure) -> bool:
    """Return whether a type is `any` or `unknown`."""
    return keyword_name(closure) in ("any", "unknown")


def not_null(position: Position) -> Closure:
    """Return the type of all values except `null` and `undefined`: `{}` in computed types."""
    unknown = Keyword("unknown", position)
    scalars = [Keyword(name, position) for name in _SCALARS]
    parts = (ObjectOf((), position, unknown), ArrayOf(unknown, position))
    return Closure(UnionOf((*scalars, *parts), position), EMPTY)


def merged(
    all_parts: Sequence[ObjectParts],
    is_anything: Callable[[Closure], bool],
    may_be_undefined: Callable[[Closure], bool],
) -> ObjectParts:
    """Return the intersection of object types: a property is required if any of them requires it.

    A value has to match all of them, so the index signature of one also applies to a property
    that only another declares. `is_anything` recognises types that accept every value, and
    `may_be_undefined` those that include `undefined`.
    """
    members: dict[str, Member] = {}
    for parts in all_parts:
        for name, new in parts.members.items():
            old = members.get(name)
            members[name] = new if old is None else _both(old, new)
    for name, member in members.items():
        given = [parts.members[name] for parts in all_parts if name in parts.members]
        # An optional property of the type T is one of `T | undefined`: `unknown & (T | undefined)`.
        is_mixed = not member.optional and any(m.optional for m in given)
        may_be_absent = is_mixed and all(
            not m.defined and all(is_anything(t) or may_be_undefined(t) for t in m.types)
            for m in given
            if not m.optional
        )
        own: Sequence[Closure] = member.types
        if may_be_absent:
            own = tuple(or_undefined(t) if m.optional else t for m in given for t in m.types)
        silent = [parts for parts in all_parts if name not in parts.members]
        others = tuple(t for parts in silent for t in parts.undeclared(name) if not is_anything(t))
        signatures = (*member.signatures, *others)
        members[name] = replace(member, types=tuple(own), signatures=signatures)
    patterns: dict[PatternType, tuple[Closure, ...]] = {}
    for keys in dict.fromkeys(keys for parts in all_parts for keys in parts.patterns):
        own = [t for parts in all_parts for t in parts.patterns.get(keys, ())]
        silent = [parts for parts in all_parts if keys not in parts.patterns]
        # Where another signature covers the keys as well, it is a pattern of its own.
        others = tuple(
            t
            for parts in silent
            if not for_keys(parts.patterns, keys)
            for t in parts.index
            if not is_anything(t)
        )
        patterns[keys] = (*own, *others)
    index = tuple(type_ for parts in all_parts for type_ in parts.index)
    return ObjectParts(members, index, patterns)


def _both(old: Member, new: Member) -> Member:
    return Member(
        old.declared,
        old.optional and new.optional,
        (*old.types, *(type_ for type_ in new.types if not _is_among(old.types, type_))),
        old.defined or new.defined,
        old.key,
        both(old.also, new.constraints),
        (*old.signatures, *new.signatures),
    )


def _is_among(types: Sequence[Closure], wanted: Closure) -> bool:
    """Return whether a type is already in a list, since `T & T` is `T`."""
    return any(
        known.expression is wanted.expression
        and (
            known.environment is wanted.environment or not (known.environment or wanted.environment)
        )
        for known in types
    )


def or_undefined(type_: Closure) -> Closure:
    """Return the union of a type with `undefined`; `any` and `unknown` include it."""
    if is_everything(type_):
        return type_
    return any_of((type_, keyword("undefined", type_.position)), type_.position)


def identity(closure: Closure, depth: int = 0) -> object:
    """Return a key that is equal for the same expression with the same arguments.

    It is None if the arguments nest too deep to compare. The order and repetition of members of an
    intersection make no difference: `A & A` is `A`.
    """
    if depth > _DEEPEST_ARGUMENTS:
        return None
    match closure.expression:
        case Joined(members=members, intersection=True):
            keys = frozenset(identity(member, depth + 1) for member in members)
            return None if None in keys else keys if len(keys) > 1 else next(iter(keys))
        case TypeReference(name=name) if name in closure.environment:
            return identity(closure.environment[name], depth + 1)
        case TypeReference(name=name, arguments=()):
            return name
        case Keyword(name=name):
            return "keyword", name
        case LiteralOf(value=value):
            return type(value), value
        case expression:
            inner = [
                (name, identity(argument, depth + 1))
                for name, argument in closure.environment.items()
            ]
            return None if any(key is None for _, key in inner) else (id(expression), *inner)
