"""Two models -> the list of changes between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from typescribe.comparing.changes import Breaks, Change, Place
from typescribe.comparing.constraint_changes import constraint_changes
from typescribe.comparing.field_changes import object_changes
from typescribe.comparing.note_changes import (
    deprecation_changes,
    description_changes,
    value_changes,
)
from typescribe.comparing.package_constants import package_constant_changes
from typescribe.comparing.pairing import pair_types
from typescribe.comparing.reach import Reach
from typescribe.comparing.sentences import sentence
from typescribe.comparing.type_changes import TypeChanges
from typescribe.language.entry_types import entry_types
from typescribe.language.model import AliasType, Model, NamedType, ObjectType


def diff(old: Model, new: Model, pairs: Mapping[str, str] = MappingProxyType({})) -> list[Change]:
    """Return all changes: in the order of the new model, then the removed types.

    Types and fields are compared by meaning. Their order, the file of a type and the way it is
    written make no difference, unless Python code has to change. `pairs` are types of the old and
    the new model that are compared whatever their names.
    """
    return list(_Differ(old, new, pairs).changes())


class _Differ:
    """Compares two models, type by type."""

    def __init__(self, old: Model, new: Model, pairs: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        self._new_of = pair_types(old, new, pairs)
        self._types = TypeChanges(old, new, self._new_of)
        self._reach = Reach(old, new, self._new_of)

    def changes(self) -> Iterator[Change]:
        yield from description_changes(Place(None), self._old.description, self._new.description)
        yield from package_constant_changes(self._old, self._new)
        old_of = {after: before for before, after in self._new_of.items()}
        for name, named in self._new.by_name.items():
            if name in old_of:
                for change in self._named(self._old.by_name[old_of[name]], named):
                    affects = self._reach.entries_to(name)
                    path = self._reach.path(affects, name)
                    yield replace(change, affects=affects, path=path)
            else:
                why = sentence("Nobody reads or writes it yet.")
                yield Change("type_added", Place(name), None, name, why)
        sent = entry_types(self._old)
        for name in self._old.by_name:
            if name not in self._new_of:
                yield self._removed(name, name in sent)

    def _removed(self, name: str, is_entry: bool) -> Change:
        if is_entry:
            why = sentence(
                "Such messages are no longer declared, neither for readers nor for writers."
            )
            breaks = Breaks(readers=True, writers=True, python=True)
            return Change("type_removed", Place(name), name, None, why, breaks, (name,), name)
        why = sentence("What that breaks is listed where it was used.")
        return Change("type_removed", Place(name), name, None, why, Breaks(python=True))

    def _named(self, old: NamedType, new: NamedType) -> Iterator[Change]:
        place = Place(new.name)
        if old.name != new.name:
            text = "Messages contain no type names; Python code that uses {old} must use {new}."
            why = sentence(text, old=old.name, new=new.name)
            yield Change("type_renamed", place, old.name, new.name, why, Breaks(python=True))
        match old, new:
            case (ObjectType(), ObjectType()):
                yield from object_changes(self._types, old, new)
            case (AliasType(), AliasType()):
                yield from self._types.between(place, old.type, new.type)
                yield from constraint_changes(place, old.constraints, new.constraints)
                yield from value_changes(place, old, new)
            case _:
                yield self._types.of_kinds(place, old, new)
        yield from description_changes(place, old.description, new.description)
        yield from deprecation_changes(place, old.deprecated, new.deprecated)
