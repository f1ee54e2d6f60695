"""Limits how much a package may grow when it is resolved, so that a short spec makes no huge code.

Writing, checking and formatting the code of a model takes a thousand times longer than resolving
it. So its size is counted in units that take about the same time, and compared with that of the
declarations.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Final

from typescribe.language.declared import (
    Declaration,
    DeclaredPackage,
    LiteralOf,
    ObjectOf,
    TemplateOf,
    Values,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import parts_of
from typescribe.language.model import (
    AliasType,
    LiteralType,
    NamedType,
    ObjectType,
    Type,
    children,
    parts,
)
from typescribe.resolving.closures import refuse
from typescribe.resolving.references import expressions_in

CLASS: Final = 80
"""The units of a class, apart from its fields."""

ALIAS: Final = 30
"""The units of a named type that is no class, apart from the parts of its type."""

FIELD: Final = 8
"""The units of a field, apart from the parts of its type, which take one unit each."""

CHARACTERS: Final = 16
"""The characters of a name or literal that take one unit more."""

SPARE: Final = 18_500
"""The units that every package may grow by."""

LARGE: Final = 20_000
"""The units from which on a package may grow by more, since it takes long anyway."""

TIMES: Final = 8
"""The units that it may grow by for each of its own above `LARGE`."""


class OutputSize:
    """The units of the types of a model, as far as they are resolved."""

    def __init__(self, package: DeclaredPackage) -> None:
        self._grown: Counter[Position] = Counter()
        """The units that each declaration takes beyond those with which it is written."""
        for declaration in package.declarations:
            self._grown[declaration.position] -= _declared_units(declaration)
        declared = -self._grown.total()
        self._left = declared + SPARE + TIMES * max(0, declared - LARGE)
        self._declared = sorted(self._grown)
        self._owner = Position("", 1, 1)
        self._refused: dict[Position, Position] = {}
        """The part of each declaration that was found to be too large, if it is only a part."""

    def begin(self, declaration: Declaration) -> None:
        """Count what follows for a declaration, until the next one begins."""
        self._owner = declaration.position

    def require(self, units: int, place: Position) -> None:
        """Raise `SpecError` for a type that takes more units than are left.

        The error is at its place if that is a part of the declaration that is being counted, else
        at that declaration, or at another one that has taken most of the units.
        """
        if units <= self._left:
            return
        message = "this type expands to far more than is written in the package"
        advice = "use fewer keys or members, or a wider type"
        largest = max(self._grown, key=self._grown.__getitem__, default=place)
        if self._grown[largest] <= max(SPARE // 2, self._grown[self._owner] + units):
            largest = self._owner
        if largest == self._owner and self._is_part(place):
            self._refused.setdefault(largest, place)
        place = self._refused.get(largest, largest)
        raise refuse(place, f"{message}; {advice}", "size")

    def _is_part(self, place: Position) -> bool:
        """Return whether a place is in the declaration that is being counted, not in a generic."""
        before = bisect_right(self._declared, place) - 1
        return before >= 0 and self._declared[before] == self._owner

    def add(self, named: NamedType, place: Position) -> None:
        """Count a type; raises `SpecError` at its place if it is too large, without counting it."""
        units = units_of(named)
        self.require(units, place)
        self._left -= units
        self._grown[self._owner] += units


def units_of(named: NamedType) -> int:
    """Return the units of a named type."""
    types = sum(map(_units_of_type, parts(named)))
    match named:
        case ObjectType(fields=fields):
            return units_of_fields(field.wire_name for field in fields) + types
        case AliasType(values=values):
            return ALIAS + types + len(values)


def units_of_fields(names: Iterable[str]) -> int:
    """Return the units of a class with fields of the given names, without those of their types."""
    return CLASS + sum(FIELD + len(name) // CHARACTERS for name in names)


def _units_of_type(type_: Type) -> int:
    found = 0
    waiting = [type_]
    while waiting:
        part = waiting.pop()
        found += 1
        if isinstance(part, LiteralType) and isinstance(part.value, str):
            found += len(part.value) // CHARACTERS
        waiting += children(part)
    return found


def _declared_units(declaration: Declaration) -> int:
    if isinstance(declaration.body, Values):
        values = declaration.body.values
        return ALIAS + sum(2 + len(str(each.value)) // CHARACTERS for each in values)
    found = ALIAS
    for part in parts_of(expressions_in(declaration)):
        match part:
            case ObjectOf(fields=fields):
                found += units_of_fields(field.wire_name for field in fields)
            case LiteralOf(value=str() as text):
                found += 1 + len(text) // CHARACTERS
            case TemplateOf(texts=texts):
                found += 1 + sum(map(len, texts)) // CHARACTERS
            case _:
                found += 1
    return found
