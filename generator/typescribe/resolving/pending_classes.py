"""The classes of a model that is being resolved: named at once, their fields resolved later."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from typescribe.language.declared import Declaration
from typescribe.language.errors import Position
from typescribe.language.model import NamedType, Reference, Type
from typescribe.resolving.class_names import ClassNames
from typescribe.resolving.closures import ObjectParts
from typescribe.resolving.output_size import OutputSize, units_of_fields

Instance: TypeAlias = tuple[str, tuple[Type, ...]]
"""A generic and its arguments as types of the model."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An object type that has a class name, but whose fields are not resolved yet."""

    name: str
    parts: ObjectParts
    description: str = ""
    deprecated: str | None = None
    itself: Instance | None = None
    """The instance of a generic type that an alias names; inside it, the alias stands for it."""


class Classes:
    """The named types found so far, and those whose fields are still to be resolved."""

    def __init__(self, names: ClassNames, size: OutputSize) -> None:
        self._names = names
        self._size = size
        self.named: dict[str, NamedType | None] = {}
        """The named types in the order of their first use; `None` while one is pending."""
        self.pending: deque[Pending] = deque()
        self.instances: dict[Instance, str] = {}
        """The class names of the instances of generics."""
        self.declared_as: dict[str, str] = {}
        """The declarations of the classes that were made of one."""
        self.owner: str | None = None
        """The class whose fields are being resolved."""
        self._parents: dict[str, str | None] = {}
        """The class in whose fields each class was first needed."""
        self.itself: tuple[Instance, str] | None = None
        """The instance whose fields are being resolved, if an alias names it."""

    def define(self, named: NamedType, place: Position) -> None:
        """Add a named type that is resolved; raises `SpecError` at its place if it is too large."""
        self._size.add(named, place)
        self.named[named.name] = named

    def require_room(self, fields: Iterable[str], place: Position) -> None:
        """Raise `SpecError` at the place of a class that is too large for its fields alone."""
        self._size.require(units_of_fields(fields), place)

    def await_fields(
        self,
        name: str,
        parts: ObjectParts,
        declaration: Declaration | None = None,
        itself: Instance | None = None,
    ) -> None:
        """Add a class with a name that is reserved for it."""
        self.named[name] = None
        self._parents[name] = self.owner
        if declaration:
            self.declared_as[name] = declaration.name
        description = declaration.description if declaration else ""
        deprecated = declaration.deprecated if declaration else None
        self.pending.append(Pending(name, parts, description, deprecated, itself))

    def add(self, parts: ObjectParts, hint: str, position: Position) -> Reference:
        """Add a class that is named after `hint`, and return a reference to it.

        Raises `SpecError` if there are too many classes.
        """
        name = self._names.claim(hint, position)
        self.await_fields(name, parts)
        return Reference(name)

    def is_around(self, name: str) -> bool:
        """Return whether the fields being resolved belong to a class, or to one nested in it."""
        current = self.owner
        while current is not None and current != name:
            current = self._parents.get(current)
        return current == name
