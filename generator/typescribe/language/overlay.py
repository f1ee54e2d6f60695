"""The content of an overlay: amendments to declarations that somebody else maintains.

`amending` applies an overlay to a declared package. As in `declared`, comparisons ignore positions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from typescribe.language.constraints import NONE, Constraints
from typescribe.language.declared import DeclaredValue, ObjectOf, TypeExpression
from typescribe.language.errors import Position
from typescribe.language.readings import ReadsAs

TypeBasis: TypeAlias = Literal["declared", "observed"]
"""Which type is generated for a property whose observed type differs from the declared one."""


@dataclass(frozen=True, slots=True)
class Observation:
    """How a property or a type is observed in messages; `None` means that it is as declared."""

    position: Position = field(compare=False)
    type: TypeExpression | None = None
    optional: bool | None = None
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class ManyObserved:
    """How all properties of an object type are observed; single amendments are applied on top."""

    every: Observation | None = None
    every_optional: Observation | None = None
    """How those properties are observed that are declared optional."""


@dataclass(frozen=True, slots=True)
class ObjectAmendment:
    """The amendment of an object type inside another type."""

    position: Position = field(compare=False)
    place: int | None = None
    """The number of the object type among those in the type, from 1; `None` for the only one."""
    class_name: str | None = None
    fields: tuple[FieldAmendment, ...] = ()
    undeclared: ObjectOf | None = None
    """Properties that are observed but not declared; only the observed types have them."""
    many: ManyObserved = ManyObserved()
    closed: bool = False


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
    constraints: Constraints = NONE
    removed: frozenset[str] = frozenset()
    """The words of constraints that no longer apply; `items.minimum` is one about items."""


@dataclass(frozen=True, slots=True)
class TypeAmendment:
    """The amendment of a declaration; `None` keeps what is declared."""

    name: str
    position: Position = field(compare=False)
    description: str | None = None
    deprecated: str | None = None
    class_name: str | None = None
    open: Position | None = field(default=None, compare=False)
    """Where the overlay opens the type to every other string; `None` if it does not."""
    flags: Position | None = field(default=None, compare=False)
    """Where the overlay says that the literals are bits; `None` if it does not."""
    values: tuple[DeclaredValue, ...] = ()
    observed: Observation | None = None
    objects: tuple[ObjectAmendment, ...] = ()
    constraints: Constraints = NONE
    removed: frozenset[str] = frozenset()
    """As for a property."""


@dataclass(frozen=True, slots=True)
class ConstantAmendment:
    """The amendment of a constant; `None` keeps what is declared."""

    name: str
    position: Position = field(compare=False)
    value: str | None = None
    """The JSON text of its value."""
    description: str | None = None
    deprecated: str | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """All amendments of a package, in the order of their lines."""

    types: tuple[TypeAmendment, ...]
    description: str | None = None
    everywhere: ManyObserved = ManyObserved()
    """How the properties of every object type of the package are observed."""
    constants: tuple[ConstantAmendment, ...] = ()
