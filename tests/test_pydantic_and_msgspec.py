"""Generated code in use with pydantic, FastAPI and msgspec."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import openapi_spec_validator
import pydantic
import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from fastapi.testclient import TestClient
from packages import loaded
from specs import load

from typescribe.cli.main import main
from typescribe.language.model import Model
from typescribe.targets.pydantic.context import NAMES

ROOT = Path(__file__).parent.parent
RAW = (ROOT / "tests" / "data" / "contact_assigned.json").read_bytes()
NAME = "contact_center_for_libraries"
SETTINGS = f"""
[tool.typescribe.packages.{NAME}]
spec = "spec"
output = "{NAME}"
targets = ["typed_dicts", "json_schema", "pydantic", "msgspec"]
typed_dicts_from = "typing_extensions"
"""


@pytest.fixture(scope="module")
def contact_center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package of this repository for both libraries, in a folder on `sys.path`."""
    folder = tmp_path_factory.mktemp("libraries")
    shutil.copytree(ROOT / "spec" / "webex_contact_center", folder / "spec")
    (folder / "pyproject.toml").write_text(SETTINGS)
    result = CliRunner().invoke(main, ["generate", "--project", str(folder)])
    assert result.exit_code == 0, result.output
    sys.path.insert(0, str(folder))
    yield folder / NAME
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def models(contact_center: Path) -> Any:
    return import_module(f"{contact_center.name}.pydantic_models")


@pytest.fixture(scope="module")
def structs(contact_center: Path) -> Any:
    return import_module(f"{contact_center.name}.msgspec_structs")


@pytest.fixture
def message() -> Any:
    return json.loads(RAW)


def client(type_: Any) -> TestClient:
    """Return a client of a service that accepts messages of a type and returns them."""

    def take(contact: Any) -> Any:
        return contact

    take.__annotations__ = {"contact": type_, "return": type_}
    app = FastAPI()
    app.post("/contacts", response_model_exclude_unset=True)(take)
    return TestClient(app)


# pydantic


def test_a_message_is_read_and_written_by_pydantic(models: Any, message: Any) -> None:
    contact = models.AgentContact.model_validate_json(RAW)
    details = contact.data.interaction.call_processing_details
    assert (details.is_paused, details.is_paused_as_bool) == ("false", False)
    assert contact.data.event_time_as_datetime.isoformat() == "2025-08-27T10:00:29.186000+00:00"
    assert contact.model_dump(by_alias=True, exclude_unset=True) == message
    contact.data.queue_name = "Support queue"
    contact.data.auto_resumed = None  # absent
    written = contact.model_dump(by_alias=True, exclude_unset=True)
    assert written == {**message, "data": {**message["data"], "queueName": "Support queue"}}


def test_fastapi_accepts_a_message_and_returns_it(models: Any, message: Any) -> None:
    answer = client(models.AgentContact).post("/contacts", json=message)
    assert (answer.status_code, answer.json()) == (200, message)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("agentId", 7),
        ("isConferencing", "false"),
        ("queueName", None),
        ("eventTime", "1756288829186"),
        ("eventTime", True),
    ],
)
def test_fastapi_answers_422_to_an_invalid_message(
    models: Any, message: Any, path: str, value: object
) -> None:
    message["data"][path] = value
    answer = client(models.AgentContact).post("/contacts", json=message)
    assert answer.status_code == 422
    assert [issue["loc"] for issue in answer.json()["detail"]] == [["body", "data", path]]


