"""Lays out modules whose templates write Python as black would, except for the lines that are long.

Black is slow. It is asked only about statements that do not fit into a line, one by one: how it
breaks a statement depends on nothing around it but the indentation. A statement over several lines
that would fit into one is such a statement too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from typescribe.text.quoting import LINE_LENGTH


@dataclass(frozen=True, slots=True)
class Statement:
    """Source to be formatted by black for lines of a length."""

    source: str
    length: int


@dataclass(frozen=True, slots=True)
class _Open:
    """The lines of a statement that black has to format; numbers begin at 0."""

    start: int
    end: int
    statement: Statement
    margin: str
    cut: tuple[int, int] = (0, 0)
    """The numbers of lines around the statement that only its source for black has."""
    prefix: str = ""
    """The beginning of the first line that only the module has."""

    def lines(self, formatted: str) -> list[str]:
        """Return the lines of the module from the source that black has formatted."""
        found = formatted.split("\n")
        first, last = self.cut
        found = found[first : len(found) - last]
        found[0] = f"{self.prefix}{found[0]}"
        return [f"{self.margin}{line}" if line else "" for line in found]


@dataclass(frozen=True, slots=True)
class Layout:
    """Source with the empty lines of black, in which the long statements are still to be filled."""

    lines: tuple[str, ...]
    open: tuple[_Open, ...]
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
    spaced: list[str] = []
    places: dict[int, int] = {}
    empty = 0
    for number, line in enumerate(lines):
        places[number] = len(spaced)
        if not line.strip() and number not in strings:
            empty += 1
            continue
        if each := starts.get(number):
            spaced += [""] * each.empty_lines(empty)
            places[number] = len(spaced)
        spaced.append(line)
        empty = 0
    places[len(lines)] = len(spaced)
    opened: list[_Open] = []
    for each in found:
        start = places[each.start]
        end = start + sum(
            bool(line.strip()) or number in strings
            for number, line in enumerate(lines[each.start : each.end], each.start)
        )
        statement = spaced[start:end]
        if each.is_docstring:
            if _is_unwritten_docstring(statement):
                opened.append(_open_docstring(start, end, statement))
        elif not each.is_text and _is_unwritten(statement):
            opened += _open_elements(start, statement) or [_open(start, end, statement)]
    return Layout(tuple(spaced), tuple(sorted(opened, key=lambda each: -each.start)))


def whole(source: str) -> Layout:
    """Return the layout of source that black has to format as a whole."""
    lines = source.split("\n")
    return Layout(tuple(lines), (_Open(0, len(lines), Statement(source, LINE_LENGTH), ""),))


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


def _is_unwritten(lines: list[str]) -> bool:
    """Whether black could break the lines of a statement otherwise.

    It could if the lines inside the first brackets fit into one, or all up to the last bracket do.
    """
    if any(map(_is_odd, lines)):
        return True
    if len(lines) == 1 or any(line.endswith(",") for line in lines):
        return False
    if not all(map(str.isascii, lines)):
        return True  # black counts the columns of a terminal
    room = LINE_LENGTH - _margin(lines[0])
    stripped = [line.strip() for line in lines]
    inside = " ".join(stripped[1:-1])
    head = f"{stripped[0]}{inside}{stripped[-1]}".rpartition("(")[0]
    return len(inside) + len("    ") <= room or len(head) < room


def _is_odd(line: str) -> bool:
    """Whether a line is too long, or other quotes would save escapes."""
    return _is_long(line) or '\\"' in line


def _is_long(line: str) -> bool:
    """Whether a line may be too long for black, to which some characters have two columns."""
    return len(line) > LINE_LENGTH or (not line.isascii() and 2 * len(line) > LINE_LENGTH)


def _is_unwritten_docstring(lines: list[str]) -> bool:
    """Whether black could change a docstring: its indentation, or the spaces at its ends."""
    margin = _margin(lines[0])
    text = lines[0][margin:].removeprefix('"""')
    if text[:1] in '" ' or any(line != line.rstrip() or "\t" in line for line in lines):
        return True
    if len(lines) == 1:
        return _is_long(lines[0]) or text.removesuffix('"""')[-1:] in '"\\ '
    inner = [_margin(line) for line in lines[1:-1] if line]
    return min(inner, default=margin) != margin or lines[-1].strip() != '"""'


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())


def _open(start: int, end: int, lines: list[str]) -> _Open:
    margin = lines[0][: _margin(lines[0])]
    source = "\n".join(line.removeprefix(margin) for line in lines)
    length = LINE_LENGTH - len(margin)
    after, prefix = 0, ""
    if source.endswith(":"):
        source, after = f"{source}\n    pass", 1
    if source.startswith("elif "):
        source, length, prefix = source[2:], length - 2, "el"
    return _Open(start, end, Statement(source, length), margin, (0, after), prefix)


def _open_elements(start: int, lines: list[str]) -> list[_Open]:
    """Return the long lines of a statement if each is an element in brackets, else nothing.

    Black formats an element in a line of its own alike, whatever the other elements are.
    """
    found: list[_Open] = []
    for number in range(len(lines)):
        if not _is_odd(lines[number]):
            continue
        around = _around(lines, number)
        if around is None:
            return []
        before, after = around
        margin = " " * (_margin(lines[number]) - len("    "))
        source = f"{before}{lines[number].lstrip()}{after}"
        statement = Statement(source, LINE_LENGTH - len(margin))
        cut = before.count("\n"), after.count("\n")
        found.append(_Open(start + number, start + number + 1, statement, margin, cut))
    return found


_Around: TypeAlias = tuple[str, str]
"""The source of a statement before and after an element of it."""

_IN_BRACKETS: Final[dict[str, _Around]] = {
    "(": ("_(\n    ", "\n)"),
    "[": ("[\n    ", "\n]"),
    "{": ("{\n    ", "\n}"),
}


def _around(lines: list[str], number: int) -> _Around | None:
    """Return lines to put around an element so that black formats it as in its statement."""
    margin = _margin(lines[number])
    line = lines[number].lstrip()
    before = lines[number - 1] if number else ""
    after = lines[number + 1] if number + 1 < len(lines) else ""
    opening = next((each for each in lines[number::-1] if _margin(each) < margin), "")[-1:]
    if not opening or opening not in _IN_BRACKETS or _margin(after) > margin:
        return None
    if line.endswith(","):
        return _IN_BRACKETS[opening] if before.endswith((",", opening)) else None
    if opening != "(" or before.endswith(",") or _margin(before) > margin:
        return None
    if not line.isascii() or margin + len(line.replace('\\"', '"')) <= LINE_LENGTH:
        return None  # the statement around it might fit into a line
    for word in ("or", "and"):
        end = f"\n    {word} _\n):\n    pass"
        if line.startswith(f"{word} "):
            return "if (\n    _\n    ", end
        if after.lstrip().startswith(f"{word} ") and before.endswith(opening):
            return "if (\n    ", f"\n    {word} _{end}"
    return None


def _open_docstring(start: int, end: int, lines: list[str]) -> _Open:
    """Return a docstring as that of a class, where black formats it as such."""
    margin = lines[0][: _margin(lines[0]) - len("    ")]
    source = "\n".join(("class _:", *(line.removeprefix(margin) for line in lines)))
    return _Open(start, end, Statement(source, LINE_LENGTH - len(margin)), margin, (1, 0))
