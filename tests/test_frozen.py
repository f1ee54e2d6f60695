"""Frozen packages read and write the same messages as others, and their instances are immutable."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, loaded
from specs import load
from strategies import examples, near_misses, values

from typescribe import pipeline
from typescribe.language.model import Model, Reference
from typescribe.verifying.values import is_inhabited

FEATURES = Path(__file__).parent / "data" / "features"
SPEC = """
types:
  Opcode: {values: {0: {name: Dispatch}, 1: {name: Heartbeat}}}
  Leaf: {fields: {id: string, count?: number | null, op?: Opcode}}
  Order:
    fields:
      id: string
      at?: {type: number, reads_as: epoch_milliseconds}
      leaf: Leaf
      lines?: Leaf[]
      parent?: Order
"""
ORDER = {"id": "7", "at": 0, "leaf": {"id": "a", "op": 1, "more": "b"}}


@pytest.fixture(scope="module")
def features() -> Iterator[tuple[Package, Package]]:
    """The same package twice: its instances are frozen, and they are not."""
    model = pipeline.load_spec("features", FEATURES, "features")
    with loaded(replace(model, frozen=True)) as frozen, loaded(model) as other:
        yield frozen, other


def model_of(folder: Path) -> Model:
    return replace(load(folder, SPEC), frozen=True, enum_classes=True)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    model = model_of(tmp_path_factory.mktemp("frozen"))
    with loaded(model, "constants", "pydantic", "msgspec", "attrs") as found:
        yield found


@examples(150)
@given(data=st.data())
def test_the_same_messages_are_read_and_written(
    features: tuple[Package, Package], data: st.DataObject
) -> None:
    frozen, _ = features
    names = [n for n in frozen.model.by_name if is_inhabited(frozen.model, Reference(n))]
    name = data.draw(st.sampled_from(names))
    drawn = values(frozen.model, Reference(name))
    value = data.draw(drawn | near_misses(drawn))
    if name in frozen.classes():
        refusals = [one.refusal(name, value) for one in features]
    elif frozen.model.holds_objects(Reference(name)):
        refusals = [one.parse_refusal(name, value) for one in features]
    else:
        return
    if None in refusals:
        assert refusals == [None, None]
        read = (one.read if name in one.classes() else one.parse for one in features)
        mine, theirs = (each(name, value) for each in read)
        assert repr(mine) == repr(theirs)
        assert_immutable(mine)
        if name in frozen.classes():
            assert mine.to_dict() == theirs.to_dict()
            assert pickle.loads(pickle.dumps(mine)) == copy.deepcopy(mine) == mine
    else:
        assert list(map(str, refusals[0].issues)) == list(map(str, refusals[1].issues))


def assert_immutable(value: object) -> None:
    """Assert that every instance in a value is one of its class, whose attributes cannot be set."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            held = getattr(value, field.name)
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(value, field.name, held)
            with pytest.raises(dataclasses.FrozenInstanceError):
                delattr(value, field.name)
            assert_immutable(held)
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            assert_immutable(item)


def test_every_instance_is_of_the_class_that_the_module_defines(package: Package) -> None:
    order = package.read("Order", {**ORDER, "lines": [{"id": "b"}], "parent": ORDER})
    models = package.models
    assert type(order) is type(order.parent) is models.Order
    assert type(order.leaf) is type(order.lines[0]) is models.Leaf
    assert order.at_as_datetime.year == 1970
    assert order.leaf.op is package.modules["constants.py"].Opcode.HEARTBEAT
    assert order == models.Order(
        id="7",
        at=0,
        leaf=models.Leaf(id="a", op=1, extra={"more": "b"}),
        lines=[models.Leaf(id="b")],
        parent=package.read("Order", ORDER),
    )
    assert dataclasses.replace(order, id="8").to_dict() == {**order.to_dict(), "id": "8"}


def test_an_instance_is_hashable_if_its_parts_are(package: Package) -> None:
    leaf = {"id": "a", "count": 1}
    one, same = (package.read("Order", {"id": "7", "leaf": leaf}) for _ in range(2))
    assert hash(one) == hash(same)
    assert {one: "found"}[same] == "found"
    for held, kind in (({"lines": [leaf]}, "list"), ({"more": 1}, "dict")):
        with pytest.raises(TypeError, match=f"unhashable type: '{kind}'"):
            hash(package.read("Order", {"id": "7", "leaf": leaf, **held}))


def test_a_pickle_of_a_release_with_other_attributes_can_be_read(package: Package) -> None:
    class_ = package.models.Order
    held = {"id": "7", "gone": 1, "leaf": None}
    for target in (class_, type("Own", (class_,), {}), type("Slim", (class_,), {"__slots__": ()})):
        order = target.__new__(target)
        order.__setstate__((None, held))
        assert (order.id, order.at, order.lines) == ("7", None, None)
        assert order.__getstate__()[1]["id"] == "7"


def test_a_subclass_reads_instances_of_its_own(package: Package) -> None:
    class Own(package.models.Order):  # type: ignore[misc, name-defined]  # a class made at run time
        def shout(self) -> str:
            return str(self.id) + "!"

    class Slim(package.models.Order):  # type: ignore[misc, name-defined]  # a class made at run time
        __slots__ = ()

    for class_ in (Own, Slim):
        made = class_.from_json(json.dumps(ORDER))
        assert type(made) is class_
        assert made.to_dict() == ORDER
        with pytest.raises(dataclasses.FrozenInstanceError):
            made.id = "8"
        with pytest.raises(package.runtime.ValidationError):
            class_.from_dict({})
    assert Own.from_dict(ORDER).shout() == "7!"


def test_classes_of_attrs_pydantic_and_msgspec_are_frozen(package: Package) -> None:
    classes = package.modules["attrs_classes.py"]
    models = package.modules["pydantic_models.py"]
    structs = package.modules["msgspec_structs.py"]
    plain = {"id": "7", "at": 0, "leaf": {"id": "a"}}
    for read in (
        lambda: classes.structure(plain, classes.Order),
        lambda: models.Order.model_validate(plain),
        lambda: msgspec.convert(plain, structs.Order),
    ):
        order, same = read(), read()
        assert hash(order) == hash(same)
        for holder, name in ((order, "id"), (order.leaf, "count"), (order, "lines")):
            with pytest.raises((AttributeError, pydantic.ValidationError)):
                setattr(holder, name, None)
        assert order == same
    assert classes.unstructure(classes.structure(ORDER, classes.Order)) == ORDER
    dumped = models.Order.model_validate(ORDER).model_dump(by_alias=True, exclude_unset=True)
    assert dumped == ORDER


def test_attributes_are_those_of_a_package_that_is_not_frozen(
    features: tuple[Package, Package],
) -> None:
    for name in features[0].classes():
        mine, theirs = (dataclasses.fields(getattr(one.models, name)) for one in features)
        assert [(f.name, f.type) for f in mine] == [(f.name, f.type) for f in theirs]
