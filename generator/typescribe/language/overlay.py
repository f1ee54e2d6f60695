"""What an overlay says: amendments of declarations that somebody else has written.

An overlay is to a declared package what a spec file is to its types; `amend` applies it. As in
`declared`, positions take no part in comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from typescribe.language.declared import DeclaredValue, ObjectOf, ReadsAs, TypeExpression
from typescribe.language.errors import Position

TypeBasis: TypeAlias = Literal["declared", "observed"]
"""Which of two types is generated, where a property arrives otherwise than it is declared."""


@dataclass(frozen=True, slots=True)
class Observation:
    """How something arrives; what is `None` is as declared."""

    position: Position = field(compare=False)
    type: TypeExpression | None = None
    optional: bool | None = None
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class ManyObserved:
    """How all the properties of an object type arrive; what is said of one comes on top of it."""

    every: Observation | None = None
    every_optional: Observation | None = None
    """Of those that are declared optional."""


@dataclass(frozen=True, slots=True)
class ObjectAmendment:
    """What is amended in an object type that is written inside another type."""

    position: Position = field(compare=False)
    place: int | None = None
    """Which one of several, counted from 1; `None` for the only one."""
    class_name: str | None = None
    fields: tuple[FieldAmendment, ...] = ()
    undeclared: ObjectOf | None = None
    """Properties that arrive without being declared: part of the observed reading only."""
    many: ManyObserved = ManyObserved()


@dataclass(frozen=True, slots=True)
class FieldAmendment:
    """What is amended in a declared property; `None` leaves what is declared."""

    wire_name: str | None
    """`None` for the index signature, which types the properties that have no name."""
    position: Position = field(compare=False)
    description: str | None = None
    attribute: str | None = None
    reads_as: ReadsAs | None = None
    deprecated: str | None = None
    observed: Observation | None = None
    objects: tuple[ObjectAmendment, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeAmendment:
    """What is amended in a declaration; `None` leaves what is declared."""

    name: str
    position: Position = field(compare=False)
    description: str | None = None
    deprecated: str | None = None
    class_name: str | None = None
    open: Position | None = field(default=None, compare=False)
    """Where the type is opened to any other string, if it is."""
    values: tuple[DeclaredValue, ...] = ()
    observed: Observation | None = None
    objects: tuple[ObjectAmendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """Every amendment of a package, in the order of the lines."""

    types: tuple[TypeAmendment, ...]
    description: str | None = None
    everywhere: ManyObserved = ManyObserved()
    """Of every object type of the package, those written inside others too."""
