"""Explains why a value is not of a type: finds every issue, along the tables of types.

The generated modules decide as fast as they can whether a value is valid. Only if it is not, it is
explained here, with the tables of `private/shapes.py`. Values that can be nested without limit are
walked with an explicit stack, so that the result does not depend on how much of Python's is left.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from .plain import MAX_DEPTH, is_flat
from .raised import by_value
from .runtime import Issue, Path, describe

if TYPE_CHECKING:
    from .plain import Known as Levels

UNDECLARED: Final = "no undeclared property"
"""`Issue.expected` for an undeclared property, if these are to be reported."""


Walk: TypeAlias = Generator["Walk | None", None, None]
"""A generator that explains a value: it yields walks that must be finished before it goes on."""


class Shape(Protocol):
    """A type in the tables: its words in messages, and what is wrong with other values."""

    def expected(self, shapes: Shapes) -> list[str]:
        """Return the words for the type in messages: one, or one for each member of a union."""
        ...

    def suits(self, value: object, shapes: Shapes) -> bool:
        """Whether a first look at a value, no deeper than its literals, allows the type."""
        ...

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        """Add an issue to the run for everything that keeps a value from being of the type.

        Return a walk over the values that are left to explain, or `None` if there are none: the
        contents of recursive types are always left to it. `depth` is the number of values of such
        types around this one.
        """
        ...


Shapes: TypeAlias = Mapping[str, Shape]


class Run:
    """The state of one explanation.

    A `patient` run leaves the contents of every named type to a walk, not only those of recursive
    types. It is slower, but deep types then need no more of Python's stack than flat ones.

    While a run is `trying` the members of a union one after the other, a value nested too deep
    does not end it, since the member it is in may not match anyway. The issues of the values inside
    are then kept in `known`: to find them for each member would double the work at every depth.
    """

    __slots__ = ("issues", "known", "levels", "patient", "shapes", "trying", "undeclared")

    def __init__(self, shapes: Shapes, undeclared: bool, patient: bool) -> None:
        self.shapes = shapes
        self.undeclared = undeclared
        self.patient = patient
        self.issues: list[Issue] = []
        self.trying = 0
        self.known: dict[tuple[str, int, int | None], Known] = {}  # by depth only if too deep
        self.levels: Levels = {}

    def refuse(self, shape: Shape, value: object, path: Path) -> None:
        """Add the issue of a value that is of another type altogether."""
        self.issues.append(Issue(path, join(shape.expected(self.shapes)), describe(value)))


class Known(NamedTuple):
    """The issues of a value; the value itself is kept so that no other gets its identity."""

    value: object
    path: Path
    depth: int
    issues: list[Issue]


REPEATED: Final = 20
"""The most issues that are repeated when the same object occurs in another place."""

FLAT_ENOUGH: Final = f"at most {MAX_DEPTH} values of recursive types in one another"
"""`Issue.expected` for a value that is nested too deep."""


class TooDeep(Exception):  # noqa: N818 - ends a walk, never seen outside
    """Ends a walk at a value nested deeper than any message; more issues would not help."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.issue = too_deep(path)


def too_deep(path: Path) -> Issue:
    """Return the issue of a value that is nested too deep."""
    return Issue(path, FLAT_ENOUGH, "more")


def is_open(issues: Iterable[Issue]) -> bool:
    """Whether a value was too deep before any fault was found in it, so it may yet be valid."""
    faults = (issue.expected for issue in issues if issue.expected != UNDECLARED)
    return next(faults, None) == FLAT_ENOUGH


def explain(shapes: Shapes, name: str, value: object, *, undeclared: bool = False) -> list[Issue]:
    """Return every issue of a value with a type, in the order of the declaration.

    With `undeclared`, properties that the declaration does not mention are issues too.
    """
    try:
        return _explain(shapes, name, value, undeclared, patient=False)
    except RecursionError:
        return _explain(shapes, name, value, undeclared, patient=True)


def _explain(
    shapes: Shapes, name: str, value: object, undeclared: bool, *, patient: bool
) -> list[Issue]:
    run = Run(shapes, undeclared, patient)
    issues = run.issues
    try:
        finish(Ref(name).explain(value, (), 0, run))
    except TooDeep as error:
        issues.append(error.issue)
    except RecursionError:
        if not patient:
            raise
        _call(FRAMES)  # raises it again if the caller has used up the stack
        issues.append(Issue((), "a value that can be read", "one that raises an error"))
    except Exception as error:
        if not by_value(error):
            raise
        issues.append(Issue((), "a value that can be read", "one that raises an error"))
    return issues


