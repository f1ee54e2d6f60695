"""The target `hypothesis`: its strategies draw valid values of any package, and shrink well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import specs
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from packages import Package, loaded
from strategies import JSON_VALUES, examples, mixtures, packages

from typescribe.language.model import Model, Reference
from typescribe.pipeline import load_spec
from typescribe.runtime.drawing import DEEPEST
from typescribe.targets.hypothesis.names import plural, strategy_names
from typescribe.verifying.values import is_inhabited

SPEC = Path(__file__).parents[1] / "spec" / "webex_contact_center"


@pytest.fixture(scope="module")
def webex() -> Iterator[Package]:
    model = load_spec("webex_contact_center", SPEC, "spec")
    with loaded(model, "hypothesis") as package:
        yield package


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    model = specs.load(tmp_path_factory.mktemp("shop"), SHOP)
    with loaded(model, "hypothesis") as package:
        yield package


SHOP = """
types:
  Order:
    fields:
      id: string
      note?: string
      reply?: string | null
      "line-items": Line[]
      type?: '"new" | "old"'
  Line: {fields: {sku: string, "count?": number}}
  Pair: {type: '[Line, Line?]'}
  Readings:
    fields:
      flag: {type: string, reads_as: boolean}
      either: {type: string | number | null, reads_as: epoch_milliseconds}
      number?: {type: string, reads_as: number}
      integer?: {type: number, reads_as: integer}
      json: {type: any, reads_as: json}
  Tree: {fields: {name: string, children: "Tree[]", "left?": Tree, "right?": Tree | null}}
  Json: {type: 'null | string | Json[] | Record<string, Json>'}
  Counts: {fields: {total: number, "[key: string]": number}}
  Endless: {fields: {next: Endless}}
  Size: {type: '`${number}px`'}
