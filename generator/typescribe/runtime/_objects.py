"""The shapes of objects, with keys that are declared and with any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ._explain import (
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
from ._kinds import Literals, plain_type
from ._runtime import DICT, Issue, Path, describe, is_instance, plain_dict, plain_key


class Record:
    """An object with any keys and one shape of value."""

    __slots__ = ("value",)

    def __init__(self, value: Shape) -> None:
        self.value = value

    def expected(self, shapes: Shapes) -> list[str]:
        return ["object"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return is_instance(value, DICT)

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


class Object:
    """An object with declared properties; `index` is the shape of the undeclared ones, if any.

    The properties in `deep` may be as deep as the message: the generated code tests them after
    the others, the required and the optional ones apart.
    """

    __slots__ = ("deep", "index", "place", "plains", "required", "shapes")

    def __init__(
        self,
        *,
        required: Mapping[str, Shape],
        optional: Mapping[str, Shape],
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
        doubtful = [
            key
            for key, item in members.items()
            if type(key) is not str or type(item) is not plain(key)
        ]
        if not doubtful and self.required <= members.keys():
            return None
        if run.trying and self.deep:
            return self._try(members, doubtful, path, depth, run)
        parts = self._parts(members, doubtful, path, run)
        return explain_parts(iter(parts), path, depth, run)

    def _try(
        self, members: dict[Any, Any], doubtful: list[Any], path: Path, depth: int, run: Run
    ) -> Walk:
        """Return a walk that comes to what is too deep when the generated code does.

        What is wrong before that refuses the value, what is wrong after it does not.
        """
        told, run.issues = run.issues, []
        parts = self._parts(members, doubtful, path, run)
        strange, run.issues = run.issues, []
        declared = [part for part in parts if part[2] in self.place]
        declared.sort(key=lambda part: (part[2] not in self.required, part[2] in self.deep))
        yield explain_parts(iter(declared), path, depth, run)
        run.issues += strange
        yield explain_parts(iter(parts[len(declared) :]), path, depth, run)
        found, run.issues = run.issues, told
        if is_open(found):
            found = [issue for issue in found if issue.expected == FLAT_ENOUGH][:1]
        else:
            found = [issue for issue in found if issue.expected != FLAT_ENOUGH]
            found.sort(key=lambda issue: self._place(issue.path[len(path) :]))
        run.issues += found

    def _place(self, path: Path) -> int:
        """Return where the issues at a path inside the object stand among the others."""
        return self.place.get(str(path[0]), len(self.place)) if path else -1

    def _parts(
        self, members: dict[Any, Any], doubtful: list[Any], path: Path, run: Run
    ) -> list[tuple[Shape, object, str | int]]:
        """Return what has to be looked at: the declared first, in the order of the declaration."""
        place = self.place
        declared, others = list[str](), list[str]()
        if any(type(key) is not str and plain_key(key) is None for key in doubtful):
            declared = [name for name in place if name in members]
            if len(declared) == len(members):  # every key is one that is declared, or says so
                doubtful = []
            else:
                declared = []
        for key in doubtful:
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
        if self.index is not None:
            parts += [(self.index, members[name], name) for name in others]
        elif run.undeclared:
            parts += [(SURPLUS, members[name], name) for name in others]
        return parts


class Missing:
    """A property that has to be there and is not."""

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
    """A property that is not declared, where it was asked for those."""

    __slots__ = ()

    def expected(self, shapes: Shapes) -> list[str]:
        return [UNDECLARED]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return False

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        run.refuse(self, value, path)


SURPLUS: Final = Surplus()


def _members(shape: Shape, value: object, path: Path, run: Run) -> dict[Any, Any] | None:
    """Return what an object holds as a plain dict; anything else is refused.

    Of a subclass the keys are asked for their text, and those that have none are told here.
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
    return Issue(path, "string as every key", describe(key))
