"""Strategies for values within constraints: numbers, texts and lists."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from .drawing import MOST
from .limits import are_unique, is_multiple, is_whole, key_of_value
from .plain import LIST

_SAFE: Final = 2**53 - 1
_MULTIPLES: Final = 10**6
"""How many multiples in each direction are drawn where there is no bound."""


class Bounds(NamedTuple):
    """Constraints on numbers."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    multiple_of: float | None = None
    integer: bool = False

    def admit(self, value: float) -> bool:
        """Whether a number is within all constraints."""
        return (
            (self.minimum is None or value >= self.minimum)
            and (self.maximum is None or value <= self.maximum)
            and (self.exclusive_minimum is None or value > self.exclusive_minimum)
            and (self.exclusive_maximum is None or value < self.exclusive_maximum)
            and (self.multiple_of is None or is_multiple(value, self.multiple_of))
            and (not self.integer or is_whole(value))
        )

    @property
    def least(self) -> float | None:
        """The larger one of the lower bounds."""
        lower = (self.minimum, self.exclusive_minimum)
        return max((bound for bound in lower if bound is not None), default=None)

    @property
    def most(self) -> float | None:
        """The smaller one of the upper bounds."""
        upper = (self.maximum, self.exclusive_maximum)
        return min((bound for bound in upper if bound is not None), default=None)


def numbers_within(**bounds: Any) -> st.SearchStrategy[int | float]:
    """Draw numbers within bounds: integers, and floats unless only integers are valid."""
    limits = Bounds(**bounds)
    least, most = limits.least, limits.most
    if limits.multiple_of is not None:
        return _multiples(limits, _exact(limits.multiple_of)).filter(limits.admit)
    found: list[st.SearchStrategy[int | float]] = []
    first = None if least is None else math.ceil(least)
    last = None if most is None else math.floor(most)
    low = min(-_SAFE, last or 0) if first is None else first
    high = max(_SAFE, low) if last is None else last
    if low <= high:
        found.append(st.integers(low, high))
    if not limits.integer:
        found.append(
            st.floats(
                None if least is None else float(least),
                None if most is None else float(most),
                allow_nan=False,
                allow_infinity=False,
            )
        )
    return st.one_of(found).filter(limits.admit)


def _multiples(limits: Bounds, step: Fraction) -> st.SearchStrategy[int | float]:
    if limits.integer:  # the integers among the multiples are those of the numerator
        step = Fraction(step.numerator)
    last = None if limits.most is None else math.floor(_exact(limits.most) / step)
    first = min(0, last or 0) - _MULTIPLES
    if limits.least is not None:
        first = math.ceil(_exact(limits.least) / step)
    high = max(0, first) + _MULTIPLES if last is None else last
    return st.integers(first, high).map(lambda count: _number(count * step))


def _exact(number: float) -> Fraction:
    return Fraction(repr(number))


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def texts_within(
    min_length: int = 0, max_length: int | None = None, regex: str | None = None
) -> st.SearchStrategy[str]:
    """Draw texts of some length in which a regular expression matches."""
    if regex is None:
        return st.text(min_size=min_length, max_size=max_length)
    drawn = st.from_regex(regex)
    return only_within(drawn, min_length=min_length, max_length=max_length)


def lists_within(
    item: st.SearchStrategy[Any],
    min_items: int = 0,
    max_items: int | None = None,
    unique: bool = False,
) -> st.SearchStrategy[list[Any]]:
    """Draw lists as short as possible, or with a few items more."""
    most = min_items + MOST if max_items is None else min(max_items, min_items + MOST)
    by = key_of_value if unique else None
    return st.lists(item, min_size=min_items, max_size=most, unique_by=by)


class Lengths(NamedTuple):
    """Constraints on texts and lists."""

    min_length: int = 0
    max_length: float = math.inf
    regex: str = ""
    min_items: int = 0
    max_items: float = math.inf
    unique: bool = False

    def admit(self, value: Any) -> bool:
        """Whether a text or a list is within all constraints; any other value is."""
        if isinstance(value, str):
            found = re.search(self.regex, value)
            return found is not None and self.min_length <= len(value) <= self.max_length
        if type(value) is LIST:
            is_within = self.min_items <= len(value) <= self.max_items
            return is_within and (not self.unique or are_unique(value))
        return True


def only_within(strategy: st.SearchStrategy[Any], **limits: Any) -> st.SearchStrategy[Any]:
    """Draw the values of another strategy that are within constraints on their kind."""
    given = {name: value for name, value in limits.items() if value is not None}
    bounds = Bounds(**{name: value for name, value in given.items() if name in Bounds._fields})
    lengths = Lengths(**{name: value for name, value in given.items() if name in Lengths._fields})

    def is_within(value: Any) -> bool:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return bounds.admit(value)
        return lengths.admit(value)

    return strategy.filter(is_within)
