"""Strings that may be long are tested together, with the verdicts and issues of a test of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, assert_agreement, loaded
from strategies import examples

from typescribe.targets.validators import context as validators

LENGTHS = {"a": 600, "b": 700, "c": 1000, "d": 5}
SPEC = f"""
types:
  Letter:
    fields:
      {", ".join(f"s{n}: string" for n in range(9)).replace(", ", chr(10) + "      ")}
      note?: string
      count: number
      a: {{type: string, maxLength: 600}}
      b?: {{type: string, maxLength: 700}}
      c: {{type: string, minLength: 0, maxLength: 1000}}
      d: {{type: string, maxLength: 5}}
      e: {{type: string, minLength: 1, maxLength: 900}}
      or?: {{type: string | number, maxLength: 900}}
  Letters: {{fields: {{first: Letter, all: "Letter[]"}}}}
"""
VALID: dict[str, Any] = {
    **{f"s{n}": "text" for n in range(9)},
    "count": 1,
    "a": "",
    "b": "b",
    "c": "c",
    "d": "d",
    "e": "e",
}


class Lying(str):
    """A string that claims to be empty."""

    def __len__(self) -> int:
        return 0


SIZES = [0, 1, 5, 6, 300, 600, 601, 700, 701, 900, 901, 1000, 1001]
TEXTS = st.sampled_from(SIZES).map("x".__mul__)
VALUES = TEXTS | TEXTS.map(Lying) | st.sampled_from([None, 1, True, []])


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    model = specs.load(tmp_path_factory.mktemp("letters"), SPEC)
    with loaded(replace(model, checks_constraints=True)) as package:
        yield package


def test_strings_are_gathered_if_they_may_be_long(letters: Package) -> None:
    letter, _ = validators.checking(letters.model)["functions"]
    assert [*letter.lengths] == ["a", "b", "c"]
    assert len(letter.gathered) > validators.WORTH_GATHERING


@examples(150)
@given(
    changed=st.dictionaries(st.sampled_from([*VALID, "or", "new"]), VALUES, max_size=4),
    dropped=st.sets(st.sampled_from([*VALID]), max_size=2),
)
def test_all_agree_about_lengths(
    letters: Package, changed: dict[str, Any], dropped: set[str]
) -> None:
    message = {key: v for key, v in (VALID | changed).items() if key not in dropped}
    plain = {k: str.__str__(v) if isinstance(v, str) else v for k, v in message.items()}
    accepted = assert_agreement(letters, "Letter", message)
    assert accepted == letters.judge("Letter").is_valid(plain)
    issues = letters.issues("Letter", message)
    assert len({issue.path for issue in issues}) == len(issues), "each place has one issue"
    letters_ = {"first": message, "all": [message, VALID]}
    assert assert_agreement(letters, "Letters", letters_) == accepted


def test_many_long_strings_are_valid_if_each_is(letters: Package) -> None:
    message = VALID | {"a": "x" * 600, "b": "x" * 700, "c": "x" * 1000, "s0": "x" * 5000}
    assert assert_agreement(letters, "Letter", message)
    for key, length in LENGTHS.items():
        assert not assert_agreement(letters, "Letter", message | {key: "x" * (length + 1)})
        (issue,) = letters.issues("Letter", message | {key: Lying("x" * (length + 1))})
        assert issue.path == (key,)
        assert str(length) in issue.expected


def test_the_shortest_length_is_the_smallest_number(letters: Package) -> None:
    assert not assert_agreement(letters, "Letter", VALID | {"a": "x" * (LENGTHS["a"] + 1)})


def test_an_interned_key_of_another_type_changes_nothing(letters: Package) -> None:
    class Key(str):
        __slots__ = ()
        __hash__ = str.__hash__

    message = {Key(sys.intern(key)): value for key, value in VALID.items()}
    assert assert_agreement(letters, "Letter", message)
    assert not assert_agreement(letters, "Letter", message | {"a": "x" * 601})
