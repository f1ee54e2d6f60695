"""Hostile values: every object gets an answer or a `ValidationError`, and nothing else.

`test_meaning.py` draws JSON values; here are those that JSON does not have, or that no sender in
good faith makes. Everyone who is asked about one has to say the same, and nothing of it.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st
from packages import GATHERING, Package, gathering, loaded
from strategies import (
    JSON_VALUES,
    examples,
    near_misses,
    packages,
    values,
)

from typescribe import pipeline
from typescribe.language import naming
from typescribe.language.model import Model, Reference
from typescribe.project.settings import find_project
from typescribe.verifying.values import is_inhabited, sample

FEATURES = Path(__file__).parent / "data" / "features"


@pytest.fixture(scope="module", params=GATHERING.values(), ids=GATHERING)
def features(request: pytest.FixtureRequest) -> Iterator[Package]:
    with (
        gathering(request.param),
        loaded(pipeline.load_spec("features", FEATURES, "features")) as package,
    ):
        yield package


@pytest.fixture(scope="module")
def contact_center() -> Iterator[Package]:
    project = find_project(Path(__file__).parent)
    settings = project.packages["webex_contact_center"]
    with loaded(pipeline.load(project, settings)) as package:
        yield package


def said(package: Package, name: str, value: Any, *, tell: bool = True) -> bool:
    """Ask everyone about a value; return what they all say, which holds nothing of the value."""
    function = naming.snake_case(name)
    validators, models = package.validators, package.models
    before = hostile.skeleton(value) if tell else None
    issues = getattr(validators, f"check_{function}")(value)
    more = getattr(validators, f"check_{function}")(value, undeclared=True)
    valid = getattr(validators, f"is_{function}")(value)
    assert valid is (issues == [])
    assert len(more) >= len(issues)
    readers = [getattr(validators, f"validate_{function}")]
    if name in package.classes():
        readers.append(getattr(models, name).from_dict)
    elif hasattr(models, f"parse_{function}"):
        readers.append(getattr(models, f"parse_{function}"))
    for read in readers:
        try:
            found = read(value)
        except package.runtime.ValidationError as error:
            assert not valid
            assert error.issues == issues
            if tell:
                text = "".join(traceback.format_exception(error))
                private(f"{text} {error!r} {error.__cause__!r} {error.__context__!r}")
        else:
            assert valid
            if hasattr(found, "to_dict"):
                found.to_dict()
    private("\n".join(map(str, [*issues, *more])) if tell else "")
    assert before == (hostile.skeleton(value) if tell else None), "nobody changes the value"
    return bool(valid)


def private(text: str) -> None:
    assert hostile.MARKER not in text
    assert hostile.DIGITS not in text


def places(model: Model, name: str, most: int) -> tuple[Any, list[hostile.Path]]:
    value = sample(model, Reference(name), depth=5)
    return value, hostile.typed_places(model, Reference(name), value, most)


# Systematically, from the model.

JSON_KINDS = (None, True, 7, 1.5, "text", [], {}, [None], {"": None})


def test_every_kind_of_json_at_every_place_of_every_message(contact_center: Package) -> None:
    value, found = places(contact_center.model, "AgentContact", 400)
    assert len(found) > 60
    refused = 0
    for path in found:
        for kind in JSON_KINDS:
            changed = hostile.replaced(value, path, lambda _, kind=kind: kind)
            refused += not said(contact_center, "AgentContact", changed, tell=False)
    assert refused > len(found)


def test_every_hostile_scalar_at_every_place(features: Package) -> None:
    for name in features.model.by_name:
        if not is_inhabited(features.model, Reference(name)):
            continue
        value, found = places(features.model, name, 4)
        for path in found:
            for scalar in hostile.scalars():
                said(features, name, hostile.replaced(value, path, lambda _, s=scalar: s))


def test_a_message_of_the_sdk_takes_no_hostile_scalar_for_another(contact_center: Package) -> None:
    value, found = places(contact_center.model, "AgentContact", 40)
    for path in found[::5]:
        for scalar in hostile.scalars():
            changed = hostile.replaced(value, path, lambda _, s=scalar: s)
            said(contact_center, "AgentContact", changed)


# Containers and keys.


def test_lists_and_dicts_that_raise_or_lie_are_judged_alike_by_all(features: Package) -> None:
    for name in features.model.by_name:
        value, found = places(features.model, name, 30)
        for path in found:
            part = value
            for step in path:
                part = part[step]
            for container in hostile.containers(part) if isinstance(part, (dict, list)) else ():
                root, at = [value], path
                changed = hostile.replaced(root, (0, *at), lambda _, c=container: c)[0]
                said(features, name, changed)


def test_a_dict_that_claims_every_key_is_read_by_the_keys_it_holds(features: Package) -> None:
    assert not said(features, "Leaf", hostile.Missing(None, {"size": 1}))
    assert said(features, "Leaf", hostile.Missing(None, {"id": "a"}))


def test_keys_that_are_no_strings_or_fail_when_compared_are_judged_alike_by_all(
    features: Package,
) -> None:
    for name in ("Leaf", "Index", "Tree", "Json", "Containers", "Event", "Node", "House"):
        value = sample(features.model, Reference(name))
        for key in hostile.odd_keys():
            fits = isinstance(value, dict) and "id" not in value  # or it fails here already
            for members in (value, {}) if fits else ({},):
                assert not said(features, name, {**members, key: hostile.MARKER})
                assert not said(features, name, {key: members})


def test_a_key_that_is_found_under_a_declared_name_is_judged_alike_by_all(
    features: Package,
) -> None:
    claimed = {hostile.claiming_key("id"): "a"}
    said(features, "Leaf", claimed)
    said(features, "Leaf", {**claimed, "more": 1})
    said(features, "Index", claimed)
    said(features, "Leaf", {hostile.claiming_key("id"): 7})


# Depth.


def test_values_a_hundred_thousand_deep_and_values_that_hold_themselves(
    features: Package, contact_center: Package
) -> None:
    hostile_values = [*hostile.deep(100_000), *hostile.cycles()]
    for value in hostile_values:
        for name in features.model.by_name:
            said(features, name, value, tell=False)
            wrapped = {"children": [value], "name": "a", "trees": {"a": value}, "people": value}
            said(features, name, wrapped, tell=False)
        said(contact_center, "AgentContact", {"data": value, "type": value}, tell=False)


def test_anything_takes_what_is_deep_or_holds_itself_as_it_is(features: Package) -> None:
    scalars = sample(features.model, Reference("Scalars"))
    for value in (*hostile.deep(100_000), *hostile.cycles()):
        assert said(features, "Scalars", scalars | {"anything": value}, tell=False)


@pytest.mark.parametrize("around", ["[]", '{"children":[]}', '{"parent":{}}', "[[{}]]"])
def test_a_text_a_hundred_thousand_deep_is_refused(features: Package, around: str) -> None:
    half = len(around) // 2
    for text in (
        around[:half] * 100_000 + around[half:] * 100_000,
        around[:half] * 100_000,
        around[:half] * 400 + around[half:] * 400,
    ):
        for name in ("Node", "Forest"):
            with pytest.raises(features.runtime.ValidationError):
                getattr(features.models, name).from_json(text)
        with pytest.raises(features.runtime.ValidationError):
            features.models.parse_event_json(text)


@pytest.mark.parametrize(
    "text",
    [
        f'{{"id": "a", "size": {"7" * 10_000}}}',
        '{"id": "a", "size": NaN}',
        '{"id": "a", "size": -Infinity}',
        '{"id": "a", "size": 1e999}',
        b"\xff\xfe\x00",
        "",
    ],
)
def test_a_text_of_what_json_does_not_have_is_refused(features: Package, text: Any) -> None:
    with pytest.raises(features.runtime.ValidationError) as caught:
        features.models.Leaf.from_json(text)
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_half_a_surrogate_pair_is_a_text_as_json_has_it(features: Package) -> None:
    message = features.models.Leaf.from_json('{"id": "\\ud800"}')
    assert json.dumps(message.to_dict()) == '{"id": "\\ud800"}'


# Unions of types that hold themselves: what is too deep ends some members, and not others.


def nested(depth: int, inner: Any, **members: Any) -> Any:
    for _ in range(depth):
        inner = {**members, "child": inner}
    return inner


@pytest.mark.parametrize(
    "member",
    [
        "x: string, child: A",
        "child: A, x: string",
        "child?: A, x?: string",
        "child: Inner, x: string",
        "kind: '\"a\"', child: A, x: string",
    ],
)
@pytest.mark.parametrize("depth", [150, 200, 201, 300, 5_000])
def test_a_member_that_is_refused_before_its_depth_leaves_the_value_to_the_next(
    tmp_path: Path, member: str, depth: int
) -> None:
    spec = f"""
