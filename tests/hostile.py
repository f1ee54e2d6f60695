"""Hostile Python values: what no JSON text holds, and what lies or raises when it is looked at.

Everything that raises, and every text and number, holds a marker to be searched for in messages.
"""

from __future__ import annotations

import copy
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from typescribe.language.model import (
    AliasType,
    ArrayType,
    Model,
    ObjectType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)

MARKER = "MARKED"
DIGITS = "86420971"


def fail(*_: object, **__: object) -> Any:
    raise RuntimeError(MARKER)


class Missing(defaultdict[str, Any]):
    """A dict that has every key."""

    def __missing__(self, key: str) -> Any:
        return MARKER

    def __contains__(self, key: object) -> bool:
        return True


_PROTOCOL = "getitem iter len contains missing bool repr str eq hash ne lt int float index copy"
_METHODS = "keys values items get copy union isdisjoint encode startswith"
RAISING = dict.fromkeys([*(f"__{n}__" for n in _PROTOCOL.split()), *_METHODS.split()], fail)


class Liar(type):
    """A metaclass whose classes hash and compare as any other class, and have any name."""

    def __hash__(cls) -> int:
        return hash(str)

    def __eq__(cls, other: object) -> bool:
        return True

    def __instancecheck__(cls, instance: object) -> bool:
        return True

    def __subclasscheck__(cls, subclass: type) -> bool:
        return True

    def mro(cls) -> list[type]:
        return type.mro(cls)

    @property
    def __name__(cls) -> str:  # type: ignore[override] # that is the lie
        return MARKER


class Raiser(Liar):
    """A metaclass that raises at whatever its classes are asked."""

    __hash__ = __eq__ = __instancecheck__ = __subclasscheck__ = fail  # type: ignore[assignment]
    __name__ = property(fail)  # type: ignore[assignment]


def _claiming(claimed: object) -> property:
    return property(lambda _: claimed)


def classes(base: type) -> Iterator[type]:
    """Yield subclasses of a type that raise, lie, or are made by a metaclass that does."""
    yield type("Plain", (base,), {})
    raising = {name: fail for name in RAISING if hasattr(base, name) or base is object}
    yield type("Raising", (base,), {**raising, "__class__": property(fail)})
    for claimed in (dict, list, str, int, type(None)):
        yield type("Claiming", (base,), {"__class__": _claiming(claimed)})
    yield Liar("Lying", (base,), {})
    yield Raiser("Failing", (base,), {})


def scalars() -> list[Any]:
    """Return values without parts that no type but `any` accepts, or only with a close look."""
    values: list[Any] = [
        *(math.nan, math.inf, -math.inf, int(DIGITS) * 10**9_992, -(10**9_999), True, None),
        *(f"\ud800{MARKER}", f"{MARKER}\0", MARKER * 1_000, MARKER.encode(), bytearray(b"a")),
        *((MARKER,), {MARKER}, frozenset({MARKER}), 1j, ..., NotImplemented, object, type, fail),
        *(range(3), iter([MARKER]), Ellipsis.__class__, RuntimeError(MARKER), memoryview(b"a")),
    ]
    values += [found() for found in classes(object)]
    values += [found(MARKER) for found in classes(str)]
    values += [found(int(DIGITS)) for found in classes(int)]
    values += [found(float(DIGITS)) for found in classes(float)]
    values += [type("NotFinite", (float,), RAISING)("nan"), type("Zero", (int,), {})(0)]
    return values


def odd_keys() -> list[Any]:
    """Return keys that are no strings, and strings that are no keys."""
    found: list[Any] = [1, 1.5, None, True, (MARKER,), MARKER.encode(), frozenset({MARKER}), object]
    found += [type("Key", (str,), {"__hash__": lambda _: 7})(MARKER)]
    found += [type("Key", (str,), {"__eq__": fail, "__hash__": str.__hash__})(MARKER)]
    found += [Liar("Key", (str,), {})(MARKER), Raiser("Key", (str,), {})(MARKER)]
    for raised in (RuntimeError(MARKER), RecursionError(MARKER), KeyError(MARKER)):
        found.append(_colliding("id", raised))
    return found


