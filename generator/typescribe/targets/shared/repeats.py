"""Finds the types for which the same value could be tested repeatedly, so that tests keep verdicts.

A union tries its members in turn, and two of them may have the same type under the same key. The
value under that key is then tested twice; in a recursive union, this doubles at every level. To
find such types, the tests are followed through all possible values at once: a state counts how
often one value is tested as each type, and leads to a state for each part of the value. If the
count of a type grows, its tests keep their verdicts. This decides how ambiguous a finite automaton
is, by building its powerset (Weber and Seidl, "On the degree of ambiguity of finite automata",
Theoretical Computer Science 88, 1991).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from typescribe.language.graphs import reached, reversed_graph, strong_components
from typescribe.targets.shared.checks import Array, Check, Named, Record, Tuple, Union, inner
from typescribe.targets.shared.ways import (
    Group,
    Items,
    Key,
    OtherKeys,
    Place,
    State,
    Test,
    Way,
    combined,
    grouped,
    most_of,
    states,
    test_of,
    times,
    way,
)

MOST_TESTS = 8
"""The most tests of one value as one type that cost less than keeping the verdict."""

MOST_STATES = 20_000
"""The most states that are followed; in a model that has more, all types keep their verdicts."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """The types that keep verdicts, and the types through which the kept verdicts are passed."""

    keeping: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    """Types from which there are several ways to a type that keeps verdicts, and types between."""


NO_REPEATS = Repeats()


@dataclass(frozen=True, slots=True)
class Content:
    """The checks that a named type consists of: of its properties, or of the alias."""

    check: Check | None
    properties: tuple[tuple[str, Check], ...] = ()
    others: tuple[Check, ...] = ()
    """The checks of undeclared properties, several of which may apply to the same property."""

    @property
    def parts(self) -> list[Check]:
        """All checks that the type directly consists of."""
        alone = () if self.check is None else (self.check,)
        return [*(check for _, check in self.properties), *self.others, *alone]

    @property
    def is_contested(self) -> bool:
        """Whether several checks may apply to the same value."""
        return len(self.others) > 1 or any(map(_has_union, self.parts))


def _has_union(check: Check) -> bool:
    return (isinstance(check, Union) and len(check.others) > 1) or any(
        map(_has_union, inner(check))
    )


def repeats(contents: Mapping[str, Content]) -> Repeats:
    """Return the types of a model whose tests could be repeated."""
    walk = _Walk(contents)
    try:
        return walk.repeats()
    except _TooMany:
        everything = frozenset(contents)
        return Repeats(everything, everything)


class _Repeated(Exception):  # noqa: N818 - a signal inside this module
    """Ends the walk: one value is tested too often as the given types."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)


class _TooMany(Exception):  # noqa: N818 - a signal inside this module
    """Ends the walk: the model has too many states."""