types:
  A: {{fields: {{{member}}}}}
  Inner: {{fields: {{child: A}}}}
  B: {{fields: {{x: number, child: any}}}}
  U: {{type: A | B}}
"""
    with loaded(specs.load(tmp_path, spec)) as package:
        for value in (
            nested(depth, {"x": "a"}, x=1, kind="a"),
            nested(depth, {}, x="a", kind="a") | {"x": 1},
            {**nested(depth, {}, x="a", kind="a"), "x": 1, 1: 2},
        ):
            said(package, "U", value)
            said(package, "A", value)
        if member != "child?: A, x?: string":
            assert said(package, "U", nested(depth, {"x": "a"}, x=1, kind="a"))


@examples(8)
@given(model=packages().filter(lambda model: bool(model.recursive)), data=st.data())
def test_everyone_agrees_on_what_is_too_deep(model: Model, data: st.DataObject) -> None:
    with loaded(model) as package:
        root = package.models.__package__
        limit = data.draw(st.integers(0, 2), label="limit")
        for module in ("private.building", "private.checking", "private.explain", "private.unions"):
            sys.modules[f"{root}.{module}"].MAX_DEPTH = limit  # type: ignore[attr-defined]
        for name in model.by_name:
            drawn = JSON_VALUES
            if is_inhabited(model, Reference(name)):
                found = values(model, Reference(name))
                drawn = found | near_misses(found)
            said(package, name, data.draw(drawn))


def test_explaining_costs_no_more_than_the_size_of_the_value(tmp_path: Path) -> None:
    spec = """
types:
  A: {fields: {"child?": U, x: string}}
  B: {fields: {"child?": U, x: string, "y?": number}}
  U: {type: A | B}
"""
    with loaded(specs.load(tmp_path, spec)) as package:
        value = nested(90, {"x": 1}, x=2)
        assert len(package.issues("U", value)) == 91
        shared = nested(90, {"x": 1}, x="a") | {"y": 3}
        (issue,) = package.issues("U", shared)
        assert len(issue.path) == 91
