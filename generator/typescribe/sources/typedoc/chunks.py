"""TypeScript in pieces, each with its position on a page and the link that it carries there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from typescribe.language.errors import Position
from typescribe.language.syntax import SyntaxTree

_OPENING = "([{<"
_CLOSING = ")]}>"
_BRACKETS = re.compile(r"""=>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[(\[{<>}\])]""")


class Chunk(NamedTuple):
    """A piece of TypeScript, the position where it starts, and the key of what it links to."""

    text: str
    position: Position
    link: str = ""


def joined(chunks: Iterable[Chunk]) -> str:
    """Return the text of chunks."""
    return "".join(chunk.text for chunk in chunks)


def cut(chunks: Iterable[Chunk], start: int, end: int | None = None) -> Iterator[Chunk]:
    """Yield the chunks of the text from one offset to another."""
    offset = 0
    for chunk in chunks:
        first = max(start - offset, 0)
        last = len(chunk.text) if end is None else min(end - offset, len(chunk.text))
        if first < last:
            position = replace(chunk.position, column=chunk.position.column + first)
            yield Chunk(chunk.text[first:last], position, chunk.link)
        offset += len(chunk.text)


def without_last_commas(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """Yield chunks without the trailing comma that recent versions put after type arguments."""
    following = ""
    kept: list[Chunk] = []
    for chunk in reversed(chunks):
        is_last = chunk.text.strip() == "," and following.startswith(">")
        kept.append(chunk._replace(text=" ") if is_last else chunk)
        following = chunk.text.strip() or following
    return reversed(kept)


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offset of each bracket outside strings, with the depth after it."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] in _OPENING:
            depth += 1
        elif found[0] in _CLOSING:
            depth -= 1
        else:
            continue
        yield found.start(), depth


class Places:
    """The position on the page of each character in some chunks."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._starts: list[int] = []
        length = 0
        for chunk in chunks:
            self._starts.append(length)
            length += len(chunk.text)

    def locate(self, offset: int) -> Position:
        """Return the position of a character, or where it would be if the page showed it."""
        place = bisect_right(self._starts, offset) - 1
        chunk = self._chunks[max(place, 0)]
        inside = offset - self._starts[max(place, 0)]
        before = chunk.text[:inside]
        line = before.count("\n")
        position = chunk.position
        if line:
            column = inside - before.rfind("\n")
            return replace(position, line=position.line + line, column=column)
        return replace(position, column=position.column + inside)


@dataclass(frozen=True, slots=True)
class Change:
    """A text that replaces another one, from one offset in characters to another."""

    start: int
    end: int
    text: str


def changed(chunks: Sequence[Chunk], changes: Sequence[Change]) -> list[Chunk]:
    """Return chunks with changes, which are in order."""
    made: list[Chunk] = []
    places = Places(chunks)
    before = 0
    for change in changes:
        made += cut(chunks, before, change.start)
        made.append(Chunk(change.text, places.locate(change.start)))
        before = change.end
    return [*made, *cut(chunks, before)]


def characters(tree: SyntaxTree, byte: int) -> int:
    """Return the offset in characters of a byte."""
    return len(tree.source[:byte].decode())


def with_inserted(chunks: Sequence[Chunk], texts: dict[int, str]) -> Iterator[Chunk]:
    """Yield chunks with texts inserted at some offsets."""
    if not texts:
        yield from chunks
        return
    places = Places(chunks)
    text = joined(chunks)
    boundaries = {0, len(text), *texts}
    offset = 0
    for chunk in chunks:
        boundaries.add(offset)
        offset += len(chunk.text)
    for start, end in pairwise(sorted(boundaries)):
        position = places.locate(start)
        if start in texts:
            yield Chunk(texts[start], position)
        yield Chunk(text[start:end], position)
