"""Constraints on values, beyond their type: bounds, patterns, formats, defaults.

The words are those of JSON Schema 2020-12 (https://json-schema.org/draft/2020-12/json-schema-validation),
with the same meaning: a word applies to values of its kind, and says nothing about others. So a
`minimum` of a field with type `number | null` does not concern null. `integer`, which JSON Schema
writes as a type, is one more word here.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, TypeVar

Number: TypeAlias = int | float
N = TypeVar("N", int, float, int | float)
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
ValueKind: TypeAlias = Literal["number", "string", "array", "any"]


@dataclass(frozen=True, slots=True)
class Constraints:
    """The words at one place; a word that is None, False or empty says nothing."""

    minimum: Number | None = None
    maximum: Number | None = None
    exclusive_minimum: Number | None = None
    exclusive_maximum: Number | None = None
    multiple_of: Number | None = None
    integer: bool = False
    """Whether numbers are integers; `1.0` is one, as in JSON Schema."""
    min_length: int | None = None
    """In code points, as for the other words about lengths."""
    max_length: int | None = None
    pattern: str | None = None
    """A regular expression of ECMA-262, in the subset of `regexes.read_regex`."""
    format: str | None = None
    """The name of a format. It is never checked, as in JSON Schema."""
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    default: str | None = None
    """The value that stands for an absent one, as JSON text."""
    examples: tuple[str, ...] = ()
    """Example values, each as JSON text."""
    items: Constraints | None = None
    """The constraints on each item of an array."""
    python_pattern: str | None = None
    """The pattern as Python writes it, for `re.search`; only in the model."""

    def __bool__(self) -> bool:
        return self is not NONE and self != NONE


NONE: Final = Constraints()
FORMAT_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/+-]*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its name in specs and JSON Schema, its attribute, and the values it applies to."""

    name: str
    attribute: str
    applies_to: ValueKind


WORDS: Final = (
    Word("minimum", "minimum", "number"),
    Word("maximum", "maximum", "number"),
    Word("exclusiveMinimum", "exclusive_minimum", "number"),
    Word("exclusiveMaximum", "exclusive_maximum", "number"),
    Word("multipleOf", "multiple_of", "number"),
    Word("integer", "integer", "number"),
    Word("minLength", "min_length", "string"),
    Word("maxLength", "max_length", "string"),
    Word("pattern", "pattern", "string"),
    Word("format", "format", "any"),
    Word("minItems", "min_items", "array"),
    Word("maxItems", "max_items", "array"),
    Word("uniqueItems", "unique_items", "array"),
    Word("default", "default", "any"),
    Word("examples", "examples", "any"),
)
"""Every word except `items`, in the order in which they are written."""

BY_NAME: Final = {word.name: word for word in WORDS}


def given(constraints: Constraints) -> Iterator[tuple[Word, object]]:
    """Yield each word that says something, with its value; not those of the items."""
    if not constraints:
        return
    for word in WORDS:
        if (value := getattr(constraints, word.attribute)) != getattr(NONE, word.attribute):
            yield word, value


def without(constraints: Constraints, name: str) -> Constraints:
    """Return constraints without one word."""
    attribute = "items" if name == "items" else BY_NAME[name].attribute
    empty: dict[str, object] = {attribute: getattr(NONE, attribute)}
    return replace(constraints, **empty)  # type: ignore[arg-type]  # each has the type of its word


def without_words(constraints: Constraints, names: Iterable[str]) -> Constraints:
    """Return constraints without some words; `items.minimum` names one about items."""
    for name in names:
        of_items, _, inner = name.partition(".")
        if inner and constraints.items:
            items = without_words(constraints.items, [inner])
            constraints = replace(constraints, items=items or None)
        elif not inner:
            constraints = without(constraints, of_items)
    return constraints


def overridden(declared: Constraints, changes: Constraints) -> Constraints:
    """Return constraints in which the words that `changes` has replace those declared."""
    values: dict[str, object] = {word.attribute: value for word, value in given(changes)}
    if changes.items:
        values["items"] = overridden(declared.items or NONE, changes.items)
    return replace(declared, **values)  # type: ignore[arg-type]  # each has the type of its word


def both(one: Constraints, other: Constraints) -> Constraints:
    """Return the constraints of values to which two declarations apply.

    The tighter bound wins, and two patterns become one that matches what both do. Of two formats,
    steps and defaults, the first is kept: no word says both, and a constraint that is missing
    refuses no valid value.
    """
    if not other or one == other:
        return one
    merged = overridden(other, one)
    return replace(
        merged,
        pattern=_both_match("^", one.pattern, other.pattern),
        python_pattern=_both_match(r"\A", one.python_pattern, other.python_pattern),
        minimum=_largest(one.minimum, other.minimum),
        maximum=_least(one.maximum, other.maximum),
        exclusive_minimum=_largest(one.exclusive_minimum, other.exclusive_minimum),
        exclusive_maximum=_least(one.exclusive_maximum, other.exclusive_maximum),
        min_length=_largest(one.min_length, other.min_length),
        max_length=_least(one.max_length, other.max_length),
        min_items=_largest(one.min_items, other.min_items),
        max_items=_least(one.max_items, other.max_items),
        items=both(one.items or NONE, other.items or NONE) or None,
    )


def _both_match(start: str, one: str | None, other: str | None) -> str | None:
    """Return a regular expression that matches in a text if two do; with one, that one."""
    if one is None or other is None or one == other:
        return other if one is None else one
    return start + "".join(rf"(?=[\s\S]*(?:{each}))" for each in (one, other))


def _largest(one: N | None, other: N | None) -> N | None:
    return max((v for v in (one, other) if v is not None), default=None)


def _least(one: N | None, other: N | None) -> N | None:
    return min((v for v in (one, other) if v is not None), default=None)


def json_text(value: Json) -> str:
    """Return a JSON value as text: equal for equal values, and different for `1` and `true`.

    Raises:
        ValueError: the value contains a number that JSON does not have.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def is_integer(value: Number) -> bool:
    """Return whether a number is an integer, as `1.0` is."""
    return isinstance(value, int) or (math.isfinite(value) and value.is_integer())
