"""The type of a place before and after -> what changed in it, and whom that breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from typescribe.differences.assignability import Assignability
from typescribe.differences.changes import Breaks, Change, Kind, Place, Sentence, sentence
from typescribe.differences.pairing import shape
from typescribe.differences.spelling import spelling
from typescribe.model import (
    STRING,
    ArrayType,
    LiteralType,
    Model,
    NamedType,
    ObjectType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.unions import union


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is to be said of a type that has become another one."""

    before: str
    after: str
    surplus: str | None
    """What readers may now get and cannot expect."""
    deficit: str | None
    """What writers may send and is no longer accepted."""

    def change(self, place: Place) -> Change:
        kind, why = self._kind_and_reason()
        breaks = Breaks(self.surplus is not None, self.deficit is not None)
        return Change(kind, place, self.before, self.after, why, breaks)

    def _kind_and_reason(self) -> tuple[Kind, Sentence]:
        if self.surplus is None and self.deficit is None:
            return "rewritten", sentence("Both accept the same messages.")
        if self.deficit is None:
            text = "Readers may now get {surplus}, which {before} did not allow."
            return "widened", sentence(text, surplus=self.surplus or "", before=self.before)
        if self.surplus is None:
            text = "Writers may still send {deficit}, which {after} does not accept."
            return "narrowed", sentence(text, deficit=self.deficit, after=self.after)
        text = (
            "Readers may now get {surplus}, which {before} did not allow, and writers may "
            "still send {deficit}, which {after} does not accept."
        )
        terms = {"surplus": self.surplus, "deficit": self.deficit}
        return "type_changed", sentence(text, **terms, before=self.before, after=self.after)


