"""Constraints -> the arguments of `Annotated` in pydantic models."""

from __future__ import annotations

from typescribe.language.constraints import Constraints, Number
from typescribe.text.quoting import python_literal

_BOUNDS = (
    ("ge", "minimum", "minimum"),
    ("le", "maximum", "maximum"),
    ("gt", "exclusive_minimum", "exclusiveMinimum"),
    ("lt", "exclusive_maximum", "exclusiveMaximum"),
)
_LENGTHS = (
    ("min_length", "min_length"),
    ("max_length", "max_length"),
    ("min_length", "min_items"),
    ("max_length", "max_items"),
)


def pydantic_arguments(limits: Constraints) -> list[str]:
    """Return the arguments for constraints that concern values of one kind.

    `Field` checks bounds and lengths. Its `multiple_of` calculates with floats and its `pattern` is
    one of Rust, so there are classes for these. `Words` repeats the bounds of numbers, as pydantic
    cannot see in JSON Schema that both integers and floats have them.
    """
    bounds = [
        (name, word, _number(bound))
        for name, attribute, word in _BOUNDS
        if (bound := getattr(limits, attribute)) is not None
    ]
    fields = [f"{name}={bound}" for name, _, bound in bounds]
    fields += [
        f"{name}={length}"
        for name, attribute in _LENGTHS
        if (length := getattr(limits, attribute)) is not None
    ]
    found = [f"Field({', '.join(fields)})"] if fields else []
    if limits.multiple_of is not None:
        found.append(f"MultipleOf({_number(limits.multiple_of)})")
    if limits.pattern is not None and limits.python_pattern is not None:
        quoted = f"{python_literal(limits.pattern)}, {python_literal(limits.python_pattern)}"
        found.append(f"Containing({quoted})")
    if limits.unique_items:
        found.append("UniqueItems()")
    if bounds:
        found.append(f"Words({', '.join(f'{word}={bound}' for _, word, bound in bounds)})")
    return found


def _number(number: Number) -> str:
    return str(python_literal(number))
