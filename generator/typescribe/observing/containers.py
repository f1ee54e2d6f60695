"""Counters for the parts of arrays, tuples, records and objects, by their declared types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from typescribe.observing.counts import Members, Tally, merged
from typescribe.observing.objects import ObjectCounter
from typescribe.observing.slots import Container, Slot

MOST_VARIANTS: Final = 50
"""How many undeclared literals are counted separately; all further ones are counted together."""


class Items:
    """Counts the items of arrays that have one item type."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Slot) -> None:
        self._slot = slot

    def direct(self, value: list[Any]) -> None:
        """Count the items; every array matches the declared type."""
        add = self._slot.add
        for item in value:
            add(item)

    def look(self, value: list[Any]) -> bool:
        self.direct(value)
        return True

    def tally(self) -> Tally:
        return Tally(items=self._slot.tally())


class Places:
    """Counts the items of tuples by index, the last ones from the end.

    An array of another length does not match the type.
    """

    __slots__ = ("_ending", "_least", "_rest", "_slots", "_stray")

    def __init__(
        self,
        slots: Sequence[Slot],
        least: int,
        rest: Slot | None,
        ending: Sequence[Slot],
        stray: Container,
    ) -> None:
        self._slots = slots
        self._least = least
        self._rest = rest
        self._ending = ending
        self._stray = stray

    def look(self, value: list[Any]) -> bool:
        if len(value) < self._least or (self._rest is None and len(value) > len(self._slots)):
            self._stray.look(value)
            return False
        end = len(value) - len(self._ending)
        for place, item in enumerate(value):
            if place >= end:
                slot = self._ending[place - end]
            elif place < len(self._slots):
                slot = self._slots[place]
            else:
                assert self._rest is not None, "the length is right"
                slot = self._rest
            slot.add(item)
        return True

    def tally(self) -> Tally:
        places = {str(place): slot.tally() for place, slot in enumerate(self._slots)}
        if self._rest is not None:
            places["rest"] = self._rest.tally()
        for place, slot in enumerate(self._ending, -len(self._ending)):
            places[str(place)] = slot.tally()
        return merged(Tally(places=places), self._stray.tally())


class Values:
    """Counts the values of records: objects with any keys and one type of value."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Slot) -> None:
        self._slot = slot

    def direct(self, value: dict[str, Any]) -> None:
        """Count the values; every object matches the declared type."""
        add = self._slot.add
        for item in value.values():
            add(item)

    def look(self, value: dict[str, Any]) -> bool:
        self.direct(value)
        return True

    def tally(self) -> Tally:
        return Tally(values=self._slot.tally())


class OneClass:
    """Passes objects to the counter of their class, which all uses of the class share."""

    __slots__ = ("_counter", "direct")

    def __init__(self, counter: ObjectCounter) -> None:
        self._counter = counter
        self.direct = counter.add
        """Counts an object; every object matches the declared type."""

    def look(self, value: dict[str, Any]) -> bool:
        self._counter.add(value)
        return True

    def tally(self) -> Tally:
        return Tally()


class Shared:
    """Passes values to the slot of a recursive alias, which all uses of the alias share."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Callable[[], Slot]) -> None:
        self._slot = slot

    def look(self, value: Any) -> bool:
        self._slot().add(value)
        return True

    def tally(self) -> Tally:
        return Tally()


class Option:
    """A member of a union: tests whether a value matches it, and the counter for its values."""

    __slots__ = ("container", "fits", "issues")

    def __init__(
        self,
        container: Container,
        fits: Callable[[Any], bool],
        issues: Callable[[Any], int] | None,
    ) -> None:
        self.container = container
        self.fits = fits
        self.issues = issues
        """Returns the number of issues that a value has with a class; `None` for other types."""


Literal: TypeAlias = tuple[bool, object]


class Contested:
    """Counts values of a union of several array types, or object types without a discriminator.

    A value is counted as the first member that it matches, or else as the class with which it has
    the fewest issues.
    """

    __slots__ = ("_options", "_stray")

    def __init__(self, options: Sequence[Option], stray: Container) -> None:
        self._options = options
        self._stray = stray

    def look(self, value: Any) -> bool:
        option = nearest(self._options, value)
        if option is None:
            self._stray.look(value)
            return False
        return option.container.look(value)

    def tally(self) -> Tally:
        tally = self._stray.tally()
        for option in self._options:
            tally = merged(tally, option.container.tally())
        return tally


def nearest(options: Sequence[Option], value: Any) -> Option | None:
    """Return the member of a union to count a value as.

    This is the first that the value matches, or else the class with which it has the fewest
    issues; `None` if there is neither.
    """
    for option in options:
        if option.fits(value):
            return option
    best, fewest = None, 0
    for option in options:
        if option.issues is not None:
            issues = option.issues(value)
            if best is None or issues < fewest:
                best, fewest = option, issues
    return best


class Discriminated:
    """Counts objects of a union with a discriminator, each as the variant that it names."""

    __slots__ = ("_by", "_make", "_path", "_rest", "_unknown")

    def __init__(
        self,
        path: tuple[str, ...],
        by: Mapping[Literal, Sequence[Option]],
        rest: Sequence[Option],
        make: Callable[[], ObjectCounter],
    ) -> None:
        self._path = path
        self._by = by
        self._rest = rest
        self._make = make
        self._unknown: dict[str, ObjectCounter] = {}

    def look(self, value: dict[str, Any]) -> bool:
        literal: Any = value
        for key in self._path:
            literal = literal.get(key) if type(literal) is dict else None
        known = isinstance(literal, (str, int, float))
        meant = self._by.get((type(literal) is bool, literal)) if known else None
        rest = self._rest
        only = rest if meant is None else meant
        if len(only) == 1 and only[0].issues is not None and (meant is None or not rest):
            return only[0].container.look(value)  # only this class is possible, even with issues
        for option in (*(meant or ()), *rest):
            if option.fits(value):
                return option.container.look(value)
        option_or_none = nearest(meant if meant is not None else rest, value)
        if option_or_none is not None:
            return option_or_none.container.look(value)
        key = json.dumps(literal) if known else ""
        if key not in self._unknown and (len(self._unknown) >= MOST_VARIANTS or len(key) > 66):
            key = ""
        if key not in self._unknown:
            self._unknown[key] = self._make()
        self._unknown[key].add(value)
        return True

    def tally(self) -> Tally:
        variants: dict[str, Members] = {
            literal: counter.members() for literal, counter in self._unknown.items()
        }
        tally = Tally(variants=variants)
        options = dict.fromkeys(o for each in self._by.values() for o in each)
        for option in (*options, *self._rest):
            tally = merged(tally, option.container.tally())
        return tally
