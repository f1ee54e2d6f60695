"""Finds the statements that black has to format, and makes source of them that stands alone.

These are statements that do not fit into a line, or that would fit into one but are written over
several. Of a statement over several lines, only the elements in brackets may have to be formatted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from typescribe.text.quoting import LINE_LENGTH


@dataclass(frozen=True, slots=True)
class Statement:
    """Source to be formatted by black for lines of a length."""

    source: str
    length: int


@dataclass(frozen=True, slots=True)
class Open:
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


def opened(start: int, lines: list[str]) -> list[Open]:
    """Return what black has to format of the lines of a statement, which begin at `start`."""
    if not _is_unwritten(lines):
        return []
    return _elements(start, lines) or [_whole(start, lines)]


def opened_docstring(start: int, lines: list[str]) -> list[Open]:
    """Return what black has to format of a docstring: all of it, or nothing."""
    return [_docstring(start, lines)] if _is_unwritten_docstring(lines) else []


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


def _whole(start: int, lines: list[str]) -> Open:
    margin = lines[0][: _margin(lines[0])]
    source = "\n".join(line.removeprefix(margin) for line in lines)
    length = LINE_LENGTH - len(margin)
    after, prefix = 0, ""
    if source.endswith(":"):
        source, after = f"{source}\n    pass", 1
    if source.startswith("elif "):
        source, length, prefix = source[2:], length - 2, "el"
    return Open(start, start + len(lines), Statement(source, length), margin, (0, after), prefix)


def _elements(start: int, lines: list[str]) -> list[Open]:
    """Return the long lines of a statement if each is an element in brackets, else nothing.

    Black formats an element in a line of its own alike, whatever the other elements are.
    """
    found: list[Open] = []
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
        found.append(Open(start + number, start + number + 1, statement, margin, cut))
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


def _docstring(start: int, lines: list[str]) -> Open:
    """Return a docstring as that of a class, where black formats it as such."""
    margin = lines[0][: _margin(lines[0]) - len("    ")]
    source = "\n".join(("class _:", *(line.removeprefix(margin) for line in lines)))
    statement = Statement(source, LINE_LENGTH - len(margin))
    return Open(start, start + len(lines), statement, margin, (1, 0))
