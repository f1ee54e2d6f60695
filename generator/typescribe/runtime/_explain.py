"""Why a value is not of a type: the shapes of types, and the walk that tells every issue.

The generated modules say yes or no as fast as they can. Only after a no is the value walked
here, along the tables of `_shapes.py`. The walk keeps a stack of its own, so that it always
comes to the same end, however deep the value or the caller is.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from typing import Any, Final, Protocol, TypeAlias

from ._runtime import (
    DICT,
    LIST,
    MAX_DEPTH,
    Issue,
    Path,
    describe,
    is_instance,
    matches,
    plain_dict,
    plain_list,
    plain_number,
    plain_string,
)

SHOWN_LITERALS: Final = 12
"""A type of more literals than this is told by their number."""

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

        What is inside the value is left to the walk that is returned. `depth` says how many
        values of recursive types there are around this one.
        """
        ...


Shapes: TypeAlias = Mapping[str, Shape]


class Run:
    """One explanation: where its issues go."""

    __slots__ = ("issues", "shapes", "undeclared")

    def __init__(self, shapes: Shapes, undeclared: bool) -> None:
        self.shapes = shapes
        self.undeclared = undeclared
        self.issues: list[Issue] = []

    def refuse(self, shape: Shape, value: object, path: Path) -> None:
        """Say that a value is of another type altogether."""
        self.issues.append(Issue(path, join(shape.expected(self.shapes)), describe(value)))


class TooDeep(Exception):  # noqa: N818 - ends a walk, never seen outside
    """A value is nested deeper than any message: one issue says so, further ones would not help."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        expected = f"at most {MAX_DEPTH} values of recursive types in one another"
        self.issue = Issue(path, expected, "more")


def explain(shapes: Shapes, name: str, value: object, *, undeclared: bool = False) -> list[Issue]:
    """Return everything that keeps a value from being of a type, in the order of the declaration.

    With `undeclared`, properties that the declaration does not mention are told too.
    """
    run = Run(shapes, undeclared)
    issues = run.issues
    try:
        _finish(Ref(name).explain(value, (), 0, run))
    except TooDeep as error:
        issues.append(error.issue)
    except RecursionError:  # the caller has left no room for a call
        raise
    except Exception:  # whatever the keys of a hostile value may raise
        issues.append(Issue((), "a value that can be read", "one that raises an error"))
    return issues


def _finish(walk: Walk | None) -> None:
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


def join(words: Iterable[str]) -> str:
    """Return words as a list in prose: `string, number or null`."""
    *most, last = dict.fromkeys(words)
    return f"{', '.join(most)} or {last}" if most else last


class Anything:
    """`any` and `unknown`."""

    __slots__ = ()

    def expected(self, shapes: Shapes) -> list[str]:
        return ["anything"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return True

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        pass


class Nothing:
    """`never`: a property of this type has to be absent."""

    __slots__ = ()

    def expected(self, shapes: Shapes) -> list[str]:
        return ["nothing"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return False

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        run.refuse(self, value, path)


class Scalar:
    """`string`, `number`, `boolean` or `null`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def expected(self, shapes: Shapes) -> list[str]:
        return [self.name]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return describe(value) == self.name

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        if not self.suits(value, run.shapes):
            run.refuse(self, value, path)


class Literals:
    """A union of literals; `1` and `1.0` are one number, `true` is not `1`."""

    __slots__ = ("values",)

    def __init__(self, *values: str | int | float | bool) -> None:
        self.values = values

    def expected(self, shapes: Shapes) -> list[str]:
        if len(self.values) > SHOWN_LITERALS:
            return [f"one of {len(self.values)} literals"]
        return [json.dumps(value) for value in self.values]

    def suits(self, value: object, shapes: Shapes) -> bool:
        if isinstance(value, bool):
            return any(value is literal for literal in self.values)
        text = plain_string(value)
        plain = plain_number(value) if text is None else text
        return plain is not None and plain in [v for v in self.values if not isinstance(v, bool)]

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        if self.suits(value, run.shapes):
            return
        received = describe(value)
        text = plain_string(value)
        if text is not None and any(isinstance(literal, str) for literal in self.values):
            received = f"string of length {len(text)}"
        elif received in ("number", "boolean"):
            received = f"another {received}"
        run.issues.append(Issue(path, join(self.expected(run.shapes)), received))


class Pattern:
    """The strings of a template literal type."""

    __slots__ = ("regex", "template")

    def __init__(self, template: str, regex: str) -> None:
        self.template = template
        self.regex = regex

    def expected(self, shapes: Shapes) -> list[str]:
        return [self.template]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return matches(value, self.regex)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        if self.suits(value, run.shapes):
            return
        text = plain_string(value)
        received = describe(value) if text is None else f"string of length {len(text)}"
        run.issues.append(Issue(path, self.template, received))


