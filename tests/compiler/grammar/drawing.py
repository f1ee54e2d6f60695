"""The state of drawing one program: its random numbers, and the names that are in scope."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from compiler.programs import Node

KEYS = ("id", "kind", "a", "b", "x-a", "0", "1", "length")
MORE_KEYS = ("c", "d", "x-c")
"""The properties that a type adds to those that it inherits or merges with."""
TEXTS = ("a", "b", "x", "id", "kind", "x-a", "1", "")
NUMBERS = ("0", "1", "2", "-1", "1.5", "1e3", "0x10")
DEEPEST = 4

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Generic:
    """A generic type: for each parameter the kind of argument that it takes.

    `any`, `text`, `array`, `object`, `function`, `key` of the first argument, or `optional`, which
    may be left out.
    """

    name: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that a type expression may refer to."""

    types: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    generics: tuple[Generic, ...] = ()
    enums: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()

    def without(self, name: str) -> Scope:
        """Return a scope in which no type has this name."""
        types = tuple(one for one in self.types if one != name)
        return replace(self, types=types, objects=tuple(o for o in self.objects if o != name))


@dataclass
class Drawer:
    """Draws the parts of one program; the same seed gives the same program."""

    random: random.Random
    makers: Sequence[tuple[int, Maker]]
    """How to draw a type that is no leaf, each with its weight."""
    leaf: Callable[[Drawer], Node]
    scope: Scope = field(default_factory=Scope)
    whole_enums: bool = False
    """Whether enums are drawn, but not their members."""
    inferred: list[int] = field(default_factory=lambda: [0])
    """How many names `infer` has declared; shared, so that none is used twice."""

    def type(self, depth: int = DEEPEST) -> Node:
        """Return any type expression."""
        if depth <= 0 or self.chance(0.25):
            return self.leaf(self)
        weights = [weight for weight, _ in self.makers]
        make = self.random.choices([maker for _, maker in self.makers], weights)[0]
        return make(self, depth - 1)

    def chance(self, share: float) -> bool:
        """Return true in so many of all cases."""
        return self.random.random() < share

    def choose(self, items: Sequence[_Item]) -> _Item:
        """Return one of the items."""
        return self.random.choice(items)

    def some(self, items: Sequence[_Item], most: int) -> list[_Item]:
        """Return up to so many of the items, each once."""
        return self.random.sample(items, self.random.randint(0, min(most, len(items))))

    def fresh(self) -> str:
        """Return a name for `infer` that is not used yet."""
        self.inferred[0] += 1
        return f"U{self.inferred[0]}"

    def compared(self) -> Drawer:
        """Return a drawer for types that others are compared with.

        The compiler lets a number fit the member of an enum, which is one of its values here.
        """
        return replace(self, whole_enums=True)

    def with_parameters(self, *names: str) -> Drawer:
        """Return a drawer for the places where these type parameters are in scope."""
        return replace(self, scope=replace(self.scope, parameters=(*self.scope.parameters, *names)))


Maker: TypeAlias = Callable[[Drawer, int], Node]


def atom(text: str) -> Node:
    """Return a piece of TypeScript without parts."""
    return Node(text)


def listed(form: str, separator: str, parts: Sequence[Node], least: int = 0) -> Node:
    """Return a list that may become as short as `least`."""
    return Node(form, tuple(parts), separator, least)


def property_name(key: str) -> str:
    """Return the name of a property as TypeScript writes it."""
    return key if key.isidentifier() else f'"{key}"'
