"""The content of a YAML file as a small frozen tree in which every node has a position."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from typescribe.language.errors import Position

ScalarValue: TypeAlias = str | int | float | bool | None

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_ANCHOR = re.compile(r"&[0-9A-Za-z_-]+(?:\s|#[^\r\n]*)*+")
_BLOCK_HEADER = re.compile(r"[|>][^\r\n]*")
_INK = re.compile(r"\S")
_INK_OR_DOUBLED_QUOTE = re.compile(r"''|\S")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file and the offset at which each of its lines starts."""

    file: str
    text: str
    line_starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str, file: str) -> Source:
        """Return the source with the lines of `text`, as editors count them."""
        return cls(file, text, (0, *(found.end() for found in _LINE_BREAK.finditer(text))))

    def position(self, offset: int) -> Position:
        """Return the position of the character at `offset`."""
        line = bisect_right(self.line_starts, offset)
        return Position(self.file, line, offset - self.line_starts[line - 1] + 1)


class Scalar(NamedTuple):
    """A scalar; `value` is its value in YAML 1.2, which for a quoted scalar is its text."""

    text: str
    value: ScalarValue
    source: Source
    start: int
    end: int

    @property
    def position(self) -> Position:
        """The position of the first character, or of the opening quote."""
        return self.source.position(self.start)

    @property
    def is_missing(self) -> bool:
        """Whether the value is missing, as in `key:`."""
        return self.value is None and not self.text

    def locate(self, offset: int) -> Position:
        """Return the position of the character of `text` at `offset`, or of its end."""
        if self.end - self.start == len(self.text):
            return self.source.position(self.start + offset)
        written = self.source.text[self.start : self.end]
        return self.source.position(self.start + _offsets(self.text, written)[offset])


@lru_cache(maxsize=8)  # called for each part of a long type expression
def _offsets(text: str, written: str) -> tuple[int, ...]:
    """Return the offset in the source of each character of a scalar, and of its end.

    YAML adds and removes only white space when it folds and indents. So the n-th character of the
    text that is not white space is also the n-th such character of the source. This is not true if
    there are escapes in double quotes; then all characters get the offset of the first.
    """
    anchor = _ANCHOR.match(written)
    start = anchor.end() if anchor else 0
    style = written[start : start + 1]
    if style in ("'", '"'):
        start += 1
    elif header := _BLOCK_HEADER.match(written, start):
        start = header.end()
    if style == '"' and "\\" in written:
        return (start,) * (len(text) + 1)
    ink = (_INK_OR_DOUBLED_QUOTE if style == "'" else _INK).finditer(written, start)
    offsets, after = [], start
    for character in text:
        if character.isspace():
            offsets.append(after)
        else:
            found = next(ink, None)
            if found is None:  # not true here either: use the first character for all
                return (0,) * (len(text) + 1)
            offsets.append(found.start())
            after = found.end()
    return (*offsets, after)


class Entry(NamedTuple):
    """One `key: value` of a mapping."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; its entries are in the order of the file. `flow` means that it is in `{...}`."""

    entries: tuple[Entry, ...]
    position: Position
    flow: bool

    def get(self, key: str) -> Entry | None:
        """Return the entry with a key, None if there is none."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry
        return None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; its items are in the order of the file."""

    items: tuple[Node, ...]
    position: Position


Node: TypeAlias = Scalar | Mapping | Sequence
