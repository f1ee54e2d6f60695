"""What a change between two models is: its kind, its place, whom it breaks, and why."""

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
    "undeclared_typed",
    "undeclared_untyped",
    "description_changed",
    "deprecated",
    "no_longer_deprecated",
    "attribute_renamed",
    "reads_as_changed",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change is: a type by its new name, a property of it, a part of that one's type."""

    type: str | None
    """`None` is the package itself."""
    field: str | None = None
    inside: str = ""
    """`[*]` for the items of an array or the values of a record, `[0]` for a place of a tuple."""

    def within(self, inside: str) -> Place:
        """Return a place further inside."""
        return Place(self.type, self.field, self.inside + inside)


@dataclass(frozen=True, slots=True)
class Breaks:
    """For whom a change breaks what works.

    `readers` take messages as the new model declares them, with code for the old one; `writers`
    send what the old model allows to somebody who expects the new one; `python` is code that
    uses a name of the generated package which is no longer there.
    """

    readers: bool = False
    writers: bool = False
    python: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `before` and `after` are what stands there, `None` where nothing does."""

    kind: Kind
    place: Place
    before: str | None
    after: str | None
    why: Sentence
    """One sentence: for whom it breaks something, and how; or why it does not."""
    breaks: Breaks = Breaks()
    affects: tuple[str, ...] = ()
    """The entry types in which it is felt."""
    path: str = ""
    """One way to the type that changed, from the first of these."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many changes there are, and how many of them break something for whom."""

    changes: int
    readers: int
    writers: int
    python: int

    @classmethod
    def of(cls, changes: Sequence[Change]) -> Counts:
        """Count changes; one that breaks both readers and writers counts for each."""
        return cls(
            len(changes),
            sum(change.breaks.readers for change in changes),
            sum(change.breaks.writers for change in changes),
            sum(change.breaks.python for change in changes),
        )
