"""Decodes strings and numbers that stand for other values: `"false"`, `"30"`, a time, JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .plain import is_number, plain_number, plain_string

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from decimal import Decimal
    from typing import Self, overload

DECIMAL = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"
"""A pattern for numbers in decimals, without underscores and spaces.

It is compiled when it is first needed: a class is imported without it.
"""

T = TypeVar("T")


class Decoded(property, Generic[T]):
    """A property whose type is that of the function that computes it."""

    if TYPE_CHECKING:

        def __init__(self, decode: Callable[[Any], T]) -> None: ...

        @overload
        def __get__(self, instance: None, owner: type, /) -> Self: ...
        @overload
        def __get__(self, instance: object, owner: type | None = None, /) -> T: ...
        def __get__(self, instance: object, owner: type | None = None, /) -> Any: ...


def as_bool(value: object, field: str) -> bool:
    """Return the boolean that a value is or spells; raises `ValueError` for other values."""
    text = plain_string(value)
    if text == "true" or value is True:
        return True
    if text == "false" or value is False:
        return False
    raise ValueError(f'{field}: expected "true" or "false", got {undecoded(value)}')


def as_number(value: object, field: str) -> int | float:
    """Return the number that a value is or spells in decimals; raises `ValueError` for others."""
    number = plain_number(value)
    text = plain_string(value)
    if text is not None and (match := re.fullmatch(DECIMAL, text)):
        try:
            number = float(text) if match[1] or match[2] else int(text)
        except ValueError:  # more digits than `sys.get_int_max_str_digits` allows
            number = None
    if number is None or not is_number(number):
        raise ValueError(f"{field}: expected a number in decimals, got {undecoded(value)}")
    return number


def as_int(value: object, field: str) -> int:
    """Return the integer that a value is or spells in decimals; raises `ValueError` for others.

    A text is read exactly, although `1e23` as a float is another number.
    """
    number = as_number(value, field)
    text = plain_string(value)
    exact = _exact(text) if text is not None and isinstance(number, float) else number
    if exact != int(exact):
        raise ValueError(f"{field}: expected an integer, got a number with a fraction")
    return int(exact)


def _exact(text: str) -> float | Decimal:
    """Return the number of a text in decimals, which a float can hold approximately."""
    from decimal import Decimal, InvalidOperation

    try:
        exact = Decimal(text)
    except InvalidOperation:  # an exponent of more digits than `decimal` can hold: next to zero
        exact = Decimal(0) if set(text.lower().partition("e")[0]) <= {*"+-0."} else Decimal("0.1")
    return exact if exact else 0


def as_datetime(value: object, field: str) -> datetime:
    """Return the UTC time that is a number of milliseconds after the Unix epoch.

    Raises `ValueError` for a value that is no number, or for a time that Python cannot represent.
    """
    from datetime import UTC, datetime, timedelta

    number = as_number(value, field)
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number)
    except OverflowError:
        message = f"{field}: expected milliseconds since 1970, got a number out of range"
        raise ValueError(message) from None


def as_json(value: object, field: str) -> Any:
    """Return the value of a JSON text; raises `ValueError` for other values."""
    import json

    text = plain_string(value)
    if text is not None:
        try:
            return json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        except (ValueError, RecursionError):
            pass
    raise ValueError(f"{field}: expected a JSON text, got {undecoded(value)}")


def _no_constant(_: str) -> None:
    raise ValueError("NaN and the infinities are not JSON (RFC 8259, section 6)")


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0.0:
        raise ValueError("a number beyond all floats would become infinite")
    return number


def undecoded(value: object) -> str:
    """Return the type of a value for messages; for a string, its length."""
    from .runtime import describe

    text = plain_string(value)
    return describe(value) if text is None else f"a string of length {len(text)}"
