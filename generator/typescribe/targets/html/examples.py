"""A type -> an example of a message, as lines of JSON.

An example is valid by construction: it consists of the required parts of the type, and of those
optional parts that have values and fit on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    LiteralType,
    Model,
    ObjectType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.language.patterns import example
from typescribe.targets.shared.heights import Heights
from typescribe.text.closed_types import literal_spelling

MOST_LINES = 100
"""The number of lines up to which an example has optional parts."""
TOO_MANY_LINES = 400
"""The number of lines from which on there is no example, even if all parts are required."""
DEEPEST = 8
"""The depth down to which an example has optional parts, if it is short."""

DEEPEST_REQUIRED = 40
"""How deep the required parts of a type may be nested; what is deeper is not shown."""

KEY = "key"
"""The name of an undeclared property."""

_SECONDS = "1767225600"
_READINGS = {
    "boolean": "true",
    "number": "1.5",
    "integer": "1",
    "epoch_milliseconds": f"{_SECONDS}000",
    "epoch_seconds": _SECONDS,
    "date_time": "2026-01-01T00:00:00Z",
    "local_date_time": "2026-01-01T00:00:00",
    "date": "2026-01-01",
    "time": "12:30:00",
    "duration": "PT1M30S",
    "uuid": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "decimal": "19.99",
    "base64": "dGV4dA==",
    "url": "https://example.org/",
    "json": "{}",
}
"""A text for each reading that is built in; each time is 2026-01-01 in UTC."""


@dataclass(frozen=True, slots=True)
class JsonPiece:
    """Part of a line of JSON; `kind` is "name", "literal", or "" for signs and other values."""

    text: str
    kind: str = ""


_Lines: TypeAlias = Iterator[tuple[int, list[JsonPiece]]]
"""The lines of a value, each with its depth."""


class Examples:
    """Makes the examples of a model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._heights = Heights(model)
        self._sizes: dict[tuple[str, int], int] = {}

    def of(self, name: str) -> tuple[JsonPiece, ...]:
        """Return an example of a type; nothing if it has no finite values, or only large ones."""
        type_ = Reference(name)
        if not self._is_shallow(type_):
            return ()
        depths = range(DEEPEST, -1, -1)
        depth = next((d for d in depths if self._size(type_, d) <= MOST_LINES), 0)
        if self._size(type_, depth) > TOO_MANY_LINES:
            return ()
        found: list[JsonPiece] = []
        for indent, line in self._lines(type_, depth, None):
            found += [JsonPiece("\n" * bool(found) + "  " * indent), *line]
        runs = groupby(found, key=lambda piece: piece.kind)
        return tuple(
            piece
            for kind, run in runs
            for piece in (run if kind else [JsonPiece("".join(each.text for each in run))])
        )

    def _is_shallow(self, type_: Type) -> bool:
        """Whether a type has values that are nested so little that they can be shown."""
        return self._heights.of(type_) <= DEEPEST_REQUIRED

    def _parts(self, type_: Type, depth: int) -> list[tuple[str | None, Type, Field | None]] | None:
        """Return the items or properties of an example; `None` for one without parts.

        An item has no name. A property that the type declares has its field.
        """
        match type_:
            case ArrayType(item=item):
                return [(None, item, None)] * (depth > 0 and self._is_shallow(item))
            case TupleType(items=items, required=required, ending=ending, rest=rest):
                there = (*items[:required], *ending)
                if depth > 0 and rest is None and all(map(self._is_shallow, items)):
                    there = items
                return [(None, item, None) for item in there]
            case RecordType(value=value):
                return [(KEY, value, None)] * (depth > 0 and self._is_shallow(value))
            case Reference(name=name) if isinstance(named := self._model.by_name[name], ObjectType):
                return self._properties(named, depth)
            case _:
                return None

    def _properties(
        self, named: ObjectType, depth: int
    ) -> list[tuple[str | None, Type, Field | None]]:
        found: list[tuple[str | None, Type, Field | None]] = [
            (field.wire_name, field.type, field)
            for field in named.fields
            if not field.optional or (depth > 0 and self._is_shallow(field.type))
        ]
        is_free = not named.patterns and all(field.wire_name != KEY for field in named.fields)
        index = named.index
        if index is not None and is_free and depth > 0 and self._is_shallow(index):
            found.append((KEY, index, None))
        return found

    def _chosen(self, type_: Type, depth: int) -> Type:
        """Return the type without aliases and unions: the first member with values but `null`.

        Beyond the depth of optional parts, it is the flattest member.
        """
        while True:
            match type_:
                case Reference(name=name) if isinstance(
                    named := self._model.by_name[name], AliasType
                ):
                    type_ = named.type
                case UnionType(members=members):
                    type_ = self._member(members, depth)
                case _:
                    return type_

    def _member(self, members: tuple[Type, ...], depth: int) -> Type:
        if depth > 0:
            for member in members:
                if member != Primitive("null") and self._is_shallow(member):
                    return member
        return min(members, key=self._heights.of)

    def _size(self, type_: Type, depth: int) -> int:
        """Return the number of lines of an example."""
        type_ = self._chosen(type_, depth)
        parts = self._parts(type_, depth)
        if not parts:
            return 1
        if not isinstance(type_, Reference):
            return 2 + sum(self._size(part, max(depth - 1, 0)) for _, part, _ in parts)
        key = type_.name, depth
        if key not in self._sizes:
            sizes = (self._size(part, max(depth - 1, 0)) for _, part, _ in parts)
            self._sizes[key] = 2 + sum(sizes)
        return self._sizes[key]

    def _lines(self, type_: Type, depth: int, field: Field | None) -> _Lines:
        type_ = self._chosen(type_, depth)
        parts = self._parts(type_, depth)
        if parts is None:
            yield 0, [_scalar(type_, field)]
            return
        is_array = isinstance(type_, (ArrayType, TupleType))
        start, end = "[]" if is_array else "{}"
        if not parts:
            yield 0, [JsonPiece(start + end)]
            return
        yield 0, [JsonPiece(start)]
        for place, (name, part, of) in enumerate(parts):
            lines = list(self._lines(part, max(depth - 1, 0), of))
            if name is not None:
                before = [JsonPiece(literal_spelling(name), "name"), JsonPiece(": ")]
                lines[0] = 0, [*before, *lines[0][1]]
            if place < len(parts) - 1:
                lines[-1][1].append(JsonPiece(","))
            yield from ((indent + 1, line) for indent, line in lines)
        yield 0, [JsonPiece(end)]


def _scalar(type_: Type, field: Field | None) -> JsonPiece:
    reads_as = field and field.reads_as
    match type_:
        case LiteralType(value=value):
            return JsonPiece(literal_spelling(value), "literal")
        case PatternType() as pattern:
            return JsonPiece(literal_spelling(example(pattern)), "literal")
        case Primitive(name="string"):
            return JsonPiece(f'"{_READINGS.get(reads_as or "", "text")}"')
        case Primitive(name="number"):
            is_time = reads_as in ("epoch_milliseconds", "epoch_seconds")
            return JsonPiece(_READINGS[reads_as] if reads_as and is_time else "1")
        case Primitive(name="boolean"):
            return JsonPiece("true")
        case Primitive(name="any" | "unknown"):
            return JsonPiece("{}")
        case _:
            return JsonPiece("null")
