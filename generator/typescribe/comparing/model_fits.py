"""The relation "fits" between types of two models, decided by `resolving.fits`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from typescribe.language.model import (
    AliasType,
    ArrayType,
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
from typescribe.resolving.fits import Fits
from typescribe.resolving.type_view import (
    Items,
    Node,
    OneOf,
    Plain,
    Properties,
    Property,
    UndecidedError,
    View,
)

Side: TypeAlias = Type | ObjectType
"""A type, or the object type that a reference names."""


class ModelFits:
    """The relation "fits": every value of a type of one model is a value of a type of the other.

    `given` are pairs of named types, source first, that are assumed to fit where other types refer
    to them. So a change is judged by itself, apart from changes in types that it refers to.
    """

    def __init__(self, source: Model, target: Model, given: Iterable[tuple[str, str]] = ()) -> None:
        self._source, self._target = _Nodes(source), _Nodes(target)
        pairs = [
            (self._source.node(Reference(left)), self._target.node(Reference(right)))
            for left, right in given
        ]
        self._fits = Fits("values", pairs)

    def holds(self, source: Type, target: Type) -> bool:
        """Return whether a source type fits a target type; False if that is undecided."""
        return self.answer(source, target) is True

    def holds_inside(self, source: str, target: str) -> bool:
        """Return whether a named type fits another by its structure, even if the pair is given.

        False if that is undecided.
        """
        sides = self.bodies(Reference(source), Reference(target))
        return self.answer(*sides) is True

    def bodies(self, source: Side, target: Side) -> tuple[Side, Side]:
        """Return both types, with a reference replaced by the type that it names."""
        return self._source.body(source), self._target.body(target)

    def answer(self, source: Side, target: Side) -> bool | None:
        """Return whether a source type fits a target type; `None` if that is undecided.

        It is undecided if the types are too large to compare.
        """
        try:
            return self._fits.holds(self._source.node(source), self._target.node(target))
        except UndecidedError:
            return None


class _Nodes:
    """Presents the types of a model as nodes that `resolving.fits` compares, one per type."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._nodes: dict[Side, Node] = {}
        self._by_id: dict[int, tuple[Side, Node]] = {}
        """The same nodes by the id of a type, since hashing a large union is slow.

        Types are kept alive, so ids are not reused.
        """

    def node(self, type_: Side) -> Node:
        known = self._by_id.get(id(type_))
        if known is None:
            node = self._nodes.setdefault(type_, Node(lambda: self._view(type_)))
            known = self._by_id[id(type_)] = type_, node
        return known[1]

    def body(self, type_: Side) -> Side:
        if not isinstance(type_, Reference):
            return type_
        named = self._model.by_name[type_.name]
        return named.type if isinstance(named, AliasType) else named

    def _view(self, type_: Side) -> View:
        match self.body(type_):
            case Primitive(name=name):
                return Plain(name)
            case LiteralType() | PatternType() as leaf:
                return leaf
            case ArrayType(item=item):
                return Items((), 0, self.node(item))
            case TupleType(items=items, required=required, rest=rest, ending=ending):
                further = None if rest is None else self.node(rest)
                first, last = tuple(map(self.node, items)), tuple(map(self.node, ending))
                return Items(first, required, further, last)
            case ObjectType() | RecordType() as body:
                return self._properties(as_object(body))
            case UnionType(members=members):
                return OneOf([self.node(member) for member in members])
            case Reference() as other:  # an alias for another alias
                return OneOf([self.node(other)])

    def _properties(self, type_: ObjectType) -> Properties:
        members = {f.wire_name: Property(self.node(f.type), f.optional) for f in type_.fields}
        patterns = {pattern.keys: self.node(pattern.value) for pattern in type_.patterns}
        index = None if type_.index is None else self.node(type_.index)
        return Properties(members, index, patterns)


def as_object(type_: ObjectType | RecordType) -> ObjectType:
    """Return a record as an object type without declared properties."""
    return ObjectType("", (), type_.value) if isinstance(type_, RecordType) else type_