"""


def dicts(package: Package, name: str, **given: Any) -> st.SearchStrategy[Any]:
    function = strategy_names(package.model)[name].dicts
    found: st.SearchStrategy[Any] = getattr(package.strategies, function)(**given)
    return found


def instances(package: Package, name: str, **given: Any) -> st.SearchStrategy[Any]:
    function = strategy_names(package.model)[name].instances
    found: st.SearchStrategy[Any] = getattr(package.strategies, function)(**given)
    return found


def assert_drawn_well(package: Package, name: str, data: st.DataObject) -> None:
    """Assert that a drawn value is valid to all judges, and equal to what is read from its JSON."""
    value = data.draw(dicts(package, name))
    assert package.judge(name).is_valid(value)
    assert package.is_valid(name, value)
    built = data.draw(instances(package, name))
    if name in package.classes():
        assert type(built) is getattr(package.models, name)
        assert package.read(name, built.to_dict()) == built
    elif not package.model.holds_objects(Reference(name)):
        assert package.is_valid(name, built)


@examples(30)
@given(packages() | mixtures(), st.data())
def test_drawn_values_of_any_package_are_valid(model: Model, data: st.DataObject) -> None:
    with loaded(model, "hypothesis") as package:
        for name in model.by_name:
            if is_inhabited(model, Reference(name)):
                assert_drawn_well(package, name, data)
            else:
                assert dicts(package, name).is_empty


@examples(25)
@given(st.data())
def test_every_type_of_the_sdk_is_drawn_without_a_health_check(
    webex: Package, data: st.DataObject
) -> None:
    assert_drawn_well(webex, "AgentContact", data)
    assert_drawn_well(webex, data.draw(st.sampled_from([*webex.model.by_name])), data)


@examples(50)
@given(st.data())
def test_every_kind_of_type_is_drawn(shop: Package, data: st.DataObject) -> None:
    for name in shop.model.by_name:
        if name != "Endless":
            assert_drawn_well(shop, name, data)


def test_a_type_without_finite_values_has_an_empty_strategy(shop: Package) -> None:
    assert dicts(shop, "Endless").is_empty


def test_optional_properties_are_drawn_and_left_out(shop: Package) -> None:
    keys = {"id", "line-items", "note", "reply", "type"}
    assert is_drawn(dicts(shop, "Order"), lambda order: set(order) == keys)
    assert is_drawn(dicts(shop, "Order"), lambda order: len(order) == 2)
    assert is_drawn(dicts(shop, "Order"), lambda order: order.get("reply", "") is None)
    assert is_drawn(dicts(shop, "Counts"), lambda counts: len(counts) > 1)
    assert is_drawn(instances(shop, "Pair"), lambda pair: len(pair) == 2)


def is_drawn(strategy: st.SearchStrategy[Any], condition: Callable[[Any], bool]) -> bool:
    """Whether a value that meets a condition is drawn, of any size."""
    find(strategy, condition, settings=settings(phases=[Phase.generate]))
    return True


def test_found_values_are_small(shop: Package) -> None:
    assert find(dicts(shop, "Order"), lambda order: True) == {"id": "", "line-items": []}
    found = find(dicts(shop, "Order"), lambda order: len(order["line-items"]) > 1)
    assert found == {"id": "", "line-items": [{"sku": ""}, {"sku": ""}]}
    assert find(dicts(shop, "Json"), lambda value: bool(value) and isinstance(value, list)) == [
        None
    ]
    assert find(dicts(shop, "Size"), lambda size: True) == "0px"


@given(st.data())
def test_recursion_ends(shop: Package, data: st.DataObject) -> None:
    def depth(tree: Any) -> int:
        inner = [*tree["children"], tree.get("left"), tree.get("right")]
        return 1 + max(map(depth, filter(None, inner)), default=0)

    assert depth(data.draw(dicts(shop, "Tree"))) <= 1 + DEEPEST


@given(st.data())
def test_a_given_strategy_replaces_the_default(shop: Package, data: st.DataObject) -> None:
    lines = st.lists(dicts(shop, "Line", count=st.just(3)), min_size=1)
    order = data.draw(dicts(shop, "Order", line_items=lines, note=st.just("n")))
    assert {line["count"] for line in order["line-items"]} == {3}
    assert order["note"] == "n"
    built = st.lists(instances(shop, "Line", sku=st.just("s")), min_size=1)
    found = data.draw(instances(shop, "Order", line_items=built, type=st.just("old")))
    assert {line.sku for line in found.line_items} == {"s"}
    assert found.type == "old"


@given(st.data())
def test_unset_is_absent_and_none_is_null(shop: Package, data: st.DataObject) -> None:
    unset = shop.runtime.UNSET
    absent = data.draw(instances(shop, "Order", note=st.none(), reply=st.just(unset)))
    assert not {"note", "reply"} & set(absent.to_dict())
    null = data.draw(instances(shop, "Order", reply=st.none()))
    assert null.to_dict()["reply"] is None


@given(st.data(), st.dictionaries(st.sampled_from(["id", "other", "line-items"]), JSON_VALUES))
def test_undeclared_properties_are_drawn_on_request(
    shop: Package, data: st.DataObject, extra: dict[str, Any]
) -> None:
    assert "other" not in data.draw(dicts(shop, "Order"))
    order = data.draw(dicts(shop, "Order", extra=st.just(extra)))
    assert order.get("other") == extra.get("other")
    assert shop.is_valid("Order", order), "what is declared is as declared"
    built = data.draw(instances(shop, "Order", extra=st.just(extra)))
    assert (built.extra or {}).keys() == extra.keys() - {"id", "line-items"}
    assert data.draw(instances(shop, "Order", extra=st.none())).extra is None


def test_an_unknown_attribute_is_rejected(shop: Package) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'lineItems'"):
        dicts(shop, "Order", lineItems=st.just([]))


def test_a_value_instead_of_a_strategy_is_rejected(shop: Package) -> None:
    for made in (dicts, instances):
        with pytest.raises(TypeError, match=r"^id: expected a strategy such as .+, got str$"):
            made(shop, "Order", id="x")


@given(st.data())
def test_drawn_values_can_be_decoded(shop: Package, data: st.DataObject) -> None:
    found = data.draw(instances(shop, "Readings"))
    assert found.flag_as_bool in (True, False)
    assert found.either is None or found.either_as_datetime.year >= 1
    assert found.number is None or isinstance(found.number_as_number, (int, float))
    assert found.integer is None or found.integer_as_int == found.integer
    _ = found.json_as_json


def test_registered_types_are_drawn_by_from_type_and_builds(shop: Package) -> None:
    shop.strategies.register()
    order, line = shop.models.Order, shop.models.Line

    def handle(order: Any, line: Any) -> bool:
        return bool(order.line_items) and bool(line.sku)

    handle.__annotations__ = {"order": order, "line": line, "return": bool}
    assert find(st.builds(handle), bool)

    @settings(max_examples=20, database=None)
    @given(st.from_type(order))
    def read(found: Any) -> None:
        assert order.from_dict(found.to_dict()) == found

    read()


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("agent_contact", "agent_contacts"),
        ("address", "addresses"),
        ("box", "boxes"),
        ("batch", "batches"),
        ("entity", "entities"),
        ("relay", "relays"),
    ],
)
def test_a_strategy_is_named_by_the_plural_of_its_type(name: str, several: str) -> None:
    assert plural(name) == several


def test_names_of_strategies_are_unique_and_no_keywords(tmp_path: Path) -> None:
    types = "\n  ".join(f"{name}: {{type: string}}" for name in ("Box", "Boxe", "A", "I"))
    names = strategy_names(specs.load(tmp_path, f"types:\n  {types}\n"))
    assert [found.instances for found in names.values()] == [
        *("boxes", "boxe_strategies", "a_strategies", "i_strategies")
    ]
