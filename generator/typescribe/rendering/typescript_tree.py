"""Parses a `.ts` file into a tree of lists and decoded texts, for comparison."""

from __future__ import annotations

import json
from typing import Any

from tree_sitter import Node

from typescribe.language.syntax import parser
from typescribe.text.typescript import comment_text

_TEXTS = ("comment", "string", "property_identifier", "template_literal_type")
_ESCAPES = {"\\": "\\\\", "`": "\\`", "\n": "\\n", "\r": "\\r"}


def tree(text: str) -> list[Any]:
    """Return the syntax tree of TypeScript as nested lists: the kind of a node, then its parts.

    Comments and literals are decoded. The members of a union are on one level, with or without a
    leading `|`. Raises `ValueError` if the text is not TypeScript.
    """
    root = parser().parse(text.encode()).root_node
    if root.has_error:
        raise ValueError(f"{_place(root)} is not TypeScript")
    made: list[Any] = []
    waiting = [(root, made)]
    while waiting:  # unions nest to the left: a long one must not recurse
        node, around = waiting.pop()
        inside = around
        if node.type != "union_type":
            entry = _entry(node)
            around.append(entry)
            inside = entry if isinstance(entry, list) else []
        if inside is around or len(inside) == 1:
            children = [child for child in node.children if child.type != "|"]
            waiting += [(child, inside) for child in reversed(children)]
    return made


def _entry(node: Node) -> Any:
    """Return the kind and the text of a token; for any other node, a list that begins with it."""
    if node.is_named and node.type in _TEXTS:  # the keyword `string` is not named
        return (_kind(node), _decoded(node))
    return [node.type] if node.children else (node.type, _source(node))


def _kind(node: Node) -> str:
    is_name = node.parent is not None and node.parent.type == "property_signature"
    return "name" if is_name else node.type


def _decoded(node: Node) -> str:
    text = _source(node)
    match node.type:
        case "comment" if text.startswith("/**"):
            return comment_text(text)
        case "string":
            return str(json.loads(text))
        case "template_literal_type":
            return f"`{''.join(map(_piece, node.children[1:-1]))}`"
        case _:
            return text


def _piece(node: Node) -> str:
    """Return a part of a template literal as in `PatternType`, with literals in holes inlined."""
    if node.type == "string_fragment":
        return _source(node)
    inside = node.named_children[0]
    if inside.type != "literal_type":
        return _source(node)
    text = _decoded(inside.children[0])
    return "".join(_ESCAPES.get(sign, sign) for sign in text).replace("${", "\\${")


def _source(node: Node) -> str:
    return (node.text or b"").decode()


def _place(root: Node) -> str:
    """Return in words where the first syntax error in a tree is."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            return f"line {node.start_point.row + 1}"
        waiting += reversed([child for child in node.children if child.has_error])
    return "a line"
