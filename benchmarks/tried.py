"""Times several ways to test that all values of a large object are strings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import countOf
from typing import Any, TypeAlias

from benchmarks import timing
from typescribe.language.model import STRING, Model, ObjectType
from webex_contact_center.private.plain import PLAIN_SIZES, only_strings, size_of

LARGEST = "CallProcessingDetails"
"""The type of the largest object in a message."""
ROUNDS = 200

Test: TypeAlias = Callable[[dict[str, Any]], bool]


def times(model: Model, messages: list[Any]) -> dict[str, float]:
    """Return, by its description, the seconds that each way takes for one such object."""
    largest = model.by_name[LARGEST]
    assert isinstance(largest, ObjectType), "it has properties"
    objects = [found for message in messages for found in _largest(message["data"])]
    spoiled = [{**object_, "ani": 5} for object_ in objects]
    ways = {"a lookup and a type test each": _one_by_one(largest), **_at_once(largest)}
    for name, way in ways.items():
        assert all(map(way, objects)), name
        assert not any(map(way, spoiled)), name
    best = timing.best_of({name: _over(way, objects) for name, way in ways.items()}, ROUNDS)
    return {name: seconds / len(objects) for name, seconds in best.items()}


def _over(way: Test, objects: list[dict[str, Any]]) -> Callable[[], None]:
    def run() -> None:
        for object_ in objects:
            way(object_)

    return run


def _largest(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("interaction", "task"):
        if key in data:
            yield data[key]["callProcessingDetails"]


def _one_by_one(type_: ObjectType) -> Test:
    """Return a test per property, like the generated code for objects with fewer strings."""
    fields = sorted(type_.fields, key=lambda field: field.optional)
    lines = ["def test(v):", f"    declared = {sum(not f.optional for f in type_.fields)}"]
    for field in fields:
        name = repr(field.wire_name)
        test = "is not str" if field.type == STRING else "not in (str, bool)"
        tested = [f"if type(v[{name}]) {test}:", "    return False"]
        if field.optional:
            tested = [f"if {name} in v:", *(f"    {line}" for line in tested), "    declared += 1"]
        lines += [f"    {line}" for line in tested]
    lines.append("    return declared == len(v)")
    namespace: dict[str, Any] = {}
    exec("\n".join(lines), namespace)
    found: Test = namespace["test"]
    return found


def _at_once(type_: ObjectType) -> dict[str, Test]:
    """Return the ways that first remove properties of other types from a copy."""
    required = frozenset(f.wire_name for f in type_.fields if not f.optional)
    others = [field.wire_name for field in type_.fields if field.type != STRING]

    def rest_of(v: dict[str, Any]) -> dict[str, Any] | None:
        rest = v.copy()
        for name in others:
            if name in v and type(rest.pop(name)) not in (str, bool):
                return None
        return None if required.difference(v) else rest

    def counted(v: dict[str, Any]) -> bool:
        rest = rest_of(v)
        return (
            rest is not None
            and countOf(map(type, rest.values()), str) == len(rest)
            and countOf(map(type, v), str) == len(v)
        )

    def joined(v: dict[str, Any]) -> bool:
        rest = rest_of(v)
        try:
            return rest is not None and "".join(rest.values()) != "" and size_of(v) in PLAIN_SIZES
        except TypeError:
            return False

    def looked_at(v: dict[str, Any]) -> bool:
        rest = rest_of(v)
        try:
            if rest is not None:
                only_strings(tuple(rest.values()), 1)
        except TypeError:
            return False
        return rest is not None and size_of(v) in PLAIN_SIZES

    return {
        "counting the types of all values, and of all keys, with `operator.countOf`": counted,
        "`str.join` for the values, and the size for the keys": joined,
        "`str.startswith`, and the size": looked_at,
    }
