"""With classes of enum, messages are the same as with literals; only the attributes are members."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from enum import Enum, IntEnum, IntFlag, StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, loaded
from specs import load

SPEC = """
types:
  Opcode: {values: {0: {name: Dispatch}, 1: {name: [Heartbeat, Ping]}}}
  Channel: {open: true, values: {web: The shop, app: ""}}
  Maybe: {values: {"yes": "", "no": "", null: ""}}
  Permission: {flags: true, values: {1: {name: Read}, 2: {name: Write}}}
  Tree: {type: "Channel | Tree[] | {leaf: Opcode} | {[key: string]: Tree}"}
  Forest: {type: "(Channel | Message | {by: Opcode[]})[]"}
  Counts: {fields: {id: string, "[key: string]": "Channel | Opcode"}}
  Extras: {fields: {id: string, "[key: `x-${string}`]": "Channel[]", "[key: number]": string}}
  Message:
    fields:
      tree?: Tree
      op: Opcode
      channel?: Channel
      maybe?: Maybe
      may?: Permission
      all?: Opcode[]
      by?: "Record<string, Channel[]>"
      pair?: "[Opcode, string]"
      mixed?: Opcode | boolean | Channel[] | null
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Any:
    model = replace(load(tmp_path_factory.mktemp("enums"), SPEC), enum_classes=True)
    with loaded(model, "constants", "pydantic") as found:
        yield found


def classes(package: Package) -> Any:
    return package.modules["constants.py"]


def read(package: Package, target: str, message: dict[str, Any]) -> Any:
    if target == "pydantic":
        return package.modules["pydantic_models.py"].Message.model_validate_json(
            json.dumps(message)
        )
    return package.models.Message.from_dict(message)


def written(target: str, instance: Any) -> Any:
    if target == "pydantic":
        return instance.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.loads(json.dumps(instance.to_dict()))


TARGETS = pytest.mark.parametrize("target", ["dataclasses", "pydantic"])


@TARGETS
def test_attributes_are_members_and_unknown_values_stay_what_they_are(
    target: str, package: Package
) -> None:
    enums = classes(package)
    assert issubclass(enums.Opcode, IntEnum)
    assert issubclass(enums.Channel, StrEnum)
    assert issubclass(enums.Permission, IntFlag)
    assert enums.Opcode.PING is enums.Opcode.HEARTBEAT
    found = read(package, target, {"op": 0, "channel": "web", "maybe": "no", "all": [1, 0]})
    assert found.op is enums.Opcode.DISPATCH
    assert found.channel is enums.Channel.WEB
    assert found.maybe is enums.Maybe.NO
    assert found.all == [enums.Opcode.HEARTBEAT, enums.Opcode.DISPATCH]
    assert all(isinstance(each, enums.Opcode) for each in found.all)
    other = read(package, target, {"op": 1, "channel": "fax", "maybe": None, "by": {"a": ["app"]}})
    assert (other.channel, type(other.channel)) == ("fax", str)
    assert other.maybe is None
    assert other.by["a"][0] is enums.Channel.APP


def test_dataclasses_read_sums_of_flags(package: Package) -> None:
    enums = classes(package)
    found = read(package, "dataclasses", {"op": 0, "may": 3})
    assert found.may == enums.Permission.READ | enums.Permission.WRITE
    assert isinstance(found.may, enums.Permission)
    assert type(read(package, "dataclasses", {"op": 0, "may": -1}).may) is int


@pytest.mark.parametrize("value", [2, "0", True, None, 1.5, [], {}])
@TARGETS
def test_the_same_messages_are_rejected(target: str, value: object, package: Package) -> None:
    with pytest.raises(ValueError, match="op"):
        read(package, target, {"op": value})
    assert not package.is_valid("Message", {"op": value})


def test_true_is_no_member(package: Package) -> None:
    assert read(package, "dataclasses", {"op": 0, "mixed": True}).mixed is True
    assert read(package, "dataclasses", {"op": 0, "mixed": ["web"]}).mixed[0].name == "WEB"


def members(value: Any) -> list[str]:
    """Return the names of the members of enums in a value, at every depth, in order."""
    if isinstance(value, Enum):
        return [value.name] if value.name != "UNSET" else []
    if dataclasses.is_dataclass(value):
        return [n for f in dataclasses.fields(value) for n in members(getattr(value, f.name))]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [name for item in inner for name in members(item)]


TREE: Any = ["web", ["app", "fax"], {"leaf": 1}, {"a": "web", "b": {"c": ["app"]}}]
TREE_MEMBERS = ["WEB", "APP", "HEARTBEAT", "WEB", "APP"]


def test_aliases_of_themselves_hold_members_at_every_depth(package: Package) -> None:
    found = read(package, "dataclasses", {"op": 0, "tree": TREE})
    assert members(found.tree) == TREE_MEMBERS
    assert type(found.tree[1][1]) is str
    assert found.to_dict() == {"op": 0, "tree": TREE}
    parsed = package.parse("Tree", TREE)
    assert members(parsed) == TREE_MEMBERS
    deep: Any = "web"
    for _ in range(150):
        deep = [deep]
    assert members(package.parse("Tree", deep)) == ["WEB"]


def test_parsed_aliases_hold_members(package: Package) -> None:
    found = package.parse("Forest", ["web", {"op": 1}, "fax", {"by": [0, 1]}])
    assert members(found) == ["WEB", "HEARTBEAT", "DISPATCH", "HEARTBEAT"]
    assert type(found[1]) is package.models.Message


def test_undeclared_properties_are_members(package: Package) -> None:
    counts = package.read("Counts", {"id": "web", "a": "app", "b": 1, "c": "fax"})
    assert counts.id == "web"
    assert members(counts.extra) == ["APP", "HEARTBEAT"]
    assert counts.to_dict() == {"id": "web", "a": "app", "b": 1, "c": "fax"}
    extras = package.read("Extras", {"id": "a", "x-a": ["web", "fax"], "1": "web", "web": "web"})
    assert members(extras.extra) == ["WEB"]
    assert type(extras.extra["1"]) is str


CHANNELS = st.sampled_from(["web", "app"]) | st.text()
OPCODES = st.sampled_from([0, 1])
MESSAGES = st.fixed_dictionaries(
    {"op": OPCODES},
    optional={
        "channel": CHANNELS,
        "maybe": st.sampled_from(["yes", "no", None]),
        "may": st.integers(0, 3),
        "all": st.lists(OPCODES),
        "by": st.dictionaries(st.text(), st.lists(CHANNELS)),
        "pair": st.tuples(OPCODES, st.text()).map(list),
        "mixed": OPCODES | st.booleans() | st.lists(CHANNELS) | st.none(),
    },
)


@TARGETS
def test_what_was_read_is_written(target: str, package: Package) -> None:
    @given(MESSAGES)
    def same(message: dict[str, Any]) -> None:
        assert written(target, read(package, target, message)) == message

    same()


def test_a_message_with_members_is_valid(package: Package) -> None:
    enums = classes(package)
    message = package.models.Message(op=enums.Opcode.PING, channel=enums.Channel.APP)
    assert package.is_valid("Message", message.to_dict())
    assert json.dumps(message.to_dict()) == '{"op": 1, "channel": "app"}'


def test_without_the_setting_nothing_changes(tmp_path: Path) -> None:
    with loaded(load(tmp_path, SPEC)) as package:
        assert type(package.models.Message.from_dict({"op": 0}).op) is int
        assert "private/enums.py" not in package.modules