FRAMES: Final = 40
"""More nested calls than a patient run makes."""


def _call(times: int) -> None:
    if times:
        _call(times - 1)


def finish(walk: Walk | None) -> None:
    """Run a walk, and those that it yields, to the end; `TooDeep` passes through all of them."""
    walks = [] if walk is None else [walk]
    error: TooDeep | None = None
    while walks:
        try:
            inner = next(walks[-1]) if error is None else walks[-1].throw(error)
        except StopIteration:
            walks.pop()
            error = None
        except TooDeep as raised:
            walks.pop()
            error = raised
        else:
            error = None
            if inner is not None:
                walks.append(inner)
    if error is not None:
        raise error


Parts: TypeAlias = Iterator[tuple[Shape, object, str | int]]
"""The parts of a value: the shape each should have, the part itself, and its key or index."""


def explain_parts(parts: Parts, path: Path, depth: int, run: Run) -> Walk | None:
    """Explain the parts of a value; if one leaves a walk, return a walk over it and the rest."""
    for shape, part, key in parts:
        walk = shape.explain(part, (*path, key), depth, run)
        if walk is not None:
            return _walk(walk, parts, path, depth, run)
    return None


def _walk(walk: Walk | None, parts: Parts, path: Path, depth: int, run: Run) -> Walk:
    while walk is not None:
        yield walk
        walk = explain_parts(parts, path, depth, run)


def join(words: list[str]) -> str:
    """Return words as an enumeration: `string, number or null`."""
    if len(words) == 1:
        return words[0]
    *most, last = dict.fromkeys(words)
    return f"{', '.join(most)} or {last}" if most else last


class Ref:
    """A reference to a named type."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def expected(self, shapes: Shapes) -> list[str]:
        return shapes[self.name].expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return shapes[self.name].suits(value, shapes)

    def is_recursive(self, shapes: Shapes) -> bool:
        return isinstance(shapes[self.name], Recursive)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        shape = run.shapes[self.name]
        if isinstance(shape, Recursive):
            if depth > MAX_DEPTH:
                if not run.trying:
                    raise TooDeep(path)
                run.issues.append(too_deep(path))
                return None
            if run.trying:
                return _once(self.name, value, path, depth + 1, run)
            return _later(shape, value, path, depth + 1, run)
        if run.trying:
            return _once(self.name, value, path, 0, run)
        if run.patient:
            return _later(shape, value, path, 0, run)
        return shape.explain(value, path, 0, run)


class Same(Ref):
    """A recursive type that a recursive alias, or a member of its union, stands for.

    Both are types of one value, which counts once in the depth.
    """

    __slots__ = ()

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        return super().explain(value, path, depth - 1, run)


def _later(shape: Shape, value: object, path: Path, depth: int, run: Run) -> Walk:
    """Return a walk over a value that begins only after the current calls have returned."""
    yield shape.explain(value, path, depth, run)


def _once(name: str, value: object, path: Path, depth: int, run: Run) -> Walk:
    """Return a walk over a value of a named type, which reuses its issues if they are known."""
    known = run.known.get((name, id(value), None))
    if known is None or (known.depth < depth and not is_flat(value, depth, run.levels)):
        known = run.known.get((name, id(value), depth))
    if known is None:
        outer, run.issues = run.issues, []
        yield run.shapes[name].explain(value, path, depth, run)
        known = Known(value, path, depth, run.issues)
        deep = [issue for issue in run.issues if issue.expected == FLAT_ENOUGH]
        run.known[name, id(value), depth if deep else None] = known
        run.issues = outer
    if known.path == path:
        run.issues += known.issues
        return
    for issue in known.issues[:REPEATED]:
        run.issues.append(issue._replace(path=path + issue.path[len(known.path) :]))


class Recursive:
    """A named type that can contain itself, so its values need a limit of depth."""

    __slots__ = ("shape",)

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def expected(self, shapes: Shapes) -> list[str]:
        return self.shape.expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return self.shape.suits(value, shapes)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        return self.shape.explain(value, path, depth, run)
