"""Lays out source whose template writes Python as black would, except for the lines that are long.

Black is slow. It is asked only about statements that do not fit into a line, one by one: how it
breaks a statement depends on nothing around it but the indentation. Those that would fit, but are
written over several lines, are joined.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from typescribe.rendering.joining import joined
from typescribe.rendering.statements import Open, Statement, opened, opened_docstring
from typescribe.text.quoting import LINE_LENGTH


@dataclass(frozen=True, slots=True)
class Layout:
    """Source with the empty lines of black, in which the long statements are still to be filled."""

    lines: tuple[str, ...]
    open: tuple[Open, ...]
    """From the last to the first."""

    @property
    def statements(self) -> Iterable[Statement]:
        """The statements that black has to format."""
        return (each.statement for each in self.open)

    def filled(self, formatted: Mapping[Statement, str]) -> str:
        """Return the source with its long statements as black has formatted them."""
        lines = [*self.lines]
        for each in self.open:
            lines[each.start : each.end] = each.lines(formatted[each.statement])
        return "\n".join(lines)


def layout(source: str) -> Layout:
    """Return the layout of source, whose syntax must be valid.

    Comments on lines of their own are beyond it: then black formats the source as a whole.
    """
    lines = source.split("\n")
    found = [*_statements(ast.parse(source).body, "module")]
    strings = {number for each in found if each.is_text for number in range(each.start, each.end)}
    if any(line.lstrip().startswith("#") for n, line in enumerate(lines) if n not in strings):
        return whole(source)
    starts = {each.first: each for each in found}
    gone: set[int] = set()
    for each in found:
        if not each.is_text:
            short = joined(lines[each.start : each.end])
            lines[each.start : each.start + len(short)] = short
            gone.update(range(each.start + len(short), each.end))
    spaced: list[str] = []
    places: dict[int, int] = {}
    empty = 0
    for number, line in enumerate(lines):
        places[number] = len(spaced)
        if number in gone:
            continue
        if not line.strip() and number not in strings:
            empty += 1
            continue
        if first := starts.get(number):
            spaced += [""] * first.empty_lines(empty)
            places[number] = len(spaced)
        spaced.append(line)
        empty = 0
    opening: list[Open] = []
    for each in found:
        inside = [n for n in range(each.start, each.end) if n not in gone]
        statement = [lines[n] for n in inside if lines[n].strip() or n in strings]
        if each.is_docstring:
            opening += opened_docstring(places[each.start], statement)
        elif not each.is_text:
            opening += opened(places[each.start], statement)
    return Layout(tuple(spaced), tuple(sorted(opening, key=lambda each: -each.start)))


def whole(source: str) -> Layout:
    """Return the layout of source that black has to format as a whole."""
    lines = source.split("\n")
    return Layout(tuple(lines), (Open(0, len(lines), Statement(source, LINE_LENGTH), ""),))


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a statement, without those of the statements inside; numbers begin at 0."""

    first: int
    """The line of the first decorator, or of the statement itself."""
    start: int
    end: int
    inside: str
    """The kind of block that the statement is in: a module, a class, or code."""
    is_first: bool
    is_docstring: bool
    """Whether the statement is the docstring of a class or a function."""
    is_text: bool
    """Whether the statement is a string alone: a docstring, or the words below an attribute."""
    is_apart: bool
    """Whether black requires empty lines before the statement."""

    def empty_lines(self, found: int) -> int:
        """Return how many empty lines black puts before the statement, where it finds some."""
        if self.is_first or self.inside == "code":
            return 0
        if self.inside == "module":
            return 2 if self.is_apart else 0
        return 1 if self.is_apart else min(found, 1)


_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def _statements(body: list[ast.stmt], inside: str) -> Iterator[_Lines]:
    """Yield the lines of each statement, and of each clause of one, at any depth."""
    before: ast.stmt | None = None
    for statement in body:
        bodies = [
            inner
            for name in ("body", "orelse", "finalbody")
            if (inner := getattr(statement, name, None))
        ]
        handlers: list[ast.ExceptHandler] = getattr(statement, "handlers", [])
        start = statement.lineno - 1
        end = _first(bodies[0][0]) if bodies else statement.end_lineno or start + 1
        is_text = _is_text(statement)
        yield _Lines(
            _first(statement),
            start,
            end,
            inside,
            before is None,
            is_text and before is None and inside != "module",
            is_text,
            isinstance(statement, _DEFINITIONS)
            or isinstance(before, _DEFINITIONS)
            or (before is body[0] and inside == "class" and _is_text(before)),
        )
        for handler in handlers:
            bodies.append(handler.body)
        for inner in bodies:
            yield from _statements(
                inner, "class" if isinstance(statement, ast.ClassDef) else "code"
            )
        before = statement


def _first(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return (decorators[0] if decorators else statement).lineno - 1


def _is_text(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(ast.Constant(str())):
            return True
    return False
