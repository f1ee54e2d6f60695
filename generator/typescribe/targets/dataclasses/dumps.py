"""Checks -> how the values of attributes are converted back to JSON.

A value does not record which member of a union it was built as, so its Python class decides how it
is converted. Therefore all arrays in a union share one conversion for their items, and all records
share one for their values. Values of the type `any` are not converted; if only their contents can
distinguish them from values that are, the generated code has to inspect the contents.
"""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.targets.shared.checks import Anything, Array, Check, Named, Record, Tuple, Union
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Dump:
    """The conversion of a value: which of its possible types need converting, and how."""

    classes: tuple[Code, ...] = ()
    """Generated classes, whose instances are converted by `to_dict`."""
    alias: Code | None = None
    """The function of an alias, which converts values of the alias and returns others unchanged."""
    items: Dump | None = None
    """How to convert the items, if the value may be a list."""
    places: tuple[Places, ...] = ()
    """How to convert ranges of a list differently, if the items alone do not show how."""
    values: Dump | None = None
    """How to convert the values, if the value may be a dict."""
    others: bool = False
    """Whether the value may have a type that needs no conversion."""
    anything: bool = False
    """Whether such a value may be a list or a dict with any contents."""
    mixed: bool = False
    """Whether only the contents of a value show whether it needs converting."""

    @property
    def stays(self) -> bool:
        """Whether the value needs no conversion."""
        return not (self.kinds or self.alias or self.mixed)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of values that are converted here, not by the function of an alias."""
        kinds = ("classes", "items", "places", "values")
        return tuple(kind for kind in kinds if getattr(self, kind))

    @property
    def copies(self) -> bool:
        """Whether the value is a list or a dict that only has to be copied."""
        items, values = self.items, self.values
        more = self.classes or self.alias or self.places or self.others or self.mixed
        return bool(not more and items and values and items.stays and values.stays)

    def __or__(self, other: Dump) -> Dump:
        """Return the conversion of a value of a union, given the conversions of two members."""
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
        """Whether the code of this conversion could wrongly convert a value of the other one."""
        lists = other.items or other.places or other.alias or other.anything
        if self.alias and self.alias != other.alias:
            return bool(lists or other.values)
        return bool(self.places and self.places != other.places and lists)


@dataclass(frozen=True, slots=True)
class Places:
    """How to convert a range of a list; without `stop`, it extends to the end.

    Negative numbers count from the end, as in slices.
    """

    start: int
    stop: int | None
    dump: Dump


def _either(left: Dump | None, right: Dump | None) -> Dump | None:
    return left | right if left and right else left or right


NOTHING = Dump()
STAYS = Dump(others=True)
ANYTHING = Dump(others=True, anything=True)


def dump(node: Check) -> Dump:
    """Return the conversion for values that are built according to a check."""
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
            return any_of([dump(other) for other in others]) | (STAYS if scalars else NOTHING)
        case Anything():
            return ANYTHING
        case _:
            return STAYS


def is_mixed(found: Dump) -> bool:
    """Whether the contents of any part of a value have to be inspected."""
    inner = [found.items, found.values, *(places.dump for places in found.places)]
    return found.mixed or any(is_mixed(each) for each in inner if each)


def _tuple(node: Tuple) -> Dump:
    """Return the conversion of a tuple; by ranges, if some items are `any` and others convert."""
    dumps = [dump(part) for part in node.parts()]
    items = any_of(dumps)
    if items.stays or not (items.mixed or items.anything):
        return Dump(items=items)
    dumps = [STAYS if found.stays else found for found in dumps]
    starts = [at for at, found in enumerate(dumps) if at == 0 or found != dumps[at - 1]]
    if len(starts) == 1:
        return Dump(items=items)
    # Places after the rest are counted from the end.
    last = len(node.items) + 1
    bounds = [at if at < last else at - len(dumps) for at in starts]
    stops = [*bounds[1:], None]
    return Dump(
        places=tuple(
            Places(start, stop, dumps[at])
            for at, start, stop in zip(starts, bounds, stops, strict=True)
        )
    )


def any_of(dumps: list[Dump]) -> Dump:
    """Return the conversion of a value of a union, given the conversions of its members."""
    found = NOTHING
    for each in dumps:
        found |= each
    return found
