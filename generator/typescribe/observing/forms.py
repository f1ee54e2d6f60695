"""Recognises strings and numbers that contain something else: `"false"`, `"30"`, times, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

BOOLEAN: Final = 1
INTEGER: Final = 2
NUMBER: Final = 4
EPOCH: Final = 8
ISO_8601: Final = 16
JSON: Final = 32
UUID: Final = 64
EVERY_FORM: Final = 127
FORM_NAMES: Final = {
    "boolean": BOOLEAN,
    "integer": INTEGER,
    "number": NUMBER,
    "epoch_milliseconds": EPOCH,
    "iso_8601": ISO_8601,
    "json": JSON,
    "uuid": UUID,
}

_FIRST_MOMENT = 978_307_200_000  # 2001-01-01
_LAST_MOMENT = 4_102_444_800_000  # 2100-01-01
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})").fullmatch
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?").fullmatch
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?)?", re.ASCII
).fullmatch
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}").fullmatch


def _is_json(text: str) -> bool:
    if not text.startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


_TESTS: Final[tuple[tuple[int, Callable[[str], object]], ...]] = (
    (BOOLEAN, ("true", "false").__contains__),
    (INTEGER, _INTEGER),
    (NUMBER, _NUMBER),
    (EPOCH, lambda text: len(text) in (12, 13) and text.isdecimal() and is_moment(int(text))),
    (ISO_8601, _ISO),
    (JSON, _is_json),
    (UUID, _UUID),
)


def remaining(forms: int, text: str) -> int:
    """Return those of the given forms that a string has; forms are bits of a number.

    >>> remaining(EVERY_FORM, "30") == INTEGER | NUMBER
    True
    """
    for form, test in _TESTS:
        if forms & form and not test(text):
            forms &= ~form
    return forms


def is_moment(number: int) -> bool:
    """Whether a number, as milliseconds since the Unix epoch, is a time from 2001 to 2099."""
    return _FIRST_MOMENT <= number < _LAST_MOMENT


_IDENTIFIER_LIKE = re.compile(
    r"[+-]?\d[\d\s().+-]*"  # numbers, telephone numbers included
    r"|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|(?=[^0-9]*[0-9])[0-9a-fA-F]{8,}"
    r"|[^@\s]+@[^@\s]+"
    r"|(?=.*[0-9].*[0-9].*[0-9].*[0-9])\S{16,}"
    r"|.{65,}",
    re.DOTALL,
).fullmatch


@lru_cache(maxsize=4096)
def is_identifier(key: str) -> bool:
    """Whether a key identifies an object, such as a number or a UUID, instead of naming a property.

    >>> [is_identifier(key) for key in ("+15550100123", "0ae913a4", "orderNumber", "line2")]
    [True, True, False, False]
    """
    return _IDENTIFIER_LIKE(key) is not None
