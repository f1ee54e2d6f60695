"""A tree with syntax errors -> the problem to report.

tree-sitter always returns a tree, for which it skips or inserts tokens, often not exactly at the
mistake. But its tokens are right, so they are checked from the left for common mistakes: unbalanced
brackets, two types side by side, an operator without its type.
"""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from typescribe.language.errors import Problem, nearest
from typescribe.language.syntax import SyntaxTree, leaves, quoted

_CLOSERS = {"[": "]", "(": ")", "{": "}", "<": ">"}
_SEPARATORS = {",", ";", "="}
_OPERATORS = {"|", "&"}
_TYPE_FOLLOWS = {"|", "&", ":", "<", "...", ".", "keyof", "readonly", "extends", "="}
_QUOTES = {'"', "'"}
_OTHER_TOKENS = {":", "...", ".", "?", "=>", "-", "`", "string", "number", "string_fragment"}
_KNOWN_TOKENS = {
    *_CLOSERS,
    *_CLOSERS.values(),
    *_SEPARATORS,
    *_OPERATORS,
    *_OTHER_TOKENS,
}
_PREFIX_WORDS = ("keyof", "readonly")
# Words that may be next to a type or a name.
_CONNECTING_WORDS = {
    *_PREFIX_WORDS,
    *("abstract", "as", "const", "extends", "get", "in", "infer", "new", "out", "set"),
    *("typeof", "unique"),
}
_BROKEN_STRING = "the string that starts here is never closed, or holds an unknown escape"
_TYPE_PREDICATE = "a type predicate belongs to a function; write `boolean`"


def explain(tree: SyntaxTree, node: Node | None = None) -> Problem:
    """Return the problem for the first mistake in a text, or in the part of it below `node`.

    To be called only if the tree contains an error, or is not the kind of tree that is expected.
    """
    below = node or tree.root
    start = max(below.start_byte, tree.start_byte)
    end = tree.end_byte if node is None else min(node.end_byte, tree.end_byte)
    tokens = [
        _Token(leaf.type, tree.text_of(leaf), leaf)
        for leaf in leaves(below)
        if start <= leaf.start_byte <= end and leaf.end_byte <= end
    ]
    unreadable = start, f"cannot read {quoted(tree.source[start:end].decode())}"
    byte, message = _mistake(tokens, end) or _repaired(tree, below, start, end) or unreadable
    return Problem(tree.position_at(byte), f"syntax error in the {tree.what}: {message}")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    node: Node

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalpha() or self.text[:1] in {"_", "$"}

    @property
    def is_quoted(self) -> bool:
        return self.text[:1] in _QUOTES

    @property
    def ends_a_type(self) -> bool:
        return self._is_value or self.kind in {"]", "}", ")", ">"}

    @property
    def starts_a_type(self) -> bool:
        return self._is_value or self.kind == "{"

    @property
    def _is_value(self) -> bool:
        if self.is_word:
            return self.text not in _CONNECTING_WORDS
        return self.kind in {"string", "number"}


def _mistake(tokens: list[_Token], end: int) -> tuple[int, str] | None:
    openers: list[_Token] = []
    previous: _Token | None = None
    for token in tokens:
        byte = token.node.start_byte
        if token.kind in _QUOTES:
            return byte, _BROKEN_STRING
        if token.node.is_missing:
            if token.kind == "type_identifier":
                return byte, _type_expected(previous)
            if token.kind not in _CLOSERS.values():
                continue
        elif previous and (message := _clash(previous, token, openers)):
            return byte, message
        if token.kind in _CLOSERS:
            openers.append(token)
        elif token.kind in _CLOSERS.values():
            if not openers or token.kind != _CLOSERS[openers[-1].kind] or token.node.is_missing:
                return byte, _wrong_closer(token, openers)
            openers.pop()
        elif _is_stray(token, previous, openers):
            return byte, _unexpected(token)
        previous = token
    if previous is None or previous.kind in _TYPE_FOLLOWS:
        return end, _type_expected(previous)
    if openers:
        opener = openers[-1]
        closer = _CLOSERS[opener.kind]
        return opener.node.start_byte, f'"{opener.kind}" is never closed; add "{closer}"'
    return None


def _is_stray(token: _Token, previous: _Token | None, openers: list[_Token]) -> bool:
    """Return whether a token is impossible here, regardless of what follows it."""
    if token.kind == "-":
        return previous is not None and previous.ends_a_type
    if token.kind == "=>":
        return previous is None or previous.kind != ")"
    if token.kind == "?" and not openers:
        return previous is not None and previous.ends_a_type and not previous.is_quoted
    if token.kind in _SEPARATORS:
        return not openers
    return not token.is_word and token.kind not in _KNOWN_TOKENS


def _clash(previous: _Token, token: _Token, openers: list[_Token]) -> str:
    """Return what is wrong with two adjacent tokens; "" if nothing is wrong."""
    if previous.kind in _TYPE_FOLLOWS:
        # A type may begin with an operator, but not after another operator.
        operator_twice = token.kind in _OPERATORS and previous.kind in _OPERATORS
        if operator_twice or token.kind in _CLOSERS.values() or token.kind in _SEPARATORS:
            return _type_expected(previous)
    if previous.kind == "keyof" and token.kind == "readonly":
        return "write parentheses, `keyof (readonly T[])`"
    if token.kind == "<" and previous.is_word and previous.kind == previous.text:
        return f"{quoted(previous.text)} takes no type arguments; remove them"
    if previous.ends_a_type and token.starts_a_type:
        starts_a_line = previous.node.end_point.row < token.node.start_point.row
        if starts_a_line and openers and openers[-1].kind == "{":
            return ""
        if token.text == "is" or previous.text == "asserts":
            return _TYPE_PREDICATE
        return _unexpected(token) + nearest(previous.text, _PREFIX_WORDS)
    return ""


def _wrong_closer(token: _Token, openers: list[_Token]) -> str:
    if not openers:
        return _unexpected(token)
    opener = openers[-1]
    return f'expected "{_CLOSERS[opener.kind]}" to close "{opener.kind}"'


def _type_expected(previous: _Token | None) -> str:
    return f"expected a type after {quoted(previous.text)}" if previous else "expected a type"


def _unexpected(token: _Token) -> str:
    return f"unexpected {quoted(token.text)}"


def _repaired(tree: SyntaxTree, below: Node, start: int, end: int) -> tuple[int, str] | None:
    """Return the first token that tree-sitter skipped or inserted."""
    pending = [below]
    while pending:
        node = pending.pop()
        if start <= node.start_byte < end and node.is_error:
            return node.start_byte, f"unexpected {quoted(tree.text_of(next(leaves(node), node)))}"
        nameable = node.type in _SEPARATORS or node.type in _CLOSERS.values()
        if start <= node.start_byte <= end and node.is_missing and nameable:
            return node.start_byte, f'expected "{node.type}"'
        if node.has_error:
            pending.extend(reversed(node.children))
    return None
