"""What keeps an object from being valid, told without a walk over all that is plainly right.

The functions that say yes or no stop at the first fault. Where every fault is to be told, they
are given a place to note doubts, and go on. Only what was noted is then told: a string that is
none at once, any other property along the tables of `_shapes.py`, which know the words. These also
tell the order of the declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol, TypeAlias

from ._explain import Recursive, Ref, Run, Shape, Shapes, explain, finish, join
from ._objects import Object, Record
from ._runtime import DICT, Issue, Path, Refused, describe, plain_dict

Note: TypeAlias = tuple[tuple[str, ...], Any, type[str] | None]
"""The path of a property that is in doubt, its value, and `str` where that should be a string.

What was noted about a property stands for all that is inside it.
"""

Doubts: TypeAlias = tuple[list[Note], *tuple[str, ...]]
"""Where doubts are noted, and behind that the path of the object that is tested."""

_new: Final[Callable[[type[Issue], tuple[Path, str, str]], Issue]] = getattr(  # noqa: B009
    tuple, "__new__"  # as an attribute, strict type checkers take it for partially unknown
)
"""Makes an issue sooner than `Issue` does, whose `__new__` is a function of Python."""

MISSING: Final = object()
"""Stands for a property that has to be there and is not: it is of no type."""


def completed(v: dict[str, Any], shape: Shape, doubts: Doubts) -> dict[str, Any]:
    """Return an object with `MISSING` for what it lacks, so that all else can be tested too.

    Where nothing lacks, it is a key that raises `KeyError`; a full walk tells that.
    """
    object_ = shape.shape if type(shape) is Recursive else shape
    assert isinstance(object_, Object), "what has properties is an object"
    missing = object_.required.difference(v)
    if not missing:
        raise Refused
    note_missing(missing, doubts, None)
    return {**v, **dict.fromkeys(missing, MISSING)}


def note_missing(keys: Iterable[str], doubts: Doubts, kind: type[str] | None = str) -> None:
    """Note properties that an object has to have and lacks."""
    notes = doubts[0]
    path = doubts[1:]
    for key in keys:
        notes.append(((*path, key), MISSING, kind))


def members(value: Any, doubts: Doubts | None) -> dict[str, Any] | None:
    """Return what is in a value that is no plain `dict`; `None` where it is no object.

    While doubts are noted, an object of a subclass is doubted as a whole, by the object around it.
    """
    return plain_dict(value) if doubts is None else None


def refuses(
    v: dict[str, Any], key: str | None, doubts: Doubts | None, kind: type[str] | None = None
) -> bool:
    """Whether a property that fails its test ends the test; if not, it is in doubt from now on.

    Where it should be a string, one of a subclass does not fail. What is wrong with undeclared
    properties, and with keys that are no strings, is told by a full walk: then `key` is `None`.
    """
    if key is None:
        if doubts is None:
            return True
        raise Refused
    value = v[key]
    if kind is not None and issubclass(type(value), kind):
        return False
    if doubts is None:
        return True
    if value is not MISSING:
        path = doubts[1:] + (key,)  # noqa: RUF005 - unpacking takes a fifth longer
        doubts[0].append((path, value, kind))
    return False


class Test(Protocol):
    """A function that says whether a value is of an object type, or notes its doubts as well."""

    def __call__(self, value: Any, doubts: Doubts, /) -> bool: ...


def check(shapes: Shapes, name: str, value: object, test: Test, undeclared: bool) -> list[Issue]:
    """Return the same as `explain`, sooner: `test` is the one that was generated for the type."""
    if undeclared or type(value) is not DICT:
        return explain(shapes, name, value, undeclared=undeclared)
    notes: list[Note] = []
    try:
        if not test(value, (notes,)):
            raise Refused
        if not notes:
            return []
        issues: list[Issue] = []
        shape = shapes[name]
        if type(shape) is Recursive:
            _tell(shape.shape, notes, 0, 1, (shapes, issues))
        else:
            _tell(shape, notes, 0, 0, (shapes, issues))
    except Exception:  # whatever it is, a full walk tells it
        return explain(shapes, name, value)
    return issues


Told: TypeAlias = tuple[Shapes, list[Issue]]
"""The types of a package, and where issues are added."""


def _tell(shape: Shape, notes: list[Note], level: int, depth: int, told: Told) -> None:
    """Add the issues of what was noted inside a value of a shape, whose path has `level` keys.

    They come in the order of the declaration, those of a record in the order of its members.
    """
    while True:
        while type(shape) is Ref:
            shape = told[0][shape.name]
            if type(shape) is Recursive:
                shape, depth = shape.shape, depth + 1
            else:
                depth = 0
        key = notes[0][0][level]
        for path, _, _ in notes:
            if path[level] != key or len(path) == level + 1:
                _tell_each(shape, notes, level, depth, told)
                return
        shape = _part(shape, key)
        level += 1


def _tell_each(holder: Shape, notes: list[Note], level: int, depth: int, told: Told) -> None:
    """Add the issues of what was noted inside several properties of an object, or of one itself."""
    if type(holder) is Object:
        place = holder.place
        notes.sort(key=lambda note: place[note[0][level]])
    start = 0
    last = len(notes) - 1
    while start <= last:
        path, value, kind = notes[start]
        key = path[level]
        end = start + 1
        while end <= last and notes[end][0][level] == key:
            end += 1
        if kind is str and end == start + 1:
            received = "nothing" if value is MISSING else describe(value)
            told[1].append(_new(Issue, (path, "string", received)))
        else:
            _tell_part(_part(holder, key), notes[start:end], level + 1, depth, told)
        start = end


def _tell_part(shape: Shape, notes: list[Note], level: int, depth: int, told: Told) -> None:
    """Add the issues of a property along the table of its type, or of what was noted inside it."""
    for path, value, _ in notes:
        if len(path) == level:
            shapes, issues = told
            if value is MISSING:
                issues.append(Issue(path, join(shape.expected(shapes)), "nothing"))
            else:
                run = Run(shapes, False, False)
                run.issues = issues
                finish(shape.explain(value, path, depth, run))
            return
    _tell(shape, notes, level, depth, told)


def _part(holder: Shape, key: str) -> Shape:
    """Return the shape of what an object holds under a key."""
    if type(holder) is Object:
        return holder.shapes[key]
    if type(holder) is Record:
        return holder.value
    raise Refused
