"""Pairs the types of two models: by name, by structure and by use."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from types import MappingProxyType
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

Structure: TypeAlias = Hashable
"""The meaning of a type, regardless of names and of the order of fields and members."""

MAX_ROUNDS = 50
"""The number of references to which structures are followed when they are compared."""
MAX_CANDIDATES = 50
"""The most types of one structure among which the most similar name is sought."""
ALIKE = 0.5
"""The share of common fields from which types count as similar; for names, of letters."""


def pair_types(
    old: Model, new: Model, given: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Return the new name of each old type that still exists, in the order of the old model.

    If the new model has no type of the same name, the type may have been renamed. Then it is paired
    with a new type of the same structure, or with a similar one that is used in its place. No type
    is paired twice. `given` are pairs that precede all others.
    """
    pairs = _Pairer(old, new, given).pairs
    return {name: pairs[name] for name in old.by_name if name in pairs}


def structure(type_: Type, names: Mapping[str, Hashable]) -> Structure:
    """Return the structure of a type; `names` gives a replacement for each name in it."""
    match type_:
        case Primitive(name=name):
            return name
        case LiteralType() | PatternType():
            return type_
        case Reference(name=name):
            return ("type", names[name])
        case ArrayType(item=item):
            return ("array", structure(item, names))
        case RecordType(value=value):
            return ("record", structure(value, names))
        case TupleType(items=items, required=required, rest=rest, ending=ending):
            further = None if rest is None else structure(rest, names)
            first, last = (tuple(structure(t, names) for t in types) for types in (items, ending))
            return ("tuple", first, required, further, last)
        case UnionType(members=members):
            return frozenset(structure(member, names) for member in members)


def body_structure(named: NamedType, names: Mapping[str, Hashable]) -> Structure:
    """Return the structure of a named type without its name."""
    match named:
        case AliasType(type=type_):
            return ("alias", structure(type_, names))
        case ObjectType(fields=fields, index=index, patterns=patterns):
            members = frozenset((f.wire_name, f.optional, structure(f.type, names)) for f in fields)
            by_name = frozenset((p.keys, structure(p.value, names)) for p in patterns)
            others = None if index is None else structure(index, names)
            return ("object", members, others, by_name)


class _Pairer:
    """Pairs types by name, and then types in the same places of paired types."""

    def __init__(self, old: Model, new: Model, given: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        taken = {*given.values()}
        self.pairs = dict(given) | {
            name: name
            for name in old.by_name
            if name in new.by_name and name not in given and name not in taken
        }
        paired = {*self.pairs.values()}
        self._gone = {name: None for name in old.by_name if name not in self.pairs}
        self._come = {name: None for name in new.by_name if name not in paired}
        if not self._gone or not self._come:
            return
        self._old_structures, self._new_structures = self._structures()
        self._waiting = deque(self.pairs.items())
        self._follow()
        for name in [*self._gone]:
            found = self._nearest(name) if name in self._gone else None
            if found is not None:
                self._pair(name, found)
                self._follow()

    def _structures(self) -> tuple[dict[str, int], dict[str, int]]:
        """Number the structures of unpaired types; each round compares one reference deeper."""
        old_common: dict[str, Hashable] = dict(self.pairs)
        new_common: dict[str, Hashable] = {name: name for name in self.pairs.values()}
        old_structures, new_structures = dict.fromkeys(self._gone, 0), dict.fromkeys(self._come, 0)
        count = 1
        for _ in range(MAX_ROUNDS):
            numbers: dict[Structure, int] = {}
            old_structures = _numbered(self._old, old_common | old_structures, self._gone, numbers)
            new_structures = _numbered(self._new, new_common | new_structures, self._come, numbers)
            if len(numbers) == count:
                break
            count = len(numbers)
        return old_structures, new_structures

    def _pair(self, old: str, new: str) -> None:
        self.pairs[old] = new
        del self._gone[old], self._come[new]
        self._waiting.append((old, new))

    def _follow(self) -> None:
        """Pair the types that are used in the same places of paired types."""
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
        return self._old_structures[old] == self._new_structures[new]

    def _is_alike(self, old: str, new: str) -> bool:
        left, right = _details(self._old.by_name[old]), _details(self._new.by_name[new])
        return bool(left & right) and len(left & right) >= ALIKE * len(left | right)

    def _nearest(self, old: str) -> str | None:
        """Return the unpaired new type of the same structure with the most similar name, if any."""
        candidates = [new for new in self._come if self._is_same(old, new)][:MAX_CANDIDATES]
        if not candidates:
            return None
        best = max(candidates, key=lambda new: _likeness(old, new))
        telling = len(_details(self._old.by_name[old])) > 1
        return best if telling or _likeness(old, best) > ALIKE else None


def _numbered(
    model: Model, names: Mapping[str, Hashable], of: Iterable[str], numbers: dict[Structure, int]
) -> dict[str, int]:
    """Return a number for the structure of each type; equal structures have equal numbers."""
    structures = {name: body_structure(model.by_name[name], names) for name in of}
    return {name: numbers.setdefault(found, len(numbers)) for name, found in structures.items()}


def _same_places(old: NamedType, new: NamedType) -> Iterator[tuple[str, str]]:
    match old, new:
        case (ObjectType(), ObjectType()):
            fields = {field.wire_name: field.type for field in new.fields}
            both = [(f.type, fields[f.wire_name]) for f in old.fields if f.wire_name in fields]
            if old.index is not None and new.index is not None:
                both.append((old.index, new.index))
            found = {pattern.keys: pattern.value for pattern in new.patterns}
            both += [(p.value, found[p.keys]) for p in old.patterns if p.keys in found]
        case (AliasType(), AliasType()):
            both = [(old.type, new.type)]
        case _:
            return
    for left, right in both:
        names = references(left), references(right)
        if len(names[0]) == len(names[1]):
            yield from zip(*names, strict=True)


def _details(named: NamedType) -> frozenset[Hashable]:
    """Return the features of a type: its property names, or the members of its union."""
    match named:
        case ObjectType(fields=fields):
            return frozenset(field.wire_name for field in fields)
        case AliasType(type=UnionType(members=members)):
            return frozenset(members)
        case AliasType(type=type_):
            return frozenset((type_,))


def _likeness(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()
