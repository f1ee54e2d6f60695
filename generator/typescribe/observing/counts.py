"""The counts in a profile, and how two of them are added.

Addition is associative and commutative, and every count has an empty value. So parts of the input
can be counted separately and added in any order: this is the reduction of Baazizi et al.,
"Parametric schema inference for massive JSON datasets", VLDB Journal 28 (2019).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple, TypeAlias, TypeVar

from typescribe.observing.forms import EVERY_FORM

T = TypeVar("T")

MOST_KEYS: Final = 200
"""How many undeclared keys a class may have before its objects count as records."""
MOST_DISTINCT: Final = 20
"""How many distinct values of a place are counted."""
MOST_LITERALS: Final = 500
"""How many literals of a place are counted separately."""
OTHERS: Final = ""
"""The key of all literals of a place that has too many; no literal is empty in JSON."""
LONG: Final = "long"
"""The key of strings that are too long to be kept; in JSON, strings have quotes."""
LONGEST_LITERAL: Final = 64


class Place(NamedTuple):
    """The position of a message; line and item are 0 if the file has none."""

    file: str
    line: int = 0
    item: int = 0

    def __str__(self) -> str:
        item = f"[{self.item}]" if self.item else ""
        return f"{self.file}{item}:{self.line}" if self.line else f"{self.file}{item}"


class Count(NamedTuple):
    """The number of occurrences, and the place of the first one in the order of file names."""

    number: int
    first: Place


Counts: TypeAlias = Mapping[str, Count]
"""Counts by kind of JSON value: `null`, `boolean`, `number`, `string`, `array`, `object`.

A `!` before the kind marks values whose kind is declared, but which do not match the declared type.
Such values are counted under the plain kind as well.
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the values at one place of a type."""

    kinds: Counts = field(default_factory=dict)
    absent: Place | None = None
    """Where a declared property was first missing: in `Members.count` less `present` objects."""
    forms: int = EVERY_FORM
    """The forms that all strings and numbers have in common, as defined in `forms`."""
    distinct: frozenset[int] | None = frozenset()
    """Checksums of the distinct values, too short to restore a value; `None` if too many."""
    literals: Counts = field(default_factory=dict)
    """How often each literal arrived, as JSON; counted only where literals are declared."""
    items: Tally | None = None
    """The items of arrays."""
    places: Mapping[str, Tally] = field(default_factory=dict)
    """The items of tuples by index; `rest` for those beyond the declared ones."""
    values: Tally | None = None
    """The values of records."""
    members: Members | None = None
    """The properties of objects for which no type is declared."""
    variants: Mapping[str, Members] = field(default_factory=dict)
    """Objects of a union whose discriminator has an undeclared literal, by that literal as JSON."""

    @property
    def present(self) -> int:
        """The number of objects with a value for the property, `null` included."""
        return sum(count.number for kind, count in self.kinds.items() if kind[0] != "!")


EMPTY_TALLY: Final = Tally()


@dataclass(frozen=True, slots=True)
class Members:
    """Counts of the properties of objects of one type."""

    count: int = 0
    first: Place | None = None
    properties: Mapping[str, Tally] = field(default_factory=dict)
    """The declared properties of a class."""
    others: Mapping[str, Tally] = field(default_factory=dict)
    """The undeclared properties."""
    values: Tally | None = None
    """The values under undeclared keys that are identifiers, or too many to count separately."""
    is_full: bool = False
    """Whether there were too many undeclared keys to count them separately."""


EMPTY_MEMBERS: Final = Members()


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts of a set of messages that were read as one type."""

    type: str
    messages: int = 0
    malformed: int = 0
    root: Tally = EMPTY_TALLY
    classes: Mapping[str, Members] = field(default_factory=dict)
    aliases: Mapping[str, Tally] = field(default_factory=dict)
    """The values of aliases that contain themselves."""

    def __add__(self, other: Profile) -> Profile:
        """Return the profile of both sets of messages together."""
        if self.type != other.type:
            raise ValueError(f"profiles of two types: {self.type}, {other.type}")
        return Profile(
            self.type,
            self.messages + other.messages,
            self.malformed + other.malformed,
            merged(self.root, other.root),
            _each(self.classes, other.classes, merged_members),
            _each(self.aliases, other.aliases, merged),
        )


def merged(one: Tally, other: Tally) -> Tally:
    """Return the sum of two tallies."""
    distinct = None
    if one.distinct is not None and other.distinct is not None:
        distinct = bounded(one.distinct | other.distinct)
    return Tally(
        _each(one.kinds, other.kinds, added),
        earliest(one.absent, other.absent),
        one.forms & other.forms,
        distinct,
        bounded_literals(_each(one.literals, other.literals, added)),
        _either(one.items, other.items, merged),
        _each(one.places, other.places, merged),
        _either(one.values, other.values, merged),
        _either(one.members, other.members, merged_members),
        _each(one.variants, other.variants, merged_members),
    )


def merged_members(one: Members, other: Members) -> Members:
    """Return the sum of the counts of properties."""
    properties = _each(one.properties, other.properties, merged)
    others = _each(one.others, other.others, merged)
    for name in properties.keys() & others.keys():  # declared after one of the two was counted
        properties[name] = merged(properties[name], others.pop(name))
    return bounded_members(
        Members(
            one.count + other.count,
            earliest(one.first, other.first),
            properties,
            others,
            _either(one.values, other.values, merged),
            one.is_full or other.is_full,
        )
    )


def bounded_members(members: Members) -> Members:
    """Return members; if there are too many undeclared keys, their values are added together."""
    if not members.is_full and len(members.others) <= MOST_KEYS:
        return members
    values = members.values or EMPTY_TALLY
    for tally in members.others.values():
        values = merged(values, replace(tally, absent=None))
    return replace(members, others={}, values=values, is_full=True)


def bounded(distinct: frozenset[int]) -> frozenset[int] | None:
    """Return the checksums, or `None` if there are too many."""
    return distinct if len(distinct) <= MOST_DISTINCT else None


def bounded_literals(literals: dict[str, Count]) -> dict[str, Count]:
    """Return the counts of literals, or a single count for all if there are too many."""
    if OTHERS not in literals and len(literals) <= MOST_LITERALS:
        return literals
    if OTHERS in literals and len(literals) == 1:
        return literals
    total: Count | None = None
    for count in literals.values():
        total = count if total is None else added(total, count)
    return {} if total is None else {OTHERS: total}


def added(one: Count, other: Count) -> Count:
    """Return the sum of two counts."""
    return Count(one.number + other.number, min(one.first, other.first))


def earliest(one: Place | None, other: Place | None) -> Place | None:
    """Return the first of two places by file, line and item; `None` if both are."""
    if one is None or other is None:
        return one or other
    return min(one, other)


def _either(one: T | None, other: T | None, both: Callable[[T, T], T]) -> T | None:
    if one is None or other is None:
        return other if one is None else one
    return both(one, other)


def _each(one: Mapping[str, T], other: Mapping[str, T], both: Callable[[T, T], T]) -> dict[str, T]:
    result = dict(one)
    for key, value in other.items():
        result[key] = both(result[key], value) if key in result else value
    return result
