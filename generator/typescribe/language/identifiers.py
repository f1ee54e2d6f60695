"""Tests whether a text is an identifier, in Python and in TypeScript."""

from __future__ import annotations

import keyword
import re

_PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def is_python_identifier(text: str) -> bool:
    """Return whether a text can be a name in Python: an identifier that is not a keyword."""
    return text.isidentifier() and not keyword.iskeyword(text)


def is_typescript_identifier(text: str) -> bool:
    """Return whether a text can be the name of a property in TypeScript without quotes.

    Identifiers are as in Python, with `$` in addition: both follow Unicode Standard Annex 31.
    Reserved words are allowed as names of properties (ECMA-262, 13.2.5).

    >>> is_typescript_identifier("$größe"), is_typescript_identifier("content-type")
    (True, False)
    """
    return text.replace("$", "_").isidentifier()


def is_plain_word(text: str) -> bool:
    """Return whether a text consists of ASCII letters, digits and `_`, and begins with no digit.

    Such a text needs no quotes wherever words are separated by spaces.
    """
    return _PLAIN_WORD.fullmatch(text) is not None
