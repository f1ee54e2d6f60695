"""Counters for the values at one place of a type; they change while messages are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, TypeAlias
from zlib import crc32

from typescribe.observing import forms as f
from typescribe.observing.counts import (
    LONG,
    LONGEST_LITERAL,
    MOST_DISTINCT,
    Count,
    Place,
    Tally,
    bounded,
    bounded_literals,
    merged,
)
from typescribe.targets.shared.checks import Scalars

KIND_OF: Final[dict[type, str]] = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}

Look: TypeAlias = Callable[[Any], None]
"""A function that inspects a value, after its kind has been counted."""


class Here:
    """The place of the current message, shared by all slots.

    `epoch` changes when a slot no longer has to inspect values of some type.
    """

    __slots__ = ("epoch", "place")

    def __init__(self) -> None:
        self.place = Place("")
        self.epoch = 0


class Container(Protocol):
    """Counts the parts of the arrays, records and objects at a place."""

    def look(self, value: Any) -> bool:
        """Count the parts of a value; return whether the value matches the declared type."""
        ...

    def tally(self) -> Tally:
        """Return the counts so far."""
        ...


class Slot:
    """Counts the values at one place.

    `add` counts the kind of a value and inspects its content. An `ObjectCounter` counts the kinds
    of all properties together, and calls `looks` only to inspect the content. Strings and integers
    that were seen before are not inspected again. Once no form is left and there are too many
    distinct values, no further ones are inspected at all.
    """

    __slots__ = (
        "_containers",
        "_counted_literals",
        "_distinct",
        "_forms",
        "_here",
        "_keeps_values",
        "_kinds",
        "_literals",
        "_scalars",
        "known",
        "looks",
    )

    def __init__(
        self,
        here: Here,
        scalars: Scalars | None,
        containers: Mapping[type, Container],
        *,
        keeps_values: bool = False,
    ) -> None:
        self._here = here
        self._kinds: dict[str, list[Any]] = {}
        self._scalars = scalars
        self._containers = containers
        self._forms = f.EVERY_FORM
        self._distinct: set[int] | None = set()
        self._literals: dict[Any, list[Any]] = {}
        self._keeps_values = keeps_values
        self.known: set[Any] = set()
        """Strings and integers that were inspected and need not be inspected again."""
        has_literals = scalars is not None and bool(scalars.literals)
        self._counted_literals = has_literals or keeps_values
        self.looks: dict[type, Look] = {
            str: self._string,
            int: self._integer,
            float: self._float,
            list: self._container,
            dict: self._container,
        }
        for kind, container in containers.items():
            if (direct := getattr(container, "direct", None)) is not None:
                self.looks[kind] = direct  # every such value matches the declared type
        one_boolean = scalars is not None and scalars.true != scalars.false
        if keeps_values or (scalars is not None and one_boolean and not scalars.boolean):
            self.looks[bool] = self._literal

    def add(self, value: Any) -> None:
        """Count a value and the parts in it; raises `TypeError` for a value JSON does not have."""
        kind = type(value)
        name = KIND_OF.get(kind)
        if name is None:
            value = plain(value)
            kind = type(value)
            name = KIND_OF[kind]
        self._count(name)
        if kind in self.looks and not (value.__hash__ and value in self.known):
            self.looks[kind](value)

    def _count(self, kind: str) -> None:
        count = self._kinds.get(kind)
        if count is None:
            self._kinds[kind] = [1, self._here.place]
        else:
            count[0] += 1

    def _misfit(self, kind: str) -> None:
        self._count(f"!{kind}")

    def _container(self, value: Any) -> None:
        kind = type(value)
        if not self._containers[kind].look(value):
            self._misfit(KIND_OF[kind])

    def _string(self, text: str) -> None:
        scalars = self._scalars
        if self._counted_literals and (count := self._literals.get((str, text))) is not None:
            count[0] += 1
            if scalars is None or not scalars.patterns or scalars.string:
                return
            count[0] -= 1  # counted again below, where patterns are tested
        if self._forms:
            self._forms = f.remaining(self._forms, text)
        if self._distinct is not None:
            self._note_distinct(text.encode("utf-8", "surrogatepass"))
        fits = True
        if scalars is not None and not scalars.string and (scalars.patterns or scalars.strings):
            fits = text in scalars.strings or any(
                _matches(pattern.regex, text) for pattern in scalars.patterns
            )
            if not fits and scalars.patterns:
                self._misfit("string")
        if self._counted_literals:
            self._literal(text)
        elif fits and len(text) <= LONGEST_LITERAL and len(self.known) < 2 * MOST_DISTINCT:
            self.known.add(text)
        if not self._forms and self._distinct is None and self._is_plain():
            self._done(str)

    def _integer(self, number: int) -> None:
        self._number(number)
        if not self._counted_literals and len(self.known) < 2 * MOST_DISTINCT:
            self.known.add(number)
        if not self._forms & f.EPOCH and self._distinct is None and not self._counted_literals:
            self._done(int)

    def _float(self, number: float) -> None:
        if number - number != 0.0:
            self._misfit("number")  # NaN and the infinities are not JSON
            return
        self._number(number)

    def _number(self, number: float) -> None:
        if self._forms & f.EPOCH and not f.is_moment(int(number)):
            self._forms &= ~f.EPOCH
        if self._distinct is not None:
            self._note_distinct(repr(number).encode())
        if self._counted_literals:
            self._literal(number)

    def _note_distinct(self, data: bytes) -> None:
        assert self._distinct is not None, "there is room"
        self._distinct.add(crc32(data) & 0xFFFF)
        if len(self._distinct) > MOST_DISTINCT:
            self._distinct = None

    def _literal(self, value: Any) -> None:
        if type(value) is str and len(value) > LONGEST_LITERAL:
            key: Any = None
        elif type(value) is float and value.is_integer():
            key = (int, int(value))
        else:
            key = (type(value), value)
        count = self._literals.get(key)
        if count is not None:
            count[0] += 1
        else:
            self._literals[key] = [1, self._here.place]
            if len(self._literals) > 4000:
                self._fold_literals()

    def _fold_literals(self) -> None:
        """Reduce the literals to the number that a tally keeps, to limit the memory."""
        kept = self._tallied_literals()
        self._literals = {("", key): [*count] for key, count in kept.items()}

    def _tallied_literals(self) -> dict[str, Count]:
        written: dict[str, Count] = {}
        for key, (number, first) in self._literals.items():
            match key:
                case None:
                    text = LONG
                case ("", str(text)):
                    pass
                case (_, value):
                    text = json.dumps(value)
            known = written.get(text)
            written[text] = (
                Count(number, first)
                if known is None
                else Count(known.number + number, min(known.first, first))
            )
        return bounded_literals(written)

    def _is_plain(self) -> bool:
        """Whether every string matches the declared type, so that none has to be inspected."""
        scalars = self._scalars
        needs = scalars is not None and not scalars.string and bool(scalars.patterns)
        return not self._counted_literals and not needs

    def _done(self, kind: type) -> None:
        self.looks.pop(kind, None)
        self._here.epoch += 1

    def tally(self) -> Tally:
        """Return the counts so far."""
        kinds = {kind: Count(*count) for kind, count in self._kinds.items()}
        tally = Tally(
            kinds,
            None,
            self._forms,
            None if self._distinct is None else bounded(frozenset(self._distinct)),
            self._tallied_literals(),
        )
        for container in dict.fromkeys(self._containers.values()):
            tally = merged(tally, container.tally())
        return tally


def plain(value: Any) -> Any:
    """Return a value of a subclass of `str`, `int` and so on as the plain type.

    Raises `TypeError` for a value that JSON does not have.
    """
    match value:
        case bool() | None:
            return value
        case str():
            return str.__str__(value)
        case int():
            return int.__index__(value)
        case float():
            return float.__float__(value)
        case dict():
            return dict(value)
        case list():
            return list(value)
    raise TypeError(f"{type(value).__name__} is not a JSON value")


def _matches(regex: str, text: str) -> bool:
    import re

    return re.search(regex, text) is not None
