"""The constraints that Python has no operator for, as JSON Schema 2020-12 defines them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from .plain import DICT, LIST, is_instance

_DEEPEST: Final = 10_000
"""How deep the items of an array that are compared may be nested."""


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
    """Return a hashable key that is the same for equal values of JSON only.

    It is made of texts: whoever sends numbers can choose those with equal hashes, and a set of them
    takes time quadratic in its size. Raises `RecursionError` for a value that is nested too deep.
    """
    if type(value) is str:
        return value
    is_nested = is_instance(value, LIST) or is_instance(value, DICT)
    return (_of_nested(value) if is_nested else _of_scalar(value),)


def _of_nested(value: Any) -> str:
    pieces: list[str] = []
    waiting: list[tuple[int, Any]] = [(0, value)]
    while waiting:
        depth, one = waiting.pop()
        if depth < 0:
            pieces.append(one)
        elif is_instance(one, LIST):
            pieces.append("[")
            waiting.append((-1, "]"))
            waiting += [(depth + 1, item) for item in reversed(LIST.copy(one))]
        elif is_instance(one, DICT):
            pieces.append("{")
            waiting.append((-1, "}"))
            named = [(_of_scalar(key), item) for key, item in DICT.items(one)]
            for key, item in sorted(named, key=_first, reverse=True):
                waiting += [(depth + 1, item), (-1, key)]
        else:
            pieces.append(_of_scalar(one))
        if depth > _DEEPEST:
            raise RecursionError
    return "".join(pieces)


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]


def _of_scalar(value: Any) -> str:
    """Return the text of a value without parts, with a comma after it."""
    if value is None or value is True or value is False:
        return f"{value},"
    if isinstance(value, str):
        return f"{str.__repr__(value)},"
    if isinstance(value, int):
        return f"{int.__format__(value, 'x')},"
    if isinstance(value, float):
        is_integer = float.is_integer(value)
        return (
            f"{int.__format__(float.__int__(value), 'x')},"
            if is_integer
            else f"{float.__repr__(value)},"
        )
    return f"?{id(value)},"
