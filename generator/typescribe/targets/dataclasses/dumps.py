"""Nodes of `checks` -> how what was built turns back into JSON.

A built value does not say which member of a union it was built by, so that its Python class
has to: of a union, everything that a list may hold is put together, and so is what a dict may.
What is under `any` is let pass; where only a look inside tells it from what was built, that
is what has to be done.
"""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.targets.shared.checks import Anything, Array, Check, Named, Record, Tuple, Union
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Dump:
    """What a value may be of that has to change: nothing in it is what it is to stay."""

    classes: tuple[Code, ...] = ()
    """Generated classes, which have `to_dict`."""
    alias: Code | None = None
    """The function of an alias, which sees to all that this may be, and lets other things pass."""
    items: Dump | None = None
    """What is in a list, where the value may be one."""
    places: tuple[Places, ...] = ()
    """What is where in a list, where that cannot be told by looking at the items alone."""
    values: Dump | None = None
    """What is in a dict, where the value may be one."""
    others: bool = False
    """Whether the value may be something that stays as it is."""
    anything: bool = False
    """Whether that may be a list or a dict with anything in it."""
    mixed: bool = False
    """Whether only a look inside tells what changes from what stays."""

    @property
    def stays(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.kinds or self.alias or self.mixed)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the value may be of what this sees to itself."""
        kinds = ("classes", "items", "places", "values")
        return tuple(kind for kind in kinds if getattr(self, kind))

    def __or__(self, other: Dump) -> Dump:
        """Return what sees to values of both kinds."""
        if self == other:
            return self
        items, values = _either(self.items, other.items), _either(self.values, other.values)
        anything = self.anything or other.anything
        return Dump(
            tuple(dict.fromkeys(self.classes + other.classes)),
            self.alias or other.alias,
            items | ANYTHING if items and anything else items,
            self.places or other.places,
            values | ANYTHING if values and anything else values,
            self.others or other.others,
            anything,
            self.mixed or other.mixed or self._misleads(other) or other._misleads(self),
        )

    def _misleads(self, other: Dump) -> bool:
        """Whether this could take a list or a dict of the other for one of its own."""
        lists = other.items or other.places or other.alias or other.anything
        if self.alias and self.alias != other.alias:
            return bool(lists or other.values)
        return bool(self.places and self.places != other.places and lists)


@dataclass(frozen=True, slots=True)
class Places:
    """Some places of a list next to each other, and what is there; without an end all others."""

    start: int
    stop: int | None
    dump: Dump


def _either(left: Dump | None, right: Dump | None) -> Dump | None:
    return left | right if left and right else left or right


NOTHING = Dump()
STAYS = Dump(others=True)
ANYTHING = Dump(others=True, anything=True)


def dump(node: Check) -> Dump:
    """Return how a value that was built along a node turns back into JSON."""
    match node:
        case Named(is_class=True, class_name=name):
            return Dump(classes=(name,))
        case Named(function=function):
            return Dump(alias=function)
        case Array(item=item):
            return Dump(items=dump(item))
        case Tuple():
            return _tuple(node)
        case Record(value=value):
            return Dump(values=dump(value))
        case Union(scalars=scalars, others=others):
            return _any_of([dump(other) for other in others]) | (STAYS if scalars else NOTHING)
        case Anything():
            return ANYTHING
        case _:
            return STAYS


def is_mixed(found: Dump) -> bool:
    """Whether anything in a value has to be looked through."""
    inner = [found.items, found.values, *(places.dump for places in found.places)]
    return found.mixed or any(is_mixed(each) for each in inner if each)


def _tuple(node: Tuple) -> Dump:
    """Return how a tuple turns back: place by place where one holds `any`, and others change."""
    dumps = [dump(part) for part in node.parts()]
    items = _any_of(dumps)
    if items.stays or not (items.mixed or items.anything):
        return Dump(items=items)
    dumps = [STAYS if found.stays else found for found in dumps]
    starts = [at for at, found in enumerate(dumps) if at == 0 or found != dumps[at - 1]]
    if len(starts) == 1:
        return Dump(items=items)
    stops = [*starts[1:], None]
    return Dump(
        places=tuple(Places(at, stop, dumps[at]) for at, stop in zip(starts, stops, strict=True))
    )


def _any_of(dumps: list[Dump]) -> Dump:
    found = NOTHING
    for each in dumps:
        found |= each
    return found
