"""JSDoc comments before the members of a union -> the descriptions of its literals."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from typescribe.language.declared import (
    IntersectionOf,
    Keyword,
    LiteralOf,
    ObjectOf,
    TypeExpression,
)
from typescribe.language.syntax import SyntaxTree
from typescribe.sources.expressions.jsdoc import Documentation, is_jsdoc, read_jsdoc


def documented_members(alias: Node, tree: SyntaxTree) -> Iterator[tuple[Node, Documentation]]:
    """Yield the literals of a `type_alias_declaration` with a comment before them, and its content.

    A comment on the line on which a member ends belongs to that member, as in an object type.
    """
    comment: Node | None = None
    before: Node | None = None
    for node in _tokens(alias):
        if node.type == "comment":
            comment = node if is_jsdoc(tree.text_of(node)) else comment
        elif node.is_named:
            if comment and node.type == "literal_type" and not _ends_a_line(before, comment, node):
                yield node, read_jsdoc(tree.text_of(comment))
            comment, before = None, node


def _ends_a_line(before: Node | None, comment: Node, member: Node) -> bool:
    return (
        before is not None
        and before.end_point.row == comment.start_point.row < member.start_point.row
    )


def _tokens(alias: Node) -> Iterator[Node]:
    """Yield the nodes of an alias, with the members of its union one by one.

    This does not recurse, because a long union nests deep to the left.
    """
    waiting = list(reversed(alias.children))
    while waiting:
        node = waiting.pop()
        if node.type == "union_type":
            waiting += reversed(node.children)
        else:
            yield node


def is_documented_literal(member: TypeExpression) -> bool:
    """Return whether a member of a union can be one of its documented values."""
    is_null = isinstance(member, Keyword) and member.name == "null"
    return is_null or isinstance(member, LiteralOf)


def is_any_string(member: TypeExpression) -> bool:
    """Return whether a member is `string`, or `string & {}`, which keeps literals beside it."""
    match member:
        case Keyword(name="string"):
            return True
        case IntersectionOf(
            members=(Keyword(name="string"), ObjectOf(fields=()) as rest)
        ) if rest.is_closed:
            return True
        case _:
            return False
