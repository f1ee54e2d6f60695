"""Constraints -> `Meta` of msgspec, with the reasons why a constraint is not checked."""

from __future__ import annotations

import math
from collections.abc import Iterable

from typescribe.language.constraints import Constraints
from typescribe.text.quoting import python_literal

STEPS = "multiples are not checked, as msgspec calculates them with floats"
LARGE = "bounds of integers past 64 bits are not checked, as msgspec has none"
EQUAL_ITEMS = "equal items are accepted, as msgspec does not compare them"
SEVERAL = "some constraints are not checked, as msgspec cannot distinguish what they concern"
BESIDE_CONTAINERS = "patterns are not checked beside lists and dicts, which can crash msgspec 0.22"
PATTERNS = "one of the patterns is not checked, as msgspec has one for each type"

Reasons = tuple[str, ...]


def numbers(limits: Constraints) -> tuple[str, Reasons]:
    """Return the annotation of numbers within bounds; integers and floats have each their own."""
    reasons: list[str] = []
    step = limits.multiple_of
    if step is not None and not (isinstance(step, int) or step.is_integer()):
        reasons.append(STEPS)
        step = None
    written = []
    least, most = _integer_bounds(limits)
    if least is None or most is None or least <= most:
        bounds = [("ge", least), ("le", most), ("multiple_of", None if step is None else int(step))]
        known = [(name, bound) for name, bound in bounds if bound is None or abs(bound) < 2**63]
        reasons += [LARGE] if len(known) < len(bounds) else []
        written.append(annotated("int", _given(known)))
    if not limits.integer:
        written.append(
            annotated("float", [*_float_bounds(limits), *_given([("multiple_of", step)])])
        )
    return " | ".join(written), tuple(reasons)


def _given(bounds: Iterable[tuple[str, int | float | None]]) -> list[str]:
    return [f"{name}={python_literal(bound)}" for name, bound in bounds if bound is not None]


def _integer_bounds(limits: Constraints) -> tuple[int | None, int | None]:
    """Return the least and the largest integer within the bounds."""
    lower = [math.ceil(limits.minimum)] if limits.minimum is not None else []
    if limits.exclusive_minimum is not None:
        lower.append(math.floor(limits.exclusive_minimum) + 1)
    upper = [math.floor(limits.maximum)] if limits.maximum is not None else []
    if limits.exclusive_maximum is not None:
        upper.append(math.ceil(limits.exclusive_maximum) - 1)
    return max(lower, default=None), min(upper, default=None)


def _float_bounds(limits: Constraints) -> list[str]:
    """Return the bounds of floats; msgspec takes one in each direction."""
    lower = max(
        (bound, name)
        for bound, name in (
            (limits.minimum, "ge"),
            (limits.exclusive_minimum, "gt"),
            (-math.inf, ""),
        )
        if bound is not None
    )
    upper = min(
        (bound, order, name)
        for bound, order, name in (
            (limits.maximum, 1, "le"),
            (limits.exclusive_maximum, 0, "lt"),
            (math.inf, 2, ""),
        )
        if bound is not None
    )
    found = [(lower[1], lower[0]), (upper[2], upper[0])]
    return _given((name, bound) for name, bound in found if name)


def strings(limits: Constraints) -> list[str]:
    """Return the arguments of `Meta` for strings."""
    found = _given([("min_length", limits.min_length), ("max_length", limits.max_length)])
    if limits.python_pattern is not None:
        found.append(f"pattern={python_literal(limits.python_pattern)}")
    return found


def arrays(limits: Constraints) -> tuple[list[str], Reasons]:
    """Return the arguments of `Meta` for arrays, and why they are wider than declared."""
    found = _given([("min_length", limits.min_items), ("max_length", limits.max_items)])
    return found, (EQUAL_ITEMS,) if limits.unique_items else ()


def annotated(written: str, arguments: list[str]) -> str:
    """Return an annotation with arguments of `Meta`, if there are any."""
    return f"Annotated[{written}, Meta({', '.join(arguments)})]" if arguments else written
