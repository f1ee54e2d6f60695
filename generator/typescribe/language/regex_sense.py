"""Finds regular expressions that match no text, such as `/^a$/` with its slashes, or `a^`."""

from __future__ import annotations

from typing import TypeAlias

from typescribe.language.regex_parts import Ahead, Characters, Choice, Edge, Part, Repeat, Sequence

_States: TypeAlias = frozenset[tuple[bool, bool]]
"""Where a match may be: whether it has taken a character, and whether it is at the end."""

_Known: TypeAlias = dict[tuple[int, _States], _States]
"""What is known about parts, by their identity and the states before them."""

_ENOUGH = 3
"""After so many repeats, no further state is reached: each step only sets one of two flags."""


def matches_nothing(part: Part) -> bool:
    """Return whether an expression certainly matches no text.

    Only the edges of the text and empty sets are considered: `a^` and `[]` match nothing. The
    answer is no for `(?=a)b` and `(?!)`, which match nothing either.
    """
    return not _after(part, frozenset({(False, False)}), {})


def _after(part: Part, states: _States, known: _Known) -> _States:
    """Return where a match may be after a part, given where it may be before."""
    key = id(part), states
    if key not in known:
        known[key] = _computed(part, states, known)
    return known[key]


def _computed(part: Part, states: _States, known: _Known) -> _States:
    match part:
        case Characters(ranges=ranges):
            return frozenset((True, False) for _, ended in states if ranges and not ended)
        case Sequence(parts=parts):
            for each in parts:
                states = _after(each, states, known)
            return states
        case Choice(parts=parts):
            return frozenset(state for each in parts for state in _after(each, states, known))
        case Repeat(part=inner, least=least, most=most):
            for _ in range(min(least, _ENOUGH)):
                states = _after(inner, states, known)
            for _ in range(_ENOUGH if most is None else min(most - least, _ENOUGH)):
                states |= _after(inner, states, known)
            return states
        case Ahead(part=inner, negated=negated):
            return frozenset(s for s in states if negated or _after(inner, frozenset({s}), known))
        case Edge(kind="start"):
            return frozenset(state for state in states if not state[0])
        case Edge(kind="end"):
            return frozenset((taken, True) for taken, _ in states)
        case Edge():
            return states
