"""The declarations that a reference documents, in pieces of TypeScript that are not linked yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from typescribe.language.errors import Position
from typescribe.sources.typedoc.chunks import Chunk, joined

Kind: TypeAlias = Literal["type", "interface", "class", "enum", "function", "variable"]

TYPES: tuple[Kind, ...] = ("type", "interface", "class", "enum")

Order: TypeAlias = tuple[str, int, int]
"""Where a declaration is in the source that is documented: its file, line and column."""

UNORDERED: Order = ("", 0, 0)

_SIGNATURE = re.compile(r"\[\s*[\w$]+\s*:[^\]]*\]\s*:")


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
    shows_one_signature: bool = False
    """Whether it has an index signature, and may have more: before 0.26, only one is shown."""


@dataclass(frozen=True, slots=True)
class Space:
    """A module or namespace; `key` is that of its page."""

    name: str
    key: str = ""
    is_module: bool = False


def space(name: str, key: str, *, is_module: bool) -> Space:
    """Return a module or namespace; a name in quotes is that of a module."""
    return Space(name.strip('"'), key, is_module or name.startswith('"'))


def before_0_26(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries of a release of TypeDoc that shows one index signature of each type."""
    for entry in entries:
        shown = (*entry.signatures, *(part.chunks for part in entry.parts))
        has_one = any(_SIGNATURE.search(joined(chunks)) for chunks in shown)
        yield replace(entry, shows_one_signature=True) if has_one else entry
