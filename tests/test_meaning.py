"""Meaning: all generated functions agree about a value, and agree with a JSON Schema library.

Values are drawn for the spec of this repository, for a spec that has a type for each feature,
and for small specs that are drawn themselves. The judge is a JSON Schema library.
"""

from __future__ import annotations

import copy
import dataclasses
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import COMPILED, GATHERING, Package, assert_agreement, gathering, loaded
from strategies import (
    JSON_VALUES,
    NOT_FINITE,
    examples,
    mixtures,
    near_misses,
    packages,
    places,
    values,
)

from typescribe import pipeline
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    DeclaredPackage,
    Fields,
    ObjectOf,
    TypeReference,
)
from typescribe.language.errors import Position
from typescribe.language.model import Model, Reference
from typescribe.project.settings import find_project
from typescribe.resolving.resolve import resolve
from typescribe.sources.expressions.type_expressions import parse_type
from typescribe.verifying.values import is_inhabited, sample

FEATURES = Path(__file__).parent / "data" / "features"
MARKER = "+15550100123"
"""Stands for what must not reach a log."""


@pytest.fixture(scope="module", params=GATHERING.values(), ids=GATHERING)
def features(request: pytest.FixtureRequest) -> Iterator[Package]:
    with (
        gathering(request.param),
        loaded(pipeline.load_spec("features", FEATURES, "features")) as package,
    ):
        yield package


@pytest.fixture(scope="module")
def uncompiled() -> Iterator[Package]:
    """The package as it is generated to be compiled, where there is no C compiler."""
    if COMPILED:
        pytest.skip("compiled")
    model = pipeline.load_spec("features", FEATURES, "features")
    with loaded(dataclasses.replace(model, compiled=True)) as package:
        yield package


@pytest.fixture(scope="module")
def contact_center() -> Iterator[Package]:
    project = find_project(Path(__file__).parent)
    settings = project.packages["webex_contact_center"]
    with loaded(pipeline.load(project, settings)) as package:
        yield package


def draw_type(data: st.DataObject, package: Package) -> tuple[str, st.SearchStrategy[Any]]:
    """Draw the name of a type that has values; return it with a strategy for them."""
    model = package.model
    names = [name for name in model.by_name if is_inhabited(model, Reference(name))]
    name = data.draw(st.sampled_from(names), label="type")
    return name, values(model, Reference(name))


