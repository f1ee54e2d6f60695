"""The ways in which tests inspect the parts of a value, with how often each part is tested.

A part is tested once for each type that the tests of the whole value have at its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import product
from typing import TypeAlias

from typescribe.targets.shared.checks import Check, Named, is_simple

MOST_WAYS = 16
"""How many ways through the variants of a value are followed one by one."""


@dataclass(frozen=True, slots=True)
class Key:
    """The value under one key."""

    name: str


@dataclass(frozen=True, slots=True)
class OtherKeys:
    """The values under all keys except those in `but`."""

    but: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Items:
    """The items of an array from one place up to another, or to its end."""

    start: int
    stop: int | None = None

    def __contains__(self, place: int) -> bool:
        return self.start <= place and (self.stop is None or place < self.stop)


Place: TypeAlias = Key | OtherKeys | Items


class Group(Enum):
    """Whether verdicts are passed to a test, and whether they are new or from a test around it."""

    NONE = 0
    NEW = 1
    OLD = 2


@dataclass(frozen=True, slots=True)
class Test:
    """A check, compared by the name of its type if it has one, else by identity."""

    key: str | int
    check: Check | None = field(compare=False)
    group: Group = Group.NONE


Way: TypeAlias = Counter[tuple[Place, Test]]
"""How often each part of a value is tested, if its literals select certain variants."""

State: TypeAlias = tuple[tuple[Test, int], ...]
"""How often one value is tested by each check, in an order that depends on the model alone."""


def test_of(check: Check) -> Test:
    """Return the test that runs a check."""
    return Test(str(check.class_name) if isinstance(check, Named) else id(check), check)


def way(parts: Iterable[tuple[Place, Check]]) -> Way:
    """Return the way of a test that inspects each of the given parts once."""
    return Counter((place, test_of(check)) for place, check in parts if not is_simple(check))


def times(one: Way, count: int) -> Way:
    """Return the way of a test that is run `count` times."""
    return one if count == 1 else Counter({part: n * count for part, n in one.items()})


def combined(ways: Iterable[tuple[Way, ...]]) -> Iterator[Way]:
    """Yield the ways through a value that several tests inspect.

    If there are too many, the variants of each test are replaced by a single way with the highest
    count for each part.
    """
    found = [each for each in ways if each]
    count = 1
    for each in found:
        count *= len(each)
    if count > MOST_WAYS:
        found = [(most_of(each),) for each in found]
    for chosen in product(*found):
        total: Way = Counter()
        for one in chosen:
            total.update(one)
        yield total


def grouped(one: Way, group: Group) -> Way:
    """Return a way whose tests all belong to a group."""
    return Counter(
        {(place, replace(test, group=group)): count for (place, test), count in one.items()}
    )


def most_of(ways: Iterable[Way]) -> Way:
    """Return the way with the highest count for each part among the given ways."""
    most: Way = Counter()
    for one in ways:
        most |= one
    return most


def states(one: Way) -> Iterator[State]:
    """Yield a state for each part of a value; parts that no test distinguishes share one."""
    keys: dict[str | None, Counter[Test]] = {None: Counter()}
    places: dict[int, Counter[Test]] = {}
    for place, _ in one:
        for name in _keys_of(place):
            keys.setdefault(name, Counter())
        for at in _ends_of(place):
            places.setdefault(at, Counter())
    for (place, test), count in one.items():
        for key in keys if isinstance(place, OtherKeys) else _keys_of(place):
            if not isinstance(place, OtherKeys) or key not in place.but:
                keys[key][test] += count
        for at, tests in places.items():
            if isinstance(place, Items) and at in place:
                tests[test] += count
    for tests in (*keys.values(), *places.values()):
        if tests:
            yield tuple(tests.items())


def _keys_of(place: Place) -> Iterable[str]:
    match place:
        case Key(name=name):
            return (name,)
        case OtherKeys(but=but):
            return sorted(but)
        case Items():
            return ()


def _ends_of(place: Place) -> Iterable[int]:
    if not isinstance(place, Items):
        return ()
    return (place.start,) if place.stop is None else (place.start, place.stop)
