"""`check_x` finds the issues of a full walk, though it explains only what failed a test."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
import specs
from packages import GATHERING, Package, assert_agreement, gathering, loaded

import webex_contact_center

DATA = Path(__file__).parent / "data"

SPEC = """
types:
  Pair: {fields: {left: Pair | null, right: Pair | null, name?: string}}
  Chain: {fields: {next: Chain, end?: Leaf, name?: string}}
  Leaf: {fields: {id: string, size?: number}}
  Label: {fields: {text?: string, id?: number}}
  Leaves: {type: "Record<string, Leaf>"}
  Tree:
    fields:
      first?: string
      leaf: Leaf
      label: Label
      leaves: Record<string, Leaf>
      named: Leaves
      list: Leaf[]
      places: "[string, Leaf]"
      either?: Leaf | Label[] | string
      any: any
      rows?: "Leaf[][]"
      maybe?: Leaf | null
      nested?: Record<string, Record<string, Leaf>>
"""


class Key(str):
    """A key of a subclass of `str`."""

    __slots__ = ()


@pytest.fixture(scope="module", params=GATHERING.values(), ids=GATHERING)
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Package]:
    with (
        gathering(request.param),
        loaded(specs.load(tmp_path_factory.mktemp("suspects"), SPEC)) as package,
    ):
        yield package


@pytest.fixture
def no_full_walk(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    def explain(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a full walk was made")

    monkeypatch.setitem(package.validators.check.__globals__, "explain", explain)


def tree(**parts: object) -> dict[str, Any]:
    empty: dict[str, Any] = {"leaves": {}, "named": {}, "list": [], "places": ["a", {"id": "b"}]}
    return {"leaf": {"id": "a"}, "label": {}, "any": None, **empty, **parts}


def issues_of(package: Package, name: str, value: object) -> list[str]:
    assert not assert_agreement(package, name, value)
    return [str(issue) for issue in package.issues(name, value)]


@pytest.mark.usefixtures("no_full_walk")
@pytest.mark.parametrize(
    ("parts", "issues"),
    [
        ({"first": None, "leaf": {"id": 1, "size": "s"}}, ["leaf.id", "leaf.size", "first"]),
        ({"leaves": {"a": {"id": 1}, "b": {"id": ""}, "c": []}}, ["leaves.a.id", "leaves.c"]),
        ({"named": {"a": {"id": 1}, "b": {"id": ""}, "c": []}}, ["named.a.id", "named.c"]),
        ({"list": [{"id": 1}, {"id": ""}, {}]}, ["list[0].id", "list[2].id"]),
        ({"places": ["", {"id": 1}]}, ["places[1].id"]),
        ({"places": []}, ["places"]),
        ({"either": [{"id": ""}, {"text": 1}]}, ["either[0].id", "either[1].text"]),
        ({"rows": [[{"id": ""}], [{"id": 1}, []], 1]}, ["rows[1][0].id", "rows[1][1]", "rows[2]"]),
        ({"leaf": OrderedDict(id=1)}, ["leaf.id"]),
        ({"leaves": {1: {"id": 1}, "a": {"id": 2}}}, ["leaves", "leaves.a.id"]),
        ({"leaves": {Key("a"): {"id": 1}, "b": {"id": 2}}}, ["leaves.a.id", "leaves.b.id"]),
        ({"leaves": {Key("a"): {"id": 1}, "b": 2}}, ["leaves.a.id", "leaves.b"]),
        ({"maybe": {"id": 1, "size": ""}}, ["maybe.id", "maybe.size"]),
        (
            {"nested": {"z": {"b": {"id": 1}, "a": {"size": ""}}, "a": {"": {}, "x": 1}}},
            ["nested.z.b.id", "nested.z.a.id", "nested.z.a.size", 'nested.a[""].id', "nested.a.x"],
        ),
        (
            {"first": 1, "leaves": {"b": {"id": 1, "size": ""}, "a": {}}, "leaf": {"size": ""}},
            ["leaf.id", "leaf.size", "leaves.b.id", "leaves.b.size", "leaves.a.id", "first"],
        ),
    ],
)
def test_each_issue_has_the_path_of_its_value(
    package: Package, parts: dict[str, object], issues: list[str]
) -> None:
    assert [issue.split(":")[0] for issue in issues_of(package, "Tree", tree(**parts))] == issues


@pytest.mark.usefixtures("no_full_walk")
def test_a_missing_property_hides_no_other_fault(package: Package) -> None:
    value = tree(leaf={"size": "s"}, list=None)
    del value["any"], value["label"]
    assert issues_of(package, "Tree", value) == [
        "leaf.id: expected string, got nothing",
        "leaf.size: expected number, got string",
        "label: expected object, got nothing",
        "list: expected array, got null",
        "any: expected anything, got nothing",
    ]


@pytest.mark.parametrize("parts", [("leaf", "label"), ("label", "leaf")])
def test_one_object_may_be_shared_by_properties_of_two_types(
    package: Package, parts: tuple[str, str]
) -> None:
    shared: dict[str, object] = {"text": 1, "id": 2}
    assert issues_of(package, "Tree", tree(**dict.fromkeys(parts, shared))) == [
        "leaf.id: expected string, got number",
        "label.text: expected string, got number",
    ]
    first, second = parts
    shared = {}
    sharing = {first: shared, second: shared}
    assert issues_of(package, "Tree", tree(**sharing)) == ["leaf.id: expected string, got nothing"]


def test_each_level_with_a_missing_property_is_tested_twice_at_most(package: Package) -> None:
    pair: object = None
    for _ in range(150):  # 2 ** 150 tests if each level repeated all those inside
        pair = {"left": pair}
    assert len(issues_of(package, "Pair", pair)) == 150
    chain: object = {}
    for _ in range(150):
        chain = {"next": chain, "end": {}}
    assert len(issues_of(package, "Chain", chain)) == 151


def test_a_value_nested_too_deep_has_one_issue(package: Package) -> None:
    chain: dict[str, object] = {"name": 1}
    for _ in range(300):
        chain = {"next": chain}
    assert len(issues_of(package, "Chain", chain)) == 1


def test_valid_objects_of_subclasses_have_no_issues(package: Package) -> None:
    assert assert_agreement(package, "Tree", OrderedDict(tree(leaf=OrderedDict(id="a"))))


class Clash(str):
    """A key with the hash of `"id"` that raises when it is compared."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise KeyError(other)

    def __hash__(self) -> int:
        return hash("id")