def same(left: object, right: object) -> bool:
    """Whether two JSON values are equal, with `1`, `1.0` and `True` told apart at every depth."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


def assert_accepted(package: Package, name: str, value: Any) -> None:
    assert assert_agreement(package, name, value)
    assert package.judge(name).is_valid(value)
    if name in package.classes():
        before = copy.deepcopy(value)
        assert same(package.read(name, value).to_dict(), value)
        assert same(value, before), "reading leaves the value alone"


def assert_judged(package: Package, name: str, value: Any) -> None:
    """Everyone agrees with the judge, and what is valid survives the round trip."""
    accepted = assert_agreement(package, name, value)
    assert accepted == package.judge(name).is_valid(value)
    if accepted:
        assert_accepted(package, name, value)


# All functions agree with the JSON Schema library.


@examples(60)
@given(data=st.data())
def test_messages_as_declared_are_accepted(contact_center: Package, data: st.DataObject) -> None:
    name, drawn = draw_type(data, contact_center)
    assert_accepted(contact_center, name, data.draw(drawn))


@examples(60)
@given(data=st.data())
def test_near_misses_of_messages_are_judged_as_the_schema_judges_them(
    contact_center: Package, data: st.DataObject
) -> None:
    name, drawn = draw_type(data, contact_center)
    assert_judged(contact_center, name, data.draw(near_misses(drawn)))


@examples(100)
@given(data=st.data())
def test_code_that_could_be_compiled_means_the_same_as_plain_python(
    uncompiled: Package, data: st.DataObject
) -> None:
    name, drawn = draw_type(data, uncompiled)
    assert_accepted(uncompiled, name, data.draw(drawn))
    assert_judged(uncompiled, name, data.draw(near_misses(drawn)))


@examples(150)
@given(data=st.data())
def test_values_of_every_feature_are_accepted(features: Package, data: st.DataObject) -> None:
    name, drawn = draw_type(data, features)
    assert_accepted(features, name, data.draw(drawn))


@examples(300)
@given(data=st.data())
def test_near_misses_of_every_feature_are_judged_as_the_schema_judges_them(
    features: Package, data: st.DataObject
) -> None:
    name, drawn = draw_type(data, features)
    assert_judged(features, name, data.draw(near_misses(drawn) | JSON_VALUES))


@examples(50)
@given(model=packages(), data=st.data())
def test_values_of_any_spec_are_judged_as_the_schema_judges_them(
    model: Any, data: st.DataObject
) -> None:
    with gathering(data.draw(st.sampled_from([*GATHERING.values()]))), loaded(model) as package:
        for name in model.by_name:
            if not is_inhabited(model, Reference(name)):
                assert_judged(package, name, data.draw(JSON_VALUES))
                continue
            drawn = values(model, Reference(name))
            assert_accepted(package, name, data.draw(drawn))
            for _ in range(3):
                assert_judged(package, name, data.draw(near_misses(drawn)))
            assert_judged(package, name, data.draw(JSON_VALUES))


@examples(50)
@given(model=packages(endings=True), data=st.data())
def test_tuples_with_items_after_their_rest_are_read_and_written_alike(
    model: Any, data: st.DataObject
) -> None:
    with loaded(model) as package:
        for name in model.by_name:
            if not is_inhabited(model, Reference(name)):
                continue
            drawn = values(model, Reference(name))
            assert_accepted(package, name, data.draw(drawn))
            for value in (data.draw(near_misses(drawn)), data.draw(JSON_VALUES)):
                if assert_agreement(package, name, value):
                    assert_accepted(package, name, value)


KINDS = {"string": str, "number": int, "boolean": bool, "null": type(None)}


@examples(200)
@given(data=st.data())
def test_items_after_the_rest_of_a_tuple_are_counted_from_the_end(data: st.DataObject) -> None:
    words = st.sampled_from([*KINDS])
    first, rest, last = data.draw(st.tuples(st.lists(words, max_size=2), words, st.lists(words)))
    written = ", ".join([*first, f"...{rest}[]", *last])
    value = data.draw(st.lists(st.sampled_from(["a", 1, True, None]), max_size=6))
    between = len(value) - len(first) - len(last)
    kinds = [*first, *[rest] * between, *last]
    expected = between >= 0 and all(
        type(item) is KINDS[kind] for item, kind in zip(value, kinds, strict=True)
    )
    with loaded(tuple_package(written)) as package:
        assert assert_agreement(package, "Row", value) is expected
        assert assert_agreement(package, "Holder", {"row": value}) is expected


def tuple_package(written: str) -> Model:
    """Return a package with the tuple `Row` of some elements, and a class that holds one."""
    position = Position("row.yaml", 1, 1)
    row = parse_type(f"[{written}]", lambda _: position)
    field = DeclaredField("row", TypeReference("Row", (), position), False, position)
    return resolve(
        DeclaredPackage(
            "rows",
            (
                Declaration("Row", (), Alias(row), position),
                Declaration("Holder", (), Fields(ObjectOf((field,), position)), position),
            ),
        )
    )


@examples(20)
@given(model=mixtures(), data=st.data())
def test_what_is_built_and_what_stays_as_sent_are_kept_apart(
    model: Any, data: st.DataObject
) -> None:
    drawn = values(model, Reference("Holder"))
    with gathering(data.draw(st.sampled_from([*GATHERING.values()]))), loaded(model) as package:
        for _ in range(5):
            value = data.draw(drawn)
            assert same(package.read("Holder", value).to_dict(), value)


def test_a_class_beside_any_in_a_tuple_leaves_any_alone(features: Package) -> None:
    anything = {"a": object(), 1: [features.read("Leaf", {"id": "not ours to write"})]}
    leaves = {"a": {"id": "b"}}
    written = features.read("Beside", {"pair": [anything, leaves]}).to_dict()
    assert written == {"pair": [anything, leaves]}
    assert written["pair"][0] is anything


def test_a_value_that_is_only_searched_may_be_deep_or_hold_itself(features: Package) -> None:
    endless: list[Any] = []
    endless.append(endless)
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    lists = ["no leaf", endless, deep]
    message = features.read("Beside", {"pair": [None, {}], "lists": lists})
    _, same_endless, same_deep = message.to_dict()["lists"]
    assert same_endless[0] is same_endless
    depth = 0
    while same_deep:
        (same_deep,), depth = same_deep, depth + 1
    assert depth == 10_000


def test_a_sample_of_every_feature_is_accepted(features: Package) -> None:
    for name in features.model.by_name:
        assert_accepted(features, name, sample(features.model, Reference(name)))


# Numbers that JSON does not have: JSON Schema libraries accept them and cannot judge.


@pytest.mark.parametrize("number", NOT_FINITE)
@pytest.mark.parametrize("literal", [1, 1.5])
def test_a_number_that_is_not_finite_is_no_number(
    features: Package, number: float, literal: float
) -> None:
    scalars = sample(features.model, Reference("Scalars"))
    literals = sample(features.model, Reference("Literals"))
    refused = [
        ("Scalars", scalars | {"number": number}),
        ("Literals", literals | {"one" if literal == 1 else "fraction": number}),
        ("Json", [{"a": number}]),
        ("Containers", sample(features.model, Reference("Containers")) | {"table": [[number]]}),
    ]
    for name, value in refused:
        assert not assert_agreement(features, name, value)
        assert "a number that is not finite" in str(features.issues(name, value)[0])


@examples(60)
@given(data=st.data())
def test_everyone_agrees_on_numbers_that_are_not_finite(
    features: Package, data: st.DataObject
) -> None:
    name, drawn = draw_type(data, features)
    assert_agreement(features, name, data.draw(near_misses(drawn, finite=False)))


def test_any_takes_what_is_not_json(features: Package) -> None:
    scalars = sample(features.model, Reference("Scalars"))
    for value in (math.nan, object(), {1: 2}, {"a": b""}):
        message = scalars | {"anything": value, "something": value}
        assert assert_agreement(features, "Scalars", message)
        assert features.read("Scalars", message).to_dict()["anything"] is value


# An instance shares no list or dict of a known type with the value it was read from.


@examples(40)
@given(model=packages(opaque=False), data=st.data())
def test_no_list_and_no_dict_of_a_known_type_is_shared(model: Any, data: st.DataObject) -> None:
    with gathering(data.draw(st.sampled_from([*GATHERING.values()]))), loaded(model) as package:
        for name in package.classes():
            if not is_inhabited(model, Reference(name)):
                continue
            value = data.draw(values(model, Reference(name)))
            message = package.read(name, value)
            held = containers(message)
            assert not held & containers(value)
            assert not held & containers(message.to_dict())


def containers(value: object) -> set[int]:
    """Return the identities of all lists and dicts in a value, but for what is not declared."""
    found: set[int] = set()
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if dataclasses.is_dataclass(inner):
            names = [field.name for field in dataclasses.fields(inner) if field.name != "extra"]
            waiting += [getattr(inner, name) for name in names]
        elif isinstance(inner, (list, dict)):
            found.add(id(inner))
            waiting += inner.values() if isinstance(inner, dict) else inner
    return found


def test_changing_what_was_read_changes_nothing_else(features: Package) -> None:
    value = sample(features.model, Reference("Containers")) | {"keepalive": ["as sent"]}
    before = copy.deepcopy(value)
    message = features.read("Containers", value)
    written = message.to_dict()
    message.words.append("more")
    message.table[0].clear()
    message.by_name["more"] = 1
    message.leaves[0].id = "another"
    message.leaves_by_name["0ae9"].clear()
    message.anything.append(None)
    message.extra["more"] = 1
    assert value == written == before


# Issues.


@examples(150)
@given(data=st.data())
def test_issues_point_at_what_is_there_or_missing(features: Package, data: st.DataObject) -> None:
    name, drawn = draw_type(data, features)
    value = data.draw(near_misses(drawn))
    for issue in features.issues(name, value):
        assert {type(key) for key in issue.path} <= {str, int}
        *around, last = issue.path or (None,)
        inner = value
        for key in around:
            # The literal that tells variants apart may be further down than the value goes.
            absent = issue.received == "nothing" and isinstance(inner, dict) and key not in inner
            inner = {} if absent else inner[key]
        if last is not None:
            present = last in (inner if isinstance(inner, dict) else range(len(inner)))
            assert present == (issue.received != "nothing"), str(issue)


@examples(100)
@given(data=st.data())
def test_issues_do_not_depend_on_the_order_of_keys(features: Package, data: st.DataObject) -> None:
    name, drawn = draw_type(data, features)
    value = data.draw(near_misses(drawn))
    issues = features.issues(name, value)
    assert features.issues(name, copy.deepcopy(value)) == issues
    assert sorted(features.issues(name, reversed_keys(value)), key=repr) == sorted(issues, key=repr)


def reversed_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(item) for item in value] if isinstance(value, list) else value


def test_issues_come_in_the_order_of_the_declaration(features: Package) -> None:
    issues = features.issues("Scalars", reversed_keys({"flag": [], "text": [], "number": []}))
    assert [issue.path[0] for issue in issues] == [
        *("text", "number", "flag", "nothing", "anything", "something")
    ]


@examples(150)
@given(data=st.data())
def test_no_issue_holds_a_value_of_the_payload(features: Package, data: st.DataObject) -> None:
    name, drawn = draw_type(data, features)
    root = [data.draw(near_misses(drawn))]
    for container, key in places(root):
        if isinstance(container[key], str):
            container[key] = f"{MARKER}{container[key]}"
    (value,) = root
    if name in features.classes() and (error := features.refusal(name, value)):
        assert MARKER not in f"{error} {error!r} {error.issues}"
        assert error.__cause__ is None
        assert error.__context__ is None
    assert MARKER not in "\n".join(map(str, features.issues(name, value)))


def test_undeclared_keys_are_reported_at_every_depth_and_change_no_answer(
    features: Package,
) -> None:
    house = {"people": [{"name": "A", "home": {"people": [], "roof": "red"}, "age": 3}], "door": 1}
    assert assert_agreement(features, "House", house)
    told = features.validators.check_house(house, undeclared=True)
    assert [str(issue) for issue in told] == [
        "people[0].home.roof: expected no undeclared property, got string",
        "people[0].age: expected no undeclared property, got number",
        "door: expected no undeclared property, got number",
    ]


def test_undeclared_keys_do_not_make_another_member_of_a_union_look_nearer(
    features: Package,
) -> None:
    leaf = {"id": "a", "b": 1, "c": 2}
    unions = sample(features.model, Reference("Unions")) | {"leafOrText": leaf, "either": leaf}
    told = features.validators.check_unions(unions, undeclared=True)
    assert {str(issue) for issue in told} == {
        f"{key}.{name}: expected no undeclared property, got number"
        for key in ("leafOrText", "either")
        for name in ("b", "c")
    }