class Array:
    """An array whose items all have one shape."""

    __slots__ = ("item",)

    def __init__(self, item: Shape) -> None:
        self.item = item

    def expected(self, shapes: Shapes) -> list[str]:
        return ["array"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return is_instance(value, LIST)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        items = plain_list(value)
        if items is None:
            run.refuse(self, value, path)
            return
        for place, item in enumerate(items):
            yield self.item.explain(item, (*path, place), depth, run)


class Tuple:
    """An array with a shape for each place; items past the last have the shape `rest`."""

    __slots__ = ("items", "required", "rest")

    def __init__(self, *items: Shape, required: int, rest: Shape | None = None) -> None:
        self.items = items
        self.required = required
        self.rest = rest

    def expected(self, shapes: Shapes) -> list[str]:
        least, most = self.required, len(self.items)
        if self.rest is not None:
            return [f"array of {least} or more"]
        return [f"array of {least}" if least == most else f"array of {least} to {most}"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return is_instance(value, LIST)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        items = plain_list(value)
        if items is None:
            run.refuse(self, value, path)
            return
        if len(items) < self.required or (self.rest is None and len(items) > len(self.items)):
            run.issues.append(Issue(path, join(self.expected({})), f"array of {len(items)}"))
        for place, item in enumerate(items):
            shape = self.items[place] if place < len(self.items) else self.rest
            if shape is None:
                return
            yield shape.explain(item, (*path, place), depth, run)


class Record:
    """An object with any keys and one shape of value."""

    __slots__ = ("value",)

    def __init__(self, value: Shape) -> None:
        self.value = value

    def expected(self, shapes: Shapes) -> list[str]:
        return ["object"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return is_instance(value, DICT)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        members = _members(self, value, path, run)
        if members is None:
            return
        for key, item in members.items():
            name = plain_string(key)
            if name is None:
                run.issues.append(_strange_key(key, path))
            else:
                yield self.value.explain(item, (*path, name), depth, run)


class Object:
    """An object with declared properties; `index` is the shape of the undeclared ones, if any."""

    __slots__ = ("index", "optional", "required")

    def __init__(
        self,
        *,
        required: Mapping[str, Shape],
        optional: Mapping[str, Shape],
        index: Shape | None = None,
    ) -> None:
        self.required = required
        self.optional = optional
        self.index = index

    def expected(self, shapes: Shapes) -> list[str]:
        return ["object"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        members = plain_dict(value)
        if members is None:
            return is_instance(value, DICT)
        return all(
            key in members and shape.suits(members[key], shapes)
            for key, shape in self.required.items()
            if isinstance(shape, Literals)
        )

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        members = _members(self, value, path, run)
        if members is None:
            return
        undeclared = len(members)
        for key, shape in self.required.items():
            if key in members:
                undeclared -= 1
                yield shape.explain(members[key], (*path, key), depth, run)
            else:
                expected = join(shape.expected(run.shapes))
                run.issues.append(Issue((*path, key), expected, "nothing"))
        for key, shape in self.optional.items():
            if key in members:
                undeclared -= 1
                yield shape.explain(members[key], (*path, key), depth, run)
        if not undeclared:
            return
        for key, item in members.items():
            name = plain_string(key)
            if name is None:
                run.issues.append(_strange_key(key, path))
            elif key in self.required or key in self.optional:
                continue
            elif self.index is not None:
                yield self.index.explain(item, (*path, name), depth, run)
            elif run.undeclared:
                run.issues.append(Issue((*path, name), UNDECLARED, describe(item)))


def _members(shape: Shape, value: object, path: Path, run: Run) -> dict[Any, Any] | None:
    """Return what an object holds as a plain dict; anything else is refused.

    A plain dict is asked as it is: what it finds under a declared name is that property. Of a
    subclass the keys are asked for their text, and those that have none are told here.
    """
    if type(value) is DICT:
        return value
    if not is_instance(value, DICT):
        run.refuse(shape, value, path)
        return None
    members: dict[Any, Any] = {}
    for key, item in DICT.items(value):
        name = plain_string(key)
        if name is None:
            run.issues.append(_strange_key(key, path))
        else:
            members[name] = item
    return members


def _strange_key(key: object, path: Path) -> Issue:
    return Issue(path, "string as every key", describe(key))


class Ref:
    """A named type."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def expected(self, shapes: Shapes) -> list[str]:
        return shapes[self.name].expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return shapes[self.name].suits(value, shapes)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        shape = run.shapes[self.name]
        if not isinstance(shape, Recursive):
            return shape.explain(value, path, 0, run)
        if depth > MAX_DEPTH:
            raise TooDeep(path)
        return shape.explain(value, path, depth + 1, run)


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


class Union:
    """A value of any member; where it is of none, the issues of the one it was meant to be."""

    __slots__ = ("members",)

    def __init__(self, *members: Shape) -> None:
        self.members = members

    def expected(self, shapes: Shapes) -> list[str]:
        return [word for member in self.members for word in self._words(member, shapes)]

    def _words(self, member: Shape, shapes: Shapes) -> list[str]:
        named = [m for m in self.members if isinstance(m, Ref) and m.expected(shapes) == ["object"]]
        if len(named) > 1 and isinstance(member, Ref) and member in named:
            return [member.name]
        return member.expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return any(member.suits(value, shapes) for member in self.members)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        told, nearest = run.issues, None
        for member in self.members:
            if not member.suits(value, run.shapes):
                continue
            run.issues = []
            try:
                yield member.explain(value, path, depth, run)
            except TooDeep:  # no other member is tried: each would be, at every depth
                run.issues = told
                raise
            if nearest is None or _faults(run.issues) < _faults(nearest):
                nearest = run.issues
            if not _faults(nearest):
                break
        run.issues = told
        if nearest is None:
            run.refuse(self, value, path)
        else:
            told += nearest


def _faults(issues: list[Issue]) -> int:
    """Return how many issues make a value invalid; undeclared properties are no fault."""
    return sum(issue.expected != UNDECLARED for issue in issues)


ANYTHING: Final = Anything()
NOTHING: Final = Nothing()
STRING: Final = Scalar("string")
NUMBER: Final = Scalar("number")
BOOLEAN: Final = Scalar("boolean")
NULL: Final = Scalar("null")
