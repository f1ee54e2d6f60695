"""The shapes of unions: which member a value is meant to be, and why it is not a valid one."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping
from typing import Final, TypeAlias

from .explain import UNDECLARED, Recursive, Ref, Run, Shape, Shapes, Walk, is_open, join
from .kinds import Literals, plain_type
from .objects import Object
from .plain import DICT, MAX_DEPTH, is_instance, literal_at, plain_dict
from .runtime import Issue, Path, describe, describe_text

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
        for member in self.members:  # noqa: SIM110 - a generator would take twice the time
            if member.suits(value, shapes):
                return True
        return False

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        if any(type(value) is plain_type(member) for member in self.members):
            return None
        return self._try_each(value, path, depth, run)

    def _try_each(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        suiting = _suiting(self.members, value, depth, run)
        if not suiting and is_instance(value, DICT):
            suiting = [m for m in self.members if "object" in m.expected(run.shapes)]
        meant = _meant(suiting, value, run)
        several = len(meant) > 1
        run.trying += several
        nearest = yield from _nearest(meant, value, path, depth, run)
        run.trying -= several
        if nearest is None:
            run.refuse(self, value, path)
        else:
            run.issues += nearest


class Variants(Union):
    """A union in which a literal identifies object types; other members are tried after these.

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

    def chosen(self, value: object) -> list[Shape]:
        """Return the variants with the literal of a value; none if it has no known literal."""
        literal = literal_at(value, *map(str, self.by))
        names = () if literal is None else self.variants.get(literal, ())
        return [self.named[name] for name in names]

    def _try_each(self, value: object, path: Path, depth: int, run: Run) -> Walk:
        chosen = self.chosen(value)
        suiting = _suiting(self.rest, value, depth, run)
        fitting = [m for m in chosen if not contradicts(m, value, run.shapes)]
        if fitting or suiting:
            chosen = fitting
        several = len(chosen) + len(suiting) > 1
        run.trying += several
        meant = yield from _nearest(chosen, value, path, depth, run)
        if meant is None or (_faults(meant) and not is_open(meant)):
            others = _meant(suiting, value, run)
            nearest = yield from _nearest(others, value, path, depth, run)
            if nearest is not None and (not _faults(nearest) or is_open(nearest)):
                meant = nearest
            elif meant is None:
                meant = self._with_literals(nearest, value, path)
        run.trying -= several
        if meant is None:
            run.refuse(self, value, path)
        else:
            run.issues += meant

    def _with_literals(
        self, nearest: list[Issue] | None, value: object, path: Path
    ) -> list[Issue] | None:
        """Return the issues of a value of no known literal.

        Args:
            nearest: the issues of the member without a literal that the value comes nearest to. If
                one of them is where the literal should be, it also lists the literals.
            value: the value.
            path: its path.
        """
        words = [json.dumps(literal) for literal in self.variants]
        whole = (*path, *self.by)
        if nearest is not None:
            return [
                (
                    issue._replace(expected=join([*words, issue.expected]))
                    if issue.path == whole
                    else issue
                )
                for issue in nearest
            ]
        return [self._unknown(words, value, path)] if is_instance(value, DICT) else None

    def _unknown(self, words: list[str], value: object, path: Path) -> Issue:
        """Return the issue that lists the literals, at the path where one is expected."""
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


DEEPEST: Final = 2
"""The longest path to a literal that shows which member of a union a value is meant to be."""


def contradicts(shape: Shape, value: object, shapes: Shapes, levels: int = DEEPEST) -> bool:
    """Whether an object has a property that is none of the literals that a type allows for it."""
    while isinstance(shape, (Ref, Recursive)):
        shape = shapes[shape.name] if isinstance(shape, Ref) else shape.shape
    members = plain_dict(value) if isinstance(shape, Object) else None
    if members is None or not isinstance(shape, Object):
        return False
    for key, inner in shape.shapes.items():
        if isinstance(inner, Literals):
            if key in members and not inner.suits(members[key], shapes):
                return True
        elif (
            isinstance(inner, Ref)
            and levels > 1
            and key in members
            and contradicts(inner, members[key], shapes, levels - 1)
        ):
            return True
    return False


def _meant(members: list[Shape], value: object, run: Run) -> list[Shape]:
    """Return the members that no literal of a value contradicts; all if there is one in each."""
    if len(members) < 2:
        return members
    return [m for m in members if not contradicts(m, value, run.shapes)] or members


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
