"""The functions that read unions of Structs: a literal selects the Struct, wherever it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
import specs
from golden_cases import GOLDEN
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, loaded
from strategies import examples
from test_pydantic_unions import MESSAGES, members

from typescribe import pipeline

SPEC = GOLDEN / "msgspec_unions" / "spec" / "msgspec_unions"


def readers(package: Package, name: str) -> list[Callable[[Any], Any]]:
    """Return the functions of a union: that for JSON texts, and that for decoded values."""
    module: Any = package.modules["msgspec_structs.py"]
    decode, convert = (getattr(module, f"{verb}_{name}") for verb in ("decode", "convert"))
    return [
        lambda message: decode(json.dumps(message)),
        lambda message: decode(json.dumps(message).encode()),
        convert,
    ]


def test_the_literal_selects_the_struct(tmp_path: Path) -> None:
    with loaded(pipeline.load_spec("unions", SPEC, "unions"), "msgspec") as package:
        structs: Any = package.modules["msgspec_structs.py"]
        for read in readers(package, "event"):
            login = read({"data": {"type": "login", "agentId": "a"}})
            assert login == structs.Login(data=structs.LoginData(type="login", agent_id="a"))
            assert type(read({"data": {"type": "sent", "to": "b"}})) is structs.Moved
            assert type(read({"data": {"type": "new", "id": 1}})) is structs.Other
            assert type(read({"data": {"type": "login", "id": 1}})) is structs.Other
            assert read(None) is None
        for read in readers(package, "part"):
            assert type(read({"kind": "a", "version": 1, "text": "b"})) is structs.Text
            assert type(read({"kind": "a", "version": 1, "number": 1})) is structs.Count
            assert read({"a": True}) == {"a": True}
            assert read(["a"]) == ["a"]
            assert read("a") == "a"


@pytest.mark.parametrize(
    ("name", "message", "error"),
    [
        (
            "event",
            {"data": {"type": "login", "agentId": 7}},
            "Expected `str`, got `int` - at `$.data.agentId`",
        ),
        (
            "event",
            {"data": {"type": "new"}},
            "Object missing required field `id` - at `$.data`",
        ),
        (
            "known",
            {"data": {"type": "+15550100123"}},
            'Expected "login" or "moved" or "sent" - at `$.data.type`',
        ),
        ("known", {"data": 7}, 'Expected "login" or "moved" or "sent" - at `$.data.type`'),
        ("known", [], 'Expected "login" or "moved" or "sent" - at `$.data.type`'),
    ],
)
def test_the_error_is_that_of_the_struct_that_the_literal_names(
    name: str, message: Any, error: str
) -> None:
    with loaded(pipeline.load_spec("unions", SPEC, "unions"), "msgspec") as package:
        for read in readers(package, name):
            with pytest.raises(msgspec.ValidationError) as caught:
                read(message)
            assert str(caught.value) == error


def test_a_text_that_is_not_json_is_an_error_of_msgspec() -> None:
    with loaded(pipeline.load_spec("unions", SPEC, "unions"), "msgspec") as package:
        for raw in ("", "{", b"\xff", '{"data": {"type": "login", "agentId": "a"}} {}'):
            with pytest.raises(msgspec.DecodeError) as caught:
                package.modules["msgspec_structs.py"].decode_known(raw)
            assert type(caught.value) is msgspec.DecodeError


def test_unions_that_tags_distinguish_have_no_functions() -> None:
    with loaded(pipeline.load_spec("unions", SPEC, "unions"), "msgspec") as package:
        structs = vars(package.modules["msgspec_structs.py"])
        found = {name for name in structs if name.startswith(("decode_", "convert_"))}
        names = ("event", "known", "part")
        assert found == {f"{verb}_{name}" for verb in ("decode", "convert") for name in names}


@examples(15)
@given(
    types=st.lists(members(), min_size=2, max_size=4, unique=True),
    messages=st.lists(MESSAGES, min_size=20, max_size=40),
)
def test_every_valid_message_of_any_union_is_read(types: list[str], messages: list[Any]) -> None:
    text = f'types:\n  U: {{type: "{" | ".join(types)}"}}\n'
    with TemporaryDirectory() as folder:
        model = specs.load(Path(folder), text)
    with loaded(model, "msgspec") as package:
        structs: Any = package.modules["msgspec_structs.py"]
        schema = package.judge("U")
        for message in messages:
            if (
                hasattr(structs, "decode_u")
                and schema.is_valid(message)
                and "1.0" not in str(message)
            ):
                for read in readers(package, "u"):
                    read(message)
