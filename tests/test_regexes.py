"""Patterns: which regular expressions are read, what Python makes of them, and which are slow."""

from __future__ import annotations

import re
import time

import pytest

from typescribe.language.python_regexes import python_regex
from typescribe.language.regex_sense import matches_nothing
from typescribe.language.regex_time import is_slow
from typescribe.language.regexes import RegexError, read_regex


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        # In ECMA-262, these mean something else than the same text in Python.
        (r"^\d+$", ["12"], ["1\n", "\u0661", ""]),
        (r"^\w$", ["a", "_"], ["\u00e9", ""]),
        (r"^\s$", ["\ufeff", "\u00a0", "\n"], ["\x1c", "\x85"]),
        (r"^.$", ["a", "\u0085"], ["\r", "\u2028", "\n"]),
        (r"^a$", ["a"], ["a\n", "b\na"]),
        (r"\bcaf\b", ["caf", "caf\u00e9"], ["cafe"]),
        (r"a\Bb", ["ab"], ["a b"]),
        (r"^(?<year>\d{4})$", ["2024"], ["24"]),
        (r"^\u{1F600}$", ["\U0001f600"], ["u"]),
        (r"^\ud83d\ude00$", ["\U0001f600"], ["\ufffd"]),
        (r"^\x41\u0042\cJ\0$", ["AB\n\0"], ["AB"]),
        (r"^[^]$", ["a", "\n"], [""]),
        (r"^[]$", [], ["", "]"]),
        (r"^[\b]$", ["\x08"], ["b"]),
        (r"^[a-c\-\]^]+$", ["a-]^"], ["d", "\\"]),
        (r"^[\d.-]+$", ["1.2-3"], ["a"]),
        (r"^[[a]+$", ["[a"], ["]"]),
        (r"^a{2,3}?b+?c??$", ["aab", "aaabbc"], ["ab"]),
        (r"^(?=.*[A-Z])(?!.*x).{3,}$", ["aBc"], ["abc", "ABx", "A"]),
        (r"^(a|bc)*$", ["", "abca"], ["b"]),
        (r"^\/\-\.$", ["/-."], ["/-a"]),
        (r"#&~", ["#&~"], ["#"]),
        ("", ["", "a"], []),
    ],
)
def test_a_pattern_means_in_python_what_it_means_in_javascript(
    pattern: str, matching: list[str], others: list[str]
) -> None:
    compiled = re.compile(python_regex(pattern))
    assert [text for text in matching if not compiled.search(text)] == []
    assert [text for text in others if compiled.search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("[", "there is no ] for the [ at character 1"),
        ("a)", "there is no ( for the ) at character 2"),
        ("(a", "there is no ) for the ( at character 1"),
        ("*a", "there is nothing to repeat before the * at character 1"),
        ("a{2,1}", "the numbers in {2,1} are out of order"),
        ("a{", "the { at character 2 needs a \\ before it"),
        ("a}", "the } at character 2 needs a \\ before it"),
        ("a{99999}", "it repeats more than 10,000 times"),
        ("[z-a]", "a range in the set at character 1 is out of order"),
        (r"[\d-x]", "a range in the set at character 1 has no first or last"),
        (r"(a)\1", "\\1 is not supported"),
        (r"\p{L}", "\\p is not supported"),
        (r"\k<a>", "\\k is not supported"),
        ("(?<=a)b", "conditions about the text before, as in (?<=...), are not supported"),
        ("(?<!a)b", "conditions about the text before, as in (?<=...), are not supported"),
        ("(?i:a)", "the group at character 1 is of an unknown kind"),
        ("^*", "a condition is repeated at character 1"),
        ("\\", "it ends where an escaped character is expected"),
        (r"\u{110000}", "there is no character 110000"),
        (r"\ud83d", "half of a surrogate pair is no character"),
        ("(" * 60, "its groups are nested deeper than 50 levels"),
        ("a" * 10_001, "it has more than 10,000 characters"),
    ],
)
def test_a_pattern_that_cannot_be_used_has_a_reason(pattern: str, reason: str) -> None:
    with pytest.raises(RegexError) as caught:
        read_regex(pattern)
    assert str(caught.value) == reason


SLOW = [
    (r"^(a+)+$", "a"),
    (r"^(a|a)*$", "a"),
    (r"^(a|b|ab)*$", "ab"),
    (r"^(a*)*$", "a"),
    (r"^([a-z]+,?)+$", "a"),
    (r"^(\w+\s?)*$", "a"),
    (r"^([a-z]{1,8}-?)*$", "a"),
    (r"^((a?|b?)c)*$", "c"),
    (r"^(x{0,100})*$", "x"),
    (r"^(?=(a|a)*$)", "a"),
]


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in SLOW])
def test_a_pattern_that_takes_exponential_time_is_found(pattern: str) -> None:
    assert is_slow(read_regex(pattern))


@pytest.mark.parametrize(("pattern", "text"), SLOW[:3])
def test_patterns_that_are_found_do_take_exponential_time(pattern: str, text: str) -> None:
    """Each four characters more take at least four times as long."""
    compiled = re.compile(python_regex(pattern))
    times = []
    for length in (14, 22):
        started = time.process_time()
        assert not compiled.search(text * length + "!")
        times.append(time.process_time() - started)
    assert times[1] > 8 * times[0]


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[a-z]+(-[a-z]+)*$",
        r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        r"^(\d{1,3}\.){3}\d{1,3}$",
        r"^([0-9a-f]{4}-)*[0-9a-f]{12}$",
        r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$",
        r"^(?=.*[A-Z])(?=.*\d).{8,255}$",
        r"^v?\d+(\.\d+){0,2}(-[\w.]+)?$",
        r"\s+$",
        r"(a|ab)*c",
        r"^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$",
        r"^[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?$",
    ],
)
def test_a_pattern_without_ambiguous_loops_is_accepted(pattern: str) -> None:
    assert not is_slow(read_regex(pattern))


@pytest.mark.parametrize(
    ("pattern", "is_senseless"),
    [
        ("/^a$/", True),
        ('"^a$"', True),
        ("^a$\nText", True),
        ("a^", True),
        ("$a", True),
        ("[]", True),
        ("^(a|[])$", False),
        ("(a^|$b)", True),
        ("^(a^|b)$", False),
        ("(a^)*b", False),
        ("(a^)+b", True),
        ("(^a|b){2}", False),
        ("(^a){2}", True),
        ("(^a)?b$", False),
        ("^^$$", False),
        ("(?=a$)a", False),
        ("a(?=^)", True),
        ("a(?!^)", False),
        ("\\b\\B", False),
        ("", False),
        ("/a/", False),
    ],
)
def test_a_pattern_whose_edges_are_inside_matches_no_text(pattern: str, is_senseless: bool) -> None:
    assert matches_nothing(read_regex(pattern)) is is_senseless


def test_repeats_inside_of_repeats_are_looked_at_once() -> None:
    """Each of 45 levels would be looked at four times for each time that the one around it is."""
    assert not matches_nothing(read_regex("(" * 45 + "a" + "){1,9}" * 45))
