"""Constraints in words, for docstrings, reference pages, `show` and `diff`, and as JSDoc tags."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from typescribe.language.constraints import Constraints, Number, Word, given, json_text
from typescribe.language.visible import UNPRINTABLE, json_escape
from typescribe.text.typescript import comment_text, escape_closing

_NUMBERS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
}
_LENGTHS = {
    "minLength": ("at least", "character"),
    "maxLength": ("at most", "character"),
    "minItems": ("at least", "item"),
    "maxItems": ("at most", "item"),
}
_VALUES = ("default", "examples")


def in_words(constraints: Constraints) -> str:
    """Return what is said about values, except defaults and examples: "an integer, at least 0"."""
    return ", ".join(phrases(constraints))


def phrases(constraints: Constraints) -> Iterator[str]:
    """Yield each constraint in words, except defaults and examples."""
    found = list(given(constraints))
    for word, value in sorted(found, key=lambda pair: pair[0].name != "integer"):
        if word.name not in _VALUES:
            yield phrase(word, value)
    if constraints.items and (inner := in_words(constraints.items)):
        yield f"each item {inner}"


def phrase(word: Word, value: object) -> str:
    """Return one word with its value as people say it: "at most 64 characters"."""
    match word.name, value:
        case "integer", _:
            return "an integer"
        case "uniqueItems", _:
            return "no two items equal"
        case ("pattern" | "format") as name, str(text):
            return f"{name} {text}"
        case name, int() as count if name in _LENGTHS:
            bound, noun = _LENGTHS[name]
            return f"{bound} {count} {noun}{'' if count == 1 else 's'}"
        case name, int() | float() as bound:
            return f"{_NUMBERS[name]} {number_text(bound)}"
        case name, _:
            return f"{name} {value}"


def number_text(number: Number) -> str:
    """Return a number as JSON writes it."""
    return json.dumps(number)


def value_paragraphs(constraints: Constraints) -> list[str]:
    """Return the default and the examples as paragraphs of a description."""
    found = [] if constraints.default is None else [f"Default: {constraints.default}"]
    return found + [f"Example:\n\n```\n{text}\n```" for text in constraints.examples]


def documented(constraints: Constraints) -> list[str]:
    """Return the paragraphs of a docstring about constraints, the default and the examples.

    Their form does not depend on the texts in them.
    """
    limits = in_words(constraints)
    found = [f"Constraints: {limits}"] if limits else []
    if constraints.default is not None:
        found.append(f"Default: {constraints.default}")
    if examples := constraints.examples:
        found.append(f"Example{'' if len(examples) == 1 else 's'}: {', '.join(examples)}")
    return found


def as_schema(constraints: Constraints) -> dict[str, Any]:
    """Return constraints in the words of a spec, with JSON values decoded."""
    words: dict[str, Any] = {}
    for word, value in given(constraints):
        match word.name, value:
            case "default", str(text):
                words["default"] = json.loads(text)
            case "examples", tuple() as texts:
                words["examples"] = [json.loads(text) for text in texts]
            case name, _:
                words[name] = value
    if constraints.items:
        words["items"] = as_schema(constraints.items)
    return words


def jsdoc_tags(constraints: Constraints) -> Iterator[str]:
    """Yield a line for each JSDoc tag from which an import reads the same constraints.

    Tools read regular expressions and JSON in tags as they are. So what has a meaning in comments
    is written with the escapes that expressions and JSON have: invisible characters, line breaks,
    spaces at the ends, and an `@` that would begin a tag.
    """
    for word, value in given(constraints):
        match word.name, value:
            case "integer", _:
                yield "@asType integer"
            case "uniqueItems", _:
                yield "@uniqueItems true"
            case "examples", tuple() as texts:
                yield from (f"@example {_on_a_line(text, json_escape)}" for text in texts)
            case "format", str(text):
                yield f"@format {text}"
            case "pattern", str(text):
                yield f"@pattern {_on_a_line(text, _regex_escape)}"
            case name, str(text):
                yield f"@{name} {_on_a_line(text, json_escape)}"
            case name, int() | float() as number:
                yield f"@{name} {number_text(number)}"
    if constraints.items:
        for tag in jsdoc_tags(constraints.items):
            name, _, value = tag.removeprefix("@").partition(" ")
            yield f"@items.{'type' if name == 'asType' else name} {value}"


_HIDDEN = re.compile(rf"^\s|\s$|[\n\r]|(?<=\s)@|{UNPRINTABLE.pattern}")


def as_in_a_pattern(text: str) -> str:
    """Return a pattern as `comment_text` returns it from its tag."""
    return comment_text(_on_a_line(text, _regex_escape))


def as_in_a_value(text: str) -> str:
    """Return a string inside a default or an example as `comment_text` returns it."""
    inside = json_text(text)[1:-1]
    return comment_text(f"-{_on_a_line(f'-{inside}-', json_escape)[1:-1]}-")[1:-1]


def _on_a_line(text: str, escape: Callable[[str], str]) -> str:
    line = _HIDDEN.sub(lambda found: escape(found[0]), text)
    return escape_closing(line)


def _regex_escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\u{{{code:x}}}"
