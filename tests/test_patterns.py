"""Template literal types with open holes: which strings they accept, in linear time."""

from __future__ import annotations

import time

import pytest

from typescribe.language.declared import Keyword, TemplateOf
from typescribe.language.errors import Position
from typescribe.language.model import PatternType
from typescribe.language.patterns import accepts, pattern

HERE = Position("a.yaml", 1, 1)
STRING, NUMBER = Keyword("string", HERE), Keyword("number", HERE)


def made(*parts: str | Keyword) -> PatternType:
    """Return the pattern of a template, given its texts and types in order."""
    texts = tuple(part for part in parts if isinstance(part, str))
    holes = tuple(part for part in parts if isinstance(part, Keyword))
    return pattern(TemplateOf(texts, holes, HERE))


@pytest.mark.parametrize(
    ("template", "accepted", "refused"),
    [
        (made("a-", STRING, ""), ["a-", "a-b", "a-\n", "a-😀"], ["", "a", "b-", " a-", "A-"]),
        (made("", STRING, "-b"), ["-b", "a-b", "-b-b"], ["-b\n", "b", "-b "]),
        # A hole ends at the first occurrence of the text after it; no other is tried.
        (made("", STRING, "-", NUMBER, ""), ["a-1", "-1", "--1"], ["a-b-1", "a-", "1"]),
        (made("", NUMBER, ".", NUMBER, ""), ["1.2", "1..5", "1.2.", "1. "], [".5.3", "1.", "1"]),
        (made("", NUMBER, "1", NUMBER, ""), ["011", "2 13"], ["11", "1", "12"]),
        # A hole directly before another takes one character.
        (made("", STRING, "", NUMBER, ""), ["a1", "11", "a1e3"], ["", "a", "1", "ab1"]),
        (made("", NUMBER, "", STRING, ""), ["1", "12", " a"], ["", "a1", "-1"]),
        (
            made("", NUMBER, ""),
            ["0", "-1", "+1.5e-3", " 1\n", "0x1F", "0B1", "0o7", ".5", "5.", " ", "007"],
            ["", "-", ".", "1e", "0x", "-0x1", "1_0", "NaN", "Infinity", "1 2", "\uff11", "\x1c1"],
        ),
        (made("$.*", STRING, "^"), ["$.*^", "$.*a^"], ["$^", "xx*^"]),
    ],
    ids=lambda value: value.template if isinstance(value, PatternType) else "",
)
def test_a_pattern_accepts_the_strings_that_typescript_accepts(
    template: PatternType, accepted: list[str], refused: list[str]
) -> None:
    assert [text for text in accepted if not accepts(template, text)] == []
    assert [text for text in refused if accepts(template, text)] == []


def test_a_pattern_is_shown_in_typescript() -> None:
    shown = made("a\\`${", STRING, "\n", NUMBER, "").template
    assert shown == r"`a\\\`\${${string}\n${number}`"


@pytest.mark.parametrize("text", ["1" * 200_000, " " * 200_000, "1." * 100_000, "-" * 200_000])
@pytest.mark.parametrize(
    "template",
    [
        made("", NUMBER, "x", NUMBER, "y"),
        made("", NUMBER, "-", STRING, ".", NUMBER, "z"),
        made("", STRING, "1", NUMBER, ".", STRING, "11z"),
    ],
    ids=lambda value: value.template,
)
def test_a_hostile_text_is_rejected_in_time(template: PatternType, text: str) -> None:
    start = time.monotonic()
    assert not accepts(template, text)
    assert time.monotonic() - start < 2
