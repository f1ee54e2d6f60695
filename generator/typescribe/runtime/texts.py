"""Decodes texts that stand for other values: UUIDs, decimal numbers, Base64, URLs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .plain import plain_number, plain_string
from .readings import DECIMAL, undecoded

if TYPE_CHECKING:
    from decimal import Decimal
    from urllib.parse import SplitResult
    from uuid import UUID

_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}").fullmatch
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?").fullmatch
_CHARACTERS = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})"
_URL = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    rf"(?://(?:{_CHARACTERS.replace('/', '').replace('@', '')}*@)?"
    r"(?:\[[0-9A-Fa-f:.]+\]|\[[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+\]"
    r"|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)"
    r"(?::[0-9]*)?(?=[/?#]|$)|(?!//))"
    rf"{_CHARACTERS}*(?:\?(?:{_CHARACTERS}|\?)*)?(?:\#(?:{_CHARACTERS}|\?)*)?"
).fullmatch


def as_uuid(value: object, field: str) -> UUID:
    """Return the UUID that a text gives with its four hyphens (RFC 9562, section 4).

    Raises `ValueError` for other values.
    """
    from uuid import UUID

    text = plain_string(value)
    if text is None or not _UUID(text):
        raise ValueError(f"{field}: expected a UUID, got {undecoded(value)}")
    return UUID(text)


def as_decimal(value: object, field: str) -> Decimal:
    """Return the number that a text gives in decimals, with all its digits.

    A JSON number gives the shortest decimals that it is equal to. Raises `ValueError` for others.
    """
    from decimal import Decimal, InvalidOperation

    number = plain_number(value)
    text = plain_string(value)
    if number is not None:
        text = repr(number)
    if text is not None and re.fullmatch(DECIMAL, text):
        try:
            return Decimal(text)
        except InvalidOperation:  # an exponent of more digits than `decimal` can hold
            pass
    raise ValueError(f"{field}: expected a number in decimals, got {undecoded(value)}")


def as_bytes(value: object, field: str) -> bytes:
    """Return the bytes that a text encodes in Base64, with padding (RFC 4648, section 4).

    Raises `ValueError` for other values, among them line breaks and the alphabet for URLs.
    """
    from binascii import a2b_base64

    text = plain_string(value)
    if text is None or not _BASE64(text):
        raise ValueError(f"{field}: expected Base64, got {undecoded(value)}")
    return a2b_base64(text)


def as_url(value: object, field: str) -> SplitResult:
    """Return the parts of a URL, with a scheme and in ASCII (RFC 3986, section 3).

    Raises `ValueError` for other values, and for a port above 65535.
    """
    from urllib.parse import urlsplit

    text = plain_string(value)
    if text is not None and _URL(text):
        try:
            parts = urlsplit(text)
            _ = parts.port  # raises `ValueError` if it is out of range
            return parts
        except ValueError:
            pass
    raise ValueError(f"{field}: expected a URL, got {undecoded(value)}")
