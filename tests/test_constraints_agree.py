"""At and around every bound, all targets that enforce constraints give the same verdict.

The verdict is that of `constrained_values`, which follows JSON Schema 2020-12 word by word. Where a
library differs, `known_differences.CONSTRAINTS` has the reason.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known_differences import CONSTRAINTS
from packages import Package, assert_agreement, loaded
from specs import SETTINGS, load
from strategies import examples

from typescribe.language.constrained_values import has_type, violated
from typescribe.language.constraints import both
from typescribe.language.model import AliasType, Model, ObjectType, Reference
from typescribe.language.rebuilding import without_constraints
from typescribe.runtime.limits import are_unique, key_of_value
from typescribe.validating.in_memory import checker

Judge: TypeAlias = Callable[[str, Any], bool]

FIELDS: dict[str, tuple[str, list[Any]]] = {
    "minimum": ("{type: number, minimum: 1}", [0, 1, 2, 0.99, 1.0, -1, True, "1", None, 10**30]),
    "maximum": ("{type: number, maximum: 1.5}", [1.5, 1.51, 1, 2, -(10**30), 1e300]),
    "exclusive": (
        "{type: number, exclusiveMinimum: 0, exclusiveMaximum: 1}",
        [0, 0.0, -0.0, 1, 1.0, 0.5, 5e-324, 0.9999],
    ),
    "largeBounds": (
        "{type: number, minimum: -1.0e+300, maximum: 100000000000000000000}",
        [10**20, 10**20 + 1, 1e20, -1e300, -1e301],
    ),
    "integer": ("{type: number, integer: true}", [1, 1.0, 1.5, -2.0, 1e300, True, "1", 10**30]),
    "share": ("{type: number, integer: true, minimum: 0.5, maximum: 2.5}", [0, 1, 2, 3, 1.0, 1.5]),
    "counted": (
        "{type: number, integer: true, minimum: 1, exclusiveMaximum: 4}",
        [0, 1, 3, 4, 5, 1.0, 4.0],
    ),
    "three": ("{type: number, multipleOf: 3}", [3, 3.0, 4, 0, -6, 4.5, 1e300]),
    "half": ("{type: number, multipleOf: 0.5}", [0.5, 1, 1.5, 0.25, 0.75, -0.5]),
    "tenth": ("{type: number, multipleOf: 0.1}", [0.1, 0.3, 1, 0.35, 1.1, 0.7]),
    "length": ("{type: string, minLength: 1, maxLength: 2}", ["", "a", "ab", "abc", "😀😀", 1]),
    "pattern": (
        r"{type: string, pattern: '^\d+(-[a-z]*)?$'}",
        ["1", "12-ab", "12-", "", "a1", "1\n", "\u0661"],
    ),
    "inside": ("{type: string, pattern: 'b.d'}", ["abcd", "bd", "b\nd", "b\rd", "b\u2028d"]),
    "items": (
        "{type: 'number[]', minItems: 1, maxItems: 2, items: {minimum: 0}}",
        [[], [0], [0, 1], [0, 1, 2], [-1], ["a"], "a"],
    ),
    "whole": ("{type: 'number[]', items: {integer: true}}", [[1, 2.0], [1.5], []]),
    "unique": (
        "{type: 'unknown[]', uniqueItems: true}",
        [[1, 2], [1, 1], [1, 1.0], [1, True], [0, False], [{"a": 1}, {"a": 1.0}], [[1], [2]]],
    ),
    "union": (
        "{type: number | string | null, minimum: 1, minLength: 2}",
        [0, 1, "", "ab", None, True],
    ),
    "literals": ("{type: '\"a\" | number', maximum: 5}", ["a", "b", 5, 6]),
    "template": ("{type: '`x-${string}`', maxLength: 4}", ["x-", "x-ab", "x-abc", "y-"]),
    "alias": ("{type: Rate, maximum: 0.5}", [0, 0.5, 0.6, 1, -1]),
    "aliases": ("{type: 'Rate[] | string', maxItems: 1}", [[0], [0, 1], [2], "a"]),
    "large": (
        "{type: 'string[] | string', maxLength: 9007199254740991, maxItems: 9007199254740991}",
        ["", [], 1],
    ),
    "objects": (
        "{type: '{x: number, y?: number}[]', uniqueItems: true}",
        [
            [],
            [{"x": 1}, {"x": 2}],
            [{"x": 1}, {"x": 1.0}],
            [{"x": 1, "y": 2}, {"y": 2, "x": 1}],
            [{"x": 1, "z": [1]}, {"x": 1, "z": [True]}],
            [{"x": 1, "z": [1]}, {"x": 1, "z": [1.0]}],
        ],
    ),
    "anything": (
        "{type: unknown, minimum: 1, minLength: 2, maxItems: 1, items: {minimum: 2}}",
        [0, 1, "a", "ab", [1], [2], [2, 3], ["a"], None, True, {"x": 0}],
    ),
    "anyInteger": ("{type: any, integer: true}", [1, 1.0, 1.5, "a", [1.5]]),
    "patterns": (
        "{type: boolean | Code, pattern: '^A'}",
        [True, "AZ", "A", "Z", "ABZ", "BAZ", "AZB", "A\nZ", ""],
    ),
    "onePattern": ("{type: Code | null, maxLength: 2}", ["Z", "AZ", "ABZ", "A", None]),
    "nested": (
        "{type: 'string[][]', maxItems: 1, items: {minItems: 1, items: {minLength: 1}}}",
        [[], [["a"]], [[]], [[""]], [["a"], ["b"]]],
    ),
}
SPEC = "types:\n  Rate: {type: number, minimum: 0, maximum: 1}\n"
SPEC += "  Code: {type: string, pattern: Z$}\n"
SPEC += "".join(
    f"  T{name.capitalize()}: {{fields: {{a: {field}}}}}\n" for name, (field, _) in FIELDS.items()
)


def type_name(name: str) -> str:
    return f"t{name.lower()}"


@contextmanager
def packages(model: Model) -> Iterator[tuple[Package, dict[str, Judge]]]:
    """Load a model whose constraints are checked; yield the judges by target."""
    more = ("pydantic", "msgspec", "attrs")
    with loaded(replace(model, checks_constraints=True), *more) as package:
        yield package, {
            "schema.json": lambda name, value: package.judge(name).is_valid(value),
            "validators": lambda name, value: assert_agreement(package, name, value),
            "pydantic": lambda name, value: _accepts(
                _pydantic(package, name).model_validate, value
            ),
            "pydantic, from JSON": lambda name, value: _accepts(
                _pydantic(package, name).model_validate_json, json.dumps(value)
            ),
            "msgspec": lambda name, value: _accepts(
                lambda found: msgspec.convert(found, _struct(package, name)), value
            ),
            "msgspec, from JSON": lambda name, value: _accepts(
                lambda found: msgspec.json.decode(found, type=_struct(package, name)),
                json.dumps(value),
            ),
            "attrs": lambda name, value: _accepts(
                lambda found: _attrs(package).structure(found, getattr(_attrs(package), name)),
                value,
            ),
        }


def _pydantic(package: Package, name: str) -> Any:
    return getattr(package.modules["pydantic_models.py"], name)


def _struct(package: Package, name: str) -> Any:
    return getattr(package.modules["msgspec_structs.py"], name)


def _attrs(package: Package) -> Any:
    return package.modules["attrs_classes.py"]


def _accepts(read: Callable[[Any], Any], value: Any) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def is_valid(model: Model, name: str, value: dict[str, Any]) -> bool:
    """Return the verdict on an object: by the types, and by the constraints of its properties."""
    named = model.by_name[name]
    assert isinstance(named, ObjectType)
    if not has_type(model, Reference(name), value):
        return False
    return all(
        is_within(model, field.type, field.constraints, value[field.wire_name])
        for field in named.fields
        if field.wire_name in value
    )


def is_within(model: Model, type_: Any, constraints: Any, value: Any) -> bool:
    """Return whether a value of a type is within constraints, and those of the aliases in it."""
    while isinstance(type_, Reference) and isinstance(
        named := model.by_name[type_.name], AliasType
    ):
        type_, constraints = named.type, both(constraints, named.constraints)
    if violated(constraints, value):
        return False
    members = getattr(type_, "members", (type_,))
    suiting = [m for m in members if has_type(model, m, value)]
    if isinstance(value, list):
        of_items = [getattr(m, "item", None) for m in suiting]
        found = [i for i in of_items if i is not None]
        return not found or all(
            any(is_within(model, i, constraints.__class__(), v) for i in found) for v in value
        )
    return len(members) == 1 or any(
        is_within(model, m, constraints.__class__(), value) for m in suiting
    )


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Model, dict[str, Judge]]]:
    model = load(tmp_path_factory.mktemp("constraints"), SPEC)
    with packages(model) as (_, judges):
        yield model, judges


@pytest.mark.parametrize("name", FIELDS)
def test_every_target_gives_one_verdict_around_a_bound(
    judged: tuple[Model, dict[str, Judge]], name: str
) -> None:
    model, judges = judged
    class_name = next(n for n in model.by_name if n.lower() == type_name(name))
    verdicts = {}
    differing: set[tuple[str, str]] = set()
    for value in FIELDS[name][1]:
        expected = is_valid(model, class_name, {"a": value})
        verdicts[json.dumps(value)] = expected
        for target, judge in judges.items():
            if judge(class_name, {"a": value}) != expected:
                differing.add((target, f"{name} {json.dumps(value)}"))
    assert set(verdicts.values()) == {True, False}, "values on both sides of the bound"
    known = {(t, place) for t, place in CONSTRAINTS if place.split(" ", 1)[0] == name}
    assert differing == known


NUMBERS = st.sampled_from([-2, 0, 1, 3, 0.5, 2.5, -1.5])
LENGTHS = st.integers(0, 3)
OF_NUMBERS = st.fixed_dictionaries(
    {},
    optional={
        "minimum": NUMBERS,
        "maximum": NUMBERS,
        "exclusiveMinimum": NUMBERS,
        "exclusiveMaximum": NUMBERS,
        "multipleOf": st.sampled_from([1, 2, 0.5]),
        "integer": st.just(True),
    },
)
OF_TEXTS = st.fixed_dictionaries(
    {},
    optional={
        "minLength": LENGTHS,
        "maxLength": LENGTHS,
        "pattern": st.sampled_from(["^a*$", "b", "^[^a]"]),
    },
)
OF_ARRAYS = st.fixed_dictionaries(
    {}, optional={"minItems": LENGTHS, "maxItems": LENGTHS, "uniqueItems": st.just(True)}
)
CONSTRAINED = st.one_of(
    st.tuples(st.sampled_from(["number", "number | null", "boolean | number"]), OF_NUMBERS),
    st.tuples(st.sampled_from(["string", "string | null"]), OF_TEXTS),
    st.tuples(
        st.just("string | number"), st.builds(lambda one, two: one | two, OF_NUMBERS, OF_TEXTS)
    ),
    st.tuples(
        st.just("number[]"),
        st.builds(
            lambda one, items: {**one, **({"items": items} if items else {})}, OF_ARRAYS, OF_NUMBERS
        ),
    ),
)
VALUES = st.one_of(
    NUMBERS,
    st.sampled_from([None, True, "", "a", "aa", "b", "abab", 1.0, 1.25, 10**25]),
    st.lists(NUMBERS, max_size=4),
)


@settings(examples(8), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CONSTRAINED, min_size=1, max_size=5), st.lists(VALUES, min_size=5, max_size=25))
def test_every_target_gives_one_verdict_on_drawn_constraints(
    tmp_path_factory: pytest.TempPathFactory,
    fields: list[tuple[str, dict[str, Any]]],
    values: list[Any],
) -> None:
    types = "".join(
        f"  T{n}: {{fields: {{a: {json.dumps({'type': type_, **words})}}}}}\n"
        for n, (type_, words) in enumerate(fields)
        if _makes_sense(tmp_path_factory, type_, words)
    )
    if not types:
        return
    model = load(tmp_path_factory.mktemp("drawn"), f"types:\n{types}")
    with packages(model) as (_, judges):
        for name in model.by_name:
            for value in values:
                expected = is_valid(model, name, {"a": value})
                for target, judge in judges.items():
                    if target.startswith("msgspec"):  # wider than declared, and never narrower
                        is_whole = isinstance(value, float) and value.is_integer()
                        assert judge(name, {"a": value}) or not expected or is_whole
                    else:
                        assert judge(name, {"a": value}) == expected, (target, types, value)


def _makes_sense(factory: pytest.TempPathFactory, type_: str, words: dict[str, Any]) -> bool:
    field = json.dumps({"type": type_, **words})
    try:
        load(factory.mktemp("tried"), f"types: {{T: {{fields: {{a: {field}}}}}}}")
    except ValueError:
        raise
    except Exception:
        return False
    return True


def test_numbers_of_one_hash_do_not_make_a_comparison_of_items_slow() -> None:
    """The hash of an integer is its remainder modulo a prime, and that of a text is secret."""
    numbers = [factor * sys.hash_info.modulus for factor in range(1, 100)]
    assert {*map(hash, numbers)} == {0}
    for items in (numbers, [[number] for number in numbers], [{"a": n} for n in numbers]):
        assert len({hash(key_of_value(item)) for item in items}) > 90
        assert are_unique(items)
        assert not are_unique([*items, items[50]])


def test_values_nested_too_deep_to_compare_are_issues(tmp_path: Path) -> None:
    spec = "types: {T: {fields: {a: {type: 'unknown[]', uniqueItems: true}}}}"
    deep: list[Any] = []
    for _ in range(20_000):
        deep = [deep]
    circular: list[Any] = []
    circular += [circular, circular]
    with loaded(replace(load(tmp_path, spec), checks_constraints=True)) as package:
        assert assert_agreement(package, "T", {"a": [[[]], [[[]]]]})
        assert not assert_agreement(package, "T", {"a": [deep]})
        assert not assert_agreement(package, "T", {"a": [circular]})


def test_plain_validators_enforce_integers_only(tmp_path: Path) -> None:
    spec = """\
    types:
      T:
        fields:
          a: {type: number, maximum: 1}
          b: {type: number, integer: true, maximum: 1}
    """
    model = load(tmp_path, spec)
    with loaded(model) as package:
        assert assert_agreement(package, "T", {"a": 5, "b": 5})
        assert assert_agreement(package, "T", {"a": 5, "b": 5.0})
        assert not assert_agreement(package, "T", {"a": 5, "b": 5.5})
        (issue,) = package.issues("T", {"a": 5, "b": 5.5})
        assert str(issue) == "b: expected integer, got number with a fraction"


@pytest.mark.parametrize("optional", ["", "?"])
def test_constraints_are_enforced_beside_strings_that_are_tested_together(
    tmp_path: Path, optional: str
) -> None:
    strings = "".join(f"      s{n}: string\n" for n in range(20))
    spec = (
        f"types:\n  T:\n    fields:\n{strings}"
        f"      a{optional}: {{type: string, maxLength: 2}}\n"
        f"      b{optional}: {{type: number, integer: true}}\n"
        f"      c{optional}: {{type: string | null, minLength: 1}}\n"
        f"      d{optional}: {{type: 'string[]', maxItems: 1}}\n"
    )
    model = replace(load(tmp_path, spec), checks_constraints=True)
    valid = {f"s{n}": "" for n in range(20)} | {"a": "ab", "b": 1, "c": None, "d": ["x"]}
    with loaded(model) as package:
        assert assert_agreement(package, "T", valid)
        for name, value in {"a": "abc", "b": 1.5, "c": "", "d": ["x", "y"], "s3": 1}.items():
            assert not assert_agreement(package, "T", {**valid, name: value})
        for name in "abcd":
            without = {key: value for key, value in valid.items() if key != name}
            assert assert_agreement(package, "T", without) is bool(optional)


@pytest.mark.parametrize("checked", [False, True])
def test_the_command_validate_enforces_what_the_package_enforces(
    tmp_path: Path, checked: bool
) -> None:
    spec = "types: {T: {fields: {a: {type: number, maximum: 1}, b: {type: number, integer: true}}}}"
    model = replace(load(tmp_path, spec), checks_constraints=checked)
    check = checker(SETTINGS, model, "T")
    assert check({"a": 1, "b": 2.0}) == []
    found = [str(issue) for issue in check({"a": 5, "b": 0.5})]
    expected = ["a: expected at most 1, got a larger number"] if checked else []
    assert found == [*expected, "b: expected integer, got number with a fraction"]


def test_verification_against_the_compiler_leaves_constraints_out(tmp_path: Path) -> None:
    spec = (
        "types: {T: {fields: {a: {type: number, integer: true}}}, U: {type: number, integer: true}}"
    )
    model = without_constraints(load(tmp_path, spec))
    assert checker(SETTINGS, model, "T")({"a": 1.5}) == []
    assert checker(SETTINGS, model, "U")(1.5) == []


@pytest.mark.parametrize(
    ("field", "value", "issue"),
    [
        ("{type: number, maximum: 1}", 5, "a: expected at most 1, got a larger number"),
        ("{type: number, minimum: 1}", 0, "a: expected at least 1, got a smaller number"),
        (
            "{type: number, exclusiveMinimum: 1}",
            1,
            "a: expected more than 1, got a number that is not",
        ),
        (
            "{type: number, exclusiveMaximum: 1}",
            7,
            "a: expected less than 1, got a number that is not",
        ),
        ("{type: number, multipleOf: 2}", 7, "a: expected a multiple of 2, got another number"),
        (
            "{type: string, minLength: 1}",
            "",
            "a: expected at least 1 character, got string of length 0",
        ),
        (
            "{type: string, maxLength: 2}",
            "abc",
            "a: expected at most 2 characters, got string of length 3",
        ),
        (
            "{type: string, pattern: '^a$'}",
            "b",
            "a: expected a match of ^a$, got string of length 1",
        ),
        ("{type: 'number[]', minItems: 1}", [], "a: expected at least 1 item, got array of 0"),
        (
            "{type: 'number[]', uniqueItems: true}",
            [1, 1],
            "a: expected no two items equal, got equal items",
        ),
        (
            "{type: 'number[]', items: {maximum: 1}}",
            [1, 2],
            "a[1]: expected at most 1, got a larger number",
        ),
        ("{type: number, maximum: 1}", "x", "a: expected number, got string"),
    ],
)
def test_an_issue_says_what_was_expected_and_shows_no_value(
    tmp_path: Path, field: str, value: Any, issue: str
) -> None:
    model = load(tmp_path, f"types: {{T: {{fields: {{a: {field}}}}}}}")
    with loaded(replace(model, checks_constraints=True)) as package:
        assert list(map(str, package.issues("T", {"a": value}))) == [issue]
        assert not assert_agreement(package, "T", {"a": value})


def test_strategies_draw_within_constraints(
    judged: tuple[Model, dict[str, Judge]], tmp_path: Path
) -> None:
    model, _ = judged
    with loaded(replace(model, checks_constraints=True), "hypothesis") as package:
        for name in package.classes():
            _assert_draws(model, name, getattr(package.strategies, f"{_snake(name)}_dicts")())


def _assert_draws(model: Model, name: str, drawn: st.SearchStrategy[Any]) -> None:
    @settings(max_examples=10, deadline=None, database=None)
    @given(drawn)
    def holds(value: Any) -> None:
        assert is_valid(model, name, value)

    holds()


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and n else c.lower() for n, c in enumerate(name))
