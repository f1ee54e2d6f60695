"""TypeScript string and number literals -> their values.

The rules are those of ECMAScript (sections 12.9.3 and 12.9.4, numeric and string literals)
without the legacy octal forms, which TypeScript rejects too.
"""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation

from typescribe.text.javascript_numbers import javascript_text

_SINGLE_ESCAPES = {
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "0": "\0",
}
_LINE_ENDS = {"\n", "\r", "\r\n", "\u2028", "\u2029"}
_RADIXES = {"0x": 16, "0o": 8, "0b": 2}
_WITH_EXPONENT = 1e21
"""The number from which JavaScript writes whole numbers with an exponent."""
_HIGHEST_CODE_POINT = 0x10FFFF


def decode_escape(escape: str) -> str:
    r"""Return the text of an escape sequence such as `\n`, `\x41` or `\u{1F600}`.

    For `\uD83D`, this is half of a surrogate pair; `join_surrogates` joins it to the other half.

    Raises:
        ValueError: the sequence is invalid; the message says what to write.
    """
    body = escape[1:]
    if body in _SINGLE_ESCAPES:
        return _SINGLE_ESCAPES[body]
    if body in _LINE_ENDS:
        return ""
    if len(body) > 1 and body[0] in "xu":
        code_point = int(body[1:].strip("{}"), 16)
        if code_point > _HIGHEST_CODE_POINT:
            raise ValueError("the highest code point is \\u{10FFFF}")
        return chr(code_point)
    if body[0].isdigit():
        raise ValueError("write a character by its code in hexadecimal, such as \\x1b")
    return body


def join_surrogates(text: str) -> str:
    r"""Return `text` with the halves of surrogate pairs (`\uD83D\uDE00`) joined.

    Raises:
        ValueError: the other half is missing.
    """
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise ValueError("it holds half of a surrogate pair, which is not text") from None


def decode_number(text: str) -> int | float:
    """Return the value of a numeric literal without its sign: `1_000`, `0xFF`, `1e3`, `.5`.

    The value is a 64-bit float, as in JavaScript, but a whole number is returned as `int`.

    Raises:
        ValueError: JSON has no such number, or JavaScript would silently round it.
    """
    exact, value = _values(text)
    if isinstance(value, int) and exact not in (value, int(float(value))):
        raise ValueError(f"JavaScript cannot hold it and would read {value}")
    return value


def javascript_number(text: str) -> int | float:
    """Return the number as JavaScript reads it: rounded to the nearest 64-bit float.

    See https://tc39.es/ecma262/#sec-static-semantics-mv.

    Raises:
        ValueError: JSON has no such number.
    """
    return _values(text)[1]


def _values(text: str) -> tuple[Decimal, int | float]:
    """Return the exact value of a literal, and the value as a 64-bit float."""
    digits = text.replace("_", "").lower()
    if digits.endswith("n"):
        raise ValueError("JSON has no bigint; write a number, or a string if it is sent as text")
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        raise ValueError("a leading zero is an old way to write octal; write 0o17 or 17")
    radix = _RADIXES.get(digits[:2])
    try:
        exact = Decimal(int(digits[2:], radix)) if radix else Decimal(digits)
        value = float(exact)
    except (InvalidOperation, OverflowError):
        exact, value = Decimal(0), math.nan
    if not math.isfinite(value):
        raise ValueError("JSON has no number of this size")
    if not value.is_integer():
        return exact, value
    # In messages, whole numbers have the digits that JavaScript writes, which are rounded.
    return exact, int(value if abs(value) >= _WITH_EXPONENT else Decimal(javascript_text(value)))
