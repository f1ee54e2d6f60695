"""The groups of types on a page: messages, and the types that these consist of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typescribe.language.entry_types import entry_types
from typescribe.language.model import Model, ObjectType
from typescribe.targets.shared.reference import Entry


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the page: its title, the identifier of its heading, and its types."""

    title: str
    id: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The messages of a page, and all groups that have a type."""

    messages: tuple[Entry, ...]
    all: tuple[Group, ...]


def groups_of(model: Model, entries: Sequence[Entry]) -> Groups:
    """Return the groups of the entries of a model.

    A message is a type with properties that no other type refers to, or that the settings name as
    one to import. If a model has only messages, or none, there is one group.
    """
    found = entry_types(model) | (model.entries & model.by_name.keys())
    names = {name for name in found if _holds_objects(model, name)}
    messages = tuple(entry for entry in entries if entry.name in names)
    others = tuple(entry for entry in entries if entry.name not in names)
    if messages and others:
        groups = (
            Group("Messages", "ts-messages", messages),
            Group("Other types", "ts-others", others),
        )
        return Groups(messages, groups)
    title = "Messages" if messages else "Types"
    return Groups(messages, (Group(title, "ts-types", tuple(entries)),) if entries else ())


def _holds_objects(model: Model, name: str) -> bool:
    named = model.by_name[name]
    return isinstance(named, ObjectType) or model.holds_objects(named.type)
