"""Unions of pydantic models: a literal selects the variant, wherever it is in the message."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pydantic
import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, loaded
from strategies import examples
from test_meaning import same

EVENTS = """
types:
  Login: {fields: {data: {fields: {type: '"login"', agentId: string}}}}
  Logout: {fields: {data: {fields: {type: '"logout"', reason: string, code: number}}}}
  Moved: {fields: {data: {fields: {type: '"moved" | "sent"', from: string, to: string}}}}
  Other: {fields: {data: {fields: {type: string, id: number}}}}
  Known: {type: Login | Logout | Moved}
  Event: {type: Known | Other | null}
  Text: {fields: {kind: '"a"', version: "1", text: string}}
  Count: {fields: {kind: '"a"', version: "2", number: number}}
  Part: {type: 'Text | Count | Record<string, boolean>'}
  Channel: {type: Call | Chat}
  Call: {fields: {channelType: '"telephony"', number: string}}
  Chat: {fields: {channelType: '"chat"', text: string}}
"""


def adapter(package: Package, name: str) -> pydantic.TypeAdapter[Any]:
    """Return a reader of a type whose errors contain no message, like those of models."""
    found = getattr(package.modules["pydantic_models.py"], name)
    return pydantic.TypeAdapter(found, config=pydantic.ConfigDict(hide_input_in_errors=True))


def errors(read: Any, message: Any) -> list[Any]:
    """Return the places and the kinds of the errors of a message; assert that JSON has the same."""
    found = []
    readers = ((read.validate_python, message), (read.validate_json, json.dumps(message)))
    for reader, payload in readers:
        with pytest.raises(pydantic.ValidationError) as caught:
            reader(payload)
        found.append([(error["loc"], error["type"]) for error in caught.value.errors()])
    assert found[0] == found[1]
    return found[0]


def test_the_errors_are_those_of_the_variant_that_the_literal_names(tmp_path: Path) -> None:
    with loaded(specs.load(tmp_path, EVENTS), "pydantic") as package:
        for name in ("Known", "Event"):
            read = adapter(package, name)
            assert errors(read, {"data": {"type": "logout", "code": "1"}}) == [
                (("Logout", "data", "reason"), "missing"),
                (("Logout", "data", "code"), "number_type"),
            ]
        assert errors(adapter(package, "Event"), {"data": {"type": "new"}}) == [
            (("Other", "data", "id"), "missing")
        ]
        assert errors(adapter(package, "Event"), {"data": {}}) == [
            (("Other", "data", "type"), "missing"),
            (("Other", "data", "id"), "missing"),
        ]
        part = adapter(package, "Part")
        assert errors(part, {"kind": "a", "version": 2}) == [(("Count", "number"), "missing")]
        assert errors(part, {"kind": "b", "version": 1, "text": "b"}) == [
            (("Text", "kind"), "literal_error")
        ]


@pytest.mark.parametrize("name", ["Known", "Channel"])
def test_a_message_without_a_known_literal_has_one_error_that_lists_the_literals(
    tmp_path: Path, name: str
) -> None:
    private = "+15550100123"
    with loaded(specs.load(tmp_path, EVENTS), "pydantic") as package:
        read = adapter(package, name)
        for message in ({}, {"data": {"type": private}}, {"channelType": private}):
            assert errors(read, message) == [((), "discriminator")]
            with pytest.raises(pydantic.ValidationError) as caught:
                read.validate_python(message)
            assert private not in str(caught.value)
            expected = {
                "Known": "data.type, which is 'login' or 'logout' or 'moved' or 'sent'",
                "Channel": "channelType, which is 'telephony' or 'chat'",
            }
            assert f"Input should have the property {expected[name]}" in str(caught.value)
        with pytest.raises(pydantic.ValidationError) as caught:
            read.validate_python(7)
        assert len(caught.value.errors()) == 1


def test_a_catch_all_accepts_what_a_variant_with_the_literal_does_not(tmp_path: Path) -> None:
    with loaded(specs.load(tmp_path, EVENTS), "pydantic") as package:
        read, models = adapter(package, "Event"), package.modules["pydantic_models.py"]
        other = {"data": {"type": "login", "id": 1}}
        assert type(read.validate_python(other)) is models.Other
        both = {"data": {"type": "login", "id": 1, "agentId": "a"}}
        assert type(read.validate_python(both)) is models.Login
        assert read.validate_json("null") is None


def test_instances_and_names_of_attributes_are_read_too(tmp_path: Path) -> None:
    spec = EVENTS.replace("fields: {type:", "fields: {msgType:")
    with loaded(specs.load(tmp_path, spec), "pydantic") as package:
        models: Any = package.modules["pydantic_models.py"]
        for name in ("Known", "Event"):
            read = adapter(package, name)
            login = read.validate_python({"data": {"msgType": "login", "agentId": "a"}})
            assert read.validate_python(login) is login
            assert type(read.validate_python({"data": login.data})) is models.Login
            by_names = {"data": {"msg_type": "login", "agent_id": "a"}}
            assert type(read.validate_python(by_names)) is models.Login
        call = models.Call(channel_type="telephony", number="1")
        assert adapter(package, "Channel").validate_python(call) is call
        with pytest.raises(pydantic.ValidationError):
            adapter(package, "Known").validate_python(call)


@pytest.mark.filterwarnings("error")
def test_a_message_is_written_as_the_variant_that_it_is(tmp_path: Path) -> None:
    with loaded(specs.load(tmp_path, EVENTS), "pydantic") as package:
        for name, message in (
            ("Event", {"data": {"type": "moved", "from": "a", "to": "b", "new": [1]}}),
            ("Event", {"data": {"type": "b", "id": 1}}),
            ("Known", {"data": {"type": "login", "agentId": "a"}}),
            ("Part", {"kind": "a", "version": 2, "number": 1.5}),
            ("Part", {"a": True}),
        ):
            read = adapter(package, name)
            made = read.validate_python(message)
            assert read.dump_python(made, by_alias=True, exclude_unset=True) == message
            assert json.loads(read.dump_json(made, by_alias=True, exclude_unset=True)) == message


def test_a_schema_made_of_the_models_shows_every_member(tmp_path: Path) -> None:
    with loaded(specs.load(tmp_path, EVENTS), "pydantic") as package:
        event = adapter(package, "Event").json_schema()
        assert event["anyOf"].pop() == {"type": "null"}
        assert [*map(_name, event["anyOf"])] == ["Login", "Logout", "Moved", "Other"]
        known = adapter(package, "Known").json_schema()
        assert [*map(_name, known["anyOf"])] == ["Login", "Logout", "Moved"]
        assert adapter(package, "Channel").json_schema()["discriminator"] == {
            "mapping": {"chat": "#/$defs/Chat", "telephony": "#/$defs/Call"},
            "propertyName": "channelType",
        }


def _name(schema: Any) -> str:
    return str(schema["$ref"].rpartition("/")[2])


# Any union of objects with literals.

LITERALS = ("'a'", "'b'", "'a' | 'b'", "'c' | 1", "1", "2", "1.5", "true", "string", "number")


def members() -> st.SearchStrategy[str]:
    """Draw members of a union: objects with literals at two depths, records, and scalars."""
    literal = st.sampled_from(LITERALS)
    mark = st.sampled_from(["", "?"])
    objects = st.one_of(
        st.tuples(mark, literal).map(lambda d: f"{{isKind{d[0]}: {d[1]}, x?: number}}"),
        st.tuples(mark, literal).map(lambda d: f"{{data: {{type{d[0]}: {d[1]}}}, y: string}}"),
        st.tuples(literal, literal).map(lambda d: f"{{data: {{type: {d[0]}}}, isKind: {d[1]}}}"),
    )
    others = st.sampled_from(
        ["Record<string, string>", "Record<string, {type: 'a'}>", "string", "null", "{}", "U[]"]
    )
    return st.one_of(objects, objects, objects, others)


SCALARS = st.sampled_from(["a", "b", "c", "d", 1, 1.0, 2, 1.5, True, False, None, {}, []])
MESSAGES = st.one_of(
    SCALARS,
    st.fixed_dictionaries(
        {},
        optional={
            "isKind": SCALARS,
            "data": SCALARS | st.fixed_dictionaries({}, optional={"type": SCALARS}),
            "x": SCALARS,
            "y": SCALARS,
        },
    ),
)


@examples(15)
@given(
    types=st.lists(members(), min_size=2, max_size=4, unique=True),
    messages=st.lists(MESSAGES, min_size=20, max_size=40),
)
def test_no_union_that_can_be_drawn_changes_the_verdict(
    types: list[str], messages: list[Any]
) -> None:
    text = f'types:\n  U: {{type: "{" | ".join(types)}"}}\n'
    with TemporaryDirectory() as folder:
        model = specs.load(Path(folder), text)
    with loaded(model, "pydantic") as package:
        read, schema = adapter(package, "U"), package.judge("U")
        for message in messages:
            valid = schema.is_valid(message)
            assert _read(read.validate_python, message) is valid
            assert _read(read.validate_json, json.dumps(message)) is valid
            if valid:
                made = read.validate_python(message)
                written = read.dump_python(made, by_alias=True, exclude_unset=True)
                assert same(written, message)


def _read(reader: Any, message: Any) -> bool:
    try:
        reader(message)
    except pydantic.ValidationError:
        return False
    return True
