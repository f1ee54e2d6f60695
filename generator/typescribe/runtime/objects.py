"""The shapes of objects: with declared properties, or with arbitrary keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .explain import (
    FLAT_ENOUGH,
    UNDECLARED,
    Parts,
    Run,
    Shape,
    Shapes,
    Walk,
    explain_parts,
    is_open,
    join,
)
from .kinds import ANYTHING, Literals, plain_type
from .plain import DICT, is_instance, matches, plain_dict, plain_key
from .runtime import Issue, Path, describe

NONE: Final[Mapping[str, Shape]] = {}
"""No properties."""


class Record:
    """An object with arbitrary keys whose values all have one shape."""

    __slots__ = ("value",)

    def __init__(self, value: Shape) -> None:
        self.value = value

    def expected(self, shapes: Shapes) -> list[str]:
        return ["object"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return is_instance(value, DICT)

    def at(self, key: str) -> Shape:
        """Return the shape of the value under a key."""
        return self.value

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        members = _members(self, value, path, run)
        if members is None:
            return None
        return explain_parts(self._parts(members, path, run), path, depth, run)

    def _parts(self, members: dict[Any, Any], path: Path, run: Run) -> Parts:
        plain = plain_type(self.value)
        for key, item in members.items():
            if type(item) is plain and type(key) is str:
                continue
            name = plain_key(key)
            if name is None:
                run.issues.append(strange_key(key, path))
            else:
                yield self.value, item, name


class Every:
    """A value of all of some shapes; the issues of another are those of the first it misses."""

    __slots__ = ("shapes",)

    def __init__(self, shapes: list[Shape]) -> None:
        self.shapes = shapes

    def expected(self, shapes: Shapes) -> list[str]:
        return self.shapes[0].expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return all(shape.suits(value, shapes) for shape in self.shapes)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        outer, run.trying = run.issues, run.trying + 1
        kept: list[Issue] | None = None
        for shape in self.shapes:
            run.issues = []
            yield shape.explain(value, path, depth, run)
            if any(issue.expected != UNDECLARED for issue in run.issues):
                kept = run.issues
                break
            kept = [i for i in run.issues if kept is None or i in kept]
        run.issues, run.trying = outer, run.trying - 1
        run.issues += kept or []


class KeyedRecord(Record):
    """An object whose values have shapes by their keys: those of all patterns that a key matches.

    `patterns` holds the shapes by regular expression; `value` is the shape of all other values.
    """

    __slots__ = ("patterns",)

    def __init__(self, value: Shape, patterns: Mapping[str, Shape]) -> None:
        super().__init__(value)
        self.patterns = patterns

    def at(self, key: str) -> Shape:
        return next(iter(self._matching(key)), self.value)

    def _matching(self, key: str) -> list[Shape]:
        return [shape for regex, shape in self.patterns.items() if matches(key, regex)]

    def is_declared(self, key: str) -> bool:
        """Whether a key matches a pattern."""
        return bool(self._matching(key))

    def _parts(self, members: dict[Any, Any], path: Path, run: Run) -> Parts:
        for key, item in members.items():
            name = plain_key(key)
            if name is None:
                run.issues.append(strange_key(key, path))
            else:
                yield from self.parts_at(name, item, run)

    def parts_at(self, name: str, item: object, run: Run) -> Parts:
        """Yield the part with the shape that a first look shows to be wrong, else with all."""
        shapes = self._matching(name) or [self.value]
        wrong = [shape for shape in shapes if not shape.suits(item, run.shapes)]
        shape = wrong[0] if wrong else shapes[0] if len(shapes) == 1 else Every(shapes)
        yield shape, item, name


class Object:
    """An object with declared properties.

    `index` is the shape of the undeclared ones, if they have one. The values of the properties in
    `deep` can be nested without limit: the generated code tests them last, once among the required
    properties and once among the optional ones.
    """

    __slots__ = ("deep", "index", "place", "plains", "required", "shapes")

    def __init__(
        self,
        *,
        required: Mapping[str, Shape] = NONE,
        optional: Mapping[str, Shape] = NONE,
        index: Shape | None = None,
        deep: tuple[str, ...] = (),
    ) -> None:
        self.required = frozenset(required)
        self.shapes = {**required, **optional}
        self.index = index
        self.plains = {key: plain_type(shape) for key, shape in self.shapes.items()}
        self.place = {key: place for place, key in enumerate(self.shapes)}
        self.deep = deep

    def expected(self, shapes: Shapes) -> list[str]:
        return ["object"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        members = plain_dict(value)
        if members is None:
            return is_instance(value, DICT)
        return all(
            key in members and self.shapes[key].suits(members[key], shapes)
            for key in self.required
            if isinstance(self.shapes[key], Literals)
        )

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        members = _members(self, value, path, run)
        if members is None:
            return None
        plain = self.plains.get
        unchecked = [
            key
            for key, item in members.items()
            if type(key) is not str or type(item) is not plain(key)
        ]
        if not unchecked and self.required <= members.keys():
            return None
        if run.trying and self.deep:
            return self._try(members, unchecked, path, depth, run)
        parts = self._parts(members, unchecked, path, run)
        return explain_parts(iter(parts), path, depth, run)

    def _try(
        self, members: dict[Any, Any], unchecked: list[Any], path: Path, depth: int, run: Run
    ) -> Walk:
        """Return a walk that tests the properties in the order of the generated code.

        If a value is nested too deep, this order decides whether a fault was found before it.
        Only then does the object not match.
        """
        outer, run.issues = run.issues, []
        parts = self._parts(members, unchecked, path, run)
        strange, run.issues = run.issues, []
        declared = [part for part in parts if part[2] in self.place]
        declared.sort(key=lambda part: (part[2] not in self.required, part[2] in self.deep))
        yield explain_parts(iter(declared), path, depth, run)
        run.issues += strange
        yield explain_parts(iter(parts[len(declared) :]), path, depth, run)
        found, run.issues = run.issues, outer
        if is_open(found):
            found = [issue for issue in found if issue.expected == FLAT_ENOUGH][:1]
        else:
            found = [issue for issue in found if issue.expected != FLAT_ENOUGH]
            found = self._in_order(found, len(path))
        run.issues += found

    def _in_order(self, issues: list[Issue], depth: int) -> list[Issue]:
        """Sort issues by the property that the paths have at a depth, as the declaration does.

        No function is called for an issue, since those of all values inside are among them.
        """
        place, last = self.place, len(self.place)
        places = [
            place.get(str(issue.path[depth]), last) if len(issue.path) > depth else -1
            for issue in issues
        ]
        return [issues[at] for at in sorted(range(len(issues)), key=places.__getitem__)]

    def _parts(
        self, members: dict[Any, Any], unchecked: list[Any], path: Path, run: Run
    ) -> list[tuple[Shape, object, str | int]]:
        """Return the members to explain: declared ones first, in the order of the declaration."""
        place = self.place
        declared, others = list[str](), list[str]()
        if any(type(key) is not str and plain_key(key) is None for key in unchecked):
            declared = [name for name in place if name in members]
            if len(declared) == len(members):  # every key is declared, or equal to a declared one
                unchecked = []
            else:
                declared = []
        for key in unchecked:
            name = key if type(key) is str else plain_key(key)
            if name is None:
                run.issues.append(strange_key(key, path))
            elif name in place:
                declared.append(name)
            else:
                others.append(name)
        if not self.required <= members.keys():
            declared += [key for key in self.required if key not in members]
        declared.sort(key=place.__getitem__)
        shapes = self.shapes
        parts: list[tuple[Shape, object, str | int]] = [
            (
                (shapes[name], members[name], name)
                if name in members
                else (Missing(shapes[name]), None, name)
            )
            for name in declared
        ]
        return parts + self._undeclared(members, others, run)

    def _undeclared(
        self, members: dict[Any, Any], names: list[str], run: Run
    ) -> list[tuple[Shape, object, str | int]]:
        if self.index is not None:
            return [(self.index, members[name], name) for name in names]
        return [(SURPLUS, members[name], name) for name in names] if run.undeclared else []

    def others(self) -> Record:
        """Return the shape of an object with the undeclared properties alone."""
        return Record(ANYTHING if self.index is None else self.index)


class PatternedObject(Object):
    """An object whose undeclared properties have shapes by their names."""

    __slots__ = ("keyed",)

    def __init__(
        self,
        *,
        required: Mapping[str, Shape] = NONE,
        optional: Mapping[str, Shape] = NONE,
        patterns: Mapping[str, Shape],
        index: Shape | None = None,
        deep: tuple[str, ...] = (),
    ) -> None:
        super().__init__(required=required, optional=optional, index=index, deep=deep)
        self.keyed = KeyedRecord(super().others().value, patterns)

    def _undeclared(
        self, members: dict[Any, Any], names: list[str], run: Run
    ) -> list[tuple[Shape, object, str | int]]:
        parts: list[tuple[Shape, object, str | int]] = []
        for name in names:
            if self.keyed.is_declared(name):
                parts += self.keyed.parts_at(name, members[name], run)
            else:
                parts += super()._undeclared(members, [name], run)
        return parts

    def others(self) -> Record:
        return self.keyed


class Missing:
    """A required property that is absent."""

    __slots__ = ("shape",)

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def expected(self, shapes: Shapes) -> list[str]:
        return self.shape.expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return False

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        run.issues.append(Issue(path, join(self.expected(run.shapes)), "nothing"))


class Surplus:
    """An undeclared property, if these are to be reported."""

    __slots__ = ()

    def expected(self, shapes: Shapes) -> list[str]:
        return [UNDECLARED]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return False

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        run.refuse(self, value, path)


SURPLUS: Final = Surplus()


def _members(shape: Shape, value: object, path: Path, run: Run) -> dict[Any, Any] | None:
    """Return the members of an object as a plain dict; `None`, and an issue, for other values.

    For a dict subclass, convert keys to plain `str` and report the others.
    """
    if type(value) is DICT:
        return value
    if not is_instance(value, DICT):
        run.refuse(shape, value, path)
        return None
    members: dict[Any, Any] = {}
    for key, item in DICT.items(value):
        name = plain_key(key)
        if name is None:
            run.issues.append(strange_key(key, path))
        else:
            members[name] = item
    return members


def strange_key(key: object, path: Path) -> Issue:
    """Return the issue of an object with a key that is not a string."""
    return Issue(path, "string as every key", describe(key))
