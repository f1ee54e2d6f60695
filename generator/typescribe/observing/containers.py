"""Counters for arrays, tuples, records and unions of objects, following their declared types."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from typescribe.observing.counts import Members, Tally, merged
from typescribe.observing.objects import ObjectCounter
from typescribe.observing.slots import Container, Slot

MOST_VARIANTS: Final = 50
"""The number of undeclared literals up to which each makes a group of its own."""


class Items:
    """An array whose items have one type."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Slot) -> None:
        self._slot = slot

    def direct(self, value: list[Any]) -> None:
        """Count the items; any array is of the declared type."""
        add = self._slot.add
        for item in value:
            add(item)

    def look(self, value: list[Any]) -> bool:
        self.direct(value)
        return True

    def tally(self) -> Tally:
        return Tally(items=self._slot.tally())


class Places:
    """A tuple; an array of any other length is not a value of the type."""

    __slots__ = ("_required", "_rest", "_slots", "_stray")

    def __init__(
        self, slots: Sequence[Slot], required: int, rest: Slot | None, stray: Container
    ) -> None:
        self._slots = slots
        self._required = required
        self._rest = rest
        self._stray = stray

    def look(self, value: list[Any]) -> bool:
        if len(value) < self._required or (self._rest is None and len(value) > len(self._slots)):
            self._stray.look(value)
            return False
        for place, item in enumerate(value):
            slot = self._slots[place] if place < len(self._slots) else self._rest
            assert slot is not None, "the length is right"
            slot.add(item)
        return True

    def tally(self) -> Tally:
        places = {str(place): slot.tally() for place, slot in enumerate(self._slots)}
        if self._rest is not None:
            places["rest"] = self._rest.tally()
        return merged(Tally(places=places), self._stray.tally())


class Values:
    """A record: an object with any keys and one type of value."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Slot) -> None:
        self._slot = slot

    def direct(self, value: dict[str, Any]) -> None:
        """Count the values; any object is of the declared type."""
        add = self._slot.add
        for item in value.values():
            add(item)

    def look(self, value: dict[str, Any]) -> bool:
        self.direct(value)
        return True

    def tally(self) -> Tally:
        return Tally(values=self._slot.tally())


class OneClass:
    """An object of one class; its properties are counted once per class, for all its uses."""

    __slots__ = ("_counter", "direct")

    def __init__(self, counter: ObjectCounter) -> None:
        self._counter = counter
        self.direct = counter.add
        """Counts an object; any is of the declared type."""

    def look(self, value: dict[str, Any]) -> bool:
        self._counter.add(value)
        return True

    def tally(self) -> Tally:
        return Tally()


class Shared:
    """A value of a recursive alias; its parts are counted once per alias, for all its uses."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Callable[[], Slot]) -> None:
        self._slot = slot

    def look(self, value: Any) -> bool:
        self._slot().add(value)
        return True

    def tally(self) -> Tally:
        return Tally()


class Option:
    """A member of a union: how well a value fits it, and where it is counted."""

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
        """How many issues a value has with a class; `None` for any other type."""


Literal: TypeAlias = tuple[bool, object]


class Contested:
    """A union of several types of arrays, or of several of objects without literals.

    A value is of the first that it fits; else of the class with which it has the fewest issues.
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
    """Return the member of a union to count a value as; `None` if no class comes close."""
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
    """A union of objects with a discriminator."""

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
            return only[0].container.look(value)  # whatever is wrong with it, it is of this class
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
