"""Invisible characters -> the escapes that show them, on a terminal and in generated code."""

from __future__ import annotations

import re

# Controls, invisible and bidirectional marks, separators, surrogates, private and non-characters.
# A fixed list, not `str.isprintable`, whose answers change with the Python version.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def escaped(match: re.Match[str]) -> str:
    """Return one matched character as the escape that stands for it in Python."""
    character = match[0]
    number = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible(text: str) -> str:
    """Return text on one line, with an escape for each character that cannot be seen.

    Line breaks, controls, bidirectional marks and the like become their Python escapes, so that
    text from a file can neither command a terminal nor hide what it says.

    >>> visible("a\\u202eb\\n")
    'a\\\\u202eb\\\\n'
    """
    return UNPRINTABLE.sub(escaped, text)
