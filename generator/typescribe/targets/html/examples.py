"""A type -> an example of a message, as lines of JSON.

An example is valid by construction: it consists of the required parts of the type, and of those
optional parts that have values and fit on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from typescribe.language.constraints import NONE, Constraints, both
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Model,
    ObjectType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.language.readings import ReadsAs
from typescribe.targets.html.example_scalars import JsonPiece, allows, given_value, scalar
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


@dataclass(frozen=True, slots=True)
class _Container:
    """An array or an object; the parts of an array have no names."""

    is_array: bool
    parts: tuple[tuple[str | None, _Node], ...]


_Node: TypeAlias = JsonPiece | _Container


class _TooLongError(Exception):
    """An example has more lines than it may have."""


class Examples:
    """Makes the examples of a model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._heights = Heights(model)

    def of(self, name: str) -> tuple[JsonPiece, ...]:
        """Return an example of a type; nothing if none can be made, or only a long one."""
        for depth in range(DEEPEST, -1, -1):
            maker = _Maker(self._model, self._heights, MOST_LINES if depth else TOO_MANY_LINES)
            try:
                made = maker.node(Reference(name), depth)
            except _TooLongError:
                continue
            return _merged(_lines(made)) if made else ()
        return ()


class _Maker:
    """Makes one example; the parts that it tries in vain count as lines too."""

    def __init__(self, model: Model, heights: Heights, most: int) -> None:
        self._model = model
        self._heights = heights
        self._left = most

    def node(
        self,
        type_: Type,
        depth: int,
        limits: Constraints = NONE,
        reads_as: ReadsAs | None = None,
    ) -> _Node | None:
        """Return a value of a type, with optional parts down to a depth; None if there is none.

        Raises `_TooLongError` once the lines are used up.
        """
        if self._heights.of(type_) > DEEPEST_REQUIRED:
            return None
        if not self._is_limited(type_) and (given := given_value(limits)):
            return self._counted(given)
        match type_:
            case Reference(name=name) if isinstance(alias := self._model.by_name[name], AliasType):
                joined = both(limits, alias.constraints)
                if limits and alias.constraints:  # what one of them gives may not match the other
                    joined = replace(joined, examples=(), default=None)
                return self.node(alias.type, depth, joined, reads_as)
            case UnionType(members=members):
                return self._first(members, depth, limits, reads_as)
            case Reference(name=name):
                named = self._model.by_name[name]
                assert isinstance(named, ObjectType), "aliases are other references"
                return self._object(named, depth)
            case RecordType(value=value):
                return self._record(value, depth)
            case ArrayType() | TupleType():
                return self._array(type_, depth, limits)
            case _:
                known = scalar(type_, limits, reads_as)
                return known and self._counted(known)

    def _is_limited(self, type_: Type) -> bool:
        """Return whether a type is an alias with constraints, or has one as a member."""
        match type_:
            case Reference(name=name) if isinstance(alias := self._model.by_name[name], AliasType):
                return bool(alias.constraints) or self._is_limited(alias.type)
            case UnionType(members=members):
                return any(map(self._is_limited, members))
            case _:
                return False

    def _counted(self, node: _Node) -> _Node:
        self._left -= 1 if isinstance(node, JsonPiece) else 2
        if self._left < 0:
            raise _TooLongError
        return node

    def _first(
        self, members: Sequence[Type], depth: int, limits: Constraints, reads_as: ReadsAs | None
    ) -> _Node | None:
        """Return a value of the first member that has one, of `null` only if no other has one.

        Beyond the depth of optional parts, the flattest members come first.
        """
        order = sorted(members, key=lambda member: member == Primitive("null"))
        if depth == 0:
            order = sorted(members, key=self._heights.of)
        made = (self.node(member, depth, limits, reads_as) for member in order)
        return next((node for node in made if node), None)

    def _object(self, named: ObjectType, depth: int) -> _Node | None:
        found: list[tuple[str | None, _Node]] = []
        for field in named.fields:
            if field.optional and depth == 0:
                continue
            below = max(depth - 1, 0)
            if node := self.node(field.type, below, field.constraints, field.reads_as):
                found.append((field.wire_name, node))
            elif not field.optional:
                return None
        is_free = not named.patterns and all(field.wire_name != KEY for field in named.fields)
        if named.index is not None and is_free and depth > 0:
            node = self.node(named.index, depth - 1)
            found += [(KEY, node)] if node else []
        return self._counted(_Container(False, tuple(found)))

    def _record(self, value: Type, depth: int) -> _Node:
        node = self.node(value, depth - 1) if depth > 0 else None
        return self._counted(_Container(False, ((KEY, node),) if node else ()))

    def _array(self, type_: ArrayType | TupleType, depth: int, limits: Constraints) -> _Node | None:
        below = max(depth - 1, 0)
        items = limits.items or NONE
        found: list[_Node | None]
        if isinstance(type_, ArrayType):
            number = max(limits.min_items or 0, 1 if depth > 0 and limits.max_items != 0 else 0)
            found = [self.node(type_.item, below, items) for _ in range(min(number, MOST_LINES))]
            if None in found and not limits.min_items:
                found = []
        else:
            required = (*type_.items[: type_.required], *type_.ending)
            found = [self.node(item, below, items) for item in required]
            optional = type_.items[type_.required :] if type_.rest is None and depth > 0 else ()
            for item in optional if allows(limits, len(found) + len(optional)) else ():
                if (node := self.node(item, below, items)) is None:
                    break
                found.append(node)
        made = [node for node in found if node]
        if len(made) < len(found) or not allows(limits, len(made)):
            return None
        return self._counted(_Container(True, tuple((None, node) for node in made)))


def _lines(node: _Node) -> Iterator[tuple[int, list[JsonPiece]]]:
    """Yield the lines of a value, each with its depth."""
    if isinstance(node, JsonPiece):
        yield 0, [node]
        return
    start, end = "[]" if node.is_array else "{}"
    if not node.parts:
        yield 0, [JsonPiece(start + end)]
        return
    yield 0, [JsonPiece(start)]
    for place, (name, part) in enumerate(node.parts):
        lines = list(_lines(part))
        if name is not None:
            before = [JsonPiece(literal_spelling(name), "name"), JsonPiece(": ")]
            lines[0] = 0, [*before, *lines[0][1]]
        if place < len(node.parts) - 1:
            lines[-1][1].append(JsonPiece(","))
        yield from ((indent + 1, line) for indent, line in lines)
    yield 0, [JsonPiece(end)]


def _merged(lines: Iterator[tuple[int, list[JsonPiece]]]) -> tuple[JsonPiece, ...]:
    """Return lines as one text, in as few pieces as there can be."""
    found: list[JsonPiece] = []
    for indent, line in lines:
        found += [JsonPiece("\n" * bool(found) + "  " * indent), *line]
    runs = groupby(found, key=lambda piece: piece.kind)
    return tuple(
        piece
        for kind, run in runs
        for piece in (run if kind else [JsonPiece("".join(each.text for each in run))])
    )
