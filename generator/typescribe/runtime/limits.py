"""The constraints that Python has no operator for, as JSON Schema 2020-12 defines them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any


def is_whole(value: float) -> bool:
    """Whether a number is an integer; `1.0` is one."""
    return isinstance(value, int) or value.is_integer()


def is_multiple(value: float, step: float) -> bool:
    """Whether a number is a multiple of another, as they are written in decimals.

    So `0.3` is a multiple of `0.1`, although the remainder of the floats is not zero.
    """
    if isinstance(value, int) and isinstance(step, int):
        return value % step == 0
    return _exact(value) % _exact(step) == 0


@lru_cache(maxsize=256)
def _exact(number: float) -> Fraction:
    if isinstance(number, int):
        return Fraction(int(number))
    return Fraction(float.__repr__(number))


def contains(text: str, regex: str) -> bool:
    """Whether a regular expression matches somewhere in a text."""
    return re.search(regex, text) is not None


def are_unique(items: Iterable[Any]) -> bool:
    """Whether no two items are equal as JSON, where `1` is `1.0` but not `true`."""
    seen: set[Any] = set()
    for item in items:
        key = key_of_value(item)
        if key in seen:
            return False
        seen.add(key)
    return True


def key_of_value(value: Any) -> Any:
    """Return a hashable key that is the same for equal values of JSON only."""
    if isinstance(value, bool):
        return "boolean", value
    if issubclass(type(value), dict):
        return "object", frozenset((key, key_of_value(item)) for key, item in value.items())
    if issubclass(type(value), list):
        return "array", tuple(map(key_of_value, value))
    return value if isinstance(value, str | int | float) or value is None else ("", id(value))
