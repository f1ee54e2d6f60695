"""The declarations that a reference documents, in pieces of TypeScript that are not linked yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from typescribe.language.errors import Position
from typescribe.sources.typedoc.chunks import Chunk

Kind: TypeAlias = Literal["type", "interface", "class", "enum", "function", "variable"]

TYPES: tuple[Kind, ...] = ("type", "interface", "class", "enum")

Order: TypeAlias = tuple[str, int, int]
"""Where a declaration is in the source that is documented: its file, line and column."""

UNORDERED: Order = ("", 0, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """A property on a page: its name, its description, and the properties inside it."""

    name: str
    description: str = ""
    members: tuple[Member, ...] = ()
    index: str = ""
    """The index signature of its type, which 0.22 shows in a list alone."""
    is_method: bool = False
    """Whether a list says that it is a method, which 0.22 shows with the type `any`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A member of an interface, a class or an enumeration, as TypeScript."""

    chunks: tuple[Chunk, ...]
    described: Member
    key: str = ""
    """The key by which other declarations link to it."""
    is_static: bool = False
    """Whether it is a member of the declaration itself: of an enumeration, or static."""
    inherited: bool = False
    order: Order = UNORDERED


@dataclass(frozen=True, slots=True)
class Entry:
    """One declaration; `signatures` holds the type, or each signature of a function."""

    kind: Kind
    name: str
    position: Position
    key: str = ""
    """The key by which other declarations link to it."""
    spaces: tuple[Space, ...] = ()
    """The modules and namespaces that it is in, from the outside to the inside."""
    parameters: tuple[Chunk, ...] = ()
    """Its type parameters, without the brackets around them."""
    bases: tuple[tuple[Chunk, ...], ...] = ()
    signatures: tuple[tuple[Chunk, ...], ...] = ()
    parts: tuple[Part, ...] = ()
    described: Member = Member("")
    order: Order = UNORDERED
    is_brief: bool = False
    """Whether object types are shown as 0.22 does: without methods and index signatures."""


@dataclass(frozen=True, slots=True)
class Space:
    """A module or namespace; `key` is that of its page."""

    name: str
    key: str = ""
    is_module: bool = False


def space(name: str, key: str, *, is_module: bool) -> Space:
    """Return a module or namespace; a name in quotes is that of a module."""
    return Space(name.strip('"'), key, is_module or name.startswith('"'))
