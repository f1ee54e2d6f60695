"""Types and constraints -> example values that have no parts.

Nothing here depends on the texts of a spec, apart from the texts that are shown: the page is made a
second time with other texts, and has to be the same otherwise.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace

from typescribe.language.constrained_values import violated
from typescribe.language.constraints import Constraints, Json, Number
from typescribe.language.model import LiteralType, PatternType, Primitive, Type
from typescribe.language.patterns import example
from typescribe.language.readings import ReadsAs
from typescribe.text.closed_types import literal_spelling

_SECONDS = "1767225600"
_READINGS = {
    "boolean": "true",
    "number": "1.5",
    "integer": "1",
    "epoch_milliseconds": f"{_SECONDS}000",
    "epoch_seconds": _SECONDS,
    "date_time": "2026-01-01T00:00:00Z",
    "local_date_time": "2026-01-01T00:00:00",
    "date": "2026-01-01",
    "time": "12:30:00",
    "duration": "PT1M30S",
    "uuid": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "decimal": "19.99",
    "base64": "dGV4dA==",
    "url": "https://example.org/",
    "json": "{}",
}
"""A text for each reading that is built in; each time is 2026-01-01 in UTC."""

_TEXT = "text"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class JsonPiece:
    """Part of a line of JSON; `kind` is "name", "literal", or "" for signs and other values."""

    text: str
    kind: str = ""


def given_value(limits: Constraints) -> JsonPiece | None:
    """Return the first value that constraints give as an example or a default, if it has no parts.

    The spec is rejected if such a value does not have the type and match the constraints.
    """
    for text in (*limits.examples, limits.default):
        value: Json = json.loads(text) if text is not None else []
        if not isinstance(value, list | dict):
            return JsonPiece(literal_spelling(value), "literal")
    return None


def scalar(type_: Type, limits: Constraints, reads_as: ReadsAs | None) -> JsonPiece | None:
    """Return a value of a type without parts, or None if none is known that matches.

    Whether a text matches a pattern is not known here, so there is none for a pattern.
    """
    match type_:
        case LiteralType(value=value):
            return JsonPiece(literal_spelling(value), "literal")
        case PatternType() as pattern:
            found = JsonPiece(literal_spelling(example(pattern)), "literal")
            return None if _restricts_text(limits) else found
        case Primitive(name="string"):
            return _text(limits, reads_as)
        case Primitive(name="number"):
            return _number(limits, reads_as)
        case Primitive(name="boolean"):
            return JsonPiece("true")
        case Primitive(name="any" | "unknown"):
            return JsonPiece("{}")
        case Primitive(name="null"):
            return JsonPiece("null")
        case _:
            return None


def allows(limits: Constraints, count: int) -> bool:
    """Return whether an array may have so many items, which may be equal."""
    fits = (limits.min_items or 0) <= count <= (math.inf if (m := limits.max_items) is None else m)
    return fits and not (limits.unique_items and count > 1)


def _restricts_text(limits: Constraints) -> bool:
    return bool(limits.pattern or limits.min_length or limits.max_length is not None)


def _text(limits: Constraints, reads_as: ReadsAs | None) -> JsonPiece | None:
    if limits.pattern is not None or (limits.min_length or 0) > _LONGEST:
        return None
    text = _READINGS.get(reads_as or "", _TEXT)
    if reads_as not in _READINGS:
        times = max(math.ceil((limits.min_length or 0) / len(text)), 1)
        text = (text * times)[: limits.max_length]
    return None if violated(limits, text) else JsonPiece(json.dumps(text))


def _number(limits: Constraints, reads_as: ReadsAs | None) -> JsonPiece | None:
    first = int(_READINGS[reads_as]) if reads_as in ("epoch_milliseconds", "epoch_seconds") else 1
    checked = replace(limits, pattern=None)
    found = (number for number in _candidates(first, limits) if not violated(checked, number))
    number = next(found, None)
    return None if number is None else JsonPiece(json.dumps(number))


def _candidates(first: int, limits: Constraints) -> list[Number]:
    """Return numbers of which one probably lies within bounds."""
    bounds = [limits.minimum, limits.exclusive_minimum, limits.maximum, limits.exclusive_maximum]
    known = [bound for bound in bounds if bound is not None and math.isfinite(bound)]
    near = [number for bound in known for number in (bound, bound + 1, bound - 1)]
    whole = [math.ceil(bound) + more for bound in known for more in (0, 1, -1)]
    step = limits.multiple_of
    below = [step * math.ceil(bound / step) for bound in known] if step else []
    steps = [number + more for number in below for more in (0, step or 0, -(step or 0))]
    middle = [sum(known) / len(known)] if known else []
    return [first, 0, *steps, *near, *whole, *middle, *([step] if step else [])]
