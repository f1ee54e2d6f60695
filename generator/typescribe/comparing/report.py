"""What a comparison has found, and the words in which every format tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from typescribe.comparing.changes import Breaks, Change, Counts, Place
from typescribe.comparing.reach import step
from typescribe.comparing.sentences import Sentence, Term
from typescribe.language.visible import visible
from typescribe.text.counting import counted

MAX_TEXT = 120
"""How much of one text of a spec a table shows; JSON has all of it."""

MAX_NAMES = 3
"""How many entry types a table names beside the first; JSON has all of them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared, as the command line called it, and what was found."""

    old: str
    new: str
    types: int
    """How many types the two have together."""
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    """What is not compared, because it could not be imported whole."""


def where(place: Place) -> str:
    """Return a place as a path: `Interaction.media[*]`; the package itself is `package`."""
    field = step(place.field) if place.field is not None else ""
    return f"{place.type or 'package'}{field}{place.inside}"


def summary(comparison: Comparison) -> str:
    """Return the closing line."""
    counts = Counts.of(comparison.changes)
    if not counts.changes:
        return f"no differences in {counted(comparison.types, 'type')}"
    told = [
        f"{number} break{'s' if number == 1 else ''} {whom}"
        for number, whom in (
            (counts.readers, "readers"),
            (counts.writers, "writers"),
            (counts.python, "Python names"),
        )
        if number
    ]
    return f"{counted(counts.changes, 'change')}: {', '.join(told) or 'nobody breaks'}"


@dataclass(frozen=True, slots=True)
class Row:
    """What a table tells at once: one change, or all literals added to one place."""

    change: Change
    number: int

    @property
    def what(self) -> str:
        """The kind of the change in words: `field added`, `3 literals added`."""
        words = self.change.kind.replace("_", " ")
        return words if self.number == 1 else f"{self.number} {words.replace(' ', 's ', 1)}"

    def shown(self, text: str) -> str:
        """Return text as it is shown: cut where it is long, unless it is a list of literals."""
        return visible(text) if self.number > 1 else shortened(text)


def rows(changes: Sequence[Change]) -> list[Row]:
    """Return changes with those first that break most; otherwise as they came."""
    together: dict[object, list[Change]] = {}
    for number, change in enumerate(changes):
        is_literal = change.kind in ("literal_added", "literal_removed")
        key = (change.kind, change.place, change.breaks) if is_literal else number
        together.setdefault(key, []).append(change)
    made = [Row(_together(found), len(found)) for found in together.values()]
    return sorted(made, key=lambda row: _severity(row.change.breaks))


def _together(changes: list[Change]) -> Change:
    """Return changes that differ in a literal as one, in which that is a union of literals."""
    first = changes[0]
    if len(changes) == 1:
        return first
    literals = " | ".join(change.after or change.before or "" for change in changes)
    told = Term(literals if len(literals) < MAX_TEXT else f"{len(changes)} other literals")
    literal = Term(first.after or first.before or "")
    parts = tuple(told if part == literal else part for part in first.why.parts)
    return replace(
        first,
        before=literals if first.before else None,
        after=literals if first.after else None,
        why=Sentence(parts),
    )


def _severity(breaks: Breaks) -> int:
    return -(4 * (breaks.readers + breaks.writers) + 2 * breaks.readers + breaks.python)


def shortened(text: str) -> str:
    """Return text on one line, invisible characters escaped, cut where it gets long."""
    shown = visible(text)
    return shown if len(shown) <= MAX_TEXT else f"{shown[: MAX_TEXT - 3]}..."


def also_felt_in(change: Change) -> tuple[list[str], str]:
    """Return the entry types beside the first in which a change is felt, and how many more."""
    others = change.affects[1:]
    left = len(others) - MAX_NAMES
    return [*others[:MAX_NAMES]], f" and {left:,} more" if left > 0 else ""


def broken(breaks: Breaks) -> list[str]:
    """Return for whom something breaks, in words."""
    asked = {"readers": breaks.readers, "writers": breaks.writers, "Python names": breaks.python}
    return [whom for whom, breaks_it in asked.items() if breaks_it]
