"""A closed type rejects undeclared properties, in every target and at the same place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import assert_agreement, loaded
from specs import load

from typescribe.language.errors import SpecError
from typescribe.language.model import NEVER, Model, ObjectType

SPEC = """
types:
  Order:
    closed: true
    fields:
      id: string
      buyer?: {fields: {name: string}}
      lines?: {type: "Line[]"}
  Line: {closed: true, fields: {sku: string}}
  Derived: {type: Partial<Line>}
"""
OVERLAY = "types: {Order: {fields: {buyer: {closed: true}}}}"
VALID: dict[str, Any] = {"id": "1", "buyer": {"name": "Ada"}, "lines": [{"sku": "a"}, {"sku": "b"}]}
PLACES: tuple[tuple[str | int, ...], ...] = ((), ("buyer",), ("lines", 1))


def with_undeclared(place: tuple[str | int, ...], name: str) -> dict[str, Any]:
    made: Any = {**VALID, "buyer": {**VALID["buyer"]}, "lines": [{**one} for one in VALID["lines"]]}
    inside = made
    for step in place:
        inside = inside[step]
    inside[name] = None
    return made  # type: ignore[no-any-return]  # it was made above


@pytest.mark.parametrize("place", PLACES)
def test_every_target_rejects_an_undeclared_property_at_its_place(
    place: tuple[str | int, ...], tmp_path: Path
) -> None:
    value, path = with_undeclared(place, "note"), (*place, "note")
    with loaded(load(tmp_path, SPEC, overlay=OVERLAY), "pydantic", "msgspec") as package:
        assert assert_agreement(package, "Order", VALID)
        assert not assert_agreement(package, "Order", value)
        assert [issue.path for issue in package.issues("Order", value)] == [path]
        (error,) = package.judge("Order").iter_errors(value)
        assert tuple(error.absolute_path) == place
        with pytest.raises(pydantic.ValidationError) as raised:
            package.modules["pydantic_models.py"].Order.model_validate(value)
        assert [error["loc"] for error in raised.value.errors()] == [path]
        with pytest.raises(msgspec.ValidationError, match="unknown field `note`"):
            msgspec.convert(value, package.modules["msgspec_structs.py"].Order)


@given(st.text(), st.sampled_from(PLACES))
def test_any_name_is_undeclared_unless_it_is_declared(
    name: str, place: tuple[str | int, ...]
) -> None:
    declared = {(): {"id", "buyer", "lines"}, ("buyer",): {"name"}, ("lines", 1): {"sku"}}
    if name not in declared[place]:
        assert not assert_agreement(PACKAGE, "Order", with_undeclared(place, name))


def test_the_default_stays_open(tmp_path: Path) -> None:
    with loaded(load(tmp_path, SPEC.replace("closed: true", "closed: false"))) as package:
        assert all(assert_agreement(package, "Order", with_undeclared(p, "note")) for p in PLACES)


def test_a_type_that_is_derived_from_a_closed_one_is_open(tmp_path: Path) -> None:
    with loaded(load(tmp_path, SPEC)) as package:
        assert assert_agreement(package, "Derived", {"note": 1})
        assert not assert_agreement(package, "Line", {"sku": "a", "note": 1})


def test_a_setting_closes_all_types_that_declare_no_type_for_the_others(tmp_path: Path) -> None:
    spec = """
    types:
      A: {fields: {a: string, inner: "{b: string}", rest: "Record<string, number>"}}
      B: {fields: {a: string, "[key: string]": string}}
      C: {fields: {"[key: `x-${string}`]": string}}
    """
    model = load(tmp_path, spec).refusing_undeclared()
    assert {name: closed(model, name) for name in model.by_name} == {
        "A": True,
        "AInner": True,
        "B": False,
        "C": True,
    }
    with loaded(model) as package:
        valid = {"a": "1", "inner": {"b": "2"}, "rest": {"c": 3}}
        assert assert_agreement(package, "A", valid)
        assert not assert_agreement(package, "A", {**valid, "c": 1})
        assert not assert_agreement(package, "A", {**valid, "inner": {"b": "2", "c": 1}})
        assert assert_agreement(package, "B", {"a": "1", "c": "2"})
        assert assert_agreement(package, "C", {"x-c": "2"})
        assert not assert_agreement(package, "C", {"c": "2"})


def closed(model: Model, name: str) -> bool:
    named = model.by_name[name]
    assert isinstance(named, ObjectType)
    assert not named.closed or named.index == NEVER
    return named.closed


def test_a_type_that_declares_all_properties_cannot_be_closed(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r'"A" cannot be closed: "\[key: string\]" declares'):
        load(tmp_path, 'types: {A: {closed: true, fields: {"[key: string]": string}}}')


@pytest.fixture(scope="module", autouse=True)
def _package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    global PACKAGE
    model = load(tmp_path_factory.mktemp("closed"), SPEC, overlay=OVERLAY)
    with loaded(model) as PACKAGE:
        yield


PACKAGE: Any = None
