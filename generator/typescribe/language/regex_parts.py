"""The parts of regular expressions: characters, sequences, choices, repeats and conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Code points: sorted ranges that do not touch, each with its first and last code point."""

LAST: Final = 0x10FFFF
EVERYTHING: Final[Ranges] = ((0, LAST),)


@dataclass(frozen=True, slots=True)
class Characters:
    """One character out of a set."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other; without parts, the empty text."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part, at least `least` and at most `most` times; without a limit if `most` is None."""

    part: Part
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A condition about the text that follows, which takes no characters."""

    part: Part
    negated: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or the end of the text, or a place that is or is not (`B`) an edge of a word."""

    kind: str


Part: TypeAlias = Characters | Sequence | Choice | Repeat | Ahead | Edge


def joined(ranges: list[tuple[int, int]]) -> Ranges:
    """Return the union of ranges."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def others(ranges: Ranges) -> Ranges:
    """Return all code points that are not in ranges."""
    found: list[tuple[int, int]] = []
    following = 0
    for first, last in ranges:
        if first > following:
            found.append((following, first - 1))
        following = last + 1
    if following <= LAST:
        found.append((following, LAST))
    return tuple(found)


def is_one(ranges: Ranges) -> bool:
    """Return whether there is exactly one character in ranges."""
    return len(ranges) == 1 and ranges[0][0] == ranges[0][1]


def overlap(one: Ranges, other: Ranges) -> bool:
    """Return whether two sets have a character in common."""
    return any(first <= b and a <= last for first, last in one for a, b in other)


def _of(text: str) -> Ranges:
    return joined([(ord(character), ord(character)) for character in text])


DIGITS: Final[Ranges] = ((0x30, 0x39),)
WORD: Final = joined([*DIGITS, (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
LINE_ENDS: Final = _of("\n\r\u2028\u2029")
SPACE: Final = joined(
    [*_of("\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"), (0x2000, 0x200A)]
)
"""WhiteSpace and LineTerminator of ECMA-262, which `\\s` matches."""