def test_the_openapi_document_is_valid_and_uses_wire_names(
    contact_center: Path, models: Any
) -> None:
    document = client(models.AgentContact).get("/openapi.json").json()
    openapi_spec_validator.validate(document)
    ours = json.loads((contact_center / "schema.json").read_text())["$defs"]
    theirs = document["components"]["schemas"]
    shared = ours.keys() & theirs.keys()
    assert len(shared) >= 8
    assert theirs.keys() - shared == {"HTTPValidationError", "ValidationError"}
    for name in shared:
        assert theirs[name]["properties"].keys() == ours[name]["properties"].keys()
        assert sorted(theirs[name].get("required", [])) == sorted(ours[name].get("required", []))
        for wire_name, declared in ours[name]["properties"].items():
            schema = theirs[name]["properties"][wire_name]
            if isinstance(declared.get("type"), str):
                assert schema.get("type") == declared["type"], (name, wire_name)
            described = " ".join(declared.get("description", "").split())
            assert " ".join(schema.get("description", "").split()) == described
            assert "default" not in schema


def test_models_accept_the_names_of_their_attributes(tmp_path: Path) -> None:
    with loaded(load(tmp_path, "types:\n  Box: {fields: {isOpen: boolean}}\n"), "pydantic") as p:
        box = p.modules["pydantic_models.py"].Box
        assert box(is_open=True) == box.model_validate({"isOpen": True})
        assert box(is_open=True).model_dump(by_alias=True) == {"isOpen": True}


def test_an_error_of_pydantic_does_not_repeat_the_message(models: Any, message: Any) -> None:
    message["data"]["agentId"] = {"name": "+15550100123"}
    with pytest.raises(pydantic.ValidationError) as caught:
        models.AgentContact.model_validate(message)
    assert "data.agentId" in str(caught.value)
    assert "+15550100123" not in str(caught.value)


def test_a_deprecated_attribute_warns_when_it_is_read(tmp_path: Path) -> None:
    spec = "types:\n  Box: {fields: {old?: {type: string, deprecated: use new}, new?: string}}\n"
    with loaded(load(tmp_path, spec), "pydantic") as package:
        box_class = package.modules["pydantic_models.py"].Box
        box = box_class.model_validate({"old": "a"})
        with pytest.warns(DeprecationWarning, match="use new"):
            assert box.old == "a"
        assert box_class.model_json_schema()["properties"]["old"]["deprecated"] is True


def test_absent_and_null_are_distinguished(tmp_path: Path) -> None:
    spec = "types:\n  Box: {fields: {a?: string, b?: string | null}}\n"
    with loaded(load(tmp_path, spec), "pydantic", "msgspec") as package:
        model = package.modules["pydantic_models.py"].Box
        for message in ({}, {"b": None}, {"a": "x", "b": "y"}):
            read = model.model_validate(message)
            assert read.model_fields_set == message.keys()
            assert read.model_dump(exclude_unset=True) == message
            struct = msgspec.convert(message, package.modules["msgspec_structs.py"].Box)
            assert (struct.b is msgspec.UNSET) is ("b" not in message)
            assert msgspec.to_builtins(struct) == message
        with pytest.raises(pydantic.ValidationError, match="may be left out, but not be null"):
            model.model_validate({"a": None})
        with pytest.raises(
            msgspec.ValidationError, match=r"Expected `str`, got `null` - at `\$.a`"
        ):
            msgspec.json.decode(b'{"a": null}', type=package.modules["msgspec_structs.py"].Box)


UNION = """
types:
  Call: {fields: {channelType: '"telephony"', number: string}}
  Chat: {fields: {channelType: '"chat"', text: string}}
  Task: {type: Call | Chat}
"""


@pytest.fixture
def union(tmp_path: Path) -> Model:
    return load(tmp_path, UNION)


def test_a_literal_selects_the_variant(union: Model) -> None:
    with loaded(union, "pydantic", "msgspec") as package:
        adapter = pydantic.TypeAdapter(package.modules["pydantic_models.py"].Task)
        with pytest.raises(pydantic.ValidationError) as caught:
            adapter.validate_python({"channelType": "chat"})
        assert [error["loc"] for error in caught.value.errors()] == [("chat", "text")]
        assert adapter.json_schema()["discriminator"]["propertyName"] == "channelType"
        structs = package.modules["msgspec_structs.py"]
        chat = msgspec.json.decode(b'{"channelType": "chat", "text": "a"}', type=structs.Task)
        assert (type(chat), chat.channel_type) == (structs.Chat, "chat")
        assert msgspec.json.decode(msgspec.json.encode(chat)) == {
            "channelType": "chat",
            "text": "a",
        }


