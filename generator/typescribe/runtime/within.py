"""Tests that values are of a type and within constraints, whatever Python type they have."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from .limits import are_unique, is_multiple, is_whole
from .plain import LIST, matches, plain_list, plain_number, plain_string


def number_within(  # noqa: PLR0913 - an argument for each constraint
    value: object,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    above: float | None = None,
    below: float | None = None,
    step: float | None = None,
    integer: bool = False,
) -> bool:
    """Whether a value is a number within bounds, a multiple of a step, or an integer."""
    number = plain_number(value)
    return (
        number is not None
        and (not integer or is_whole(number))
        and (minimum is None or number >= minimum)
        and (maximum is None or number <= maximum)
        and (above is None or number > above)
        and (below is None or number < below)
        and (step is None or is_multiple(number, step))
    )


def text_within(
    value: object,
    *,
    min_length: int = 0,
    max_length: int | None = None,
    regex: str = "",
    template: str = "",
) -> bool:
    """Whether a value is a string of some length, in which a regular expression matches."""
    text = plain_string(value)
    return (
        text is not None
        and len(text) >= min_length
        and (max_length is None or len(text) <= max_length)
        and (not regex or searching(regex)(text) is not None)
        and (not template or matches(text, template))
    )


@cache
def searching(regex: str) -> Callable[[str], re.Match[str] | None]:
    """Return the function that searches for a regular expression."""
    return re.compile(regex).search


def list_within(
    value: object, *, least: int = 0, most: int | None = None, unique: bool = False
) -> list[Any] | None:
    """Return the items of an array as a plain list; None if it is none, or not within limits."""
    items = value if type(value) is LIST else plain_list(value)
    if items is None or len(items) < least or (most is not None and len(items) > most):
        return None
    return items if not unique or are_unique(items) else None
