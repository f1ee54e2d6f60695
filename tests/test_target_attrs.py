"""The target `attrs`: its classes check their attributes, and cattrs structures them exactly."""

from __future__ import annotations

import copy
import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any

import attrs
import cattrs
import pytest
import specs
from cattrs.preconf.json import make_converter
from packages import Package, loaded
from test_hostile_specs import FRAGMENTS, Names, Texts, generated, imported, spec_of

from typescribe.language.errors import SpecError
from typescribe.pipeline import load_spec

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
AS_DECLARED = json.loads((DATA / "contact_assigned.json").read_bytes())
AS_SENT = json.loads((DATA / "offer_contact_as_sent.json").read_bytes())

OBSERVED = """
source: the payload in tests/data that is as the platform sends it
types:
  AgentContactData:
    fields:
      consultMediaResourceId: {observed: {optional: true}}
  Interaction:
    fields:
      callProcessingDetails: {fields: {"*": {observed: {optional: true}}}}
      outboundType: {observed: {nullable: true}}
"""

SHOP = """
types:
  Order:
    fields:
      id: "`o-${number}`"
      status: '"open" | "sent" | 1'
      paidAt?: {type: number, reads_as: epoch_milliseconds}
      note?: string | null
      customer: Customer
      lines?: Line[]
      first?: Line | Gift | null
      place?: "[string, Line?]"
      byKey?: Record<string, Line>
      anything?: any
  Customer: {fields: {name: string}}
  Supplier: {fields: {name: string}}
  Line: {fields: {sku: string, count: number}}
  Gift: {fields: {sku: string, wrapped: boolean}}
  Item: {type: Line | Gift}
  Items: {type: "Item[]"}
  Priced: {fields: {total: number, "[key: string]": number | Line}}
  Node: {fields: {name: string, children: "Node[]"}}
  Json: {type: 'null | string | Json[] | Record<string, Json>'}
  Box: {fields: {json: Json}}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    model = specs.load(tmp_path_factory.mktemp("shop"), SHOP)
    with loaded(model, "attrs") as package:
        yield package


@pytest.fixture
def classes(shop: Package) -> Any:
    return shop.modules["attrs_classes.py"]


@pytest.fixture
def converter(classes: Any) -> cattrs.Converter:
    found: cattrs.Converter = classes.configure(cattrs.Converter())
    return found


def contact_center(folder: Path, overlay: str = "") -> Any:
    """Return the package of this repository with attrs classes, amended if there is an overlay."""
    shutil.copytree(ROOT / "spec" / "webex_contact_center", folder / "spec")
    if overlay:
        (folder / "spec" / "overlay.yaml").write_text(overlay)
    types = "observed" if overlay else "declared"
    return loaded(load_spec("contact_center", folder / "spec", "spec", types), "attrs")


def issues(error: pytest.ExceptionInfo[Any]) -> list[str]:
    return [str(issue) for issue in error.value.issues]


# Messages


def test_cattrs_reads_a_message_and_writes_the_same_json(tmp_path: Path) -> None:
    with contact_center(tmp_path) as package:
        module = package.modules["attrs_classes.py"]
        converter = module.configure(cattrs.Converter())
        contact = converter.structure(AS_DECLARED, module.AgentContact)
        assert converter.unstructure(contact) == AS_DECLARED
        assert contact.data.interaction.call_processing_details.is_paused == "false"
        assert contact.data.interaction.call_processing_details.is_paused_as_bool is False
        several = converter.structure([AS_DECLARED, AS_DECLARED], list[module.AgentContact])
        assert converter.unstructure(several) == [AS_DECLARED, AS_DECLARED]
        of_text = module.configure(make_converter())
        read = of_text.loads(json.dumps(AS_DECLARED), module.AgentContact)
        assert json.loads(of_text.dumps(read)) == AS_DECLARED


def test_an_invalid_message_is_rejected_with_every_issue(
    tmp_path: Path,
) -> None:
    with contact_center(tmp_path) as package:
        module = package.modules["attrs_classes.py"]
        converter = module.configure(cattrs.Converter())
        with pytest.raises(package.runtime.ValidationError) as error:
            converter.structure(AS_SENT, module.AgentContact)
        assert error.value.issues == package.issues("AgentContact", AS_SENT)
        assert len(error.value.issues) == 15


@pytest.mark.parametrize("payload", [AS_DECLARED, AS_SENT], ids=["declared", "as sent"])
def test_a_message_that_an_overlay_allows_is_read_without_loss(
    payload: Any, tmp_path: Path
) -> None:
    before = copy.deepcopy(payload)
    with contact_center(tmp_path, OBSERVED) as package:
        module = package.modules["attrs_classes.py"]
        converter = module.configure(cattrs.Converter())
        contact = converter.structure(payload, module.AgentContact)
        assert converter.unstructure(contact) == payload
        assert module.structure(payload, module.AgentContact) == contact
        contact.data.interaction.call_processing_details.extra = {"changed": [1]}
    assert payload == before, "the payload is not shared with the instance"


# Attributes


def order(classes: Any, **more: Any) -> Any:
    customer = classes.Customer(name="A")
    return classes.Order(**{"id": "o-1", "status": "open", "customer": customer, **more})


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"id": "1"}, "id: expected `o-${number}`, got string of length 1"),
        ({"status": "lost"}, 'status: expected "open", "sent" or 1, got string of length 4'),
        ({"status": True}, 'status: expected "open", "sent" or 1, got another boolean'),
        ({"paid_at": "1"}, "paidAt: expected number, got string"),
        ({"paid_at": True}, "paidAt: expected number, got boolean"),
        ({"paid_at": float("nan")}, "paidAt: expected number, got a number that is not finite"),
        ({"note": 1}, "note: expected string or null, got number"),
        ({"customer": None}, "customer: expected object, got null"),
        ({"customer": {}}, "customer.name: expected string, got nothing"),
        ({"lines": ({},)}, "lines: expected array, got a Python tuple"),
        ({"lines": [{"sku": "a"}]}, "lines[0].count: expected number, got nothing"),
        ({"place": []}, "place: expected array of 1 to 2, got array of 0"),
        ({"by_key": {1: 2}}, "byKey: expected string as every key, got number"),
        ({"extra": {1: 2}}, "value: expected string as every key, got number"),
        (
            {"extra": {"paidAt": 2}},
            "extra.paidAt: expected an undeclared property, got a declared one",
        ),
    ],
)
def test_an_attribute_accepts_only_values_of_its_type(
    more: dict[str, Any], expected: str, shop: Package, classes: Any
) -> None:
    with pytest.raises(shop.runtime.ValidationError) as error:
        order(classes, **more)
    assert expected in issues(error)
    name, value = next(iter(more.items()))
    made = order(classes)
    with pytest.raises(shop.runtime.ValidationError) as error:
        setattr(made, name, value)
    assert expected in issues(error)


def test_an_instance_of_another_class_is_rejected_even_with_the_same_properties(
    shop: Package, classes: Any
) -> None:
    with pytest.raises(shop.runtime.ValidationError) as error:
        order(classes, customer=classes.Supplier(name="A"))
    assert issues(error) == ["customer: expected Customer, got a Python Supplier"]


def test_absent_and_null_are_distinguished(classes: Any) -> None:
    made = order(classes)
    assert made.note is classes.UNSET
    assert made.paid_at is None
    assert made.paid_at_as_datetime is None
    assert "note" not in classes.unstructure(made)
    made.note = None
    assert classes.unstructure(made)["note"] is None
    made.note = classes.UNSET
    assert "note" not in classes.unstructure(made)


def test_json_objects_become_instances_and_instances_are_kept(classes: Any) -> None:
    line = classes.Line(sku="a", count=1)
    lines = [line]
    made = order(classes, lines=lines, customer={"name": "B"}, first={"sku": "a", "wrapped": True})
    assert made.lines is lines
    assert made.customer == classes.Customer(name="B")
    assert made.first == classes.Gift(sku="a", wrapped=True)
    made.lines = [line, {"sku": "b", "count": 2, "new": [None]}]
    assert made.lines[0] is line
    assert made.lines[1] == classes.Line(sku="b", count=2, extra={"new": [None]})
    made.place = ["a", {"sku": "b", "count": 2}]
    made.by_key = {"k": {"sku": "b", "count": 2}}
    assert made.place[1] == made.by_key["k"] == classes.Line(sku="b", count=2)
    priced = classes.Priced(total=1, extra={"a": {"sku": "b", "count": 2}})
    assert priced.extra == {"a": classes.Line(sku="b", count=2)}


def test_metadata_hold_the_wire_name(classes: Any) -> None:
    found = attrs.fields_dict(classes.Order)
    assert found["paid_at"].metadata == {"wire_name": "paidAt"}
    assert found["id"].metadata == {"wire_name": "id"}
    assert all(attribute.validator for attribute in found.values())
    converted = {name for name, attribute in found.items() if attribute.converter}
    assert converted == {"customer", "lines", "first", "place", "by_key", "extra"}


def test_errors_contain_no_value(shop: Package, classes: Any) -> None:
    secret = "4111 1111 1111 1111"
    value = {"id": secret, "status": secret, "customer": {"name": {secret: secret}}}
    for make in (lambda: classes.structure(value, classes.Order), lambda: classes.Order(**value)):
        with pytest.raises(shop.runtime.ValidationError) as error:
            make()
        assert secret not in str(error.value)


# Values


def test_instances_are_pickled_copied_and_compared(
    shop: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    classes = shop.modules["attrs_classes.py"]
    made = order(classes, lines=[{"sku": "a", "count": 1}], note=None)
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made
    assert attrs.evolve(made, note="n") != made
    assert not hasattr(made, "__dict__")


def test_the_deepest_valid_value_is_structured_and_a_deeper_one_rejected(
    shop: Package, classes: Any
) -> None:
    def node(depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {"name": "a", "children": []}
        for _ in range(depth):
            found = {"name": "a", "children": [found]}
        return found

    deepest = node(200)
    assert shop.is_valid("Node", deepest)
    assert classes.unstructure(classes.structure(deepest, classes.Node)) == deepest
    for depth in (201, 5000):
        assert not shop.is_valid("Node", node(depth))
        with pytest.raises(shop.runtime.ValidationError):
            classes.structure(node(depth), classes.Node)
    json_value: Any = "a"
    for _ in range(190):
        json_value = [json_value]
    assert classes.Box(json=json_value).json is json_value


# cattrs


def test_cattrs_structures_a_union_of_classes_in_other_classes(
    classes: Any, converter: cattrs.Converter
) -> None:
    envelope = attrs.make_class(
        "Envelope", {"item": attrs.field(type=classes.Item), "sent": attrs.field(type=str)}
    )
    made = converter.structure({"item": {"sku": "a", "wrapped": True}, "sent": "now"}, envelope)
    assert made.item == classes.Gift(sku="a", wrapped=True)
    assert converter.unstructure(made) == {"item": {"sku": "a", "wrapped": True}, "sent": "now"}


def test_an_alias_that_holds_objects_is_parsed(shop: Package, classes: Any) -> None:
    items = [{"sku": "a", "count": 1}, {"sku": "a", "wrapped": True}]
    parsed = classes.parse_items(items)
    assert parsed == [classes.Line(sku="a", count=1), classes.Gift(sku="a", wrapped=True)]
    assert classes.unstructure(parsed) == items
    with pytest.raises(shop.runtime.ValidationError, match="not a valid Items"):
        classes.parse_items({})


def test_a_subclass_is_structured_and_unstructured_like_its_class(
    classes: Any, converter: cattrs.Converter
) -> None:
    class Own(classes.Customer):  # type: ignore[misc, name-defined]
        shout = property(lambda self: self.name.upper())

    made = converter.structure({"name": "a", "more": 1}, Own)
    assert (type(made), made.shout) == (Own, "A")
    assert converter.unstructure(made) == {"name": "a", "more": 1}
    assert order(classes, customer=made).customer is made


def test_a_class_of_another_package_is_rejected(classes: Any) -> None:
    with pytest.raises(TypeError, match="int is not a class of this package, nor a subclass"):
        classes.structure({}, int)


def test_the_package_works_without_cattrs(tmp_path: Path) -> None:
    settings = '[tool.typescribe.packages.shop]\nspec = "spec"\noutput = "shop"\n'
    (tmp_path / "pyproject.toml").write_text(f'{settings}targets = ["attrs"]\n')
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "a.yaml").write_text(SHOP)
    script = (
        "import sys; sys.modules['cattrs'] = None\n"
        "from shop import UNSET, ValidationError\n"
        "from shop.attrs_classes import Line, structure, unstructure\n"
        "print(unstructure(structure({'sku': 'a', 'count': 1, 'x': 2}, Line)))"
    )
    for command in (["-m", "typescribe", "generate"], ["-c", script]):
        ran = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "{'sku': 'a', 'count': 1, 'x': 2}\n"


# Hostile specs


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda text: ascii(text)[1:13])
def test_hostile_texts_stay_texts(fragment: str) -> None:
    texts = {f.name: f"{f.name} {fragment} {f.name}" for f in fields_of(Texts)}
    if len(fragment) > 200:  # YAML has no keys of more than 1,024 characters
        texts |= {"wire_name": "t-1", "odd_name": "t-2", "literal_value": "t"}
    given = Texts(**texts)
    try:
        _, made = generated(spec_of(given, Names(), raw=False))
    except SpecError:
        assert any("\ud800" <= character <= "\udfff" for character in fragment)
        return
    message = {
        given.wire_name: "1",
        given.odd_name: 2,
        "wireName": True,
        "literal": given.literal,
        "inner": {"a": 3},
        "again": [],
        "limited": given.limited,
        f"more {fragment}": [fragment],
    }
    with imported(made) as modules:
        module = modules["attrs_classes"]
        read = module.structure(message, module.Probe)
        assert module.unstructure(read) == message
        assert read.attribute_as_json == 1


@pytest.mark.parametrize(
    "name",
    [
        *("self", "NOTHING", "attr_dict", "field", "define", "Declared", "structure", "configure"),
        *("unstructure", "converter", "validator", "metadata", "default", "attrs", "SHAPES"),
        *("UNSET", "datetime", "property", "Any", "TYPE_CHECKING", "Probe", "extra", "__attrs_x"),
    ],
)
@pytest.mark.parametrize("place", ["type", "wire_name", "attribute"])
def test_a_spec_may_use_the_names_of_the_module_and_of_attrs(place: str, name: str) -> None:
    names = Names(**{place: name} | ({"reference": name} if place == "type" else {}))
    texts = Texts()
    try:
        model, made = generated(spec_of(texts, names, raw=False))
    except SpecError:
        return
    message = {
        texts.wire_name: "1",
        texts.odd_name: 2,
        names.wire_name: True,
        "literal": texts.literal,
        "inner": {"a": 3},
        "again": [],
        "limited": texts.limited,
    }
    with imported(made) as modules:
        module = modules["attrs_classes"]
        own = {
            found.__name__.rstrip("_"): found
            for found in vars(module).values()
            if isinstance(found, type) and found.__module__ == module.__name__
        }
        probe = own[next(iter(model.by_name)).rstrip("_")]
        converter = module.configure(cattrs.Converter())
        read = converter.structure(message, probe)
        assert converter.unstructure(read) == message
        assert read == converter.structure(message, probe)
