"""Parts of a pattern -> a regular expression of Python that matches the same texts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import Final

from typescribe.language.constraints import Constraints
from typescribe.language.regex_parts import (
    EVERYTHING,
    Ahead,
    Characters,
    Choice,
    Edge,
    Part,
    Ranges,
    Repeat,
    Sequence,
    is_one,
    others,
)
from typescribe.language.regexes import RegexError, read_regex


def with_python(constraints: Constraints) -> Constraints:
    """Return constraints whose patterns are also written for Python, as far as that is possible."""
    if not constraints:
        return constraints
    written = None
    if constraints.pattern is not None:
        with suppress(RegexError):
            written = python_regex(constraints.pattern)
    items = constraints.items and with_python(constraints.items)
    return replace(constraints, python_pattern=written, items=items)


@lru_cache(maxsize=512)
def python_regex(text: str) -> str:
    """Return a pattern as Python writes it, to be used with `re.search`.

    Raises:
        RegexError: it cannot be read.
    """
    return _written(read_regex(text))


_WORD_EDGE: Final = r"(?:(?<![0-9A-Z_a-z])(?=[0-9A-Z_a-z])|(?<=[0-9A-Z_a-z])(?![0-9A-Z_a-z]))"
_NO_EDGE: Final = r"(?:(?<![0-9A-Z_a-z])(?![0-9A-Z_a-z])|(?<=[0-9A-Z_a-z])(?=[0-9A-Z_a-z]))"
_EDGES: Final = {"start": r"\A", "end": r"\Z", "b": _WORD_EDGE, "B": _NO_EDGE}


def _written(part: Part) -> str:
    match part:
        case Characters(ranges=ranges):
            return _set_written(ranges)
        case Sequence(parts=parts):
            return "".join(
                f"(?:{_written(p)})" if isinstance(p, Choice) else _written(p) for p in parts
            )
        case Choice(parts=parts):
            return "|".join(map(_written, parts))
        case Repeat(part=inner, least=least, most=most):
            atom = _written(inner)
            if not isinstance(inner, Characters):
                atom = f"(?:{atom})"
            return atom + _counts_written(least, most)
        case Ahead(part=inner, negated=negated):
            return f"(?{'!' if negated else '='}{_written(inner)})"
        case Edge(kind=kind):
            return _EDGES[kind]


def _counts_written(least: int, most: int | None) -> str:
    match least, most:
        case 0, None:
            return "*"
        case 1, None:
            return "+"
        case 0, 1:
            return "?"
        case _, None:
            return f"{{{least},}}"
        case _ if least == most:
            return f"{{{least}}}"
        case _:
            return f"{{{least},{most}}}"


def _set_written(ranges: Ranges) -> str:
    if not ranges:
        return r"[^\s\S]"
    if ranges == EVERYTHING:
        return r"[\s\S]"
    if is_one(ranges):
        return "-" if ranges[0][0] == ord("-") else _character(ranges[0][0])
    negated = ranges[0][0] == 0 and ranges[-1][1] == EVERYTHING[0][1]
    listed = others(ranges) if negated else ranges
    inside = "".join(
        _character(first) if first == last else f"{_character(first)}-{_character(last)}"
        for first, last in listed
    )
    return f"[{'^' if negated else ''}{inside}]"


def _character(code: int) -> str:
    character = chr(code)
    if character.isascii():
        is_plain = character.isalnum() or character in " _!\"%',/:;<=>@`"
        return (
            character
            if is_plain
            else f"\\x{code:02x}" if code < 32 or code == 127 else f"\\{character}"
        )
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
