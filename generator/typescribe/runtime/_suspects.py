"""Every issue of an object, found fast: only the properties that failed a test are explained.

A generated function `_is_x` answers yes or no and stops at the first failure. To find all issues,
`check` passes it a list of suspects: the test then adds each property that fails, and goes on.
Only these suspects are explained afterwards, with the tables of `_shapes.py`, which hold the words
of the messages and the order in which the properties are declared. Whatever this way cannot
handle is explained by a walk over the whole value instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol, TypeAlias

from ._explain import Recursive, Ref, Run, Shape, Shapes, explain, finish, join
from ._objects import Object, Record
from ._raised import by_value
from ._runtime import DICT, Issue, Path, Refused, describe, plain_dict

Suspect: TypeAlias = tuple[tuple[str, ...], Any, type[str] | None]
"""The path of a property that failed its test, its value, and `str` if it should be a string.

A suspect covers everything inside its value: nothing deeper is added for it.
"""

Suspects: TypeAlias = tuple[list[Suspect], *tuple[str, ...]]
"""The list that suspects are added to, followed by the path of the object under test."""

_new: Final[Callable[[type[Issue], tuple[Path, str, str]], Issue]] = getattr(  # noqa: B009
    tuple, "__new__"  # as an attribute, strict type checkers take it for partially unknown
)
"""Makes an `Issue` faster than calling the class, whose `__new__` is written in Python."""

MISSING: Final = object()
"""The value of a required property that the object does not have; it matches no type."""


def with_missing(v: dict[str, Any], shape: Shape, suspects: Suspects) -> dict[str, Any]:
    """Return a copy in which every missing required property is `MISSING`, and add these suspects.

    The test that stopped at a missing property can so be repeated for all other properties. It
    stopped at a `KeyError`; if no property is missing, the error came from a hostile key, and
    `Refused` is raised.
    """
    object_ = shape.shape if type(shape) is Recursive else shape
    assert isinstance(object_, Object), "only objects have properties"
    missing = object_.required.difference(v)
    if not missing:
        raise Refused
    add_missing(missing, suspects, None)
    return {**v, **dict.fromkeys(missing, MISSING)}


def add_missing(keys: Iterable[str], suspects: Suspects, kind: type[str] | None = str) -> None:
    """Add required properties that the object does not have to the suspects."""
    found = suspects[0]
    path = suspects[1:]
    for key in keys:
        found.append(((*path, key), MISSING, kind))


def members(value: Any, suspects: Suspects | None) -> dict[str, Any] | None:
    """Return the members of a `dict` subclass as a plain dict; `None` for any other value.

    While suspects are collected, the answer is `None` for a subclass too: the object as a whole
    then becomes a suspect of the object around it, and its explanation handles subclasses.
    """
    return plain_dict(value) if suspects is None else None


def fails(
    v: dict[str, Any], key: str | None, suspects: Suspects | None, kind: type[str] | None = None
) -> bool:
    """Whether the test of an object fails at a property whose value is not of the plain type.

    While suspects are collected it does not: the property is added to them and the test goes on.
    With `kind`, values of its subclasses are valid, and neither fail the test nor are added.

    `key` is `None` if the fault is in the undeclared properties or in a key that is not a string.
    Only a walk over the whole value can explain that, so `Refused` is raised.
    """
    if key is None:
        if suspects is None:
            return True
        raise Refused
    value = v[key]
    if kind is not None and issubclass(type(value), kind):
        return False
    if suspects is None:
        return True
    if value is not MISSING:
        path = suspects[1:] + (key,)  # noqa: RUF005 - unpacking takes a fifth longer
        suspects[0].append((path, value, kind))
    return False


class Test(Protocol):
    """A generated `_is_x`: returns whether a value is of an object type, or collects suspects."""

    def __call__(self, value: Any, suspects: Suspects, /) -> bool: ...


def check(shapes: Shapes, name: str, value: object, test: Test, undeclared: bool) -> list[Issue]:
    """Return the issues that `explain` returns, faster; `test` is the `_is_x` of the type."""
    if undeclared or type(value) is not DICT:
        return explain(shapes, name, value, undeclared=undeclared)
    found: list[Suspect] = []
    try:
        if not test(value, (found,)):
            raise Refused
        if not found:
            return []
        issues: list[Issue] = []
        shape = shapes[name]
        if type(shape) is Recursive:
            _report(shape.shape, found, 0, 1, (shapes, issues))
        else:
            _report(shape, found, 0, 0, (shapes, issues))
    except (Refused, RecursionError):  # the full walk explains it, however deep the value is
        return explain(shapes, name, value)
    except Exception as error:
        if not by_value(error):
            raise
        return explain(shapes, name, value)
    return issues


Output: TypeAlias = tuple[Shapes, list[Issue]]
"""The types of the package, and the list that issues are added to."""


def _report(shape: Shape, suspects: list[Suspect], level: int, depth: int, output: Output) -> None:
    """Add the issues of the suspects inside one value.

    Args:
        shape: the type of the value.
        suspects: all of them have the path of the value as a prefix.
        level: the length of that path.
        depth: how many values of recursive types enclose the value.
        output: where the issues go, in the order of the declaration; those of a record in the
            order of its members.
    """
    while True:
        while type(shape) is Ref:
            shape = output[0][shape.name]
            if type(shape) is Recursive:
                shape, depth = shape.shape, depth + 1
            else:
                depth = 0
        key = suspects[0][0][level]
        for path, _, _ in suspects:
            if path[level] != key or len(path) == level + 1:
                _report_each(shape, suspects, level, depth, output)
                return
        shape = _part(shape, key)
        level += 1


def _report_each(
    holder: Shape, suspects: list[Suspect], level: int, depth: int, output: Output
) -> None:
    """Do the same for an object whose suspects are in several properties or are one itself."""
    if type(holder) is Object:
        place = holder.place
        suspects.sort(key=lambda suspect: place[suspect[0][level]])
    start = 0
    last = len(suspects) - 1
    while start <= last:
        path, value, kind = suspects[start]
        key = path[level]
        end = start + 1
        while end <= last and suspects[end][0][level] == key:
            end += 1
        if kind is str and end == start + 1:
            received = "nothing" if value is MISSING else describe(value)
            output[1].append(_new(Issue, (path, "string", received)))
        else:
            _report_part(_part(holder, key), suspects[start:end], level + 1, depth, output)
        start = end


def _report_part(
    shape: Shape, suspects: list[Suspect], level: int, depth: int, output: Output
) -> None:
    """Add the issues of one property: of its whole value if that is a suspect, else from inside."""
    for path, value, _ in suspects:
        if len(path) == level:
            shapes, issues = output
            if value is MISSING:
                issues.append(Issue(path, join(shape.expected(shapes)), "nothing"))
            else:
                run = Run(shapes, False, False)
                run.issues = issues
                finish(shape.explain(value, path, depth, run))
            return
    _report(shape, suspects, level, depth, output)


def _part(holder: Shape, key: str) -> Shape:
    """Return the type of the member that an object or a record holds under a key."""
    if type(holder) is Object:
        return holder.shapes[key]
    if type(holder) is Record:
        return holder.value
    raise Refused
