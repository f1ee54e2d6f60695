"""A saved page of a TypeDoc reference -> the TypeScript declaration that it documents.

A page shows a signature in TypeScript, and lists its members with their descriptions. The two
become a declaration with comments, which is read like any other file; its positions are those
on the page. See https://typedoc.org.
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
    """A piece of TypeScript, and the position on the page where it starts."""

    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class Member:
    """A property on a page: its name, its description, and the properties inside it."""

    name: str
    description: str = ""
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A declaration in pieces; `before` and `after` complete the signature on the page."""

    before: str
    signature: tuple[Chunk, ...]
    after: str
    description: str = ""
    members: tuple[Member, ...] = field(default=())


def declaration_file(page: Page, name: str) -> SourceFile:
    """Return a file with the declaration that a page documents.

    Raises:
        SpecError: the signature is not TypeScript.
    """
    start = page.signature[0].position
    bare = [Chunk(page.before, start), *page.signature, Chunk(page.after, start)]
    tree = parse_file(_text(bare), name, _Places(bare).locate).tree
    comments = _Comments(tree.source)
    comments.add(tree.root, page.members)
    chunks = [Chunk(_comment(page.description), start), *_with(bare, comments.by_offset)]
    return parse_file(_text(chunks), name, _Places(chunks).locate)


def _text(chunks: Iterable[Chunk]) -> str:
    return "".join(chunk.text for chunk in chunks)


class _Places:
    """The position on the page of each character in some chunks."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._chunks = chunks
        self._starts: list[int] = []
        length = 0
        for chunk in chunks:
            self._starts.append(length)
            length += len(chunk.text)

    def locate(self, offset: int) -> Position:
        """Return the position of a character, or where it would be if the page showed it."""
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


class _Comments:
    """Finds the place in a signature for the description of each member."""

    def __init__(self, source: bytes) -> None:
        self.by_offset: dict[int, str] = {}
        """The comment to insert, by its offset in characters."""
        self._source = source

    def add(self, node: Node, members: Sequence[Member]) -> None:
        """Add the descriptions of members to the first object type in a node."""
        body = next(_bodies(node), None)
        for part in named_parts(body) if body else ():
            name = part.child_by_field_name("name")
            shown = self._source[name.start_byte : name.end_byte].decode() if name else ""
            for member in members:
                if member.name in (shown, shown[1:-1]) and name:
                    if member.description:
                        before = len(self._source[: part.start_byte].decode())
                        self.by_offset[before] = _comment(member.description)
                    self.add(part, member.members)


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
    """Return a comment on lines of its own, so that it does not belong to the code before it."""
    if not description:
        return ""
    lines = description.replace("*/", "* /").split("\n")
    return "\n/**\n" + "".join(f" * {line}\n" for line in lines) + " */\n"


def shown_kind(title: str) -> str:
    """Return the title of a page for a message."""
    return f"{quoted(title)}; expected the page of a type alias, an interface or an enumeration"
