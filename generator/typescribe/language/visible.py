"""Replaces invisible characters with escapes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

# Controls, invisible and bidirectional marks, separators, surrogates, private and non-characters.
# The list is fixed, as the results of `str.isprintable` change with the Python version.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}

Escape: TypeAlias = Callable[[str], str]
"""Returns the escape of one character."""


def python_escape(character: str) -> str:
    """Return the escape of a character in a Python string: `\\n`, `\\x1b`, `\\u202e`.

    Up to U+FFFF, it means the same in TypeScript and JavaScript.
    """
    number = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def json_escape(character: str) -> str:
    """Return the escape of a character in JSON, which every TypeScript string reads as well.

    Characters past U+FFFF become a surrogate pair (RFC 8259, section 7).
    """
    number = ord(character)
    if number < 0x10000:
        return f"\\u{number:04x}"
    high, low = divmod(number - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


def code_point_escape(character: str) -> str:
    """Return the escape of a character by its code point: `\\u202e`, `\\u{e0001}`."""
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\u{{{number:x}}}"


def visible(text: str, kept: str = "", escape: Escape = python_escape) -> str:
    """Return text with an escape in place of each invisible character, except those in `kept`.

    Line breaks, control characters, bidirectional marks and so on are escaped, so that text from a
    file can neither control a terminal nor hide its meaning.

    >>> visible("a\\u202eb\\n")
    'a\\\\u202eb\\\\n'
    >>> visible("a\\u202eb\\n", kept="\\n")
    'a\\\\u202eb\\n'
    """
    return UNPRINTABLE.sub(lambda found: found[0] if found[0] in kept else escape(found[0]), text)
