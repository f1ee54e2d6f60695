"""TypeScript text -> a syntax tree in which every node has a position."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Point, Tree

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.visible import visible

Locate: TypeAlias = Callable[[int], Position]
"""Returns the position of a character by its offset, from 0 to the length of the text."""

_SHOWN_LENGTH = 40
# In TypeScript, tree-sitter reports progress at most once per 15 bytes. In other text it may try
# so many repairs that 10 kB take a minute, so it is stopped after many more reports than that.
_REPORTS_ALLOWED = 2_000
_BYTES_PER_REPORT = 4
_CHUNK = 65_536
_WIDE = re.compile(r"[^\x00-\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True, eq=False)
class SyntaxTree:
    """A text as tree-sitter parses it, possibly wrapped in a statement for context.

    A tree takes ten times the memory of its text. `forget` drops it; it is parsed again when its
    root is needed.

    tree-sitter counts bytes of UTF-8, while positions count characters. To convert them without
    decoding the text again, `wide_ends` holds the end of each character of more than one byte, and
    `surplus` the difference between the numbers of bytes and characters up to there.
    """

    what: str
    source: bytes
    start_byte: int
    end_byte: int
    locate: Locate
    wide_ends: tuple[int, ...]
    surplus: tuple[int, ...]
    _reader: Parser
    _root: Node | None

    @property
    def root(self) -> Node:
        """The root of the tree."""
        if self._root is None:
            tree = _parse(self.source, self._reader)
            assert tree is not None, "the same text has been parsed before"
            self._root = tree.root_node
        return self._root

    @property
    def is_kept(self) -> bool:
        """Whether the tree is in memory."""
        return self._root is not None

    def forget(self) -> None:
        """Drop the tree until its root is needed again."""
        self._root = None

    def text_of(self, node: Node) -> str:
        """Return the source of `node`."""
        return self.source[node.start_byte : node.end_byte].decode()

    def position_at(self, byte: int) -> Position:
        """Return the position of a byte of `source`; for the wrapping, an end of the text."""
        byte = min(max(byte, self.start_byte), self.end_byte) - self.start_byte
        return self.locate(byte - self.surplus[bisect_right(self.wide_ends, byte)])

    def position_of(self, node: Node) -> Position:
        """Return the position where `node` starts."""
        return self.position_at(node.start_byte)


def parse(text: str, locate: Locate, what: str, before: str = "", after: str = "") -> SyntaxTree:
    """Parse a text as TypeScript.

    The tree may contain errors, which `syntax_errors.explain` turns into problems.

    Args:
        text: what to parse.
        locate: returns the position of a character of the text.
        what: a word for the text in messages, such as "type" or "name".
        before: ASCII text to put before it, for context.
        after: ASCII text to put after it.

    Raises:
        SpecError: the text contains half of a surrogate pair, or is so far from TypeScript that
            parsing would take too long.
    """
    return _read(text, locate, what, (before, after), parser())


def parse_with_jsx(text: str, locate: Locate, what: str) -> SyntaxTree:
    """Parse the text of a `.tsx` file, as `parse` does for other files."""
    return _read(text, locate, what, ("", ""), parser_of_jsx())


def _read(
    text: str, locate: Locate, what: str, around: tuple[str, str], reader: Parser
) -> SyntaxTree:
    refuse_surrogates(text, locate)
    before, after = around
    encoded = text.encode()
    wide_ends, surplus = _wide_characters(text)
    source = before.encode() + encoded + after.encode()
    tree = _parse(source, reader)
    if tree is None:
        message = f"syntax error in the {what}: it is too far from TypeScript to say where"
        raise SpecError([Problem(locate(0), message)])
    return SyntaxTree(
        what=what,
        source=source,
        start_byte=len(before),
        end_byte=len(before) + len(encoded),
        locate=locate,
        wide_ends=wide_ends,
        surplus=surplus,
        _reader=reader,
        _root=tree.root_node,
    )


def refuse_surrogates(text: str, locate: Locate) -> None:
    """Raise `SpecError` for the first half of a surrogate pair, which UTF-8 cannot encode."""
    if found := _SURROGATE.search(text):
        message = f"found {quoted(found.group())}, half of a surrogate pair, which is not text"
        raise SpecError([Problem(locate(found.start()), message)])


def parts(node: Node) -> list[Node]:
    """Return the children of `node` except for comments, which can stand anywhere."""
    return [child for child in node.children if child.type != "comment"]


def named_parts(node: Node) -> list[Node]:
    """Return the `parts` of `node` except for punctuation and keywords."""
    return [part for part in parts(node) if part.is_named]


def leaves(node: Node) -> Iterator[Node]:
    """Yield the tokens below `node` in order; a string without errors counts as one token.

    Walks without recursion, as the tree of a broken text can be as deep as the text is long.
    """
    pending = [node]
    while pending:
        current = pending.pop()
        whole_string = current.type == "string" and not current.has_error
        if current.child_count == 0 or whole_string:
            yield current
        else:
            pending.extend(reversed(parts(current)))


def quoted(text: str) -> str:
    """Return source text for a message: shortened, on one line, in quotes unless it has its own."""
    start = text[: _SHOWN_LENGTH + 1]
    shown = visible(start)
    if len(shown) > _SHOWN_LENGTH:
        shown = shown[:_SHOWN_LENGTH] + "…"
    return shown if len(shown) > 1 and shown[0] == shown[-1] and shown[0] in "\"'" else f'"{shown}"'


def _wide_characters(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return `wide_ends` and `surplus` of a `SyntaxTree`; `surplus` starts with 0."""
    ends: list[int] = []
    surplus = [0]
    for found in _WIDE.finditer(text):
        surplus.append(surplus[-1] + len(found.group().encode()) - 1)
        ends.append(found.end() + surplus[-1])
    return tuple(ends), tuple(surplus)


def _parse(source: bytes, reader: Parser) -> Tree | None:
    reports_left = _REPORTS_ALLOWED + len(source) // _BYTES_PER_REPORT

    def is_enough(_byte: int, _has_error: bool) -> bool:
        nonlocal reports_left
        reports_left -= 1
        return reports_left < 0

    def read(byte: int, _point: Point) -> bytes:
        return source[byte : byte + _CHUNK]

    try:
        return reader.parse(read, progress_callback=is_enough)
    except ValueError:
        # Without a reset, the parser would read the next text as the rest of this one.
        reader.reset()
        return None


@cache
def parser() -> Parser:
    """Return the one TypeScript parser of the process; reset it after a text it did not finish."""
    return Parser(Language(tree_sitter_typescript.language_typescript()))


@cache
def parser_of_jsx() -> Parser:
    """Return the one parser of TypeScript with JSX, the language of `.tsx` files."""
    return Parser(Language(tree_sitter_typescript.language_tsx()))
