"""The keys of a field, alias or amendment that constrain values, such as `minimum`."""

from __future__ import annotations

import math
from typing import Any

from typescribe.language.constraints import (
    BY_NAME,
    NONE,
    WORDS,
    Constraints,
    Json,
    is_integer,
    json_text,
)
from typescribe.language.errors import Problem
from typescribe.language.syntax import quoted
from typescribe.sources.yaml.tree import Entry, Mapping, Node, Scalar, Sequence

_LENGTHS = frozenset(w.name for w in WORDS if w.attribute.startswith(("min_", "max_")))


def constraints_of(node: Node, problems: list[Problem]) -> Constraints:
    """Return the constraints in a mapping; values that JSON does not have go to `problems`.

    Words whose values violate the schema are skipped, because `schema` reports them.
    """
    if not isinstance(node, Mapping):
        return NONE
    values: dict[str, Any] = {}
    for entry in node.entries:
        word = BY_NAME.get(entry.key.text)
        if entry.key.text == "items" and isinstance(entry.value, Mapping):
            values["items"] = constraints_of(entry.value, problems) or None
        elif word is not None:
            value = _read(entry, problems)
            if value is not None and _is_of_kind(value, getattr(NONE, word.attribute), word.name):
                values[word.attribute] = value
    return Constraints(**values) if values else NONE


def removed_words(node: Node) -> frozenset[str]:
    """Return the words that an amendment takes away: with null, false or an empty list.

    A word about items has `items.` before it. `default: null` is a default.
    """
    if not isinstance(node, Mapping):
        return frozenset()
    found: set[str] = set()
    for key, value in node.entries:
        if key.text == "items":
            found.update(f"items.{word}" for word in removed_words(value))
        elif key.text in BY_NAME and key.text != "default" and _is_empty(value):
            found.add(key.text)
    return frozenset(found)


def _is_empty(node: Node) -> bool:
    match node:
        case Sequence(items=()):
            return True
        case Scalar(value=value):
            return value is None or value is False
        case _:
            return False


def _read(entry: Entry, problems: list[Problem]) -> object:
    """Return the value of a word: JSON text for those that hold values, else a scalar."""
    match entry.key.text, entry.value:
        case "default", node:
            return value_text(node, problems)
        case "examples", Sequence(items=items):
            texts = [value_text(item, problems) for item in items]
            return tuple(text for text in texts if text is not None)
        case _, Scalar(value=float(number)) if not math.isfinite(number):
            problems.append(_no_such_number(entry.value))
            return None
        case ("pattern" | "format"), Scalar(value=str(text)):
            return text
        case word, Scalar(value=float(number)) if word in _LENGTHS and is_integer(number):
            return int(number)
        case _, Scalar(value=value):
            return value
    return None


def _is_of_kind(value: object, empty: object, name: str) -> bool:
    """Return whether a value has the Python type of its word."""
    if name in ("default", "examples"):
        return True
    if name in ("pattern", "format"):
        return isinstance(value, str)
    if isinstance(empty, bool):
        return isinstance(value, bool)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and (
        isinstance(value, int) or not name.startswith(("min", "max")) or _may_be_float(name)
    )


def _may_be_float(name: str) -> bool:
    return name in ("minimum", "maximum")


def value_text(node: Node, problems: list[Problem]) -> str | None:
    """Return the JSON text of a value; None, with a problem, if JSON does not have it."""
    try:
        return json_text(_json(node))
    except ValueError:
        problems.append(_no_such_number(node))
        return None


def _json(node: Node) -> Json:
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [_json(item) for item in items]
        case Mapping(entries=entries):
            return {key.text: _json(value) for key, value in entries}


def _no_such_number(node: Node) -> Problem:
    shown = f"; found {quoted(node.text)}" if isinstance(node, Scalar) else ""
    return Problem(node.position, f"JSON has no infinite numbers and no NaN{shown}")
