"""Edits of valid messages, also by values that are not JSON: `check_` never raises."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import webex_contact_center
import webex_contact_center.models
import webex_contact_center.private.building
import webex_contact_center.private.reports
import webex_contact_center.private.shapes
import webex_contact_center.validators
from fuzz import kinds

DATA = Path(__file__).parent.parent / "data"
VALID = (
    (webex_contact_center, "agent_contact", (DATA / "contact_assigned.json").read_bytes()),
    (
        kinds.package,
        "kinds",
        b'{"id": 1, "exact": "a", "numbers": [[1]], "place": [1, "x", true], "names": {"a": "b"},'
        b' "map": {"k": {"id": "m"}, "n": null}, "either": [{"channel": "chat", "x": 1}],'
        b' "rule": ["a", {"all": ["b"]}], "tree": {"left": {"right": null}},'
        b' "boxed": {"content": {"channel": "telephony", "number": "1"}, "more": []}, "extra": 1}',
    ),
)


class Raising(str):
    """A string that fails whoever looks closely."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("__eq__")

    def __hash__(self) -> int:
        raise RuntimeError("__hash__")

    def __len__(self) -> int:
        raise RuntimeError("__len__")


class Dict(dict[Any, Any]):
    """A dict that fails whoever does not go past its methods."""

    def __getitem__(self, key: object) -> Any:
        raise RuntimeError("__getitem__")

    def items(self) -> Any:
        raise RuntimeError("items")

    def __len__(self) -> int:
        raise RuntimeError("__len__")


class List(list[Any]):
    """A list that fails whoever does not go past its methods."""

    def __iter__(self) -> Iterator[Any]:
        raise RuntimeError("__iter__")

    def __len__(self) -> int:
        raise RuntimeError("__len__")


def _cycle() -> list[Any]:
    found: list[Any] = []
    found.append({"all": found, "left": found})
    return found


def _deep(key: str) -> Any:
    found: Any = None
    for _ in range(3_000):
        found = {key: found}
    return found


VALUES = (
    lambda: None,
    lambda: True,
    lambda: 0,
    lambda: -1.5,
    lambda: math.nan,
    lambda: math.inf,
    lambda: 10**5_000,
    lambda: "a",
    lambda: "telephony",
    lambda: "\ud800",
    lambda: "\u202e" * 50,
    lambda: b"bytes",
    lambda: Raising("a"),
    list,
    lambda: [1, "x", True],
    lambda: List([1]),
    dict,
    lambda: {"channel": "chat"},
    lambda: {1: 2},
    lambda: {None: 1, "a": 2},
    lambda: Dict(a=1),
    object,
    lambda: ...,
    lambda: {1, 2},
    lambda: (1, 2),
    _cycle,
    lambda: _deep("left"),
    lambda: _deep("all"),
    lambda: _deep("extra"),
)
KEYS = ("extra", "type", "", 7, None, "left", "odd key", "nothing", Raising)


def one_input(data: bytes) -> None:
    """The first byte chooses a message; every four after it make one edit."""
    package, function, valid = VALID[data[0] % len(VALID) if data else 0]
    value = json.loads(valid)
    for start in range(1, min(len(data) - 3, 1 + 4 * 8), 4):
        value = _edited(value, *data[start : start + 4])
    is_valid, validate, check = (
        getattr(package, f"{verb}_{function}") for verb in ("is", "validate", "check")
    )
    issues = check(value)
    assert isinstance(issues, list)
    assert is_valid(value) is (issues == []), "is_x(v) == (check_x(v) == [])"
    assert len(check(value, undeclared=True)) >= len(issues)
    class_name = function.title().replace("_", "")
    for read in (validate, getattr(package, class_name).from_dict):
        try:
            found = read(value)
        except package.ValidationError as error:
            assert issues and error.issues == issues
            assert str(error) and repr(error)
        else:
            assert not issues
            assert read is not validate or found is value


def _edited(value: Any, place: int, more: int, kind: int, how: int) -> Any:
    """Return a message with one place changed; the places are counted over all of it."""
    places = list(_places(value))
    if not places:
        return VALUES[kind % len(VALUES)]()
    container, key = places[(place * 256 + more) % len(places)]
    new = VALUES[kind % len(VALUES)]()
    match how % 4:
        case 0:
            container[key] = new
        case 1:
            del container[key]
        case 2 if type(container) is dict:
            added = KEYS[how // 4 % len(KEYS)]
            container[added if added is not Raising else "raising"] = new
        case 2:
            container.insert(0, new)
        case 3:
            container[key] = [container[key], new] if how & 4 else {"extra": container[key]}
    return value


def _places(value: Any, limit: int = 2_000) -> Iterator[tuple[Any, Any]]:
    waiting, seen = [value], 0
    while waiting and seen < limit:
        container = waiting.pop()
        if type(container) not in (dict, list):
            continue
        for key in [*container] if type(container) is dict else range(len(container)):
            seen += 1
            yield container, key
            waiting.append(container[key])
