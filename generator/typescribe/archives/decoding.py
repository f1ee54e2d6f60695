"""Decodes the bytes of one JSON text -> a message, or the reason why it is malformed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from json.scanner import make_scanner
from typing import Any, Final

WHITESPACE: Final = b" \t\r\n"
"""JSON's own; `bytes.strip()` would take form feeds as well."""

RECURSION: Final = 2_000
"""Up to which depth Python's reader goes: deeper than orjson, which ends at 1,024."""

# Python's messages in other words: some of the originals quote the payload, none of these does.
_MISTAKES = {
    "Expecting value": "expecting a value",
    "Expecting property name": "expecting a property name in double quotes",
    "Expecting ':'": "expecting a colon",
    "Expecting ','": "expecting a comma or a closing bracket",
    "Illegal trailing comma": "a trailing comma",
    "Unterminated string": "an unclosed string",
    "Invalid control character": "an unescaped control character",
    "Invalid \\": "an invalid escape",  # \\escape or \\uXXXX escape
    "Extra data": "more text after the value",
    "Unexpected UTF-8 BOM": "a byte order mark",
    "": "a mistake",  # of a later Python
}


@dataclass(frozen=True, slots=True)
class Message:
    """One JSON value and where it was found.

    `line` counts from 1 in JSON Lines, `item` from 1 in an array of messages; both are `None` for
    a whole document. `data` is the text as it was read.
    """

    line: int | None
    value: object
    item: int | None = None
    data: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Malformed:
    """A text that is not JSON or has no message; `reason` contains nothing of the text."""

    line: int | None
    reason: str
    item: int | None = None
    data: bytes = field(default=b"", compare=False, repr=False)
    ends_early: bool = field(default=False, compare=False, repr=False)
    """Whether the text is sound as far as it goes."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A number of messages that passed a test and are only counted."""

    count: int


def _scanner() -> Callable[[str, int], tuple[Any, int]]:
    """Return the function that scans values inside `json.loads`, without its other steps."""
    make: Any = make_scanner  # declared as a class of its own
    scan: Callable[[str, int], tuple[Any, int]] = make(json.JSONDecoder())
    return scan


_scan = _scanner()


@cache
def _fast() -> Callable[[bytes], Any] | None:
    """Return orjson's reader where that is installed (`pip install "typescribe[fast]"`).

    Python's reader takes whatever orjson takes only if it may nest as deep.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
    try:
        from orjson import loads
    except ImportError:
        return None
    reader: Callable[[bytes], Any] = loads
    return reader


def decode(data: bytes) -> Any:
    """Return the value of a text without whitespace around it.

    Raises `ValueError` or `RecursionError` exactly where `json.loads` does. With orjson, what that
    rejects (NaN, numbers without an end, lone surrogates) is read again by Python's own reader. An
    integer of more than 64 bits may come as a float, which is a `number` just as well.
    """
    loads = _fast()
    if loads is not None:
        try:
            return loads(data)
        except ValueError:
            pass
    text = data.decode()
    try:
        value, end = _scan(text, 0)
        if end == len(text):
            return value
    except StopIteration:
        pass
    return json.loads(text)  # for its message


def parse(data: bytes, line: int | None) -> Message | Malformed:
    """Return the message in a text, or its mistake and the position of that."""
    # A text that ends early does so on its last line, not below it.
    text = data.strip(WHITESPACE) if line else data.rstrip(WHITESPACE)
    try:
        return Message(line, decode(text), None, data)
    except (ValueError, RecursionError):
        return explained(data, line)


def explained(data: bytes, line: int | None) -> Message | Malformed:
    """Return the position and the reason of the mistake in a text that is not JSON."""
    text = data.rstrip(WHITESPACE)
    try:
        return Message(line, json.loads(text.decode()), None, data)
    except UnicodeDecodeError as error:
        sound = text[: error.start].split(b"\n")
        place = f"{'' if line else f'line {len(sound)}, '}byte {len(sound[-1]) + 1}"
        return Malformed(line, f"not UTF-8 at {place}", None, data)
    except json.JSONDecodeError as error:
        # An unclosed string is placed at its beginning, so it never ends early.
        place = f"{'' if line else f'line {error.lineno}, '}column {error.colno}"
        reason = f"not JSON: {mistake(error)} at {place}"
        return Malformed(line, reason, None, data, error.pos == len(error.doc))
    except RecursionError:
        return Malformed(line, "nested too deep", None, data)
    except ValueError:  # the only one left: Python's guard against endless integers
        digits = f"{sys.get_int_max_str_digits():,}"
        return Malformed(line, f"an integer of more than {digits} digits", None, data)


def mistake(error: json.JSONDecodeError) -> str:
    """Return a description of the mistake that contains nothing of the text."""
    return next(ours for theirs, ours in _MISTAKES.items() if error.msg.startswith(theirs))
