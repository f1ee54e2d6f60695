"""Counts the calls that a value costs in generated code: linear in its size, whatever its type."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from packages import Package

from typescribe.language.model import Reference

Wrap = Callable[[Any], Any]


class TooManyCalls(BaseException):
    """Not an `Exception`, which a test of a hostile value might catch."""


@contextmanager
def at_most(calls: int) -> Iterator[list[int]]:
    """Count the calls into generated modules; raise `TooManyCalls` beyond a limit."""
    made = [0]

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith("<"):
            made[0] += 1
            if made[0] > calls:
                raise TooManyCalls

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield made
    finally:
        sys.setprofile(before)


def nested(wraps: list[Wrap], depth: int, inner: Any) -> Any:
    for level in range(depth):
        inner = wraps[level % len(wraps)](inner)
    return inner


def readers(package: Package, name: str) -> list[Callable[[Any], Any]]:
    asked = [package.is_valid, package.issues]
    if name in package.classes():
        asked.append(package.refusal)
    elif package.model.holds_objects(Reference(name)):
        asked.append(package.parse_refusal)
    return [lambda value, ask=ask: ask(name, value) for ask in asked]


PER_LEVEL = 800
"""More calls than the unions of these tests need for each level of a value."""


def assert_linear(package: Package, name: str, make: Callable[[int], Any]) -> None:
    for ask in readers(package, name):
        calls = []
        for depth in (60, 120):  # both end in the same part of a repeated pattern
            value = make(depth)
            with at_most(depth * PER_LEVEL) as made:
                ask(value)
            calls.append(made[0])
        assert calls[1] < 2.5 * calls[0] + 200, calls
