"""What a comparison has found, and the words in which every format tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typescribe.differences.changes import Breaks, Change, Counts, Place
from typescribe.differences.reach import step
from typescribe.errors import visible

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
        return f"no differences in {count(comparison.types, 'type')}"
    told = [
        f"{number} break{'s' if number == 1 else ''} {whom}"
        for number, whom in (
            (counts.readers, "readers"),
            (counts.writers, "writers"),
            (counts.python, "Python names"),
        )
        if number
    ]
    return f"{count(counts.changes, 'change')}: {', '.join(told) or 'nobody breaks'}"


def ordered(changes: Sequence[Change]) -> list[Change]:
    """Return changes with those first that break most; otherwise as they came."""
    return sorted(changes, key=lambda change: _severity(change.breaks))


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


def count(number: int, noun: str) -> str:
    """Return a number of things in words: `1 change`, `2,000 changes`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