def test_every_public_name_of_a_pydantic_model_is_reserved() -> None:
    public = {name for name in dir(pydantic.BaseModel) if not name.startswith("_")}
    assert public <= NAMES.body


# TypedDicts


def test_typed_dicts_serve_fastapi(contact_center: Path, message: Any) -> None:
    typed_dicts = import_module(f"{contact_center.name}.typed_dicts")
    service = client(typed_dicts.AgentContactDict)
    openapi_spec_validator.validate(service.get("/openapi.json").json())
    assert service.post("/contacts", json=message).status_code == 200
    broken = copy.deepcopy(message)
    del broken["data"]["agentId"]
    answer = service.post("/contacts", json=broken)
    assert answer.status_code == 422
    assert [issue["loc"] for issue in answer.json()["detail"]] == [["body", "data", "agentId"]]


# msgspec


def test_a_message_is_decoded_and_encoded_by_msgspec(structs: Any, message: Any) -> None:
    contact = msgspec.json.decode(RAW, type=structs.AgentContact)
    details = contact.data.interaction.call_processing_details
    assert (details.is_paused, details.is_paused_as_bool) == ("false", False)
    assert contact.data.queue_mgr == message["data"]["queueMgr"]
    assert contact.data.auto_resumed is msgspec.UNSET
    assert json.loads(msgspec.json.encode(contact)) == message
    contact.data.queue_name = "Support queue"
    assert msgspec.to_builtins(contact)["data"]["queueName"] == "Support queue"


def test_msgspec_reports_the_place_of_an_error(structs: Any, message: Any) -> None:
    message["data"]["isConferencing"] = "false"
    expected = r"^Expected `bool`, got `str` - at `\$\.data\.isConferencing`$"
    with pytest.raises(msgspec.ValidationError, match=expected):
        msgspec.json.decode(json.dumps(message), type=structs.AgentContact)


def test_a_property_without_a_name_is_no_tag_of_msgspec(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        """
        types:
          Nameless: {fields: {'""': {type: string, attribute: empty}, id: string}}
        """,
    )
    with loaded(model, "msgspec") as package:
        nameless = package.modules["msgspec_structs.py"].Nameless
        assert msgspec.json.decode(b'{"": "a", "id": "1"}', type=nameless).id == "1"


# The generator


def test_the_generator_imports_none_of_these_libraries() -> None:
    script = (
        "import sys, typescribe.targets, typescribe.pipeline;"
        "print({'pydantic', 'msgspec', 'fastapi'} & sys.modules.keys())"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert found.stdout == "set()\n"


def test_names_where_a_model_is_used_do_not_change_the_model(tmp_path: Path) -> None:
    """pydantic completes a model at its first use, with the names that the caller has."""
    spec = "types: {A: {fields: {b: B, c: C}}, B: {fields: {x: string}}, C: {fields: {'a?': A}}}"
    with loaded(load(tmp_path, spec), "dataclasses", "pydantic") as package:
        B = package.modules["models.py"].B  # noqa: N806 - the name that the model uses
        C = package.modules["models.py"].C  # noqa: N806
        models = package.modules["pydantic_models.py"]

        class Mine(models.A):  # type: ignore[misc,name-defined] # a module made at run time
            more: int

        class Pair(pydantic.BaseModel):
            first: models.A

        message = {"b": {"x": "1"}, "c": {}}
        assert type(models.A.model_validate(message).b) is not B
        assert type(Mine.model_validate({**message, "more": 1}).c) is not C
        assert type(Pair.model_validate({"first": message}).first.b) is not B
