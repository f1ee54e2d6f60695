"""Reads names and literals from syntax nodes, and collects the problems of a tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from tree_sitter import Node

from typescribe.language.declared import Keyword, TypeExpression
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.identifiers import is_typescript_identifier
from typescribe.language.syntax import SyntaxTree, named_parts, parts, quoted
from typescribe.sources.expressions.literals import (
    decode_escape,
    decode_number,
    javascript_number,
    join_surrogates,
)
from typescribe.sources.expressions.unsupported import UNSUPPORTED_KINDS, Unsupported


@dataclass(frozen=True, slots=True)
class Fallback:
    """How a source handles TypeScript that the spec language does not support.

    `convert` is called with each unsupported node and its type arguments, and returns a type, or
    None. In the latter case, `report` is called with the node, the reason, and its replacement.
    """

    convert: Callable[[ExpressionReader, Node, tuple[TypeExpression, ...]], TypeExpression | None]
    report: Callable[[Node, str, str], None]
    drop_constraint: Callable[[Node, str], None]
    """Called with the name of a property, and a message about a constraint that cannot be kept."""


@dataclass(slots=True)
class ExpressionReader:
    """Reads the nodes of one tree and collects its problems.

    A rejected node gets a placeholder type, and reading continues, so that all problems are
    reported together; `finish` raises an error before a caller receives the placeholder. If there
    is a `fallback`, a rejected node becomes `unknown`, and is reported to the fallback instead.
    """

    tree: SyntaxTree
    fallback: Fallback | None = None
    depth: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    """The byte at which each problem starts, and its message."""

    def finish(self) -> None:
        """Raise a `SpecError` with all problems, in the order of the text."""
        if self.problems:
            raise SpecError(
                Problem(self.tree.position_at(byte), message)
                for byte, message in sorted(set(self.problems))
            )

    def text_of(self, node: Node) -> str:
        """Return the source of `node`."""
        return self.tree.text_of(node)

    def position_of(self, node: Node) -> Position:
        """Return the position where `node` starts."""
        return self.tree.position_of(node)

    def reject(self, node: Node, reason: str, advice: str = "") -> Keyword:
        """Report a problem and return a placeholder type.

        Args:
            node: where the problem is.
            reason: what is wrong; it names what was found.
            advice: what the author of a spec can write instead.
        """
        if self.fallback:
            self.fallback.report(node, reason, "it becomes unknown")
            return Keyword("unknown", self.position_of(node))
        message = f"{reason}; {advice}" if advice else reason
        self.problems.append((node.start_byte, message))
        return Keyword("any", self.position_of(node))

    def drop_constraint(self, name: Node, message: str) -> None:
        """Report a constraint of a property that cannot be kept."""
        if self.fallback:
            self.fallback.drop_constraint(name, message)
        else:
            self.problems.append((name.start_byte, message))

    def from_fallback(
        self, node: Node, arguments: tuple[TypeExpression, ...] = ()
    ) -> TypeExpression | None:
        """Return the type of an unsupported node according to the fallback, if there is one."""
        return self.fallback.convert(self, node, arguments) if self.fallback else None

    def convert_unsupported(
        self, node: Node, arguments: tuple[TypeExpression, ...] = ()
    ) -> TypeExpression:
        """Convert a node of an unsupported kind with the fallback, or else reject it."""
        if (converted := self.from_fallback(node, arguments)) is not None:
            return converted
        shown = quoted(self.text_of(node))
        if unsupported := UNSUPPORTED_KINDS.get(node.type):
            return self.reject_as(node, shown, unsupported)
        return self.reject(node, f"unexpected {shown}")

    def reject_as(self, node: Node, shown: str, unsupported: Unsupported) -> Keyword:
        """Reject a node that TypeScript allows, but a spec does not."""
        return self.reject(
            node, f"{shown} is not supported: {unsupported.reason}", unsupported.advice
        )

    def reject_leading_separator(self, node: Node) -> None:
        """Reject `[, A]` and `{; a: A}`, which tree-sitter accepts."""
        first = parts(node)[1]
        if first.type in {",", ";"}:
            self.reject(first, f"unexpected {quoted(first.type)}")

    def annotated_type(self, node: Node, convert: Convert) -> TypeExpression:
        """Convert the type after the colon of a member of an object or tuple."""
        annotation = parts(node)[-1]
        if annotation.type != "type_annotation":
            shown = quoted(self.text_of(node))
            return self.reject(node, f"{shown} has no type", "write one, such as `name: string`")
        return convert(self, parts(annotation)[-1])

    def identifier(self, node: Node) -> str:
        """Return a name, after checking it, since tree-sitter accepts almost any character."""
        name = self.text_of(node)
        if not is_typescript_identifier(name):
            advice = "a name consists of letters, digits, `_` and `$`"
            self.reject(node, f"{quoted(name)} is not a name in TypeScript", advice)
        return name

    def string(self, node: Node) -> str:
        """Return the value of a `string` node; "", and a problem, if the string is invalid."""
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
            self.reject(node, f"the string {quoted(self.text_of(node))} cannot be used: {error}")
            return ""

    def _between(self, start_byte: int, end_byte: int) -> str:
        """Return a part of a string between escapes; a line break in it is a problem."""
        text = self.tree.source[start_byte:end_byte].decode()
        if "\n" in text or "\r" in text:
            advice = "close it there, or write `\\n` for a line break"
            self.problems.append((start_byte, f"a string ends on its line; {advice}"))
        return text

    def _escape(self, node: Node) -> str:
        text = self.text_of(node)
        following = self.tree.source[node.end_byte : node.end_byte + 1]
        if text == "\\0" and following.isdigit():
            # tree-sitter reads this as a zero byte and a digit, TypeScript as an octal escape.
            text += following.decode()
        try:
            return decode_escape(text)
        except ValueError as error:
            self.reject(node, f"the escape {quoted(text)} has no meaning: {error}")
            return ""

    def number(self, node: Node) -> int | float | None:
        """Return the value of a `number` node; None, and a problem, if JSON cannot hold it.

        If there is a fallback, the value is rounded to the nearest that JavaScript can hold.
        """
        text = self.text_of(node)
        try:
            return javascript_number(text) if self.fallback else decode_number(text)
        except ValueError as error:
            self.reject(node, f"the number {quoted(text)} cannot be used: {error}")
            return None


Convert: TypeAlias = Callable[[ExpressionReader, Node], TypeExpression]
"""A function that converts a type node, for modules that convert nodes with types in them."""


def is_in_extends(node: Node) -> bool:
    """Return whether a node is inside the `extends` clause of a conditional type."""
    inner, outer = node, node.parent
    while outer is not None:
        if outer.type == "conditional_type" and named_parts(outer)[1] == inner:
            return True
        inner, outer = outer, outer.parent
    return False
