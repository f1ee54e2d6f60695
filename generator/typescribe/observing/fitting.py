"""Tests whether a value matches a type, to find the member of a union that it belongs to."""

from __future__ import annotations

import re
from typing import Any

from typescribe.targets.shared.checks import (
    Anything,
    Array,
    Check,
    Named,
    Nothing,
    Record,
    Scalars,
    Tuple,
    Union,
)
from typescribe.validating.in_memory import Validators


def fits(check: Check, validators: Validators, value: Any) -> bool:
    """Whether a decoded JSON value matches a type."""
    match check:
        case Anything():
            return True
        case Nothing():
            return False
        case Scalars():
            return _is_scalar(check, value)
        case Named(class_name=name):
            return validators.is_valid(str(name), value)
        case Array(item=item):
            return isinstance(value, list) and all(fits(item, validators, x) for x in value)
        case Record(value=inner):
            return isinstance(value, dict) and all(
                fits(inner, validators, x) for x in value.values()
            )
        case Tuple(items=items, rest=rest, ending=ending):
            if not isinstance(value, list) or len(value) < check.least:
                return False
            if rest is None and len(value) > len(items):
                return False
            between = len(value) - len(items) - len(ending)
            types = [*items, *([rest] * between if rest else []), *ending]
            return all(fits(t, validators, x) for t, x in zip(types, value, strict=False))
        case Union(scalars=scalars, others=others):
            return (scalars is not None and _is_scalar(scalars, value)) or any(
                fits(other, validators, value) for other in others
            )


def _is_scalar(scalars: Scalars, value: Any) -> bool:
    match value:
        case None:
            return scalars.null
        case bool():
            return scalars.boolean or (scalars.true if value else scalars.false)
        case str():
            return (
                scalars.string
                or value in scalars.strings
                or any(re.search(pattern.regex, value) for pattern in scalars.patterns)
            )
        case int() | float():
            return value - value == 0 and (scalars.number or value in scalars.numbers)
        case _:
            return False
