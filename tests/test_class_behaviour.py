"""Generated classes behave as dataclasses with slots do, where a package is compiled, too."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import os
import pickle
import subprocess
import sys
import typing
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packages import COMPILED, Package, loaded

from typescribe import pipeline

FEATURES = Path(__file__).parent / "data" / "features"
PLAIN = Path(__file__).parent.parent / "generated"
PACKAGES = Path(COMPILED) if COMPILED else PLAIN
LEAF = {"id": "7", "size": 2, "more": [1]}

FIRST = """
from webex_contact_center import MonitoringState

class Noted(MonitoringState):
    def to_dict(self):
        print("written")
        return super().to_dict()

print(Noted(type="7").to_dict())
"""
"""Writes a message before the functions of its class have been loaded."""
WRITE = """
import pickle
from webex_contact_center import MonitoringState
print(pickle.dumps(MonitoringState(type="7", extra={"more": [1]})).hex())
"""
READ = """
import pickle
print(pickle.loads(bytes.fromhex(input())).to_dict())
"""


def run(packages: Path, script: str, stdin: str = "") -> str:
    """Return what a script prints that can import some packages."""
    variables = {**os.environ, "PYTHONPATH": str(packages)}
    command = (sys.executable, "-c", script)
    return subprocess.run(
        command, env=variables, input=stdin, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def package() -> Iterator[Package]:
    with loaded(pipeline.load_spec("features", FEATURES, "features")) as found:
        yield found


@pytest.fixture
def leaf(package: Package) -> Any:
    return package.models.Leaf


def test_an_attribute_accepts_values_of_any_type(leaf: Any) -> None:
    values: tuple[object, ...] = (None, 7, [], object, leaf(id="8"))
    for value in values:
        message = leaf(id=value, size=value)
        message.extra = value
        assert message.id is message.size is message.extra is value


def test_a_class_shows_the_types_that_its_source_declares(leaf: Any) -> None:
    assert leaf.__annotations__ == {"id": "str", "size": "int | float | None"}
    types = {field.name: field.type for field in dataclasses.fields(leaf)}
    assert types == {"extra": "dict[str, Any] | None", **leaf.__annotations__}
    assert typing.get_type_hints(leaf) == {
        "extra": dict[str, Any] | None,
        "id": str,
        "size": int | float | None,
    }


def test_a_class_shows_its_parameters_slots_and_documentation(package: Package, leaf: Any) -> None:
    parameters = inspect.signature(leaf).parameters.values()
    assert [(p.name, p.default) for p in parameters] == [
        ("extra", None),
        ("id", inspect.Parameter.empty),
        ("size", None),
    ]
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in parameters)
    assert leaf.__slots__ == ("id", "size")
    assert leaf.__match_args__ == ()
    assert leaf.__hash__ is None
    assert (leaf.__name__, leaf.__qualname__) == ("Leaf", "Leaf")
    assert leaf.__module__ == package.models.__name__
    assert inspect.getdoc(package.models.Beside) == "What is built, next to what stays as it is."


def test_an_instance_has_no_other_attributes(leaf: Any) -> None:
    message = leaf(id="7")
    assert not hasattr(message, "__dict__")
    with pytest.raises(AttributeError):
        message.more = 1
    with pytest.raises(TypeError):
        weakref.ref(message)


def test_an_attribute_can_be_deleted(leaf: Any) -> None:
    message = leaf.from_dict(LEAF)
    del message.size
    assert not hasattr(message, "size")
    assert repr(message) == "Leaf(id='7', extra={'more': [1]})"
    del message.id
    assert not hasattr(copy.copy(message), "id")


def test_instances_are_equal_if_their_attributes_are(leaf: Any) -> None:
    assert leaf.from_dict(LEAF) == leaf(id="7", size=2, extra={"more": [1]})
    assert leaf(id="7") != leaf(id="8")
    assert leaf(id="7") != {"id": "7"}


def test_a_pickle_is_that_of_a_class_with_slots(leaf: Any) -> None:
    message = leaf.from_dict(LEAF)
    state = (None, {"extra": {"more": [1]}, "id": "7", "size": 2})
    assert message.__reduce_ex__(pickle.HIGHEST_PROTOCOL)[2] == state
    assert pickle.loads(pickle.dumps(message)) == message


def test_a_copy_is_equal_and_a_deep_one_shares_nothing(leaf: Any) -> None:
    message = leaf.from_dict(LEAF)
    shallow, deep = copy.copy(message), copy.deepcopy(message)
    assert type(shallow) is type(deep) is leaf
    assert shallow == deep == message
    assert shallow.extra is message.extra
    assert deep.extra["more"] is not message.extra["more"]
    assert dataclasses.replace(message, size=3) == leaf.from_dict({**LEAF, "size": 3})
    assert dataclasses.asdict(message) == {"extra": {"more": [1]}, "id": "7", "size": 2}


def test_the_attributes_of_an_instance_can_be_matched(leaf: Any) -> None:
    match leaf.from_dict(LEAF):
        case leaf(id=found, size=2):
            assert found == "7"
        case _:
            pytest.fail("nothing matched")


def test_a_subclass_reads_writes_copies_and_pickles(leaf: Any) -> None:
    message = Mine.of(leaf).from_dict(LEAF)
    assert message.shout() == "7!"
    assert message.to_dict() == {**LEAF, "shouted": "7!"}
    message.note = "own"
    assert copy.copy(message) == message
    assert type(copy.copy(message)) is type(message)


def test_a_subclass_writes_a_message_once_even_if_it_is_the_first_of_all() -> None:
    assert run(PACKAGES, FIRST) == "written\n{'type': '7'}\n"


@pytest.mark.parametrize(("writer", "reader"), [(PLAIN, PACKAGES), (PACKAGES, PLAIN)])
def test_a_pickle_can_be_read_whether_a_package_is_compiled_or_not(
    writer: Path, reader: Path
) -> None:
    assert run(reader, READ, run(writer, WRITE)) == "{'type': '7', 'more': [1]}\n"


def test_a_subclass_with_slots_has_no_other_attributes(leaf: Any) -> None:
    small: Any = dataclasses.make_dataclass("Small", [("own", int, 0)], bases=(leaf,), slots=True)
    message = small.from_dict(LEAF)
    assert message.to_dict() == LEAF
    message.own = 3
    assert (message.id, message.own) == ("7", 3)
    with pytest.raises(AttributeError):
        message.more = 1


def test_a_class_that_is_no_class_of_the_package_has_no_messages(package: Package) -> None:
    other: Any = type("Other", (package.models.Leaf.__base__,), {})
    with pytest.raises(TypeError, match="is not a class of this package"):
        other.from_dict({})


class Mine:
    """Makes a subclass of a generated class."""

    @staticmethod
    def of(leaf: Any) -> Any:
        class Loud(leaf):  # type: ignore[misc]
            def shout(self) -> str:
                return f"{self.id}!"

            def to_dict(self) -> dict[str, Any]:
                return {**super().to_dict(), "shouted": self.shout()}

        return Loud
