"""Overlays: amendments to declarations that are maintained somewhere else.

`amending` applies an overlay to a declared package. As in `declared`, positions are ignored in
comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from typescribe.language.declared import DeclaredValue, ObjectOf, ReadsAs, TypeExpression
from typescribe.language.errors import Position

TypeBasis: TypeAlias = Literal["declared", "observed"]
"""Which type is generated for a property whose observed type differs from the declared one."""


@dataclass(frozen=True, slots=True)
class Observation:
    """How a property or a type is observed in messages; `None` means as declared."""

    position: Position = field(compare=False)
    type: TypeExpression | None = None
    optional: bool | None = None
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class ManyObserved:
    """How all properties of an object type are observed; one of them may be amended further."""

    every: Observation | None = None
    every_optional: Observation | None = None
    """For the properties that are declared optional."""


@dataclass(frozen=True, slots=True)
class ObjectAmendment:
    """The amendment of an object type that is written inside another type."""

    position: Position = field(compare=False)
    place: int | None = None
    """Which of several such object types, counted from 1; `None` if there is only one."""
    class_name: str | None = None
    fields: tuple[FieldAmendment, ...] = ()
    undeclared: ObjectOf | None = None
    """Properties that are observed but not declared: they are part of the observed types only."""
    many: ManyObserved = ManyObserved()


INDEX: Final = "[key: string]"
"""The index signature for all strings."""


@dataclass(frozen=True, slots=True)
class FieldAmendment:
    """The amendment of a declared property; `None` keeps what is declared."""

    wire_name: str | None
    """`None` for an index signature."""
    position: Position = field(compare=False)
    description: str | None = None
    attribute: str | None = None
    reads_as: ReadsAs | None = None
    deprecated: str | None = None
    observed: Observation | None = None
    objects: tuple[ObjectAmendment, ...] = ()
    signature: str = INDEX
    """The index signature in TypeScript, without the type of its values."""


@dataclass(frozen=True, slots=True)
class TypeAmendment:
    """The amendment of a declaration; `None` keeps what is declared."""

    name: str
    position: Position = field(compare=False)
    description: str | None = None
    deprecated: str | None = None
    class_name: str | None = None
    open: Position | None = field(default=None, compare=False)
    """The position that opens the type to every other string, if the overlay does."""
    values: tuple[DeclaredValue, ...] = ()
    observed: Observation | None = None
    objects: tuple[ObjectAmendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """All amendments of a package, in the order of their lines."""

    types: tuple[TypeAmendment, ...]
    description: str | None = None
    everywhere: ManyObserved = ManyObserved()
    """How the properties of every object type of the package are observed."""
