"""Counters for places without a declared type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from typescribe.observing.counts import Tally
from typescribe.observing.slots import Container, Here, Slot

if TYPE_CHECKING:
    from typescribe.observing.objects import ObjectCounter


class Inferred:
    """Counts the parts of arrays and objects for which no type is declared."""

    __slots__ = ("_depth", "_here", "_items", "_make", "_members")

    def __init__(self, here: Here, make: Callable[[], ObjectCounter], depth: int) -> None:
        self._here = here
        self._make = make
        self._depth = depth
        self._items: Slot | None = None
        self._members: ObjectCounter | None = None

    def look(self, value: Any) -> bool:
        if type(value) is dict:
            if self._members is None:
                self._members = self._make()
            self._members.add(value)
            return True
        if self._items is None:
            self._items = inferred_slot(self._here, self._make, self._depth + 1)
        for item in value:
            self._items.add(item)
        return True

    def tally(self) -> Tally:
        return Tally(
            items=None if self._items is None else self._items.tally(),
            members=None if self._members is None else self._members.members(),
        )


class TooDeep:
    """Ignores the parts of arrays and objects that are nested too deep to infer a type."""

    def look(self, value: Any) -> bool:
        return True

    def tally(self) -> Tally:
        return Tally()


DEEPEST: Final = 20
"""The depth to which types are inferred; deeper parts become `unknown`."""


def inferred_slot(here: Here, make: Callable[[], ObjectCounter], depth: int) -> Slot:
    """Return a new slot for a place at some depth for which no type is declared."""
    inside: Container = Inferred(here, make, depth) if depth < DEEPEST else TooDeep()
    return Slot(here, None, {list: inside, dict: inside})
