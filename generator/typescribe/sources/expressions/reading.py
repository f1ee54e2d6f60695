"""A reading under way: the tree, what has been refused in it, and its names and literals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from tree_sitter import Node

from typescribe.language.declared import Keyword, TypeExpression
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.identifiers import is_typescript_identifier
from typescribe.language.syntax import SyntaxTree, parts, quoted
from typescribe.sources.expressions.literals import decode_escape, decode_number, join_surrogates
from typescribe.sources.expressions.refusals import REFUSED_KINDS


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a source makes of the TypeScript that the spec language has no word for.

    `make` is asked for every node that would be refused, with its type arguments, and may give
    a type for it. `tell` hears of what stays refused; then `unknown` stands in its place.
    """

    make: Callable[[Reading, Node, tuple[TypeExpression, ...]], TypeExpression | None]
    tell: Callable[[Node, str], None]


@dataclass(slots=True)
class Reading:
    """What a conversion of nodes carries along.

    A refusal is noted and reading goes on with a stand-in, so that all problems are told
    together; `finish` raises before anybody sees a stand-in. With `beyond`, nothing raises.
    """

    tree: SyntaxTree
    beyond: Beyond | None = None
    depth: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def finish(self) -> None:
        """Raise a `SpecError` with all that was refused, in the order of the text."""
        if self.refused:
            raise SpecError(
                Problem(self.tree.position_at(byte), message)
                for byte, message in sorted(set(self.refused))
            )

    def text_of(self, node: Node) -> str:
        """Return the source of `node`."""
        return self.tree.text_of(node)

    def position_of(self, node: Node) -> Position:
        """Return the place where `node` starts."""
        return self.tree.position_of(node)

    def refuse(self, node: Node, message: str) -> Keyword:
        """Note a problem, and return the stand-in for a type."""
        if self.beyond:
            self.beyond.tell(node, message)
            return Keyword("unknown", self.position_of(node))
        self.refused.append((node.start_byte, message))
        return Keyword("any", self.position_of(node))

    def made(self, node: Node, arguments: tuple[TypeExpression, ...] = ()) -> TypeExpression | None:
        """Return what `beyond` makes of a node that the spec language refuses, if anything."""
        return self.beyond.make(self, node, arguments) if self.beyond else None

    def refuse_kind(self, node: Node, arguments: tuple[TypeExpression, ...] = ()) -> TypeExpression:
        """Refuse a node for what it is, unless something is made of it."""
        if (made := self.made(node, arguments)) is not None:
            return made
        shown = quoted(self.text_of(node))
        if advice := REFUSED_KINDS.get(node.type):
            return self.refuse(node, f"{shown} is refused: {advice}")
        return self.refuse(node, f"unexpected {shown}")

    def refuse_leading_separator(self, node: Node) -> None:
        """Refuse `[, A]` and `{; a: A}`, which tree-sitter lets pass."""
        first = parts(node)[1]
        if first.type in {",", ";"}:
            self.refuse(first, f"unexpected {quoted(first.type)}")

    def annotated_type(self, node: Node, convert: Convert) -> TypeExpression:
        """Convert the type after the colon of a member of an object or a tuple."""
        annotation = parts(node)[-1]
        if annotation.type != "type_annotation":
            shown = quoted(self.text_of(node))
            return self.refuse(node, f"{shown} has no type; write one, such as `name: string`")
        return convert(self, parts(annotation)[-1])

    def identifier(self, node: Node) -> str:
        """Return a name; tree-sitter takes nearly any character for part of one."""
        name = self.text_of(node)
        if not is_typescript_identifier(name):
            advice = "a name has letters, digits, `_` and `$`"
            self.refuse(node, f"{quoted(name)} is not a name in TypeScript; {advice}")
        return name

    def string(self, node: Node) -> str:
        """Return what a `string` node stands for."""
        decoded: list[str] = []
        byte = node.start_byte + 1
        for child in node.children:
            if child.type == "escape_sequence":
                decoded += [self._between(byte, child.start_byte), self._escape(child)]
                byte = child.end_byte
        decoded.append(self._between(byte, node.end_byte - 1))
        try:
            return join_surrogates("".join(decoded))
        except ValueError as error:
            self.refuse(node, f"the string {quoted(self.text_of(node))} cannot be used: {error}")
            return ""

    def _between(self, start_byte: int, end_byte: int) -> str:
        """Return the part of a string between two escapes; tree-sitter lets it run over lines."""
        text = self.tree.source[start_byte:end_byte].decode()
        if "\n" in text or "\r" in text:
            advice = "close it there, or write `\\n` for a line break"
            self.refused.append((start_byte, f"a string ends on its line; {advice}"))
        return text

    def _escape(self, node: Node) -> str:
        text = self.text_of(node)
        following = self.tree.source[node.end_byte : node.end_byte + 1]
        if text == "\\0" and following.isdigit():
            # tree-sitter takes this for a zero byte and a digit; TypeScript, for old octal.
            text += following.decode()
        try:
            return decode_escape(text)
        except ValueError as error:
            self.refuse(node, f"the escape {quoted(text)} has no meaning: {error}")
            return ""

    def number(self, node: Node) -> int | float:
        """Return what a `number` node stands for."""
        text = self.text_of(node)
        try:
            return decode_number(text)
        except ValueError as error:
            self.refuse(node, f"the number {quoted(text)} cannot be used: {error}")
            return 0


Convert: TypeAlias = Callable[[Reading, Node], TypeExpression]
"""Converts a type node; handed to what reads the members of a type, since types hold types."""
