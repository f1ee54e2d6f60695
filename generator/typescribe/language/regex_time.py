"""Finds regular expressions that may take exponential time on a text that does not match.

An engine that backtracks, such as those of Python and JavaScript, tries every way in which an
expression can match a part of a text. Their number grows exponentially exactly if, in the automaton
of the expression, two different paths lead from a state back to itself over the same text
(Weber and Seidl 1991; Weideman et al. 2016). `(a+)+` and `(a|a)*` are such expressions,
`(a+b)+` and `([0-9a-f]{4}-)*` are not. The states are the characters of the expression (Glushkov).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from typescribe.language.regex_parts import (
    Ahead,
    Characters,
    Choice,
    Edge,
    Part,
    Ranges,
    Repeat,
    Sequence,
    overlap,
)

_WRITTEN_OUT: Final = 16
"""Up to how many times a repeat is written out; beyond that it counts as unlimited."""
_MOST_STATES: Final = 600
_MOST_PAIRS: Final = 40_000


def is_slow(part: Part) -> bool:
    """Return whether an expression may take exponential time, or is too large to tell."""
    automata = _Automata()
    try:
        automata.add(part)
        return any(map(_is_ambiguous, automata.found))
    except _TooLargeError:
        return True


class _TooLargeError(Exception):
    """The automaton of an expression has too many states to look at all pairs of them."""


@dataclass(slots=True)
class _Automaton:
    characters: list[Ranges] = field(default_factory=list)
    """The characters that lead to each state."""
    following: list[set[int]] = field(default_factory=list)
    is_doubled: bool = False
    """Whether a step of a loop is possible in two ways, or the empty text is matched in two."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of an automaton: its first and last states, and whether it matches the empty text."""

    first: tuple[int, ...]
    last: tuple[int, ...]
    empty: bool


_NOTHING: Final = _Piece((), (), True)


@dataclass(slots=True)
class _Automata:
    """The automaton of an expression and those of the conditions in it."""

    found: list[_Automaton] = field(default_factory=list)

    def add(self, part: Part) -> None:
        automaton = _Automaton()
        self.found.append(automaton)
        self._piece(part, automaton)

    def _piece(self, part: Part, automaton: _Automaton) -> _Piece:
        match part:
            case Characters(ranges=ranges):
                if len(automaton.characters) >= _MOST_STATES:
                    raise _TooLargeError
                automaton.characters.append(ranges)
                automaton.following.append(set())
                state = len(automaton.characters) - 1
                return _Piece((state,), (state,), False)
            case Sequence(parts=parts):
                whole = _NOTHING
                for each in parts:
                    whole = _then(whole, self._piece(each, automaton), automaton)
                return whole
            case Choice(parts=parts):
                pieces = [self._piece(each, automaton) for each in parts]
                first = tuple(state for piece in pieces for state in piece.first)
                last = tuple(state for piece in pieces for state in piece.last)
                automaton.is_doubled |= sum(piece.empty for piece in pieces) > 1
                return _Piece(first, last, any(piece.empty for piece in pieces))
            case Repeat(part=inner, least=least, most=most):
                return self._repeat(inner, least, most, automaton)
            case Ahead(part=inner):
                self.add(inner)
                return _NOTHING
            case Edge():
                return _NOTHING

    def _repeat(self, part: Part, least: int, most: int | None, automaton: _Automaton) -> _Piece:
        if most is not None and most <= _WRITTEN_OUT:
            whole = _NOTHING
            for number in range(most, 0, -1):
                one = self._piece(part, automaton)
                automaton.is_doubled |= one.empty and not least == most == 1
                whole = _then(one, whole, automaton)
                if number > least:
                    whole = _Piece(whole.first, whole.last, True)
            return whole
        one = self._piece(part, automaton)
        if one.empty:
            automaton.is_doubled = True
        _link(one.last, one.first, automaton)
        return _Piece(one.first, one.last, one.empty or least == 0)


def _then(one: _Piece, other: _Piece, automaton: _Automaton) -> _Piece:
    _link(one.last, other.first, automaton)
    return _Piece(
        one.first + other.first if one.empty else one.first,
        other.last + one.last if other.empty else other.last,
        one.empty and other.empty,
    )


def _link(sources: tuple[int, ...], targets: tuple[int, ...], automaton: _Automaton) -> None:
    for source in sources:
        known = automaton.following[source]
        if not known.isdisjoint(targets):
            automaton.is_doubled = True
        known.update(targets)


def _is_ambiguous(automaton: _Automaton) -> bool:
    """Return whether two paths over the same text lead from a state back to itself."""
    if automaton.is_doubled:
        return True
    after = _reached(automaton)
    loops = [state for state in range(len(after)) if state in after[state]]
    return any(_splits_and_meets(automaton, state, after) for state in loops)


def _reached(automaton: _Automaton) -> list[set[int]]:
    """Return the states that can follow each state, at any distance."""
    found: list[set[int]] = []
    for start in automaton.following:
        seen, waiting = set(start), list(start)
        while waiting:
            new = automaton.following[waiting.pop()] - seen
            seen |= new
            waiting += new
        found.append(seen)
    return found


def _splits_and_meets(automaton: _Automaton, state: int, after: list[set[int]]) -> bool:
    """Return whether two different paths over the same text lead from a state to itself."""
    loop = {other for other in after[state] if state in after[other]}
    start = (state, state)
    seen = {start: False}
    waiting = [(start, False)]
    while waiting:
        (one, other), has_split = waiting.pop()
        for left in automaton.following[one] & loop:
            for right in automaton.following[other] & loop:
                if not overlap(automaton.characters[left], automaton.characters[right]):
                    continue
                split = has_split or left != right
                pair = (left, right)
                if pair == start and split:
                    return True
                if pair not in seen or (split and not seen[pair]):
                    seen[pair] = split
                    waiting.append((pair, split))
                    if len(seen) > _MOST_PAIRS:
                        raise _TooLargeError
    return False
