"""Changes -> a report as wide as the terminal, grouped by whom they break."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from typescribe.comparing.changes import Breaks, Counts
from typescribe.comparing.report import (
    Comparison,
    also_affected,
    broken,
    rows,
    shortened,
    summary,
    where,
)
from typescribe.comparing.report import Row as ChangeRow
from typescribe.text.reports import Detail, Group, Row, layout, width_of


def as_table(comparison: Comparison) -> str:
    """Return the counts of changes, and below them the changes, those that break the most first.

    It is as wide as the terminal or the environment variable COLUMNS says; in a pipe, each change
    is one line.
    """
    first = click.style(summary(comparison), fg=_colour_of_all(comparison))
    groups: dict[Breaks, list[ChangeRow]] = {}
    for row in rows(comparison.changes):
        groups.setdefault(row.change.breaks, []).append(row)
    shown = [_group(breaks, found) for breaks, found in groups.items()]
    return "\n".join([first, *layout(shown, width_of(sys.stdout))])


def _group(breaks: Breaks, found: list[ChangeRow]) -> Group:
    whom = broken(breaks)
    *others, last = whom or ["nothing"]
    listed = f"{', '.join(others)} and {last}" if others else last
    label = ", ".join(each.removesuffix(" names") for each in whom) or "-"
    return Group(f"Breaks {listed}", label, _colour(breaks), tuple(map(_row, found)))


def _row(row: ChangeRow) -> Row:
    return Row(shortened(where(row.change.place)), row.what, tuple(_details(row)))


def _details(row: ChangeRow) -> Iterator[Detail]:
    change = row.change
    for sign, text, colour in (("-", change.before, "red"), ("+", change.after, "green")):
        if text is not None:
            yield Detail(row.shown(text), sign, colour)
    yield Detail(change.why.text(shortened))
    others, more = also_affected(change)
    used = [change.path] if change.path and change.path != change.place.type else []
    if used or others:
        listed = ", ".join(map(shortened, [*used, *others]))
        yield Detail(f"used in {listed}{more}", is_dim=True)


def _colour(breaks: Breaks) -> str:
    if breaks.readers or breaks.writers:
        return "red"
    return "yellow" if breaks.python else "green"


def _colour_of_all(comparison: Comparison) -> str:
    counts = Counts.of(comparison.changes)
    if counts.readers or counts.writers:
        return "red"
    return "yellow" if counts.changes else "green"
