"""Unions of bits, any sum of which is a value: their problems, and what limits the sums."""

from __future__ import annotations

import json
from collections.abc import Iterator

from typescribe.language.constraints import Constraints
from typescribe.language.declared import DeclaredValue, Values
from typescribe.language.errors import Problem


def flags_problems(name: str, body: Values) -> Iterator[Problem]:
    """Yield a problem for each value that is no bit, no sum of bits and not 0."""
    bits = sum(value.value for value in body.values if _is_bit(value) and type(value.value) is int)
    for value in body.values:
        number = value.value
        if type(number) is not int or number < 0 or number | bits != bits:
            shown = json.dumps(number)
            message = (
                f'"{name}" has flags, so its values have to be powers of two, sums of these, or 0; '
                f"found {shown}"
            )
            yield Problem(value.position, message)
    if body.open and body.flags:
        yield Problem(body.flags, f'"{name}" has flags, so "open" cannot accept other strings')


def _is_bit(value: DeclaredValue) -> bool:
    number = value.value
    return type(number) is int and number > 0 and not number & (number - 1)


def sums_of(body: Values) -> Constraints:
    """Return the constraints of the numbers that can be sums: integers from 0 to the sum of all."""
    every = 0
    for value in body.values:
        if type(value.value) is int:
            every |= value.value
    return Constraints(minimum=0, maximum=every, integer=True)
