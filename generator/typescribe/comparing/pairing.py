"""Two models -> which type of one is which of the other: by name, by structure, by use."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import TypeAlias

from typescribe.language.model import (
    AliasType,
    ArrayType,
    LiteralType,
    Model,
    NamedType,
    ObjectType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    references,
)

Shape: TypeAlias = Hashable
"""What two types have in common that mean the same: no names, no order of fields or members."""

MAX_ROUNDS = 50
"""How many references deep structures are told apart; past that, the fields are still compared."""
MAX_CANDIDATES = 50
"""How many types of one structure are looked at for the nearest name."""
ALIKE = 0.5
"""The share of fields, or of letters, from which two types or names count as alike."""


def pair_types(old: Model, new: Model) -> dict[str, str]:
    """Return the new name of each old type that is still there, in the order of the old model.

    A type keeps its name, or is renamed: another of the same structure stands for it, or one that
    is alike stands where it stood. No type is paired twice.
    """
    pairs = _Pairer(old, new).pairs
    return {name: pairs[name] for name in old.by_name if name in pairs}


def shape(type_: Type, names: Mapping[str, Hashable]) -> Shape:
    """Return the shape of a type, in which each reference is what `names` has for it."""
    match type_:
        case Primitive(name=name):
            return name
        case LiteralType() | PatternType():
            return type_
        case Reference(name=name):
            return ("type", names[name])
        case ArrayType(item=item):
            return ("array", shape(item, names))
        case RecordType(value=value):
            return ("record", shape(value, names))
        case TupleType(items=items, required=required, rest=rest):
            closing = None if rest is None else shape(rest, names)
            return ("tuple", tuple(shape(item, names) for item in items), required, closing)
        case UnionType(members=members):
            return frozenset(shape(member, names) for member in members)


def body_shape(named: NamedType, names: Mapping[str, Hashable]) -> Shape:
    """Return the shape of what a named type stands for; what it is called does not matter."""
    match named:
        case AliasType(type=type_):
            return ("alias", shape(type_, names))
        case ObjectType(fields=fields, index=index):
            members = frozenset((f.wire_name, f.optional, shape(f.type, names)) for f in fields)
            return ("object", members, None if index is None else shape(index, names))


class _Pairer:
    """Pairs by name first; each pair found leads to others, where its fields refer to them."""

    def __init__(self, old: Model, new: Model) -> None:
        self._old, self._new = old, new
        self.pairs = {name: name for name in old.by_name if name in new.by_name}
        self._gone = {name: None for name in old.by_name if name not in new.by_name}
        self._come = {name: None for name in new.by_name if name not in old.by_name}
        if not self._gone or not self._come:
            return
        self._old_shapes, self._new_shapes = self._shapes()
        self._waiting = deque(self.pairs.items())
        self._follow()
        for name in [*self._gone]:
            found = self._nearest(name) if name in self._gone else None
            if found is not None:
                self._pair(name, found)
                self._follow()

    def _shapes(self) -> tuple[dict[str, int], dict[str, int]]:
        """Number the structures of unpaired types, told apart one reference deeper each round."""
        common: dict[str, Hashable] = {name: name for name in self.pairs}
        old_shapes, new_shapes = dict.fromkeys(self._gone, 0), dict.fromkeys(self._come, 0)
        count = 1
        for _ in range(MAX_ROUNDS):
            numbers: dict[Shape, int] = {}
            old_shapes = _numbered(self._old, common | old_shapes, self._gone, numbers)
            new_shapes = _numbered(self._new, common | new_shapes, self._come, numbers)
            if len(numbers) == count:
                break
            count = len(numbers)
        return old_shapes, new_shapes

    def _pair(self, old: str, new: str) -> None:
        self.pairs[old] = new
        del self._gone[old], self._come[new]
        self._waiting.append((old, new))

    def _follow(self) -> None:
        """Pair the types that stand in the same place of types that are paired."""
        while self._waiting:
            old, new = self._waiting.popleft()
            for left, right in _same_places(self._old.by_name[old], self._new.by_name[new]):
                if (
                    left in self._gone
                    and right in self._come
                    and (self._is_same(left, right) or self._is_alike(left, right))
                ):
                    self._pair(left, right)

    def _is_same(self, old: str, new: str) -> bool:
        return self._old_shapes[old] == self._new_shapes[new]

    def _is_alike(self, old: str, new: str) -> bool:
        left, right = _details(self._old.by_name[old]), _details(self._new.by_name[new])
        return bool(left & right) and len(left & right) >= ALIKE * len(left | right)

    def _nearest(self, old: str) -> str | None:
        """Return the type of the same structure with the nearest name."""
        candidates = [new for new in self._come if self._is_same(old, new)][:MAX_CANDIDATES]
        if not candidates:
            return None
        best = max(candidates, key=lambda new: _likeness(old, new))
        telling = len(_details(self._old.by_name[old])) > 1
        return best if telling or _likeness(old, best) > ALIKE else None


def _numbered(
    model: Model, names: Mapping[str, Hashable], of: Iterable[str], numbers: dict[Shape, int]
) -> dict[str, int]:
    """Return the number of the structure of some types; a new structure gets the next number."""
    shapes = {name: body_shape(model.by_name[name], names) for name in of}
    return {name: numbers.setdefault(found, len(numbers)) for name, found in shapes.items()}


def _same_places(old: NamedType, new: NamedType) -> Iterator[tuple[str, str]]:
    match old, new:
        case (ObjectType(), ObjectType()):
            fields = {field.wire_name: field.type for field in new.fields}
            both = [(f.type, fields[f.wire_name]) for f in old.fields if f.wire_name in fields]
            if old.index is not None and new.index is not None:
                both.append((old.index, new.index))
        case (AliasType(), AliasType()):
            both = [(old.type, new.type)]
        case _:
            return
    for left, right in both:
        names = references(left), references(right)
        if len(names[0]) == len(names[1]):
            yield from zip(*names, strict=True)


def _details(named: NamedType) -> frozenset[Hashable]:
    """Return what makes a type recognisable: its properties, or the members of its union."""
    match named:
        case ObjectType(fields=fields):
            return frozenset(field.wire_name for field in fields)
        case AliasType(type=UnionType(members=members)):
            return frozenset(members)
        case AliasType(type=type_):
            return frozenset((type_,))


def _likeness(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()
