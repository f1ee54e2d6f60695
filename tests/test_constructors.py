"""A constructor accepts, according to its annotations, what `from_dict` produces, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from packages import Package, loaded
from strategies import Draw, Drawer, examples, mixtures, packages

from typescribe.language.model import Model, ObjectType, Reference, Type, UnionType
from typescribe.targets.json_schema.context import schema
from typescribe.verifying.values import heights_of, is_inhabited


class Classes:
    """The classes of a target, by the names of the spec."""

    def __init__(self, package: Package, target: str) -> None:
        self.package = package
        self.is_attrs = target == "attrs"
        self.module: Any = package.modules["attrs_classes.py" if self.is_attrs else "models.py"]

    def create(self, object_: ObjectType, members: dict[str, Any], extra: Any) -> Any:
        """Return an instance of a class, from the values of properties by their wire names."""
        class_ = getattr(self.module, object_.name)
        if self.is_attrs:
            names = {a.metadata.get("wire_name"): a.name for a in attrs.fields(class_)}
        else:
            names = {field.wire_name: field.attribute for field in object_.fields}
        given = {names[key]: value for key, value in members.items()}
        return class_(**given, **extra)

    def read(self, name: str, value: Any) -> Any:
        class_ = getattr(self.module, name)
        return self.module.structure(value, class_) if self.is_attrs else class_.from_dict(value)

    def written(self, instance: Any) -> Any:
        """Return the JSON of a value with instances in it."""
        match instance:
            case list():
                return [self.written(item) for item in instance]
            case dict():
                return {key: self.written(item) for key, item in instance.items()}
            case None | bool() | int() | float() | str():
                return instance
        return self.module.unstructure(instance) if self.is_attrs else instance.to_dict()


class Builder(Drawer):
    """Draws values whose objects are created by constructors, as programs create them."""

    def __init__(self, draw: Draw, classes: Classes) -> None:
        self.package = classes.package
        super().__init__(draw, self.package.model, heights_of(self.package.model), undeclared=True)
        self.classes = classes
        self.is_ambiguous = False
        """Whether the JSON of an instance is also valid as another member of a union."""

    def value(self, type_: Type, depth: int) -> Any:
        if not isinstance(type_, UnionType):
            return super().value(type_, depth)
        member = self.draw(st.sampled_from(self.possible(type_.members, depth)))
        made = super().value(member, depth)
        others = [other for other in type_.members if other != member]
        self.is_ambiguous |= any(
            self.accepts(other, self.classes.written(made)) for other in others
        )
        return made

    def accepts(self, type_: Type, value: object) -> bool:
        return Draft202012Validator({**self.package.schema, **schema(type_)}).is_valid(value)

    def object(self, object_: ObjectType, depth: int) -> Any:
        members = super().object(object_, depth)
        names = [field.wire_name for field in object_.fields]
        declared = {name: members.pop(name) for name in names if name in members}
        extra = members or self.draw(st.sampled_from([None, {}]))
        given = {"extra": extra} if members or self.draw(st.booleans()) else {}
        return self.classes.create(object_, declared, given)


@pytest.mark.parametrize("target", ["dataclasses", "attrs"])
@examples(25)
@given(model=packages() | mixtures(), data=st.data())
def test_what_is_created_is_written_and_read_again(
    target: str, model: Model, data: st.DataObject
) -> None:
    with loaded(model, "attrs") as package:
        classes = Classes(package, target)
        name = data.draw(st.sampled_from(package.classes()))
        if not is_inhabited(model, Reference(name)):
            return
        builders: list[Builder] = []

        @st.composite
        def instances(draw: Draw) -> Any:
            builders.append(Builder(draw, classes))
            return builders[-1].value(Reference(name), 4)

        created = data.draw(instances())
        sent = classes.written(created)
        assert package.judge(name).is_valid(sent)
        read = classes.read(name, sent)
        assert classes.written(read) == sent
        assert read == created or builders[-1].is_ambiguous


SPEC = """
types:
  Line: {fields: {sku: string, "unit-price?": number}}
  Order: {fields: {lines: "Line[]", note?: string | null}}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    with loaded(specs.load(tmp_path_factory.mktemp("shop"), SPEC), "attrs") as package:
        yield package


@pytest.mark.parametrize("target", ["dataclasses", "attrs"])
def test_no_undeclared_properties_are_none_however_they_are_given(
    shop: Package, target: str
) -> None:
    line = Classes(shop, target).module.Line
    assert line(sku="a", extra={}) == line(sku="a", extra=None) == line(sku="a")
    assert line(sku="a", extra={}).extra is None


@pytest.mark.parametrize("target", ["dataclasses", "attrs"])
def test_a_declared_property_is_no_undeclared_one(shop: Package, target: str) -> None:
    line = Classes(shop, target).module.Line
    assert line(sku="a", extra={"unit_price": 1}).extra == {"unit_price": 1}
    with pytest.raises(ValueError, match="not a valid Line: 2 issues") as raised:
        line(sku="a", extra={"unit-price": 1, "new": 2, "sku": "b"})
    assert str(raised.value).splitlines()[1:] == [
        "  extra.sku: expected an undeclared property, got a declared one",
        '  extra["unit-price"]: expected an undeclared property, got a declared one',
    ]


def test_a_class_that_extends_one_may_initialize_itself(shop: Package) -> None:
    base: Any = shop.models.Line

    class Mine(base):  # type: ignore[misc]  # the module is made by the test
        def __post_init__(self) -> None:
            self.unit_price = 1

    assert Mine(sku="a").to_dict() == {"sku": "a", "unit-price": 1}
    with pytest.raises(ValueError, match="not a valid Line: 1 issue"):
        type("Other", (base,), {})(sku="a", extra={"sku": "b"})
