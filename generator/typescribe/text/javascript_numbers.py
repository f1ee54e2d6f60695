"""Numbers as JavaScript writes them."""

from __future__ import annotations

from decimal import Decimal


def javascript_text(value: str | float) -> str:
    """Return a number as JavaScript converts it to text, for a property name or a template.

    See https://tc39.es/ecma262/#sec-numeric-types-number-tostring.

    >>> [javascript_text(number) for number in (-1.5, 1e21, 1e-7, 0.00001)]
    ['-1.5', '1e+21', '1e-7', '0.00001']
    """
    if isinstance(value, str):
        return value
    number = Decimal(repr(float(value))).normalize()
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int), "the number is finite"
    before = len(digits) + exponent
    if not number:
        return "0"
    minus = "-" if sign else ""
    if -6 < before <= 21:
        return f"{number:f}"
    text = "".join(map(str, digits))
    fraction = f".{text[1:]}" if len(text) > 1 else ""
    return f"{minus}{text[0]}{fraction}e{before - 1:+d}"
