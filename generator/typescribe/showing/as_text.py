"""An unfolded type -> text for a terminal: declarations on the left, descriptions beside them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import click

from typescribe.language.model import AliasType, Model, ObjectType
from typescribe.language.visible import visible
from typescribe.showing.unfold import Line, constraint_notes, unfold, uses

ABOVE = "(*)"
_STEP, _GUIDE = "  ", "│ "
_NARROW = 72
"""On a narrower terminal, a description is below its property, not beside it."""
_WIDEST = 48
"""The last column in which descriptions may begin."""
_APART = 3
_LEAST = 24
"""The least width to which text is wrapped, even on a narrower terminal."""


def as_text(model: Model, name: str, depth: int | None, width: int) -> Iterator[str]:
    """Yield the lines that show a type, wrapped to a width unless a word is longer.

    `depth` limits the levels of references that are unfolded; `None` unfolds all.
    """
    named = model.by_name[name]
    kind = "an object" if isinstance(named, ObjectType) else "an alias"
    yield f"{click.style(name, bold=True)}{click.style(f', {kind} of {model.name}', dim=True)}"
    yield from _wrapped(named.description, width)
    if named.deprecated is not None:
        text = f"deprecated: {named.deprecated}" if named.deprecated else "deprecated"
        yield from (_style(part, fg="yellow") for part in _wrapped(text, width))
    if isinstance(named, AliasType):
        for note in constraint_notes(named.constraints):
            yield from (_style(part, fg="yellow") for part in _wrapped(note, width))
    lines = unfold(model, name, depth)
    yield ""
    column = _column(lines, width)
    for line in lines:
        yield from _shown(line, column, width)
    if not lines:
        yield click.style(f"{_STEP}no declared fields", dim=True)
    if any(line.is_above for line in lines):
        yield ""
        yield click.style(f"{ABOVE} unfolded above", dim=True)
    if used := uses(model, name):
        yield ""
        yield from _wrapped(f"used in {', '.join(used)}", width)


def _column(lines: list[Line], width: int) -> int | None:
    """Return the column in which descriptions begin; `None` if they are below the properties."""
    if width < _NARROW:
        return None
    lengths = [len(_left(line)) for line in lines if line.description or line.notes]
    fitting = [length for length in lengths if length <= _WIDEST - _APART]
    return max(fitting, default=0) + _APART


def _shown(line: Line, column: int | None, width: int) -> Iterator[str]:
    margin = _margin(line.level)
    guide = _style(margin, dim=True)
    indent = len(margin) + 4 if column is None else column
    texts = [*_beside(line, max(width - indent, _LEAST))]
    left = _left(line)
    if len(left) > width:
        name, type_, above = _parts(line)
        first, *rest = textwrap.wrap(name + type_ + above, max(width - len(margin) - 2, _LEAST))
        yield guide + _style(first, fg="cyan")
        yield from (f"{guide}  {_style(part, fg='cyan')}" for part in rest)
    elif column is not None and len(left) <= column - _APART and texts:
        yield f"{guide}{_coloured(line)}{' ' * (column - len(left))}{texts.pop(0)}"
    else:
        yield guide + _coloured(line)
    for text in texts:
        yield f"{guide}{' ' * (indent - len(margin))}{text}"


def _beside(line: Line, width: int) -> Iterator[str]:
    """Yield the text to the right of a declaration: its description and its notes."""
    yield from _wrapped(line.description, width)
    for note in line.notes:
        yield from (_style(part, fg="yellow") for part in _wrapped(note, width))


def _margin(level: int) -> str:
    return _STEP + _GUIDE * (level - 1)


def _left(line: Line) -> str:
    return _margin(line.level) + "".join(_parts(line))


def _parts(line: Line) -> tuple[str, str, str]:
    colon = ": " if line.name and line.type else ""
    return visible(line.name) + colon, visible(line.type), f" {ABOVE}" if line.is_above else ""


def _coloured(line: Line) -> str:
    name, type_, above = _parts(line)
    shown = {"property": name, "value": _style(name, fg="green"), "type": _style(name, bold=True)}
    return f"{shown[line.kind]}{_style(type_, fg='cyan')}{_style(above, dim=True)}"


def _style(text: str, fg: str | None = None, *, bold: bool = False, dim: bool = False) -> str:
    return click.style(text, fg=fg, bold=bold or None, dim=dim or None) if text else text


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text, paragraph by paragraph."""
    for paragraph in re.split(r"\n\s*\n", text):
        words = visible(" ".join(paragraph.split()))
        yield from textwrap.wrap(words, width, break_on_hyphens=False)
