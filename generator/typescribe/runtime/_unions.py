"""The shapes of unions: which member a value is meant to be, and why it is not a valid one."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from typing import TypeAlias

from ._explain import UNDECLARED, Ref, Run, Shape, Shapes, Walk, is_open, join
from ._kinds import plain_type
from ._runtime import (
    DICT,
    MAX_DEPTH,
    Issue,
    Path,
    describe,
    describe_text,
    is_instance,
    literal_at,
    plain_dict,
)

Names: TypeAlias = tuple[str, ...]
"""The names of types."""


class Union:
    """A value of any member; the issues of another value are those of the nearest member."""

    __slots__ = ("members", "words")

    def __init__(self, *members: Shape) -> None:
        self.members = members
        self.words: list[str] = []

    def expected(self, shapes: Shapes) -> list[str]:
        if not self.words:  # computed for the first fault, not on import
            self.words = [word for m in self.members for word in self._words(m, shapes)]
        return self.words

    def _words(self, member: Shape, shapes: Shapes) -> list[str]:
        named = [m for m in self.members if isinstance(m, Ref) and m.expected(shapes) == ["object"]]
        if len(named) > 1 and isinstance(member, Ref) and member in named:
            return [member.name]
        return member.expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return any(member.suits(value, shapes) for member in self.members)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        if any(type(value) is plain_type(member) for member in self.members):
            return None
        return self._try_each(value, path, depth, run)

    def _try_each(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        suiting = _suiting(self.members, value, depth, run)
        several = len(suiting) > 1
        run.trying += several
        nearest = yield from _nearest(suiting, value, path, depth, run)
        run.trying -= several
        if nearest is None:
            run.refuse(self, value, path)
        else:
            run.issues += nearest


class Variants(Union):
    """A union whose object types a literal tells apart; other members are tried after these.

    If a value has one of the literals, only the variants with that literal are explained.
    """

    __slots__ = ("by", "named", "rest", "variants")

    def __init__(
        self, *members: Shape, by: Path, variants: Mapping[str | int | float | bool, Names]
    ) -> None:
        super().__init__(*members)
        self.by = by
        self.variants = variants
        chosen = {name for names in variants.values() for name in names}
        self.named = {member.name: member for member in members if isinstance(member, Ref)}
        self.rest = [m for m in members if not (isinstance(m, Ref) and m.name in chosen)]

    def _try_each(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        literal = literal_at(value, *map(str, self.by))
        names = () if literal is None else self.variants.get(literal, ())
        suiting = _suiting(self.rest, value, depth, run)
        several = len(names) + len(suiting) > 1
        run.trying += several
        meant = yield from _nearest([self.named[name] for name in names], value, path, depth, run)
        if meant is None or (_faults(meant) and not is_open(meant)):
            nearest = yield from _nearest(suiting, value, path, depth, run)
            if nearest is not None and (not _faults(nearest) or is_open(nearest)):
                meant = nearest
            elif meant is None and is_instance(value, DICT):
                unknown = self._unknown(value, path, suiting, run)
                meant = [unknown, *(i for i in nearest or () if i.path != unknown.path)]
            elif meant is None:
                meant = nearest
        run.trying -= several
        if meant is None:
            run.refuse(self, value, path)
        else:
            run.issues += meant

    def _unknown(self, value: object, path: Path, suiting: list[Shape], run: Run) -> Issue:
        """Return the issue that lists the literals, at the path where one is expected."""
        words = [json.dumps(literal) for literal in self.variants]
        words += [f"a valid {' or '.join(self._words(m, run.shapes))}" for m in suiting]
        whole = (*path, *self.by)
        for key in self.by:
            members = plain_dict(value)
            if members is None:
                return Issue(path, "object", describe(value))
            if key not in members:
                return Issue(whole, join(words), "nothing")
            path = (*path, key)
            value = members[key]
        return Issue(path, join(words), describe_text(value))


def _suiting(members: Iterable[Shape], value: object, depth: int, run: Run) -> list[Shape]:
    """Return the members that a first look at a value allows.

    If the value is nested too deep to look at, these include all recursive members.
    """
    return [
        member
        for member in members
        if member.suits(value, run.shapes)
        or (depth > MAX_DEPTH and isinstance(member, Ref) and member.is_recursive(run.shapes))
    ]


def _nearest(
    members: list[Shape], value: object, path: Path, depth: int, run: Run
) -> Generator[Walk | None, None, list[Issue] | None]:
    """Return the issues of the member that a value comes nearest to; `None` without members.

    As in the generated code, the next member is tried only after one that does not match, not
    after one for which the value is nested too deep.
    """
    outer, nearest = run.issues, None
    for member in members:
        run.issues = []
        yield member.explain(value, path, depth, run)
        if is_open(run.issues):
            nearest = run.issues
            break
        if nearest is None or _faults(run.issues) < _faults(nearest):
            nearest = run.issues
        if not _faults(nearest):
            break
    run.issues = outer
    return nearest


def _faults(issues: list[Issue]) -> int:
    """Return how many issues make a value invalid; undeclared properties do not."""
    return len([issue for issue in issues if issue.expected != UNDECLARED])
