"""A type with constraints, in the form that templates of checking code need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from typescribe.language.constraints import Constraints, Number
from typescribe.language.model import PatternType
from typescribe.text.quoting import Code, python_literal


@dataclass(frozen=True, slots=True)
class Limit:
    """Numbers or strings within constraints."""

    kind: Literal["number", "string"]
    limits: Constraints
    pattern: PatternType | None = None
    """The template literal type that the strings match, if they are of one."""

    @property
    def arguments(self) -> Code:
        """The arguments of the function that tests values of any Python type."""
        found = self._arguments()
        if self.pattern is not None:
            found.append(f"template={python_literal(self.pattern.regex)}")
        return Code(", ".join(found))

    @property
    def constraints(self) -> Code:
        """The arguments of the shape that explains which constraint a value violates."""
        found = self._arguments()
        if self.limits.pattern is not None:
            found.append(f"pattern={python_literal(self.limits.pattern)}")
        return Code(", ".join(found))

    def _arguments(self) -> list[str]:
        return [
            f"{name}={python_literal(value)}"
            for name, attribute in LIMIT_ARGUMENTS.items()
            if (value := getattr(self.limits, attribute)) is not None and value is not False
        ]

    def within(self, x: Code) -> Code:
        """Return the condition that a plain number or string is within bounds; "" if it has none.

        A number that is not a number is never within bounds.
        """
        if self.kind == "string":
            return Code(_between(f"len({x})", self.limits.min_length, self.limits.max_length))
        limits = self.limits
        bounds = [_between(str(x), limits.minimum, limits.maximum)]
        if limits.exclusive_minimum is not None:
            bounds.append(f"{x} > {limits.exclusive_minimum!r}")
        if limits.exclusive_maximum is not None:
            bounds.append(f"{x} < {limits.exclusive_maximum!r}")
        return Code(" and ".join(filter(None, bounds)))

    @property
    def only_length(self) -> int | None:
        """The greatest length of a string, if that is its only constraint."""
        limits = self.limits
        is_free = self.is_tested_in_place and not limits.min_length and self.kind == "string"
        return limits.max_length if is_free else None

    @property
    def uses(self) -> int:
        """How often a test of a plain value uses it: once where a call or its type says all."""
        is_once = not self.is_tested_in_place or not self.within(Code("x"))
        return 1 if is_once else 2

    @property
    def is_tested_in_place(self) -> bool:
        """Whether `within` says all about a plain value, so that it needs no call."""
        limits = self.limits
        return limits.multiple_of is None and limits.pattern is None and self.pattern is None


def _between(tested: str, least: Number | None, most: Number | None) -> str:
    match least, most:
        case None, None:
            return ""
        case _, None:
            return f"{tested} >= {least!r}"
        case None, _:
            return f"{tested} <= {most!r}"
        case _:
            return f"{least!r} <= {tested} <= {most!r}"


LIMIT_ARGUMENTS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "above": "exclusive_minimum",
    "below": "exclusive_maximum",
    "step": "multiple_of",
    "integer": "integer",
    "min_length": "min_length",
    "max_length": "max_length",
    "regex": "python_pattern",
}
"""The arguments of the functions in `within.py` by the attributes of constraints."""