def _colliding(name: str, raised: Exception) -> object:
    """Return a key that has the hash of a name, and raises when it is compared with it."""

    def compare(_: object, other: object) -> bool:
        raise raised

    return type("Colliding", (), {"__hash__": lambda _: hash(name), "__eq__": compare})()


def claiming_key(name: str) -> object:
    """Return a key that is no string but is found under a name."""
    members = {"__hash__": lambda _: hash(name), "__eq__": lambda _, other: other == name}
    return type("Claimed", (), members)()


def containers(value: Any) -> Iterator[Any]:
    """Yield a list or a dict as values of subclasses that raise or lie."""
    base = dict if isinstance(value, dict) else list
    for found in classes(base):
        yield found(value)
    if base is dict:
        made = Missing(None, value)
        yield made


def cycles() -> Iterator[Any]:
    """Yield values that hold themselves, by keys that recursive types of the tests have."""
    items: list[Any] = []
    items += [items, items]
    yield items
    members: dict[str, Any] = {"name": MARKER, "people": [], "trees": {}, "children": []}
    members |= dict.fromkeys(("parent", "home", "owner", "json", "either", "0"), members)
    members["children"] += [members, members]
    members["people"] += [members]
    members["trees"]["a"] = members["byName"] = members
    yield members


def deep(depth: int) -> Iterator[Any]:
    """Yield values so deep, of lists, of dicts and of both."""
    for wrap in (
        lambda inner: [inner],
        lambda inner: {"parent": inner, "name": MARKER},
        lambda inner: {"a": [inner]},
    ):
        value: Any = MARKER
        for _ in range(depth):
            value = wrap(value)
        yield value


Path = tuple[str | int, ...]


def typed_places(model: Model, type_: Type, value: Any, most: int = 400) -> list[Path]:
    """Return the paths to every part of a value that its type knows, as many as that."""
    found: list[Path] = []
    waiting: list[tuple[Type, Any, Path]] = [(type_, value, ())]
    while waiting and len(found) < most:
        type_, inner, path = waiting.pop(0)
        found.append(path)
        match type_:
            case Reference(name=name) if isinstance(named := model.by_name[name], AliasType):
                waiting.append((named.type, inner, found.pop()))
            case Reference(name=name) if isinstance(inner, dict):
                assert isinstance(named, ObjectType)
                known = [f for f in named.fields if f.wire_name in inner]
                waiting += [(f.type, inner[f.wire_name], (*path, f.wire_name)) for f in known]
            case ArrayType(item=item) if isinstance(inner, list):
                waiting += [(item, part, (*path, place)) for place, part in enumerate(inner)]
            case TupleType(items=items) if isinstance(inner, list):
                parts = zip(items, inner, strict=False)
                waiting += [(i, part, (*path, n)) for n, (i, part) in enumerate(parts)]
            case RecordType(value=item) if isinstance(inner, dict):
                waiting += [(item, part, (*path, key)) for key, part in inner.items()]
            case UnionType(members=members):
                found.pop()
                waiting += [(member, inner, path) for member in members]
            case _:
                pass
    return list(dict.fromkeys(found))


def replaced(value: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """Return a copy of a value in which the part at a path is changed."""
    root = [copy.deepcopy(value)]
    container: Any = root
    key: str | int = 0
    for step in path:
        container = container[key]
        key = step
    container[key] = change(container[key])
    return root[0]


def skeleton(value: Any, seen: frozenset[int] = frozenset()) -> Any:
    """Return what a value is made of, without asking it anything: types, identities, order."""
    if id(value) in seen or len(seen) > 50:
        return id(value)
    seen |= {id(value)}
    if issubclass(type(value), dict):
        pairs = dict.items(value)
        return (id(value), [(id(key), skeleton(part, seen)) for key, part in pairs])
    if issubclass(type(value), list):
        return (id(value), [skeleton(part, seen) for part in list.__iter__(value)])
    return id(value)
