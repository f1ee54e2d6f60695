"""Template literal types with open holes: which strings they accept, in linear time."""

from __future__ import annotations

import time

import pytest

from typescribe.language.declared import Keyword, TemplateOf
from typescribe.language.errors import Position
from typescribe.language.model import PatternType
from typescribe.language.patterns import NUMBER_KEYS, accepts, pattern
from typescribe.resolving.key_patterns import may_share_a_key

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


@pytest.mark.parametrize(
    "key",
    [
        *("0", "7", "-1", "10", "1.5", "-0.25", "0.000001", "1e-7", "1.5e-10", "1e+21", "2.5e+300"),
        *("123456789012345", "8999999999999999", "100000000000000000000", "Infinity", "-Infinity"),
        "NaN",
    ],
)
def test_the_text_that_javascript_makes_of_a_number_is_a_number_as_a_key(key: str) -> None:
    assert accepts(NUMBER_KEYS, key)


@pytest.mark.parametrize(
    "key",
    [
        *(
            "",
            "-",
            "-0",
            "+1",
            "01",
            "1.0",
            "1.",
            ".5",
            "1e3",
            "1e21",
            "1E+21",
            "1e+021",
            "0.0000001",
        ),
        *("0x10", " 1", "1 ", "1\n", "1_0", "\uff11", "-NaN", "infinity", "1000000000000000000000"),
        *("12345678901234567890", "9007199254740993", "0.1234567890123456789", "1e+400"),
    ],
)
def test_any_other_text_is_no_number_as_a_key(key: str) -> None:
    assert not accepts(NUMBER_KEYS, key)


@pytest.mark.parametrize(
    "key", ["1" * 10**5 + "x", "1" + "0" * 10**5, "0." + "0" * 10**5, "-" * 10**5]
)
def test_a_long_key_is_compared_in_linear_time(key: str) -> None:
    started = time.process_time()
    assert not accepts(NUMBER_KEYS, key)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        (made("x-", STRING, ""), made("", STRING, "-x"), True),
        (made("x-", STRING, ""), made("x-y", STRING, ""), True),
        (made("x-", STRING, ""), made("y-", STRING, ""), False),
        (made("", STRING, "-x"), made("", STRING, "-y"), False),
        (made("x-", STRING, ""), NUMBER_KEYS, False),
        (made("1", STRING, ""), NUMBER_KEYS, True),
        (made("", NUMBER, ""), NUMBER_KEYS, True),
    ],
)
def test_templates_with_other_ends_share_no_key(
    left: PatternType, right: PatternType, shared: bool
) -> None:
    assert may_share_a_key(left, right) is may_share_a_key(right, left) is shared