class TypeChanges:
    """Compares types of two models whose named types are paired.

    Each place is judged for itself: named types that are paired are taken to be alike in it,
    since what changed inside them is told where they are declared.
    """

    def __init__(self, old: Model, new: Model, new_of: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        self._new_of = new_of
        self._old_of = {after: before for before, after in new_of.items()}
        pairs = new_of.items()
        self._read = Assignability(new, old, {(after, before) for before, after in pairs})
        self._written = Assignability(old, new, pairs)
        # A type without a counterpart is itself and nothing else.
        self._old_names = {name: new_of.get(name, ("old", name)) for name in old.by_name}
        self._new_names = {name: name for name in new.by_name}

    def readable(self, new: Type, old: Type) -> bool:
        """Whether every new value is one that readers of the old type expect."""
        return self._read.holds(new, old)

    def writable(self, old: Type, new: Type) -> bool:
        """Whether every value made for the old type is accepted as the new one."""
        return self._written.holds(old, new)

    def same(self, old: Type, new: Type) -> bool:
        """Whether two types are written alike, but for renamed types and the order of unions."""
        return shape(old, self._old_names) == shape(new, self._new_names)

    def of_kinds(self, place: Place, old: NamedType, new: NamedType) -> Change:
        """Return the change of a type that had properties and is an alias now, or the reverse."""
        reads = self._read.holds_inside(new.name, old.name)
        writes = self._written.holds_inside(old.name, new.name)
        before, after = _body_spelling(old), _body_spelling(new)
        verdict = _Verdict(before, after, None if reads else after, None if writes else before)
        change = verdict.change(place)
        return replace(change, breaks=replace(change.breaks, python=True))

    def between(self, place: Place, old: Type, new: Type) -> Iterator[Change]:
        """Yield what changed from one type to another: literals one by one, the rest at once."""
        match old, new:
            case _ if self.same(old, new):
                return
            case (ArrayType(), ArrayType()):
                yield from self.between(place.within("[*]"), old.item, new.item)
            case (RecordType(), RecordType()):
                yield from self.between(place.within("[*]"), old.value, new.value)
            case (TupleType(), TupleType()) if _same_length(old, new):
                pairs = zip(old.items, new.items, strict=True)
                for number, (before, after) in enumerate(pairs):
                    yield from self.between(place.within(f"[{number}]"), before, after)
                if old.rest is not None and new.rest is not None:
                    yield from self.between(place.within("[*]"), old.rest, new.rest)
            case _:
                yield from self._members_changed(place, old, new)

    def _members_changed(self, place: Place, old: Type, new: Type) -> Iterator[Change]:
        left, right = self._members(self._old, old), self._members(self._new, new)
        removed = [m for m in left if isinstance(m, LiteralType) and m not in right]
        added = [m for m in right if isinstance(m, LiteralType) and m not in left]
        of_literals = all(any(isinstance(m, LiteralType) for m in side) for side in (left, right))
        if not of_literals:
            yield self._whole(place, old, new, (left, right))
            return
        for literal in removed:
            yield self._literal_removed(place, literal, new)
        for literal in added:
            yield self._literal_added(place, literal, old)
        if STRING in right and STRING not in left:
            yield self._opened(place, old, new)
        elif STRING in left and STRING not in right:
            yield self._closed(place, old, new)
        elif not (removed or added):
            yield self._whole(place, old, new, (left, right))
            return
        rest = _without_words(left), _without_words(right)
        change = self._whole(place, old, new, rest)
        if change.kind != "rewritten":
            yield change

    def _members(self, model: Model, type_: Type) -> list[Type]:
        """Return the members of a union, also of those that have a name of their own side only."""
        found: dict[Type, None] = {}
        waiting, seen = [type_], set[Type]()
        while waiting:
            member = waiting.pop()
            if member in seen:
                continue
            seen.add(member)
            match member:
                case UnionType(members=members):
                    waiting += reversed(members)
                case Reference(name=name) if not self._is_paired(model, name):
                    named = model.by_name[name]
                    if isinstance(named, ObjectType):
                        found[member] = None
                    else:
                        waiting.append(named.type)
                case _:
                    found[member] = None
        return list(found)

    def _is_paired(self, model: Model, name: str) -> bool:
        return name in (self._new_of if model is self._old else self._old_of)

    def _whole(
        self, place: Place, old: Type, new: Type, rest: tuple[list[Type], list[Type]]
    ) -> Change:
        """Return the change of a type as a whole; `rest` is what of its members is at issue."""
        surplus = [member for member in rest[1] if not self.readable(member, old)]
        deficit = [member for member in rest[0] if not self.writable(member, new)]
        return _Verdict(
            spelling(old),
            spelling(new),
            spelling(union(surplus)) if surplus else None,
            spelling(union(deficit)) if deficit else None,
        ).change(place)

    def _literal_added(self, place: Place, literal: LiteralType, old: Type) -> Change:
        text = spelling(literal)
        if self.readable(literal, old):
            why = sentence("{before} allowed it already.", before=spelling(old))
            return Change("literal_added", place, None, text, why)
        why = sentence("Readers may now get {literal}, which they do not know.", literal=text)
        return Change("literal_added", place, None, text, why, Breaks(readers=True))

    def _literal_removed(self, place: Place, literal: LiteralType, new: Type) -> Change:
        text = spelling(literal)
        if self.writable(literal, new):
            why = sentence("{after} still allows it.", after=spelling(new))
            return Change("literal_removed", place, text, None, why)
        why = sentence(
            "Writers may still send {literal}, which is no longer accepted.", literal=text
        )
        return Change("literal_removed", place, text, None, why, Breaks(writers=True))

    def _opened(self, place: Place, old: Type, new: Type) -> Change:
        before, after = spelling(old), spelling(new)
        if self.readable(STRING, old):
            why = sentence("{before} allowed any string already.", before=before)
            return Change("values_opened", place, before, after, why)
        why = sentence("Readers may now get any string, where they expect one of a few.")
        return Change("values_opened", place, before, after, why, Breaks(readers=True))

    def _closed(self, place: Place, old: Type, new: Type) -> Change:
        before, after = spelling(old), spelling(new)
        if self.writable(STRING, new):
            why = sentence("{after} still allows any string.", after=after)
            return Change("values_closed", place, before, after, why)
        why = sentence("Writers may still send any string, and only a few are accepted now.")
        return Change("values_closed", place, before, after, why, Breaks(writers=True))


def _body_spelling(named: NamedType) -> str:
    return "object" if isinstance(named, ObjectType) else spelling(named.type)


def _same_length(old: TupleType, new: TupleType) -> bool:
    return (len(old.items), old.required, old.rest is None) == (
        len(new.items),
        new.required,
        new.rest is None,
    )


def _without_words(members: list[Type]) -> list[Type]:
    """Return the members of a union that are no literals, nor `string`, which opens literals."""
    return [m for m in members if m != STRING and not isinstance(m, LiteralType)]
