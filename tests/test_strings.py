"""Objects of many strings: the size of a dict shows that its keys are plain strings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, assert_agreement, loaded
from strategies import examples

from typescribe.language.model import STRING, Field, Model, ObjectType, Primitive
from typescribe.runtime import plain
from typescribe.runtime.plain import PLAIN_SIZES, only_strings, size_of


class Text(str):
    """A string of a subclass."""


KEYS = st.text(max_size=5)
STRANGE = st.one_of(st.integers(), st.none(), KEYS.map(Text), st.binary(max_size=3))


def test_dicts_of_up_to_six_hundred_plain_keys_are_recognized() -> None:
    members: dict[str, int] = {}
    for number in range(600):
        members[str(number)] = number
        for same in (members, members.copy(), {**members}, dict(members.items())):
            assert size_of(same) in PLAIN_SIZES, number


@examples(200)
@given(st.lists(st.tuples(st.booleans(), st.one_of(KEYS, STRANGE))))
def test_no_other_dict_has_the_size_of_a_plain_one(edits: list[tuple[bool, Any]]) -> None:
    edited: dict[Any, int] = {}
    for removes, key in edits:
        if removes:
            edited.pop(key, None)
        else:
            edited[key] = 1
        for found in (edited, edited.copy(), {**edited}, dict(edited.items())):
            if size_of(found) in PLAIN_SIZES:
                assert all(type(key) is str for key in found)


class Liar:
    """A value that claims to be a string."""

    @property  # type: ignore[misc] # the false claim
    def __class__(self) -> type[str]:
        return str


@examples(200)
@given(
    st.lists(st.one_of(KEYS, KEYS.map(Text)), max_size=20),
    st.lists(st.one_of(STRANGE.filter(lambda v: not isinstance(v, str)), st.builds(Liar))),
    st.randoms(use_true_random=False),
)
def test_a_value_that_is_not_a_string_is_found_among_strings(
    strings: list[str], others: list[Any], rng: Any
) -> None:
    only_strings(tuple(strings), 1)
    for other in others:
        values = [*strings, other]
        rng.shuffle(values)
        with pytest.raises(TypeError):
            only_strings(tuple(values), 1)


OTHERS = {"flag": Primitive("boolean"), "free": Primitive("any"), "count": Primitive("number")}
NAMES = [f"name{number}" for number in range(14)]
MODEL = Model(
    "many",
    (
        ObjectType(
            "Many",
            (
                *(Field(name, name, STRING, number > 9) for number, name in enumerate(NAMES)),
                *(Field(name, name, type_, True) for name, type_ in OTHERS.items()),
            ),
        ),
    ),
)
VALID = {**dict.fromkeys(NAMES, "x"), "flag": True, "free": "text", "count": 1}


@pytest.fixture(scope="module")
def package() -> Any:
    with loaded(MODEL) as package:
        yield package


@pytest.fixture(params=["sizes known", "sizes unknown"])
def sizes(
    request: pytest.FixtureRequest, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test also a Python that does not know the sizes of dicts."""
    if request.param == "sizes unknown":
        for module in ("private/checking.py", "private/strings.py", "private/suspects.py"):
            if hasattr(package.modules[module], "PLAIN_SIZES"):
                monkeypatch.setattr(package.modules[module], "PLAIN_SIZES", frozenset())


WRONG = [
    ({"name0": 1}, ["name0: expected string, got number"]),
    ({"name13": None}, ["name13: expected string, got null"]),
    ({"flag": "x"}, ["flag: expected boolean, got string"]),
    ({"flag": "x", "name0": None}, ["name0: expected string, got null", "flag: expected boolean"]),
    ({7: "x"}, ["value: expected string as every key, got number"]),
    ({7: 7, "name0": 7}, ["name0: expected string", "value: expected string as every key"]),
]


@pytest.mark.usefixtures("sizes")
@pytest.mark.parametrize(("changes", "issues"), WRONG)
def test_each_fault_is_an_issue(
    package: Package, changes: dict[Any, Any], issues: list[str]
) -> None:
    value = {**VALID, **changes}
    assert not assert_agreement(package, "Many", value)
    found = sorted(map(str, package.issues("Many", value)))
    assert len(found) == len(issues)
    assert all(line.startswith(start) for line, start in zip(found, sorted(issues), strict=True))


@pytest.mark.usefixtures("sizes")
@pytest.mark.parametrize(
    "changes",
    [{}, {"name0": Text("x")}, {"undeclared": 1}, {"undeclared": "x"}, {Text("undeclared"): []}],
)
def test_strings_of_subclasses_and_undeclared_properties_are_accepted(
    package: Package, changes: dict[str, Any]
) -> None:
    assert assert_agreement(package, "Many", {**VALID, **changes})


@pytest.mark.usefixtures("sizes")
def test_every_missing_required_string_is_an_issue(package: Package) -> None:
    value = {name: text for name, text in VALID.items() if name not in ("name3", "name8", "flag")}
    assert not assert_agreement(package, "Many", value)
    assert [issue.path for issue in package.issues("Many", value)] == [("name3",), ("name8",)]


def test_a_plain_message_is_not_tested_again(
    package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(package.modules["private/checking.py"], "strings_hold")
    assert package.is_valid("Many", VALID)
    with pytest.raises(NameError, match="strings_hold"):
        package.is_valid("Many", {**VALID, "name3": 1})


def test_if_python_does_not_know_the_sizes_none_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "size_of", lambda _: -1)
    assert plain._plain_sizes() == frozenset()