def test_a_key_that_raises_key_error_is_one_issue(package: Package) -> None:
    assert issues_of(package, "Leaf", {Clash("id"): ""}) == [
        "value: expected a value that can be read, got one that raises an error",
    ]


def test_a_key_that_is_no_string_is_reported_beside_a_missing_property_of_any_type() -> None:
    message = json.loads((DATA / "contact_assigned.json").read_bytes())
    interaction = message["data"]["interaction"]
    del interaction["participants"]
    interaction[None] = 1  # keeps the number of properties at that of the required ones
    issues = webex_contact_center.check_agent_contact(message)
    assert [str(issue) for issue in issues] == [
        "data.interaction: expected string as every key, got null",
        "data.interaction.participants: expected anything, got nothing",
    ]
    with pytest.raises(webex_contact_center.ValidationError) as caught:
        webex_contact_center.AgentContact.from_dict(message)
    assert caught.value.issues == issues


def test_no_key_of_a_message_is_kept_for_sorting_the_next_one(package: Package) -> None:
    secret = {"secret": {"id": 1, "size": ""}}
    assert len(issues_of(package, "Tree", tree(first=1, leaves=secret, nested={"x": secret}))) == 5
    kept = kept_ranks(package, "Tree")
    assert ("first",) in kept
    assert not any("secret" in path for path in kept)


def test_sorting_keeps_a_limited_number_of_paths(package: Package) -> None:
    chain: dict[str, object] = {"next": 1, "name": 1}
    for _ in range(190):
        chain = {"next": chain, "name": 1, "end": {"id": 1, "size": ""}}
        issues_of(package, "Chain", chain)
    assert len(kept_ranks(package, "Chain")) <= sorting(package)["KEPT"]


def sorting(package: Package) -> dict[str, Any]:
    """Return the names of the module that sorts issues; a check must have been made before."""
    report = package.validators.check.__globals__["_reports"][0]
    module: dict[str, Any] = report.__globals__["root_of"].__globals__
    return module


def kept_ranks(package: Package, name: str) -> dict[tuple[str, ...], tuple[int, ...]]:
    ranks: dict[tuple[str, ...], tuple[int, ...]] = sorting(package)["_roots"][name].ranks
    return ranks
