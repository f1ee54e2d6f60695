"""Groups of rows -> lines: the layout of every report on the terminal.

The counts come first. Below them, each group has a heading, and each row names a place, says what
is there, and gives details. A report without a width is for a pipe: each row is one line that
begins with its group, so that `grep` finds all of it.
"""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

import click

from typescribe.language.visible import visible

_INDENT = "  "
_APART = "  "
_WIDEST = 48
"""The width up to which the first column of a pipe is padded."""
_LEAST = 24
"""The least width to which text is wrapped, even on a narrower terminal."""
_STEPS = re.compile(r"(?<=\S)(?=[.\[])")
"""Where a path in a message can be broken if it is longer than a line; one of a file, at `/`."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact about a row; `sign` stands before it, and `colour` is one of `click.style`."""

    text: str
    sign: str = ""
    colour: str = ""
    is_dim: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a place, what is there, and details."""

    place: str
    what: str
    details: tuple[Detail, ...] = ()
    position: str = ""
    """Where that is in a file, if the place does not say so; in a pipe, it comes first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind, with the heading of the group, and its name at the start of a line."""

    heading: str
    label: str
    colour: str
    rows: tuple[Row, ...]


def width_of(stream: TextIO) -> int | None:
    """Return how wide a report on a stream may be; `None` for a pipe.

    The environment variable COLUMNS says how wide it is, or else the terminal does.
    """
    if stream.isatty() or os.environ.get("COLUMNS", "").isdecimal():
        return shutil.get_terminal_size().columns
    return None


def layout(groups: Sequence[Group], width: int | None) -> Iterator[str]:
    """Yield the lines of the groups that have rows, with an empty line before each group.

    Args:
        groups: in the order of the report.
        width: where lines are wrapped, unless a word is longer; `None` for one line a row.
    """
    shown = [group for group in groups if group.rows]
    if width is None:
        yield from [""] if shown else []
        yield from _columns(shown)
        return
    of_place = _column(row.place for group in shown for row in group.rows)
    are_short = all(_is_short(row, of_place, width) for group in shown for row in group.rows)
    for group in shown:
        yield ""
        yield click.style(group.heading, fg=group.colour, bold=True)
        for row in group.rows:
            if are_short:
                yield f"{_INDENT}{_on_one_line(row, of_place)}"
            else:
                yield from _stacked(row, max(width, _LEAST))


def _columns(groups: Sequence[Group]) -> Iterator[str]:
    rows = [(group, row) for group in groups for row in group.rows]
    of_label = max((len(group.label) for group in groups), default=0)
    of_place = _column(row.place for _, row in rows)
    has_positions = any(row.position for _, row in rows)
    of_position = _column(row.position for _, row in rows)
    for group, row in rows:
        label = click.style(group.label.ljust(of_label), fg=group.colour)
        position = f"{visible(row.position):{of_position}}{_APART}" if has_positions else ""
        yield f"{label}{_APART}{position}{_on_one_line(row, of_place)}"


def _column(texts: Iterable[str]) -> int:
    """Return the width of a column, which a few longer texts may exceed."""
    return max((len(text) for text in map(visible, texts) if len(text) <= _WIDEST), default=0)


def _on_one_line(row: Row, of_place: int) -> str:
    place = visible(row.place)
    details = [(visible(f"{one.sign} {one.text}".strip()), one) for one in row.details]
    texts = [_styled(text, one) for text, one in details if text]
    gap = " " * max(of_place - len(place), 0)
    rest = _APART.join([*[visible(row.what)] * bool(row.what), *texts])
    return f"{click.style(place, bold=True)}{f'{gap}{_APART}{rest}' if rest else ''}"


def _is_short(row: Row, of_place: int, width: int) -> bool:
    """Return whether a row fits on one line; a report has such lines if all its rows do."""
    if row.position or len(row.details) > 1:
        return False
    return len(_INDENT + click.unstyle(_on_one_line(row, of_place))) <= width


def _stacked(row: Row, width: int) -> Iterator[str]:
    place, what = visible(row.place), visible(row.what)
    below = _INDENT * 2
    beside = f"{_APART}{what}" if what else ""
    if len(_INDENT + place + beside) <= width:
        yield f"{_INDENT}{click.style(place, bold=True)}{beside}"
    else:
        for number, line in enumerate(_filled(place, width, _INDENT, below)):
            margin = _INDENT if not number else below
            yield margin + click.style(line.removeprefix(margin), bold=True)
        yield from _filled(what, width, below, below)
    for detail in row.details:
        sign = f"{detail.sign} " if detail.sign else ""
        after = below + " " * len(sign)
        for line in _filled(visible(detail.text), width, below + sign, after):
            text = line.removeprefix(below)
            yield below + _styled(text, detail)
    if row.position:  # in one piece, which terminals and editors can open
        yield below + click.style(visible(row.position), dim=True)


def _styled(text: str, detail: Detail) -> str:
    if not detail.colour and not detail.is_dim:
        return text
    return click.style(text, fg=detail.colour or None, dim=detail.is_dim or None)


def _filled(text: str, width: int, first: str, after: str) -> list[str]:
    """Return a text on lines; a word that is too long is broken between the steps of a path."""
    room = max(width - len(after), _LEAST)
    words = " ".join(
        " ".join(_in_steps(word, room)) if len(word) > room else word for word in text.split(" ")
    )
    return textwrap.wrap(
        words,
        max(width, _LEAST),
        initial_indent=first,
        subsequent_indent=after,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _in_steps(path: str, room: int) -> list[str]:
    lines = [""]
    for piece in re.split("(?=/)", path) if "/" in path else _STEPS.split(path):
        if lines[-1] and len(lines[-1]) + len(piece) > room:
            lines.append("")
        lines[-1] += piece
    return lines
