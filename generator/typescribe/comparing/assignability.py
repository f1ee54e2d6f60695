"""Model types -> whether every value of one is a value of the other: TypeScript's assignability.

The rules are those of the TypeScript handbook, chapter "Type Compatibility": types are compared
by structure, never by name, and a source fits a target when each property that the target
declares fits. A source value is taken to hold no more than what its type declares, as in
TypeScript, where a missing property fits an optional one. In four places we go by the values
that our validators accept: `any` is no more assignable than `unknown` is, an object type may
have an implicit index signature whatever it was declared with, an array fits a tuple that
requires no element, and a tuple's length is no property.

Recursive types are compared coinductively: a pair of types that leads back to itself fits until
something speaks against it (Amadio and Cardelli, "Subtyping Recursive Types", 1993). This is the
greatest fixed point, found by a worklist, so that no chain of types is too long for the stack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from math import prod
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
from typescribe.language.patterns import accepts

MAX_COMBINATIONS = 25
"""How many variants an object is split into by its literal properties; TypeScript's own limit."""

Side: TypeAlias = Type | ObjectType
"""A type, or the object type that a reference leads to."""
Pair: TypeAlias = tuple[Side, Side]
Names: TypeAlias = tuple[str, str]

_KEYWORD_OF = {str: "string", bool: "boolean", int: "number", float: "number"}
_BOOLEANS = (LiteralType(True), LiteralType(False))


class Assignability:
    """Whether types of one model are assignable to types of another.

    `given` are pairs of named types, source first, that are taken to fit wherever others refer
    to them: so a change is judged for itself, whatever else has changed further down.
    """

    def __init__(self, source: Model, target: Model, given: Iterable[Names] = ()) -> None:
        self._source = source
        self._target = target
        self._given = frozenset(given)
        self._fitting: set[Pair] = set()
        self._failing: set[Pair] = set()

    def holds(self, source: Type, target: Type) -> bool:
        """Whether every value of a source type is a value of a target type."""
        known = self.look_up(source, target)
        return known if isinstance(known, bool) else self._settled(known)

    def holds_inside(self, source: str, target: str) -> bool:
        """Whether a named type fits another by its structure, even if that pair is given."""
        return self._settled((_body(self._source, source), _body(self._target, target)))

    def _settled(self, asked: Pair) -> bool:
        """Find the greatest fixed point below a pair: assume all, and take back what fails."""
        readers: defaultdict[Pair, set[Pair]] = defaultdict(set)
        seen = {asked}
        waiting = [asked]
        while waiting:
            pair = waiting.pop()
            if pair in self._failing:
                continue
            needed: list[Pair] = []
            if self._fits(pair, needed):
                for other in needed:
                    readers[other].add(pair)
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
            else:
                self._failing.add(pair)
                waiting += readers.pop(pair, ())
        self._fitting |= seen - self._failing
        return asked not in self._failing

    def _fits(self, pair: Pair, needed: list[Pair]) -> bool:
        """Whether a pair fits, if those do that it adds to `needed` and are not known to fail."""
        return _Comparison(self, needed).structural(*pair)

    def look_up(self, source: Side, target: Side) -> Pair | bool:
        """Return what is known of a pair, or the pair, where that has to be found out."""
        match source, target:
            case (Reference(name=left), Reference(name=right)) if (left, right) in self._given:
                return True
        pair = (source, target)
        if pair in self._fitting or pair in self._failing:
            return pair in self._fitting
        return pair

    def is_given_in(self, source: Side, target: UnionType) -> bool:
        """Whether a name is given to fit a member of a union, or of an alias among them."""
        if not isinstance(source, Reference):
            return False
        waiting, seen = list(target.members), set[str]()
        while waiting:
            match waiting.pop():
                case Reference(name=name) if (source.name, name) in self._given:
                    return True
                case Reference(name=name) if name not in seen:
                    seen.add(name)
                    body = _body(self._target, name)
                    waiting += [body] if isinstance(body, (UnionType, Reference)) else []
                case UnionType(members=members):
                    waiting += members
        return False

    def bodies(self, source: Side, target: Side) -> Pair:
        """Return a pair with each name replaced by what it stands for."""
        if isinstance(source, Reference):
            source = _body(self._source, source.name)
        if isinstance(target, Reference):
            target = _body(self._target, target.name)
        return source, target


def _body(model: Model, name: str) -> Side:
    named = model.by_name[name]
    return named.type if isinstance(named, AliasType) else named


