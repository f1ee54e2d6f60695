"""Changes -> a coloured table as wide as the terminal."""

from __future__ import annotations

import io
import re
import shutil

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from typescribe.comparing.changes import Breaks, Counts
from typescribe.comparing.report import (
    Comparison,
    Row,
    also_affected,
    broken,
    rows,
    shortened,
    summary,
    where,
)

_BREAKS = len("readers")
_PADDING = 7
"""The width of the space around three cells."""
_END = re.compile(r"(?: |\x1b\[[0-9;]*m)+$")
"""Trailing spaces, with the colour codes between them."""


def as_table(comparison: Comparison) -> str:
    """Return changes as a coloured table, those that break the most first, with a closing line."""
    closing = click.style(summary(comparison), fg=_colour_of_all(comparison))
    if not comparison.changes:
        return closing
    # In a pipe, this is the environment variable COLUMNS, or 80.
    width = shutil.get_terminal_size((80, 24)).columns
    table = Table(box=box.SIMPLE_HEAD, width=width, padding=(0, 1), show_edge=False)
    table.add_column("Breaks", width=_BREAKS, no_wrap=True)
    half = (width - _BREAKS - _PADDING) // 2
    table.add_column("What", width=half, overflow="fold")
    table.add_column("Why", overflow="fold")
    for row in rows(comparison.changes):
        change = row.change
        breaks = [whom.removesuffix(" names") for whom in broken(change.breaks)]
        table.add_row(
            Text("\n".join(breaks) or "-", _colour(change.breaks)),
            _what(row, half),
            Text(change.why.text(shortened)),
        )
    buffer = io.StringIO()
    Console(file=buffer, width=width, force_terminal=True, legacy_windows=False).print(table)
    lines = [
        _END.sub(lambda end: end[0].replace(" ", ""), line)
        for line in buffer.getvalue().splitlines()
    ]
    return "\n".join([*lines, "", closing])


def _what(row: Row, width: int) -> Text:
    change = row.change
    text = Text(_in_steps(shortened(where(change.place)), width), "bold")
    text.append(f"\n{row.what}", "not bold")
    for sign, what, colour in (("-", change.before, "red"), ("+", change.after, "green")):
        if what is not None:
            text.append(f"\n{sign} {row.shown(what)}", f"not bold {colour}")
    if change.path and change.path != change.place.type:
        text.append(f"\n{_in_steps(f'in {shortened(change.path)}', width)}", "not bold dim")
    others, more = also_affected(change)
    if others:
        text.append(f"\nalso {', '.join(map(shortened, others))}{more}", "not bold dim")
    return text


def _in_steps(path: str, width: int) -> str:
    """Return a path broken into lines between its steps."""
    lines = [""]
    for piece in re.split(r"(?=[.\[])", path):
        if lines[-1] and len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def _colour(breaks: Breaks) -> str:
    if breaks.readers or breaks.writers:
        return "bold red"
    return "yellow" if breaks.python else "green"


def _colour_of_all(comparison: Comparison) -> str:
    counts = Counts.of(comparison.changes)
    if counts.readers or counts.writers:
        return "red"
    return "yellow" if counts.changes else "green"
