"""A change between two models: its kind and place, whom it breaks, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from typescribe.comparing.sentences import Sentence

Kind: TypeAlias = Literal[
    "type_added",
    "type_removed",
    "type_renamed",
    "field_added",
    "field_removed",
    "field_made_optional",
    "field_made_required",
    "widened",
    "narrowed",
    "type_changed",
    "rewritten",
    "literal_added",
    "literal_removed",
    "values_opened",
    "values_closed",
    "type_closed",
    "type_opened",
    "undeclared_typed",
    "undeclared_untyped",
    "description_changed",
    "deprecated",
    "no_longer_deprecated",
    "attribute_renamed",
    "reads_as_changed",
    "constraint_narrowed",
    "constraint_widened",
    "constraint_changed",
    "format_changed",
    "default_changed",
    "examples_changed",
    "constant_added",
    "constant_removed",
    "constant_changed",
]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a change: a type by its new name, and optionally a property or a part of it."""

    type: str | None
    """`None` for the package itself."""
    field: str | None = None
    inside: str = ""
    """`[*]` for the items of an array or the values of a record, `[0]` for an item of a tuple."""

    def within(self, inside: str) -> Place:
        """Return the place of a part at this place: `[*]`, `[0]`."""
        return Place(self.type, self.field, self.inside + inside)


@dataclass(frozen=True, slots=True)
class Breaks:
    """The programs that a change breaks.

    `readers` have code for the old model and receive messages of the new one. `writers` send
    messages of the old model to somebody who expects the new one. `python` is code that uses a
    name which the generated package no longer has.
    """

    readers: bool = False
    writers: bool = False
    python: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `before` and `after` are texts from the models, `None` if there is none."""

    kind: Kind
    place: Place
    before: str | None
    after: str | None
    why: Sentence
    """A sentence that says whom the change breaks and how, or why it breaks nobody."""
    breaks: Breaks = Breaks()
    affects: tuple[str, ...] = ()
    """The entry types that the change affects."""
    path: str = ""
    """A path from the first of these entry types to the type that changed."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The number of changes, and of those that break for each audience."""

    changes: int
    readers: int
    writers: int
    python: int

    @classmethod
    def of(cls, changes: Sequence[Change]) -> Counts:
        """Count changes; one that breaks both readers and writers counts for both."""
        return cls(
            len(changes),
            sum(change.breaks.readers for change in changes),
            sum(change.breaks.writers for change in changes),
            sum(change.breaks.python for change in changes),
        )
