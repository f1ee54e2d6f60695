"""The result of a comparison, and its wording in all formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from typescribe.comparing.changes import Breaks, Change, Counts, Place
from typescribe.comparing.reach import step
from typescribe.comparing.sentences import Sentence, Term
from typescribe.language.visible import visible
from typescribe.text.counting import counted

MAX_TEXT = 120
"""The length to which a text of a spec is cut in a table; JSON contains all of it."""

MAX_NAMES = 3
"""The most entry types that a table names after the first; JSON contains all of them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two sources, as the command line names them, and the changes between them."""

    old: str
    new: str
    types: int
    """The number of types in the two models together, by name."""
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    """Notes on parts that are not compared because they could not be imported exactly."""


def where(place: Place) -> str:
    """Return a place as a path such as `Interaction.media[*]`, or `package`."""
    field = step(place.field) if place.field is not None else ""
    return f"{place.type or 'package'}{field}{place.inside}"


def summary(comparison: Comparison) -> str:
    """Return the closing line: how many changes there are, and how many break whom."""
    counts = Counts.of(comparison.changes)
    if not counts.changes:
        return f"no differences in {counted(comparison.types, 'type')}"
    broken_for = [
        f"{number} break{'s' if number == 1 else ''} {whom}"
        for number, whom in (
            (counts.readers, "readers"),
            (counts.writers, "writers"),
            (counts.python, "Python names"),
        )
        if number
    ]
    return f"{counted(counts.changes, 'change')}: {', '.join(broken_for) or 'nothing breaks'}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one change, or all literals added to or removed from one place."""

    change: Change
    number: int

    @property
    def what(self) -> str:
        """The kind of the change in words: `field added`, `3 literals added`."""
        words = self.change.kind.replace("_", " ")
        return words if self.number == 1 else f"{self.number} {words.replace(' ', 's ', 1)}"

    def shown(self, text: str) -> str:
        """Return text for display: shortened, unless it is a list of literals."""
        return visible(text) if self.number > 1 else shortened(text)


def rows(changes: Sequence[Change]) -> list[Row]:
    """Return changes as rows, those that break the most first, otherwise in their order."""
    together: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        is_literal = change.kind in ("literal_added", "literal_removed")
        key = (change.kind, change.place, change.breaks) if is_literal else number
        together.setdefault(key, []).append(change)
    made = [Row(_together(found), len(found)) for found in together.values()]
    return sorted(made, key=lambda row: _severity(row.change.breaks))


def _together(changes: list[Change]) -> Change:
    """Combine changes that differ only in a literal into one, with a union of the literals."""
    first = changes[0]
    if len(changes) == 1:
        return first
    literals = " | ".join(change.after or change.before or "" for change in changes)
    shown = Term(literals if len(literals) < MAX_TEXT else f"{len(changes)} other literals")
    literal = Term(first.after or first.before or "")
    parts = tuple(shown if part == literal else part for part in first.why.parts)
    return replace(
        first,
        before=literals if first.before else None,
        after=literals if first.after else None,
        why=Sentence(parts),
    )


def _severity(breaks: Breaks) -> int:
    return -(4 * (breaks.readers + breaks.writers) + 2 * breaks.readers + breaks.python)


def shortened(text: str) -> str:
    """Return text on one line, with invisible characters escaped, shortened if it is long."""
    shown = visible(text)
    return shown if len(shown) <= MAX_TEXT else f"{shown[: MAX_TEXT - 3]}..."


def also_affected(change: Change) -> tuple[list[str], str]:
    """Return the next entry types that a change affects, and how many more there are, in words."""
    others = change.affects[1:]
    left = len(others) - MAX_NAMES
    return [*others[:MAX_NAMES]], f" and {left:,} more" if left > 0 else ""


def broken(breaks: Breaks) -> list[str]:
    """Return whom a change breaks: readers, writers, Python names."""
    found = {"readers": breaks.readers, "writers": breaks.writers, "Python names": breaks.python}
    return [whom for whom, breaks_it in found.items() if breaks_it]