class _Comparison:
    """One look at one pair: types written in place are compared, named ones looked up."""

    def __init__(self, relation: Assignability, needed: list[Pair]) -> None:
        self._relation = relation
        self._needed = needed

    def _fits(self, source: Side, target: Side) -> bool:
        if isinstance(source, Reference) or isinstance(target, Reference):
            known = self._relation.look_up(source, target)
            if isinstance(known, bool):
                return known
            self._needed.append(known)
            return True
        return self.structural(source, target)

    def structural(self, source: Side, target: Side) -> bool:
        """Compare what a pair stands for; names are kept where parts of it may be given."""
        left, right = self._relation.bodies(source, target)
        match left, right:
            case (_, Primitive(name="any" | "unknown")) | (Primitive(name="never"), _):
                return True
            case (_, UnionType()) if self._relation.is_given_in(source, right):
                return True
            case (UnionType(members=members), _):
                return all(self._fits(member, target) for member in members)
            case (Reference(), _):  # an alias of another name
                return self._fits(left, target)
            case (_, Reference()):
                return self._fits(source, right)
            case (_, UnionType(members=members)):
                return self._fits_one_of(source, left, members)
            case (ArrayType() | TupleType(), ArrayType() | TupleType()):
                return self._tuples(_as_tuple(left), _as_tuple(right))
            case (ObjectType() | RecordType(), ObjectType() | RecordType()):
                return self._objects(as_object(left), as_object(right))
            case _:
                return _scalar_fits(left, right)

    def _fits_one_of(self, source: Side, body: Side, members: tuple[Type, ...]) -> bool:
        for member in members:
            before = len(self._needed)
            if self._fits(source, member):
                return True
            del self._needed[before:]
        parts = _split(body)
        return len(parts) > 1 and all(self._fits_one_of(part, part, members) for part in parts)

    def _tuples(self, source: TupleType, target: TupleType) -> bool:
        if source.required < target.required:
            return False
        if target.rest is None and (source.rest or len(source.items) > len(target.items)):
            return False
        longest = max(len(source.items), len(target.items)) + 1
        for place in range(longest):
            left, right = _element(source, place), _element(target, place)
            if left is not None and right is not None and not self._fits(left, right):
                return False
        return True

    def _objects(self, source: ObjectType, target: ObjectType) -> bool:
        declared = {field.wire_name: field for field in source.fields}
        for wanted in target.fields:
            found = declared.pop(wanted.wire_name, None)
            if found is None:
                if not wanted.optional:
                    return False
                if source.index is not None and not self._fits(source.index, wanted.type):
                    return False
            elif found.optional > wanted.optional or not self._fits(found.type, wanted.type):
                return False
        if target.index is None:
            return True
        undeclared = [field.type for field in declared.values()]
        if source.index is not None:
            undeclared.append(source.index)
        return all(self._fits(type_, target.index) for type_ in undeclared)


def _scalar_fits(source: Side, target: Side) -> bool:
    """Whether a type without parts fits another, or, of any two, whether they are the same."""
    match source, target:
        case (LiteralType(value=value), Primitive(name=name)):
            return _KEYWORD_OF[type(value)] == name
        case (LiteralType(value=str(value)), PatternType()):
            return accepts(target, value)
        case (PatternType(), Primitive(name="string")):
            return True
        case _:
            return source == target


def _as_tuple(type_: ArrayType | TupleType) -> TupleType:
    return TupleType((), 0, type_.item) if isinstance(type_, ArrayType) else type_


def as_object(type_: ObjectType | RecordType) -> ObjectType:
    """Return a record as the object type that it is: one that declares no property."""
    return ObjectType("", (), type_.value) if isinstance(type_, RecordType) else type_


def _element(type_: TupleType, place: int) -> Type | None:
    return type_.items[place] if place < len(type_.items) else type_.rest


def _split(source: Side) -> list[Side]:
    """Return the variants of a type that a union may hold one by one, or the type alone.

    `boolean` is `true | false`; an object is split by its literal properties (release notes of
    TypeScript 3.5, "Smarter union type checking").
    """
    match source:
        case Primitive(name="boolean"):
            return list(_BOOLEANS)
        case ObjectType(fields=fields):
            variants = [list(_variants(field)) for field in fields]
            if 1 < prod(map(len, variants)) <= MAX_COMBINATIONS:
                return [replace(source, fields=fields) for fields in product(*variants)]
    return [source]


def _variants(field: Field) -> Iterator[Field]:
    match field.type:
        case UnionType(members=members) if all(isinstance(m, LiteralType) for m in members):
            literals: tuple[Type, ...] = members
        case Primitive(name="boolean"):
            literals = _BOOLEANS
        case _:
            yield field
            return
    for literal in literals:
        yield replace(field, type=literal)
