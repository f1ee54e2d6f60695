"""Bytes that spell two recursive unions and a nested value: its cost is linear in its depth.

The first byte of a member chooses its container, the next ones what it holds; then come the levels
of the value and its innermost part. Everything that reads a message says the same of the value.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import specs
from call_counts import Wrap, assert_linear, nested
from packages import assert_agreement, loaded

_INNER = ("T", "U", "T | U", "T | string", "U[] | T[]", "(T | U)[]", "string", "null")
_MEMBERS: tuple[Callable[[str, str], str], ...] = (
    lambda a, b: f"{{a: {a}}}",
    lambda a, b: f"{{a?: {a}}}",
    lambda a, b: f"{{a?: {a}, b: {b}}}",
    lambda a, b: f"{{a: {a}, [key: string]: {a} | {b}}}",
    lambda a, b: f"{{[key: `a${{string}}`]: {a}, [key: `${{string}}b`]: {b}}}",
    lambda a, b: f"({a})[]",
    lambda a, b: f"[{a}]",
    lambda a, b: f"[{a}, ...({b})[]]",
    lambda a, b: f"[...({a})[], {b}]",
    lambda a, b: f"Record<string, {a}>",
    lambda a, b: f"{{kind: 'a', a: {a}}}",
    lambda a, b: f"{{kind: 'b', a?: {b}}}",
    lambda a, b: f"{{kind: string, a?: {a}}}",
    lambda a, b: "string",
    lambda a, b: "null",
)
_WRAPS: tuple[Wrap, ...] = (
    lambda inner: {"a": inner},
    lambda inner: {"ab": inner},
    lambda inner: {"kind": "a", "a": inner},
    lambda inner: {"kind": "b", "a": inner},
    lambda inner: {"a": "a", "b": inner},
    lambda inner: [inner],
    lambda inner: [inner, "a"],
    lambda inner: ["a", inner],
)
_LEAVES: tuple[Callable[[], Any], ...] = (
    *(lambda: "a", lambda: None, lambda: 1, dict, list),
    *(lambda: {"a": "a"}, lambda: ["a"], lambda: {"kind": "b"}),
)


def one_input(data: bytes) -> None:
    chosen = iter(data)
    text = f"types:\n  T: {{type: {_union(chosen)!r}}}\n  U: {{type: {_union(chosen)!r}}}\n"
    wraps = [_WRAPS[_next(chosen) % len(_WRAPS)] for _ in range(1 + _next(chosen) % 3)]
    leaf = _LEAVES[_next(chosen) % len(_LEAVES)]
    with tempfile.TemporaryDirectory() as folder:
        model = specs.load(Path(folder), text)
    with loaded(model) as package:
        for name in ("T", "U"):
            assert_linear(package, name, lambda depth: nested(wraps, depth, leaf()))
            assert_agreement(package, name, nested(wraps, 4, leaf()))


def _union(chosen: Iterator[int]) -> str:
    count = 2 + _next(chosen) % 3
    return " | ".join(_member(chosen) for _ in range(count)).replace("'", '"')


def _member(chosen: Iterator[int]) -> str:
    make = _MEMBERS[_next(chosen) % len(_MEMBERS)]
    inner = (_INNER[_next(chosen) % len(_INNER)] for _ in range(2))
    return make(*inner)


def _next(chosen: Iterator[int]) -> int:
    """Return the next byte; bytes that are not there are zero."""
    return next(chosen, 0)
