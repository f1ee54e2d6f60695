"""A required property with one possible literal is its default, and still required in messages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, loaded
from pydantic import BaseModel, TypeAdapter, ValidationError
from specs import load

SPEC = """
types:
  Kind: {values: {1: {name: Only}}}
  Always: {type: '"al"'}
  Login:
    fields:
      type: '"login"'
      wireKind: Kind
      ratio: "1.5"
      huge: "100000000000000000000"
      done: "true"
      "odd name": Always
      nothing: "null"
      data?: string
  Logout: {fields: {type: '"logout"', always: '"b"', kind?: '"maybe"'}}
  Event: {type: Login | Logout}
  Wide: {fields: {type: '"a" | "b"', text: string, open: Always | number}}
"""
LOGIN = {
    "type": "login",
    "wireKind": 1,
    "ratio": 1.5,
    "huge": 100000000000000000000,
    "done": True,
    "odd name": "al",
    "nothing": None,
}


@pytest.fixture(scope="module", params=["literals", "classes"])
def package(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Package]:
    model = load(tmp_path_factory.mktemp("literals"), SPEC)
    model = replace(model, enum_classes=request.param == "classes")
    with loaded(model, "constants", "pydantic", "attrs", "msgspec", "hypothesis") as found:
        yield found


def test_a_dataclass_needs_no_value_for_what_has_only_one(package: Package) -> None:
    login = package.models.Login(nothing=None)
    assert login.to_dict() == LOGIN
    assert package.models.Login.from_dict(login.to_dict()) == login
    if package.model.enum_classes:
        assert login.wire_kind is package.modules["constants.py"].Kind.ONLY
    assert repr(package.models.Logout()) == "Logout(type='logout', always='b')"


def test_an_attrs_class_needs_no_value_for_what_has_only_one(package: Package) -> None:
    module: Any = package.modules["attrs_classes.py"]
    login = module.Login(nothing=None)
    assert module.unstructure(login) == LOGIN
    assert module.structure(LOGIN, module.Login) == login


def test_a_pydantic_model_needs_no_value_for_what_has_only_one(package: Package) -> None:
    module: Any = package.modules["pydantic_models.py"]
    login = module.Login(nothing=None)
    assert login.model_dump(by_alias=True, exclude_unset=True) == LOGIN
    assert isinstance(login.wire_kind, Enum) == package.model.enum_classes
    assert module.Login.model_validate(LOGIN) == login
    assert module.Login(**LOGIN) == module.Login(type="login", nothing=None) == login
    with pytest.raises(ValidationError):
        module.Login(type="logout", nothing=None)


def test_a_value_is_required_if_there_are_several_or_null(package: Package) -> None:
    for make in (
        package.models.Login,
        lambda: package.models.Wide(text="", open="al"),
        lambda: package.models.Wide(type="a", text=""),
    ):
        with pytest.raises(TypeError, match="missing 1 required"):
            make()
    assert package.models.Logout().kind is None


@pytest.mark.parametrize("key", [*LOGIN])
def test_a_message_without_the_property_is_invalid_to_all(package: Package, key: str) -> None:
    message = {k: v for k, v in LOGIN.items() if k != key}
    assert not package.judge("Login").is_valid(message)
    assert not package.is_valid("Login", message)
    assert package.refusal("Login", message) is not None
    attrs: Any = package.modules["attrs_classes.py"]
    with pytest.raises(ValueError, match="got nothing"):
        attrs.structure(message, attrs.Login)
    pydantic: Any = package.modules["pydantic_models.py"]
    for type_ in (pydantic.Login, pydantic.Event):
        adapter = TypeAdapter(type_)
        for read in (adapter.validate_python, lambda m, a=adapter: a.validate_json(json.dumps(m))):
            with pytest.raises(ValidationError):
                read(message)
    if key != "type":  # which is the tag
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(message, package.modules["msgspec_structs.py"].Login)


def test_the_schema_of_a_pydantic_model_requires_the_property(package: Package) -> None:
    schema = package.modules["pydantic_models.py"].Login.model_json_schema()
    assert schema["required"] == [*LOGIN]
    assert not any("default" in each for each in schema["properties"].values())


def test_own_pydantic_models_may_extend_and_change_the_property(package: Package) -> None:
    base: Any = package.modules["pydantic_models.py"].Logout

    class Mine(base):  # type: ignore[misc]  # the module is made by the test
        note: str = "mine"

    class WithInit(base):  # type: ignore[misc]  # the module is made by the test
        def __init__(self, **given: Any) -> None:
            super().__init__(type="logout", always_="b", **given)

    class Holder(BaseModel):
        held: base

    assert Mine().model_dump(by_alias=True) == {"type": "logout", "always": "b", "note": "mine"}
    assert WithInit().type == "logout"
    assert Holder(held={"type": "logout", "always": "b"}).held == base()
    with pytest.raises(ValidationError):
        Holder(held={"type": "logout"})


def test_hypothesis_builds_valid_messages_without_the_property(package: Package) -> None:
    @given(st.builds(package.models.Login, nothing=st.none(), data=st.none() | st.text()))
    def valid(login: Any) -> None:
        assert package.is_valid("Login", login.to_dict())

    valid()
