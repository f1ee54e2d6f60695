"""Why a value is not of a type: the walk along the shapes of types that tells every issue.

The generated modules say yes or no as fast as they can. Only after a no is the value walked
here, along the tables of `_shapes.py`. What can be nested without end is left to a walk that
keeps a stack of its own, so that it always comes to the same end, however deep the value is.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, Protocol, TypeAlias

from ._runtime import MAX_DEPTH, Issue, Path, describe

UNDECLARED: Final = "no undeclared property"
"""What is expected where a property is not declared and asked to be told."""


Walk: TypeAlias = Generator["Walk | None", None, None]
"""A walk over one value: it yields the walks over what is inside, each to be finished first."""


class Shape(Protocol):
    """A type as a table: what it is called, and what is wrong with a value of another type."""

    def expected(self, shapes: Shapes) -> list[str]:
        """Return the words for the type: one, or one for each member of a union."""
        ...

    def suits(self, value: object, shapes: Shapes) -> bool:
        """Whether a first look at a value, no deeper than its literals, leaves the type open."""
        ...

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        """Add an issue to the run for everything that keeps a value from being of the type.

        What is inside values of recursive types is left to the walk that is returned; `None`
        says that nothing is left. `depth` says how many values of such types there are around
        this one.
        """
        ...


Shapes: TypeAlias = Mapping[str, Shape]


class Run:
    """One explanation: where its issues go.

    A patient one leaves what is inside any named type to a walk, not of the recursive ones alone:
    it needs no more room on the stack for types that are deep than for those that are not.

    While it is `trying` the members of a union one after the other, a value that is nested too
    deep does not end it: it may be inside a member that was refused before. What is found out about
    values inside is then `known`: finding it out once a member would double the work at each depth.
    """

    __slots__ = ("issues", "known", "patient", "shapes", "trying", "undeclared")

    def __init__(self, shapes: Shapes, undeclared: bool, patient: bool) -> None:
        self.shapes = shapes
        self.undeclared = undeclared
        self.patient = patient
        self.issues: list[Issue] = []
        self.trying = 0
        self.known: dict[tuple[str, int, int], Known] = {}

    def refuse(self, shape: Shape, value: object, path: Path) -> None:
        """Say that a value is of another type altogether."""
        self.issues.append(Issue(path, join(shape.expected(self.shapes)), describe(value)))


class Known(NamedTuple):
    """What was found out about a value, which is kept so that no other takes its identity."""

    value: object
    path: Path
    issues: list[Issue]


REPEATED: Final = 20
"""How many issues of an object are told again where the same object stands in another place."""

FLAT_ENOUGH: Final = f"at most {MAX_DEPTH} values of recursive types in one another"
"""What is expected of a value that is nested deeper than any message."""


class TooDeep(Exception):  # noqa: N818 - ends a walk, never seen outside
    """A value is nested deeper than any message: one issue says so, further ones would not help."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.issue = too_deep(path)


def too_deep(path: Path) -> Issue:
    return Issue(path, FLAT_ENOUGH, "more")


def is_open(issues: Iterable[Issue]) -> bool:
    """Whether a value was too deep before anything was found wrong with it: it is not refused."""
    faults = (issue.expected for issue in issues if issue.expected != UNDECLARED)
    return next(faults, None) == FLAT_ENOUGH


def explain(shapes: Shapes, name: str, value: object, *, undeclared: bool = False) -> list[Issue]:
    """Return everything that keeps a value from being of a type, in the order of the declaration.

    With `undeclared`, properties that the declaration does not mention are told too.
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
        _call(FRAMES)  # which raises it again where the caller has left no room
        issues.append(Issue((), "a value that can be read", "one that raises an error"))
    except Exception:  # whatever the keys of a hostile value may raise
        issues.append(Issue((), "a value that can be read", "one that raises an error"))
    return issues


FRAMES: Final = 40
"""More calls in one another than a patient explanation makes."""


def _call(times: int) -> None:
    if times:
        _call(times - 1)


def finish(walk: Walk | None) -> None:
    """Carry a walk to its end; one that gets too deep ends the walks around it too."""
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
"""What is inside a value: the shape it should have, the part itself, and its key or place."""


def explain_parts(parts: Parts, path: Path, depth: int, run: Run) -> Walk | None:
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
    """Return words as a list in prose: `string, number or null`."""
    if len(words) == 1:
        return words[0]
    *most, last = dict.fromkeys(words)
    return f"{', '.join(most)} or {last}" if most else last


class Ref:
    """A named type."""

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
        if run.patient:
            return _later(shape, value, path, 0, run)
        return shape.explain(value, path, 0, run)


def _later(shape: Shape, value: object, path: Path, depth: int, run: Run) -> Walk:
    """Return the walk over a value that is to be looked at when the calls so far have ended."""
    yield shape.explain(value, path, depth, run)


def _once(name: str, value: object, path: Path, depth: int, run: Run) -> Walk:
    """Return the walk over a value of a recursive type, unless it was walked before."""
    key = (name, id(value), depth)
    known = run.known.get(key)
    if known is None:
        told, run.issues = run.issues, []
        yield run.shapes[name].explain(value, path, depth, run)
        known = run.known[key] = Known(value, path, run.issues)
        run.issues = told
    if known.path == path:
        run.issues += known.issues
        return
    for issue in known.issues[:REPEATED]:
        run.issues.append(issue._replace(path=path + issue.path[len(known.path) :]))


class Recursive:
    """A named type that can hold itself, so that a limit to its depth is needed."""

    __slots__ = ("shape",)

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def expected(self, shapes: Shapes) -> list[str]:
        return self.shape.expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return self.shape.suits(value, shapes)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        return self.shape.explain(value, path, depth, run)
