"""Every issue of an object, found fast: only the properties that failed a test are explained.

A generated test collects suspects (`suspects.py`). Only these are explained afterwards, with the
tables of `shapes.py`, which hold the words of the messages and the order in which the properties
are declared. Whatever this way cannot handle is explained by a walk over the whole value instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from .explain import Recursive, Ref, Run, Shape, Shapes, explain, finish, join
from .objects import Object, Record
from .plain import DICT, Refused
from .raised import by_value
from .runtime import Issue, Path, describe
from .suspects import MISSING, shapes_of_package

if TYPE_CHECKING:
    from typing import Any

    from .suspects import Suspect, Test

_new: Final[Callable[[type[Issue], tuple[Path, str, str]], Issue]] = getattr(  # noqa: B009
    tuple, "__new__"  # as an attribute, strict type checkers take it for partially unknown
)
"""Makes an `Issue` faster than calling the class, whose `__new__` is written in Python."""


def report(name: str, test: Test, value: object, undeclared: bool) -> list[Issue]:
    """Return the issues of a value that `explain` returns, faster; `test` collects suspects."""
    shapes = shapes_of_package()
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


def report_alias(
    name: str, test: Callable[[Any], bool], value: object, undeclared: bool
) -> list[Issue]:
    """Return the issues of a value of a type without properties; `test` is its test."""
    try:
        if not undeclared and test(value):
            return []
    except RecursionError:
        pass  # a full walk does not recurse, however deep the value is
    except Exception as error:
        if not by_value(error):
            raise
    return explain(shapes_of_package(), name, value, undeclared=undeclared)


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
    if len(suspects) > 1 and type(holder) is Object:
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
