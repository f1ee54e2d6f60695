"""JSDoc tags that constrain values -> constraints: `@minimum 0`, `@format uuid`, `@asType integer`.

They are read as ts-json-schema-generator reads them
(https://github.com/vega/ts-json-schema-generator, `ExtendedAnnotationsReader`), and those of
typescript-json-schema (`@TJS-type integer`, `@items.minimum 0`) and of typia (`@type uint32`) as
well.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from typing import Any

from typescribe.language.constraints import (
    FORMAT_NAME,
    NONE,
    Constraints,
    Json,
    is_integer,
    json_text,
    overridden,
)
from typescribe.language.syntax import quoted

_BOUNDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
}
_LENGTHS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
}
_TEXTS = {"pattern": "pattern", "format": "format"}
_DEFAULTS = ("default", "defaultValue")
_TYPES = ("asType", "type")
_UNSAYABLE = {
    "additionalProperties",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "maxProperties",
    "minProperties",
    "propertyNames",
}
"""Words of JSON Schema that these tools read and a spec does not have."""

_UNSAYABLE_WITH_JSON = {"const", "else", "enum", "if", "then"}
"""Further ones; with a text that is no JSON, they are tags of JSDoc, or of nobody."""

_CHECKED = {*_BOUNDS, *_LENGTHS, *_TEXTS, "multipleOf", "asType", "uniqueItems"}
"""The tags that say which values are valid."""

_SPELLINGS = {word.lower(): word for word in _CHECKED}

_INTEGERS = re.compile(r"\{?(?:(integer)|(u)?int(?:8|16|32|64)?)\}?")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?=\s|$)")
_PREFIX = "TJS-"
_OF_ITEMS = "items."
_FENCED = re.compile(r"```[a-z]*\n(.*)\n```", re.DOTALL)
_SINGLE_QUOTED = re.compile(r"'([^'\"\\]*)'")


_WITHIN_LINE = re.compile(
    r"(?<=\s)@(?=(?:TJS-)?(?:(?:items\.)?(?:{})\b|(?:default|defaultValue|examples?)(?=\s|$)))".format(
        "|".join(sorted(_CHECKED))
    )
)


def tags_within(line: str) -> list[str]:
    """Return the line, split before the tags inside it that constrain values.

    In TypeScript, a tag need not be at the start of a line; one between backticks is text.
    """
    pieces, start = [], 0
    for found in _WITHIN_LINE.finditer(line):
        if line.count("`", 0, found.start()) % 2 == 0:
            pieces.append(line[start : found.start()].rstrip())
            start = found.start()
    return [*pieces, line[start:]]


@dataclass(frozen=True, slots=True)
class TagsRead:
    """The constraints that tags say, and the tags that cannot be kept, each with the reason."""

    constraints: Constraints = NONE
    unkept: tuple[str, ...] = ()


def with_tag(read: TagsRead, name: str, text: str) -> TagsRead | None:
    """Return what was read with one more tag; None if the tag says nothing about values.

    Args:
        read: the content of the tags before it.
        name: the name of the tag, without `@`.
        text: the text after the name, with its lines.
    """
    text = text.strip()
    word = name.removeprefix(_PREFIX)
    try:
        found = _read(word, text, is_prefixed=name != word)
    except ValueError as error:
        shown = quoted(f"@{name} {text}".strip())
        return replace(read, unkept=(*read.unkept, f"{shown} is not kept: {error}"))
    if found is None:
        return None
    found = _after(read.constraints, found)
    return replace(read, constraints=overridden(read.constraints, found))


def _after(before: Constraints, found: Constraints) -> Constraints:
    """Return what a tag says, with the examples of earlier tags before its own."""
    if found.examples:
        found = replace(found, examples=(*before.examples, *found.examples))
    if found.items:
        found = replace(found, items=_after(before.items or NONE, found.items))
    return found


def _read(word: str, text: str, *, is_prefixed: bool) -> Constraints | None:
    """Return the constraints in one tag; None if it says nothing about values.

    Raises:
        ValueError: the value of the tag cannot be read, or a spec has no word for it.
    """
    if word.startswith(_OF_ITEMS):
        of_items = _read(word.removeprefix(_OF_ITEMS), text, is_prefixed=True)
        return Constraints(items=of_items) if of_items else of_items
    if word in _BOUNDS or word == "multipleOf":
        return _one(_BOUNDS.get(word, "multiple_of"), _number(text))
    if word in _LENGTHS:
        return _one(_LENGTHS[word], length(_number(text)))
    if word in _TEXTS:
        if not text:
            raise ValueError("it has no value")
        return _one(_TEXTS[word], format_name(text.strip("\"'")) if word == "format" else text)
    if word in _TYPES:
        return _type(text, is_ours=is_prefixed or word == "asType")
    if word == "uniqueItems":
        return NONE if text == "false" else Constraints(unique_items=True)
    if word in _UNSAYABLE or (word in _UNSAYABLE_WITH_JSON and _is_json(text)):
        raise ValueError("a spec has no word for it")
    spelling = _SPELLINGS.get(word.lower().removeprefix(_PREFIX.lower()))
    if spelling and word != spelling:
        raise ValueError(f"the tag is written @{spelling}")
    return _values(word, text)


def _one(attribute: str, value: object) -> Constraints:
    values: dict[str, Any] = {attribute: value}
    return Constraints(**values)


def _values(word: str, text: str) -> Constraints | None:
    """Return a default or examples; None if they are no JSON, and so part of a description."""
    try:
        if word in _DEFAULTS:
            return Constraints(default=json_text(_json(text)))
        if word == "example":
            return Constraints(examples=(json_text(_json(text)),))
        if word == "examples":
            listed = _json(text)
            values = listed if isinstance(listed, list) else [listed]
            return Constraints(examples=tuple(map(json_text, values)))
    except ValueError:
        pass
    return None


def _is_json(text: str) -> bool:
    try:
        _json(text)
    except ValueError:
        return False
    return True


def _json(text: str) -> Json:
    if fenced := _FENCED.fullmatch(text):
        text = fenced[1]
    if single := _SINGLE_QUOTED.fullmatch(text):
        return single[1]
    try:
        value: Json = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value


def _number(text: str) -> int | float:
    found = _NUMBER.match(text)
    if not found:
        raise ValueError("expected a number")
    number = float(found[0])
    if not math.isfinite(number):
        raise ValueError("JSON has no such number")
    try:
        return int(found[0])
    except ValueError:
        return int(number) if number.is_integer() and abs(number) < 2**53 else number


def length(number: int | float) -> int:
    """Return a length, as a spec takes it; raises `ValueError` for any other number."""
    if number < 0 or not is_integer(number):
        raise ValueError("expected a number of 0 or more, without a fraction")
    return int(number)


def format_name(text: str) -> str:
    """Return the name of a format, as a spec takes it; raises `ValueError` for any other text."""
    if not FORMAT_NAME.fullmatch(text):
        raise ValueError("a format is a name without spaces")
    return text


def _type(text: str, *, is_ours: bool) -> Constraints | None:
    """Return the constraints of a type; those of JSDoc's own `@type` are those of integers only."""
    if found := _INTEGERS.fullmatch(text):
        return Constraints(integer=True, minimum=0 if found[2] else None)
    if not is_ours or text == "number":
        return None
    raise ValueError("only the type integer can be said of a number")
