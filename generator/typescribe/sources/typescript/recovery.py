"""Reads a file with syntax errors: separates the valid declarations from the broken ones.

A broken declaration is replaced by blanks, so that the text after it keeps its position.
Declarations are recognised by their first lines, since the syntax tree of a broken file may be
wrong after the mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from typescribe.language.errors import Position, SpecError
from typescribe.language.syntax import named_parts
from typescribe.sources.typescript.source_files import SourceFile, parse_file

_WORDS = "interface|type|class|enum|namespace|module|function|const|let|var|global"
_FIRST_LINE = re.compile(
    rf"(?P<indent>[ \t]*)(?:(?:export|default|declare|abstract|async|const)\s+)*"
    rf"(?:(?P<word>{_WORDS})\b\s*(?P<name>[\w$.]+|[\"'{{(=]|$)|import\b[\s{{*\"']|export\s*[{{*=])"
)
_TYPES = {"interface", "type", "class", "enum"}
_COMMENT = ("//", "/*", "*")


@dataclass(frozen=True, slots=True)
class Broken:
    """A declaration that cannot be read; `is_type` says whether it declares a type."""

    name: str
    position: Position
    message: str
    is_type: bool


def parse_leniently(text: str, name: str) -> tuple[SourceFile, list[Broken]]:
    """Parse a file without the declarations that hold syntax errors.

    Raises:
        SpecError: with the first syntax error, if nothing else can be read.
    """
    try:
        return parse_file(text, name), []
    except SpecError as error:
        lines = text.splitlines(keepends=True)
        broken = _blanked(lines, 0, len(lines), name)
        try:
            file = parse_file("".join(lines), name)
        except SpecError:
            raise error from None
        if not named_parts(file.tree.root) or not broken:
            raise
        return file, broken


def _blanked(lines: list[str], start: int, end: int, file: str) -> list[Broken]:
    """Blank out the declarations between two lines that are invalid by themselves; return them."""
    broken: list[Broken] = []
    for first, last in _declarations(lines, start, end):
        problem = _problem(lines, first, last, file)
        if problem is None:
            continue
        inner = _inner_lines(lines, first, last)
        if inner:
            before = lines[inner[0] : inner[1]]
            found = _blanked(lines, *inner, file)
            if found and _problem(lines, first, last, file) is None:
                broken += found
                continue
            lines[inner[0] : inner[1]] = before
        position, message = problem
        head = _FIRST_LINE.match(lines[first])
        word, shown = (head["word"], head["name"]) if head else (None, None)
        is_name = bool(shown) and re.fullmatch(r"[\w$.]+", shown or "") is not None
        broken.append(
            Broken(shown if shown and is_name else "(file)", position, message, word in _TYPES)
        )
        for place in range(first, last):
            lines[place] = "\n"
    return broken


def _declarations(lines: list[str], start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of each declaration, with the lines before the first one."""
    heads = [n for n in range(start, end) if _FIRST_LINE.match(lines[n])]
    if not heads:
        return [(start, end)]
    indent = min(_indent(lines[n]) for n in heads)
    firsts = [n for n in heads if _indent(lines[n]) == indent]
    bounds = [*firsts, end]
    found = [(start, firsts[0])] if firsts[0] > start else []
    for first, following in pairwise(bounds):
        last = following
        while last > first + 1 and _is_beside(lines[last - 1]) and following < end:
            last -= 1  # a comment before the next declaration
        found.append((first, last))
    return found


def _inner_lines(lines: list[str], first: int, last: int) -> tuple[int, int] | None:
    """Return the lines inside the braces of a namespace or module, None for other declarations."""
    head = _FIRST_LINE.match(lines[first])
    if not head or head["word"] not in {"namespace", "module", "global"}:
        return None
    closing = next(
        (n for n in range(last - 1, first, -1) if lines[n].startswith(head["indent"] + "}")), None
    )
    return (first + 1, closing) if closing is not None and "{" in lines[first] else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _is_beside(line: str) -> bool:
    text = line.strip()
    return not text or text.startswith(_COMMENT)


def _problem(lines: list[str], first: int, last: int, file: str) -> tuple[Position, str] | None:
    """Return the first mistake in the given lines; None if they are valid by themselves."""
    try:
        parse_file("".join(lines[first:last]), file)
    except SpecError as error:
        problem = error.problems[0]
        line, column = first + 1, 1
        if isinstance(problem.where, Position):
            line, column = problem.where.line + first, problem.where.column
        return Position(file, line, column), problem.message
    return None
