"""What keeps an object from being valid, told without a walk over all that is plainly right.

The functions that say yes or no stop at the first fault. Where every fault is to be told, they
are given a place to note doubts, and go on: an object and its property that fails a test. Only
what was doubted is then explained along the tables of `_shapes.py`, which know the words.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final, Protocol, TypeAlias

from ._explain import Recursive, Ref, Run, Shape, Shapes, explain, finish, join
from ._kinds import Scalar
from ._objects import Object, Record, strange_key
from ._runtime import DICT, Issue, Path, Refused, describe, plain_dict, plain_key

Doubts: TypeAlias = defaultdict[int, list[str]]
"""By the identity of an object, its properties in doubt."""

MISSING: Final = object()
"""Stands for a property that has to be there and is not: it is of no type."""


def completed(v: dict[str, Any], shape: Shape, doubts: Doubts) -> dict[str, Any]:
    """Return an object with `MISSING` for what it lacks, so that all else can be tested too.

    What is in doubt in the copy is so in the object. Where nothing lacks, it is a key that raises
    `KeyError`; a full walk tells that.
    """
    object_ = shape.shape if type(shape) is Recursive else shape
    assert isinstance(object_, Object), "what has properties is an object"
    missing = object_.required.difference(v)
    if not missing:
        raise Refused
    doubts[id(v)] += missing
    copy = {**v, **dict.fromkeys(missing, MISSING)}
    doubts[id(copy)] = doubts[id(v)]
    return copy


def members(value: Any, doubts: Doubts | None) -> dict[str, Any] | None:
    """Return what is in a value that is no plain `dict`; `None` where it is no object.

    While doubts are noted, an object of a subclass is doubted as a whole, by the object around it.
    """
    return plain_dict(value) if doubts is None else None


def refuses(
    v: dict[str, Any], key: str | None, doubts: Doubts | None, kind: type | None = None
) -> bool:
    """Whether a property that fails its test ends the test; if not, it is in doubt from now on.

    A value of a subclass of `kind` does not fail. What is wrong with undeclared properties, and
    with keys that are no strings, is told by a full walk: then `key` is `None`.
    """
    if kind is not None and key is not None and issubclass(type(v[key]), kind):
        return False
    if doubts is None:
        return True
    if key is None:
        raise Refused
    doubts[id(v)].append(key)
    return False


class Test(Protocol):
    """A function that says whether a value is of an object type, or notes its doubts as well."""

    def __call__(self, value: Any, /, *, doubts: Doubts) -> bool: ...


def check(
    shapes: Shapes, name: str, value: object, test: Test, *, undeclared: bool = False
) -> list[Issue]:
    """Return the same as `explain`, sooner: `test` is the one that was generated for the type."""
    if undeclared:
        return explain(shapes, name, value, undeclared=True)
    doubts: Doubts = defaultdict(list)
    try:
        if test(value, doubts=doubts):
            return []
        doubted = _Doubted(shapes, doubts)
        doubted.explain(Ref(name), value, (), 0)
    except Exception:  # whatever it is, a full walk tells it
        return explain(shapes, name, value)
    return doubted.issues


class _Doubted:
    """An explanation that looks at nothing but what is in doubt."""

    __slots__ = ("doubts", "issues", "shapes")

    def __init__(self, shapes: Shapes, doubts: Doubts) -> None:
        self.shapes = shapes
        self.doubts = doubts
        self.issues: list[Issue] = []

    def explain(self, shape: Shape, value: Any, path: Path, depth: int) -> None:
        """Add the issues of a value that is in doubt, or that may hold what is."""
        if type(value) is DICT:
            if type(shape) is Ref:
                named = self.shapes[shape.name]
                object_ = named.shape if type(named) is Recursive else named
                if type(object_) is Object:
                    if id(value) in self.doubts:
                        inside = 0 if object_ is named else depth + 1
                        self.explain_properties(object_, value, path, inside)
                    return
            elif type(shape) is Record and type(shape.value) is Ref:
                self.explain_members(shape.value, value, path, depth)
                return
        run = Run(self.shapes, False, False)
        run.issues = self.issues
        walk = shape.explain(value, path, depth, run)
        if walk is not None:
            finish(walk)

    def explain_members(self, shape: Ref, value: dict[Any, Any], path: Path, depth: int) -> None:
        """Add the issues of what is in a record; of objects, only those in doubt have any."""
        noted = type(self.shapes[shape.name]) is Object
        for key, part in value.items():
            name = plain_key(key)
            if name is None:
                self.issues.append(strange_key(key, path))
            elif not noted or id(part) in self.doubts or type(part) is not DICT:
                self.explain(shape, part, (*path, name), depth)

    def explain_properties(
        self, object_: Object, value: dict[str, Any], path: Path, depth: int
    ) -> None:
        """Add the issues of the properties in doubt, in the order of the declaration.

        A property that the type does not have is in doubt where the same object was tested as
        another type too; the `KeyError` leaves that to a full walk.
        """
        keys = self.doubts[id(value)]
        if len(keys) > 1:
            keys.sort(key=object_.place.__getitem__)
        shapes = object_.shapes
        told = None
        for key in keys:
            if key == told:  # it is noted once for each of its parts that are in doubt
                continue
            told = key
            shape = shapes[key]
            if key not in value:
                if key in object_.required:
                    expected = join(shape.expected(self.shapes))
                    self.issues.append(Issue((*path, key), expected, "nothing"))
                continue
            item = value[key]
            if type(shape) is Scalar:  # this and an object are most of what is ever in doubt
                received = describe(item)
                if received != shape.name:
                    self.issues.append(Issue((*path, key), shape.name, received))
            elif (
                type(shape) is Ref
                and type(item) is DICT
                and type(named := self.shapes[shape.name]) is Object
            ):
                if id(item) in self.doubts:
                    self.explain_properties(named, item, (*path, key), 0)
            else:
                self.explain(shape, item, (*path, key), depth)
