"""Formats modules whose templates write Python as black would, except for the lines that are long.

Black is slow. It is asked only about statements that do not fit into a line, one by one: how it
breaks a statement depends on nothing around it but the indentation. A statement over several lines
that would fit into one is such a statement too.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from typescribe.text.quoting import LINE_LENGTH

Format = Callable[[str, int], str]
"""Returns source formatted by black for lines of a length."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a statement, without those of the statements inside; numbers begin at 0."""

    start: int
    end: int


def written(source: str, formatted: Format) -> str:
    """Return source as black would format it; only long statements are passed to `formatted`."""
    lines = [line for line in source.split("\n") if line.strip()]
    tree = ast.parse("\n".join(lines))
    for found in sorted(_statements(tree.body), key=lambda found: -found.start):
        statement = lines[found.start : found.end]
        if _is_unwritten(statement):
            lines[found.start : found.end] = _rewritten(statement, formatted)
    return "\n".join(lines)


def _statements(body: list[ast.stmt]) -> Iterator[_Lines]:
    """Yield the lines of each statement, and of each clause of one, at any depth."""
    for statement in body:
        bodies = [
            inner
            for name in ("body", "orelse", "finalbody")
            if (inner := getattr(statement, name, None))
        ]
        handlers: list[ast.ExceptHandler] = getattr(statement, "handlers", [])
        start = statement.lineno - 1
        end = bodies[0][0].lineno - 1 if bodies else statement.end_lineno or start + 1
        yield _Lines(start, end)
        for handler in handlers:
            bodies.append(handler.body)
        for inner in bodies:
            yield from _statements(inner)


def _is_unwritten(lines: list[str]) -> bool:
    """Whether black could break the lines of a statement otherwise.

    It could if the lines inside the first brackets fit into one, or all up to the last bracket do.
    """
    if any(len(line) > LINE_LENGTH or '\\"' in line for line in lines):
        return True  # it is too long, or other quotes would save escapes
    if len(lines) == 1 or any(line.endswith(",") for line in lines):
        return False
    room = LINE_LENGTH - (len(lines[0]) - len(lines[0].lstrip()))
    stripped = [line.strip() for line in lines]
    inside = " ".join(stripped[1:-1])
    head = f"{stripped[0]}{inside}{stripped[-1]}".rpartition("(")[0]
    return len(inside) + len("    ") <= room or len(head) < room


def _rewritten(lines: list[str], formatted: Format) -> list[str]:
    margin = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    source = "\n".join(line.removeprefix(margin) for line in lines)
    length = LINE_LENGTH - len(margin)
    has_body = source.endswith(":")
    if has_body:
        source += "\n    pass"
    is_other = source.startswith("elif ")
    if is_other:
        source, length = source[2:], length - 2
    found = formatted(source, length).split("\n")
    if has_body:
        found.pop()
    if is_other:
        found[0] = f"el{found[0]}"
    return [f"{margin}{line}" for line in found]
