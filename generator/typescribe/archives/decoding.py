"""The bytes of one JSON text -> a message, or the reason why the text is malformed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from json.scanner import make_scanner
from typing import Any, Final

WHITESPACE: Final = b" \t\r\n"
"""The white space of JSON; `bytes.strip()` alone would also remove form feeds."""

RECURSION: Final = 2_000
"""The recursion limit for Python's JSON reader, so that it reads deeper than orjson (1,024)."""

# Replacements for Python's messages, some of which quote the payload.
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
    "": "a mistake",  # any message of a later Python
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
    """A text that is not JSON or contains no message; `reason` quotes nothing from it."""

    line: int | None
    reason: str
    item: int | None = None
    data: bytes = field(default=b"", compare=False, repr=False)
    ends_early: bool = field(default=False, compare=False, repr=False)
    """Whether the text is the beginning of valid JSON."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Stands for messages that passed a test and are therefore only counted."""

    count: int


def _scanner() -> Callable[[str, int], tuple[Any, int]]:
    """Return the function with which `json.loads` scans values; its other steps take longer."""
    make: Any = make_scanner  # typeshed declares it as a class
    scan: Callable[[str, int], tuple[Any, int]] = make(json.JSONDecoder())
    return scan


_scan = _scanner()


@cache
def _fast() -> Callable[[bytes], Any] | None:
    """Return orjson's reader if it is installed (`pip install "typescribe[fast]"`), else `None`.

    The recursion limit is raised, so that Python's reader accepts every depth that orjson accepts.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
    try:
        from orjson import loads
    except ImportError:
        return None
    reader: Callable[[bytes], Any] = loads
    return reader


def decode(data: bytes) -> Any:
    """Return the value of a JSON text that has no white space around it.

    Raises `ValueError` or `RecursionError` for the same texts as `json.loads`. If orjson is
    installed, Python's reader is used for texts that orjson rejects (NaN, very long numbers, lone
    surrogates). With orjson, an integer of more than 64 bits may become a float.
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
    return json.loads(text)  # raises an error that describes the mistake


def parse(data: bytes, line: int | None) -> Message | Malformed:
    """Return the message in a text, or its first mistake with the position.

    `line` is the number of the line if the text is one line, and `None` for a document.
    """
    # Without trailing line breaks, a text that ends early does so on its last line.
    text = data.strip(WHITESPACE) if line else data.rstrip(WHITESPACE)
    try:
        return Message(line, decode(text), None, data)
    except (ValueError, RecursionError):
        return explained(data, line)


def explained(data: bytes, line: int | None) -> Message | Malformed:
    """Return what `parse` does for a text that `decode` rejects, read by `json.loads`."""
    text = data.rstrip(WHITESPACE)
    try:
        return Message(line, json.loads(text.decode()), None, data)
    except UnicodeDecodeError as error:
        sound = text[: error.start].split(b"\n")
        place = f"{'' if line else f'line {len(sound)}, '}byte {len(sound[-1]) + 1}"
        return Malformed(line, f"not UTF-8 at {place}", None, data)
    except json.JSONDecodeError as error:
        # An unclosed string is reported at its beginning, so it does not count as ending early.
        place = f"{'' if line else f'line {error.lineno}, '}column {error.colno}"
        reason = f"not JSON: {mistake(error)} at {place}"
        return Malformed(line, reason, None, data, error.pos == len(error.doc))
    except RecursionError:
        return Malformed(line, "nested too deep", None, data)
    except ValueError:  # the remaining case: Python limits the digits of an integer
        digits = f"{sys.get_int_max_str_digits():,}"
        return Malformed(line, f"an integer of more than {digits} digits", None, data)


def mistake(error: json.JSONDecodeError) -> str:
    """Return a description of a mistake that quotes nothing from the text."""
    return next(ours for theirs, ours in _MISTAKES.items() if error.msg.startswith(theirs))
