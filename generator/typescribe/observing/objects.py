"""Counts the properties of objects; objects with the same keys and types are counted as a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from typescribe.observing.counts import (
    EMPTY_MEMBERS,
    EMPTY_TALLY,
    MOST_KEYS,
    Count,
    Members,
    Place,
    Tally,
    added,
    bounded_members,
    earliest,
    merged,
    merged_members,
)
from typescribe.observing.forms import is_identifier
from typescribe.observing.slots import KIND_OF, Here, Slot, plain

MOST_GROUPS: Final = 1_000
"""How many groups are kept before they are added up and cleared."""


class _Group:
    """The number of objects with the same keys, whose values have the same Python types."""

    __slots__ = ("count", "epoch", "first", "keys", "known", "looks", "types")

    def __init__(self, keys: tuple[str, ...], types: tuple[type, ...], first: Place) -> None:
        self.keys = keys
        self.types = types
        self.first = first
        self.count = 0
        self.epoch = -1
        self.known: list[tuple[str, set[Any], Callable[[Any], None]]] = []
        self.looks: list[tuple[str, Callable[[Any], None]]] = []


class ByName(NamedTuple):
    """The slot of the undeclared properties whose names match a regular expression."""

    signature: str
    """The index signature that declares them, as in TypeScript."""
    matches: Callable[[str], object]
    slot: Slot


class ObjectCounter:
    """Counts the objects of one class, or those at a place for which no class is declared."""

    __slots__ = (
        "_by_name",
        "_declared",
        "_extra",
        "_flushed",
        "_groups",
        "_here",
        "_is_typed",
        "_slots",
        "_values",
    )

    def __init__(
        self,
        here: Here,
        extra: Callable[[], Slot],
    ) -> None:
        """Count objects; `extra` makes the slot of an undeclared property."""
        self._here = here
        self._declared: Mapping[str, Slot] = {}
        self._extra = extra
        self._slots: dict[str, Slot] = {}
        self._values: Slot | None = None
        """Counts the values of all undeclared keys that are not counted separately."""
        self._is_typed = False
        self._by_name: Sequence[ByName] = ()
        self._groups: dict[tuple[str, ...], dict[tuple[type, ...], _Group]] = {}
        self._flushed = EMPTY_MEMBERS

    def declare(
        self, declared: Mapping[str, Slot], values: Slot | None, by_name: Sequence[ByName] = ()
    ) -> None:
        """Set the slots of the declared properties, and of others whose type is declared."""
        self._declared = declared
        self._slots |= declared
        self._values = values
        self._is_typed = values is not None
        self._by_name = by_name

    def add(self, v: dict[str, Any]) -> None:
        """Count an object."""
        keys = tuple(v)
        types = tuple(map(type, v.values()))
        of_keys = self._groups.get(keys)
        group = None if of_keys is None else of_keys.get(types)
        if group is None:
            found = self._new_group(v, keys, types)
            if found is None:
                return
            group = found
        group.count += 1
        if group.epoch != self._here.epoch:
            self._plan(group)
        for key, known, look in group.known:
            x = v[key]
            if x not in known:
                look(x)
        for key, look in group.looks:
            look(v[key])

    def _new_group(
        self, v: dict[str, Any], keys: tuple[str, ...], types: tuple[type, ...]
    ) -> _Group | None:
        """Return a new group for the keys and types of an object.

        The result is `None` if the object had to be changed first, and is then counted already:
        undeclared keys such as identifiers are counted apart, subclasses become plain types.
        """
        if any(type_ not in KIND_OF for type_ in types) or any(type(k) is not str for k in keys):
            self.add({str(key): plain(value) for key, value in v.items()})
            return None
        undeclared = [key for key in keys if key not in self._slots]
        if named := [key for key in undeclared if any(o.matches(key) for o in self._by_name)]:
            self._add_named(v, named)
            return None
        if apart := [key for key in undeclared if self._is_apart(key)]:
            self._add_apart(v, apart)
            return None
        for key in keys:
            if key not in self._slots:
                self._slots[key] = self._extra()
        group = _Group(keys, types, self._here.place)
        of_keys = self._groups.setdefault(keys, {})
        of_keys[types] = group
        if len(self._groups) + len(of_keys) > MOST_GROUPS:
            self._flush()
            self._groups = {keys: {types: group}}
            for key in keys:
                if key not in self._slots:
                    self._slots[key] = self._extra()
        return group

    def _is_apart(self, key: str) -> bool:
        return self._is_typed or self._flushed.is_full or is_identifier(key)

    def _add_apart(self, v: dict[str, Any], apart: list[str]) -> None:
        if self._values is None:
            self._values = self._extra()
        for key in apart:
            self._values.add(v[key])
        self._add_without(v, apart)

    def _add_named(self, v: dict[str, Any], keys: list[str]) -> None:
        for key in keys:
            for of in self._by_name:
                if of.matches(key):
                    of.slot.add(v[key])
        self._add_without(v, keys)

    def _add_without(self, v: dict[str, Any], keys: list[str]) -> None:
        rest = v.copy()
        for key in keys:
            del rest[key]
        self.add(rest)

    def _plan(self, group: _Group) -> None:
        """Determine which values in objects of a group still have to be inspected."""
        group.epoch = self._here.epoch
        group.known.clear()
        group.looks.clear()
        for key, type_ in zip(group.keys, group.types, strict=True):
            slot = self._slots[key]
            look = slot.looks.get(type_)
            if look is None:
                continue
            if type_ is str or type_ is int:
                group.known.append((key, slot.known, look))
            else:
                group.looks.append((key, look))

    def _flush(self) -> None:
        """Add up and clear the groups; drop the counts of undeclared keys if there are too many."""
        self._flushed = merged_members(self._flushed, self._counted(self._groups))
        for by_types in self._groups.values():
            for group in by_types.values():
                group.count = 0
        extra = self._slots.keys() - self._declared.keys()
        if len(extra) > 4 * MOST_KEYS:
            self._flushed = merged_members(self._flushed, self._looked(extra))
            for key in extra:
                del self._slots[key]

    def _counted(self, groups: Mapping[Any, Mapping[Any, _Group]]) -> Members:
        """Return the counts of each key and kind from all groups."""
        count = 0
        first: Place | None = None
        kinds: dict[str, dict[str, Count]] = {}
        absent: dict[str, Place] = {}
        for by_types in groups.values():
            for group in by_types.values():
                if not group.count:
                    continue
                count += group.count
                first = earliest(first, group.first)
                for key, type_ in zip(group.keys, group.types, strict=True):
                    seen = kinds.setdefault(key, {})
                    name, more = KIND_OF[type_], Count(group.count, group.first)
                    seen[name] = added(seen[name], more) if name in seen else more
                for key in self._declared.keys() - set(group.keys):
                    absent[key] = min(absent.get(key, group.first), group.first)
        declared = {key: Tally(kinds.get(key, {}), absent.get(key)) for key in self._declared}
        others = {key: Tally(of) for key, of in kinds.items() if key not in self._declared}
        return Members(count, first, declared, others)

    def _looked(self, keys: Any) -> Members:
        """Return the tallies of the slots of the given keys; the groups count the kinds."""
        tallies = {key: self._slots[key].tally() for key in keys}
        return Members(
            0,
            None,
            {key: tally for key, tally in tallies.items() if key in self._declared},
            {key: tally for key, tally in tallies.items() if key not in self._declared},
        )

    def members(self) -> Members:
        """Return the counts so far."""
        members = merged_members(self._flushed, self._counted(self._groups))
        members = merged_members(members, self._looked(self._slots))
        named = {of.signature: of.slot.tally() for of in self._by_name}
        members = merged_members(members, Members(properties=named))
        if self._values is not None:
            values = merged(self._values.tally(), members.values or EMPTY_TALLY)
            members = replace(members, values=values)
        return bounded_members(members)
