"""The type of a place before and after -> the changes, and whom they break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from typescribe.comparing.changes import Breaks, Change, Kind, Place
from typescribe.comparing.mismatch import mismatch
from typescribe.comparing.model_fits import ModelFits
from typescribe.comparing.pairing import structure
from typescribe.comparing.sentences import Sentence, joined, sentence, with_detail
from typescribe.language.model import (
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
from typescribe.resolving.unions import union
from typescribe.text.closed_types import body_spelling, spelling

_KINDS: dict[tuple[bool, bool], Kind] = {
    (True, True): "rewritten",
    (False, True): "widened",
    (True, False): "narrowed",
    (False, False): "type_changed",
}
"""The kind of a change, by whether it is harmless for readers, and for writers."""


@dataclass(frozen=True, slots=True)
class _Misfit:
    """The part of a type that does not fit another, and a detail that explains it."""

    part: str
    detail: Sentence | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The consequences of a change from one type to another."""

    before: str
    after: str
    surplus: _Misfit | None
    """The part of the new type that readers do not expect."""
    deficit: _Misfit | None
    """The part of the old type that is no longer accepted from writers."""

    def change(self, place: Place) -> Change:
        kind = _KINDS[self.surplus is None, self.deficit is None]
        breaks = Breaks(self.surplus is not None, self.deficit is not None)
        return Change(kind, place, self.before, self.after, self._reason(), breaks)

    def _reason(self) -> Sentence:
        clauses: list[Sentence] = []
        if self.surplus is not None:
            text = "readers may now get {surplus}, which {before} did not allow"
            clause = sentence(text, surplus=self.surplus.part, before=self.before)
            clauses.append(with_detail(clause, self.surplus.detail))
        if self.deficit is not None:
            text = "writers may still send {deficit}, which {after} does not accept"
            clause = sentence(text, deficit=self.deficit.part, after=self.after)
            clauses.append(with_detail(clause, self.deficit.detail))
        return joined(clauses or [sentence("both accept the same messages")])


class TypeChanges:
    """Compares the types at one place in two models whose named types have been paired.

    Each place is judged by itself: where it refers to paired types, these are assumed to be equal,
    since changes inside them are reported where they are declared.
    """

    def __init__(self, old: Model, new: Model, new_of: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        self._new_of = new_of
        self._old_of = {after: before for before, after in new_of.items()}
        pairs = new_of.items()
        self._read = ModelFits(new, old, {(after, before) for before, after in pairs})
        self._written = ModelFits(old, new, pairs)
        # A type that is not paired equals only itself.
        self._old_names = {name: new_of.get(name, ("old", name)) for name in old.by_name}
        self._new_names = {name: name for name in new.by_name}

    def readable(self, new: Type, old: Type) -> bool:
        """Return whether readers of the old type expect every value of the new one."""
        return self._read.holds(new, old)

    def writable(self, old: Type, new: Type) -> bool:
        """Return whether the new type accepts every value of the old one."""
        return self._written.holds(old, new)

    def same(self, old: Type, new: Type) -> bool:
        """Return whether two types are equal except for renamed types and the order of unions."""
        return structure(old, self._old_names) == structure(new, self._new_names)

    def of_kinds(self, place: Place, old: NamedType, new: NamedType) -> Change:
        """Return the change of an object type into an alias, or of an alias into an object type."""
        surplus = deficit = None
        before, after = body_spelling(old), body_spelling(new)
        if not self._read.holds_inside(new.name, old.name):
            parts = self._variants(self._new, new)
            surplus = self._misfit(self._read, parts, Reference(old.name)) or _Misfit(after)
        if not self._written.holds_inside(old.name, new.name):
            parts = self._variants(self._old, old)
            deficit = self._misfit(self._written, parts, Reference(new.name)) or _Misfit(before)
        change = _Verdict(before, after, surplus, deficit).change(place)
        return replace(change, breaks=replace(change.breaks, python=True))

    def _variants(self, model: Model, named: NamedType) -> list[Type]:
        if isinstance(named, ObjectType):
            return [Reference(named.name)]
        return self._members(model, named.type)

    def between(self, place: Place, old: Type, new: Type) -> Iterator[Change]:
        """Yield the changes from one type to another: one per literal, and one for the others."""
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
                last = zip(old.ending, new.ending, strict=True)
                for number, (before, after) in enumerate(last, -len(old.ending)):
                    yield from self.between(place.within(f"[{number}]"), before, after)
            case _:
                yield from self._members_changed(place, old, new)

    def _members_changed(self, place: Place, old: Type, new: Type) -> Iterator[Change]:
        left, right = self._members(self._old, old), self._members(self._new, new)
        before, after = frozenset(left), frozenset(right)
        removed = [m for m in left if isinstance(m, LiteralType) and m not in after]
        added = [m for m in right if isinstance(m, LiteralType) and m not in before]
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
        """Return the members of a union; aliases that only one model has are expanded."""
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
        """Return the change from one type to another as a whole.

        `rest` are the old and the new members that are compared to find whom it breaks.
        """
        surplus = self._misfit(self._read, rest[1], old)
        deficit = self._misfit(self._written, rest[0], new)
        return _Verdict(spelling(old), spelling(new), surplus, deficit).change(place)

    @staticmethod
    def _misfit(relation: ModelFits, parts: list[Type], target: Type) -> _Misfit | None:
        """Return the parts that do not fit a type, if any; if it is only one, with the reason."""
        found = [part for part in parts if not relation.holds(part, target)]
        if not found:
            return None
        detail = mismatch(relation, found[0], target) if len(found) == 1 else None
        return _Misfit(spelling(union(found)), detail)

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


def _same_length(old: TupleType, new: TupleType) -> bool:
    return (len(old.items), old.required, old.rest is None, len(old.ending)) == (
        len(new.items),
        new.required,
        new.rest is None,
        len(new.ending),
    )


def _without_words(members: list[Type]) -> list[Type]:
    """Return the members of a union without literals and without `string`."""
    return [m for m in members if m != STRING and not isinstance(m, LiteralType)]
