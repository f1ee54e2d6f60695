"""A saved page of a TypeDoc reference -> the TypeScript declaration that it documents.

A page shows a signature, which is TypeScript, and lists its members with what is said of them.
Both are put together to a declaration with comments, which is read as any other; every place
in it leads back to the page. See https://typedoc.org.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from tree_sitter import Node

from typescribe.language.errors import Position
from typescribe.language.syntax import named_parts, quoted
from typescribe.sources.typescript.source_files import SourceFile, parse_file


class Chunk(NamedTuple):
    """A piece of TypeScript, and where on the page it begins."""

    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class Member:
    """What a page says of a property: its name and text, and those of what is inside it."""

    name: str
    description: str = ""
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A declaration in pieces; `before` and `after` are what the page leaves out of it."""

    before: str
    signature: tuple[Chunk, ...]
    after: str
    description: str = ""
    members: tuple[Member, ...] = field(default=())


def declaration_file(page: Page, name: str) -> SourceFile:
    """Return the file that declares what a page documents.

    Raises:
        SpecError: the signature is not TypeScript.
    """
    start = page.signature[0].position
    bare = [Chunk(page.before, start), *page.signature, Chunk(page.after, start)]
    tree = parse_file(_text(bare), name, _Places(bare).locate).tree
    said = _Said(tree.source)
    said.object(tree.root, page.members)
    chunks = [Chunk(_comment(page.description), start), *_with(bare, said.comments)]
    return parse_file(_text(chunks), name, _Places(chunks).locate)


def _text(chunks: Iterable[Chunk]) -> str:
    return "".join(chunk.text for chunk in chunks)


class _Places:
    """Where on the page each character of some chunks stands."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._starts: list[int] = []
        length = 0
        for chunk in chunks:
            self._starts.append(length)
            length += len(chunk.text)

    def locate(self, offset: int) -> Position:
        """Return the place of a character; what the page does not show is where it should be."""
        place = bisect_right(self._starts, offset) - 1
        chunk = self._chunks[max(place, 0)]
        inside = offset - self._starts[max(place, 0)]
        before = chunk.text[:inside]
        line = before.count("\n")
        position = chunk.position
        if line:
            column = inside - before.rfind("\n")
            return replace(position, line=position.line + line, column=column)
        return replace(position, column=position.column + inside)


class _Said:
    """Finds for every member that a page lists its property in the signature."""

    def __init__(self, source: bytes) -> None:
        self.comments: dict[int, str] = {}
        """The comment to insert, by the number of characters before it."""
        self._source = source

    def object(self, node: Node, members: Sequence[Member]) -> None:
        """Look for the properties of the first object type in a node."""
        body = next(_bodies(node), None)
        for part in named_parts(body) if body else ():
            name = part.child_by_field_name("name")
            shown = self._source[name.start_byte : name.end_byte].decode() if name else ""
            for member in members:
                if member.name in (shown, shown[1:-1]) and name:
                    if member.description:
                        before = len(self._source[: part.start_byte].decode())
                        self.comments[before] = _comment(member.description)
                    self.object(part, member.members)


def _bodies(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type in {"object_type", "interface_body", "enum_body"}:
            yield current
        else:
            waiting.extend(reversed(current.children))


def _with(chunks: Sequence[Chunk], comments: dict[int, str]) -> Iterator[Chunk]:
    """Yield chunks with comments between them."""
    places = _Places(chunks)
    text = _text(chunks)
    boundaries = {0, len(text), *comments}
    offset = 0
    for chunk in chunks:
        boundaries.add(offset)
        offset += len(chunk.text)
    ordered = sorted(boundaries)
    for start, end in pairwise(ordered):
        position = places.locate(start)
        if start in comments:
            yield Chunk(comments[start], position)
        yield Chunk(text[start:end], position)


def _comment(description: str) -> str:
    """Return a comment on its own lines, so that it does not seem to be of what stands before."""
    if not description:
        return ""
    lines = description.replace("*/", "* /").split("\n")
    return "\n/**\n" + "".join(f" * {line}\n" for line in lines) + " */\n"


def shown_kind(title: str) -> str:
    """Return the title of a page for a message."""
    return f"{quoted(title)}; expected the page of a type alias, an interface or an enumeration"