class _Walk:
    """The state of one analysis."""

    def __init__(self, contents: Mapping[str, Content]) -> None:
        self._contents = contents
        self._graph = {
            name: list(dict.fromkeys(n for part in content.parts for n in _names(part)))
            for name, content in contents.items()
        }
        self._holders = reversed_graph(self._graph)
        self._keeping: set[str] = set()
        self._passing: set[str] = set()
        self._seen: set[tuple[bool, frozenset[tuple[Test, int]]]] = set()
        self._ways: dict[tuple[str | int, int, bool], tuple[Way, ...]] = {}
        self._count = 0

    def repeats(self) -> Repeats:
        """Follow a value of each type; types come after the types that they refer to."""
        contested = (name for name, content in self._contents.items() if content.is_contested)
        concerned = reached(self._holders, contested)  # all others test each value once
        waiting = [name for found in strong_components(self._graph) for name in found]
        waiting = [name for name in reversed(waiting) if name in concerned]
        while waiting:
            root = waiting.pop()
            before = set(self._passing)
            while not self._is_followed(root):
                pass
            waiting += sorted(self._passing - before - {root})
        return Repeats(frozenset(self._keeping), frozenset(self._passing))

    def _is_followed(self, root: str) -> bool:
        """Follow a value of a type; at repeated tests, mark types and return False."""
        try:
            self._follow(root)
        except _Repeated as repeated:
            self._keeping |= repeated.names
            after = reached(self._graph, [root])
            for name in repeated.names:
                self._passing |= after & reached(self._holders, [name])
            self._seen.clear()
            self._ways.clear()
            return False
        return True

    def _follow(self, root: str) -> None:
        within = root in self._passing
        waiting: list[State] = [((Test(root, None), 1),)]
        while waiting:
            state = waiting.pop()
            key = within, frozenset(state)
            if key in self._seen:
                continue
            self._seen.add(key)
            self._count += 1
            if self._count > MOST_STATES:
                raise _TooMany
            waiting += self._following(state, within)

    def _following(self, state: State, within: bool) -> Iterator[State]:
        """Yield the states of the parts of a value.

        Outside the types through which verdicts are passed, each test of such a type starts a group
        of tests with verdicts of their own. `within` them, all tests are one group.
        """
        ways: list[tuple[Way, ...]] = []
        old: list[Way] = []
        groups = 0
        for test, count in state:
            if test.group is Group.OLD:
                groups = count
                old += self._ways_of(replace(test, group=Group.NONE), 1, within=True)
            else:
                if count > MOST_TESTS and not (within and test.key in self._keeping):
                    self._mark([test])
                ways.append(self._ways_of(test, count, within))
        if groups > MOST_TESTS:
            self._mark([test for test, _ in state if test.group is Group.OLD])
        on = grouped(most_of(old), Group.OLD)
        for one in combined(ways):
            for tests in states(one + on):
                yield _joined(tests, groups)

    def _mark(self, tests: list[Test]) -> None:
        """Raise the signal for repeated tests, or for the named types in a repeated union."""
        names = [test.key for test in tests if isinstance(test.key, str)]
        if len(tests) > 1 and (kept := [name for name in names if name in self._keeping]):
            names = kept
        for test in tests:
            if isinstance(test.check, Union) and isinstance(test.key, int):
                members = [str(m.class_name) for m in test.check.others if isinstance(m, Named)]
                names += [] if self._keeping.issuperset(members) else members
        if names:
            raise _Repeated(names)

    def _ways_of(self, test: Test, count: int, within: bool) -> tuple[Way, ...]:
        """Return the ways in which a repeated test looks at the parts of a value."""
        starts = test.key in self._passing and not within
        key = test.key, 1 if test.key in self._keeping and within else count, within or starts
        if key not in self._ways:
            self._ways[key] = tuple(self._look(test, key[1], key[2]))
        found = self._ways[key]
        return tuple(grouped(one, Group.NEW) for one in found) if starts else found

    def _look(self, test: Test, count: int, within: bool) -> Iterator[Way]:
        check = test.check
        if isinstance(test.key, str):
            content = self._contents[test.key]
            check = content.check
            if check is None:
                yield times(_object(content), count)
                return
            if isinstance(check, Named):
                yield from self._ways_of(test_of(check), count, within)
                return
        match check:
            case Array(item=item):
                yield times(way([(Items(0), item)]), count)
            case Tuple(items=items, rest=None):
                yield times(way(_places(items)), count)
            case Tuple(items=items, rest=further, ending=ending):  # one of these at each place
                for other in (further, *ending):
                    parts = [*_places(items), *([(Items(len(items)), other)] if other else [])]
                    yield times(way(parts), count)
            case Record(value=value):
                yield times(way([(OtherKeys(), value)]), count)
            case Union(others=others, by=by):
                rest = others if by is None else by.rest
                for variants in [choice.variants for choice in by.choices] if by else [()]:
                    tests = map(test_of, (*variants, *rest))
                    yield from combined(self._ways_of(member, count, within) for member in tests)
            case _:
                yield Counter()


def _joined(tests: State, groups: int) -> State:
    """Return the state in which new groups of tests have joined the old ones."""
    new = sum(count for test, count in tests if test.group is Group.NEW)
    old = groups if any(test.group is Group.OLD for test, _ in tests) else 0
    joined = {
        replace(test, group=Group.OLD): min(new + old, MOST_TESTS + 1)
        for test, _ in tests
        if test.group is not Group.NONE
    }
    return (*((t, n) for t, n in tests if t.group is Group.NONE), *joined.items())


def _places(items: tuple[Check, ...]) -> list[tuple[Place, Check]]:
    return [(Items(place, place + 1), item) for place, item in enumerate(items)]


def _object(content: Content) -> Way:
    declared = frozenset(name for name, _ in content.properties)
    others = [(OtherKeys(declared), check) for check in content.others]
    return way([*((Key(name), check) for name, check in content.properties), *others])


def _names(check: Check) -> Iterator[str]:
    """Yield the names of the types that a check refers to."""
    if isinstance(check, Named):
        yield str(check.class_name)
    for part in inner(check):
        yield from _names(part)
