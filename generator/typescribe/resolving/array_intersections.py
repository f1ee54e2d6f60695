"""Intersections of arrays and tuples: place by place, since a value is of all of them.

Source: TypeScript handbook, Object Types, Intersection Types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    ArrayOf,
    TupleElement,
    TupleOf,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import place_of_rest
from typescribe.resolving.closures import Closure, all_of, keyword, referred_to

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


@dataclass(frozen=True, slots=True)
class _Places:
    """The types of the places of an array; the first `required` must be there."""

    items: tuple[Closure, ...]
    required: int
    rest: Closure | None

    def at(self, place: int) -> Closure | None:
        """Return the type of a place, None if there can be no item."""
        return self.items[place] if place < len(self.items) else self.rest


def joined_arrays(expander: Expander, members: Sequence[Closure]) -> Closure | None:
    """Return the intersection of arrays and tuples.

    None if one of them has items after its rest, whose places depend on the length.
    """
    position = members[0].position
    known = [_places(expander.head(member)) for member in members]
    found = [places for places in known if places is not None]
    if len(found) < len(known):
        return None
    joined = reduce(lambda left, right: _both(left, right, position), found)
    if joined.required > len(joined.items):
        return keyword("never", position)
    return _closure(joined, position)


def _places(array: Closure) -> _Places | None:
    match array.expression:
        case ArrayOf(item=item):
            return _Places((), 0, array.of(item))
        case TupleOf(elements=elements):
            at = place_of_rest(elements)
            if at < len(elements) - 1 or any(element.spread for element in elements):
                return None
            items = tuple(array.of(element.type) for element in elements[:at])
            required = sum(not element.optional for element in elements[:at])
            return _Places(items, required, array.of(elements[at].type) if elements[at:] else None)
        case _:
            return None


def _both(left: _Places, right: _Places, position: Position) -> _Places:
    items: list[Closure] = []
    for place in range(max(len(left.items), len(right.items))):
        pair = left.at(place), right.at(place)
        if pair[0] is None or pair[1] is None:
            break
        items.append(all_of((pair[0], pair[1]), position))
    rest = None
    if left.rest is not None and right.rest is not None:
        rest = all_of((left.rest, right.rest), position)
    return _Places(tuple(items), max(left.required, right.required), rest)


def _closure(places: _Places, position: Position) -> Closure:
    types = [*places.items, *([] if places.rest is None else [places.rest])]
    names, environment = referred_to(types, position)
    if not places.items and places.rest is not None:
        return Closure(ArrayOf(names[0], position), environment)
    elements = [
        TupleElement(name, place >= places.required)
        for place, name in enumerate(names[: len(places.items)])
    ]
    elements += [TupleElement(name, rest=True) for name in names[len(places.items) :]]
    return Closure(TupleOf(tuple(elements), position), environment)
