"""The text of a TypeDoc page, copied from a browser or saved by a text browser -> its parts.

Lines are indented with spaces or no-break spaces. Each member follows a bullet; members inside
another member are indented deeper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.syntax import quoted
from typescribe.sources.typedoc.chunks import Chunk
from typescribe.sources.typedoc.entries import Entry, Member

_TITLE = re.compile(r"\s*Type alias (?P<name>[\w$.]+)", re.IGNORECASE)
_BULLET = re.compile(r"(?P<indent>\s*)[•◦▪·*-]\s+")
_FLAGS = re.compile(r"(?:(?:Optional|Readonly)\s+)*")
_NAME = re.compile(r"""(?P<name>[\w$-]+|"[^"]*"|'[^']*')\??\s*:""")
_HEADINGS = {"type declaration", "type parameters", "defined in"}


def is_page(text: str) -> bool:
    """Return whether a text starts like the page of a type alias."""
    return _TITLE.match(text.lstrip("\ufeff\r\n\t ")) is not None


def read_text_page(text: str, file: str) -> Entry:
    """Read the text of the page of a type alias.

    Raises:
        SpecError: the signature is missing.
    """
    lines = [line.replace("\xa0", " ").rstrip() for line in text.splitlines()]
    title = next(number for number, line in enumerate(lines) if line.strip())
    found = _TITLE.match(lines[title])
    name = found["name"] if found else ""
    start = next((n for n in range(title + 1, len(lines)) if lines[n].strip()), len(lines))
    signature = re.match(
        rf"\s*(?:type\s+)?{re.escape(name)}\s*(<.*?>)?\s*[:=]\s*", _at(lines, start)
    )
    if signature is None:
        message = f"expected the signature of {name}, `{name}: ...`; found "
        shown = quoted(_at(lines, start)) if start < len(lines) else "the end of the page"
        raise SpecError([Problem(Position(file, start + 1, 1), message + shown)])
    end = _end_of_block(lines, start)
    column = signature.end()
    written = "\n".join([lines[start][column:], *lines[start + 1 : end]])
    chunk = Chunk(written, Position(file, start + 1, column + 1))
    listed = next((n for n in range(end, len(lines)) if _BULLET.match(lines[n])), len(lines))
    described = _described(lines[end:listed])
    return Entry(
        "type",
        name,
        chunk.position,
        parameters=(Chunk((signature[1] or "")[1:-1], chunk.position),),
        signatures=((chunk,),),
        described=Member(name, described, tuple(_members(lines[listed:]))),
    )


def _at(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _end_of_block(lines: Sequence[str], start: int) -> int:
    """Return the number of the first empty line from a line on."""
    return next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))


def _described(lines: Sequence[str]) -> str:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        text = line.strip()
        if text.lower().startswith(tuple(_HEADINGS)):
            break
        if text:
            paragraphs[-1].append(text)
        else:
            paragraphs.append([])
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)


@dataclass(slots=True)
class _Item:
    """A bullet and the lines below it, up to the next one."""

    name: str
    indent: int
    lines: list[str] = field(default_factory=list)


def _members(lines: Sequence[str]) -> Iterator[Member]:
    items: list[_Item] = []
    for line in lines:
        if bullet := _BULLET.match(line):
            flags = _FLAGS.match(line, bullet.end())
            named = _NAME.match(line, flags.end() if flags else bullet.end())
            items.append(_Item(named["name"].strip("\"'") if named else "", len(bullet["indent"])))
        elif items:
            items[-1].lines.append(line)
    yield from _nested(items)


def _nested(items: Sequence[_Item]) -> Iterator[Member]:
    place = 0
    while place < len(items):
        item = items[place]
        inside = place + 1
        while inside < len(items) and items[inside].indent > item.indent:
            inside += 1
        # The lines up to the first empty one continue the type.
        after = _end_of_block(item.lines, 0)
        description = _described(item.lines[after:])
        yield Member(item.name, description, tuple(_nested(items[place + 1 : inside])))
        place = inside
