"""Descriptions -> comments in TypeScript, before the declarations that they describe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from typescribe.language.syntax import SyntaxTree, named_parts
from typescribe.sources.typedoc.chunks import characters
from typescribe.sources.typedoc.entries import Member

_BODIES = {"object_type", "interface_body", "class_body", "enum_body"}


def comment(description: str) -> str:
    """Return a comment on lines of its own, so that it does not belong to the code before it."""
    if not description:
        return ""
    lines = description.replace("*/", "* /").split("\n")
    return "\n/**\n" + "".join(f" * {line}\n" for line in lines) + " */\n"


def comments(tree: SyntaxTree, members: Sequence[Member]) -> dict[int, str]:
    """Return the comments to insert in a declaration, by their offsets in characters."""
    found: dict[int, str] = {}
    _add(tree, tree.root, members, found)
    return found


def is_described(member: Member) -> bool:
    """Return whether a member or one inside it has a description."""
    return bool(member.description) or any(map(is_described, member.members))


def _add(tree: SyntaxTree, node: Node, members: Sequence[Member], found: dict[int, str]) -> None:
    """Add the descriptions of members to the first object type in a node."""
    body = next(bodies(node), None)
    for part in named_parts(body) if body else ():
        name = part.child_by_field_name("name") or part
        shown = tree.text_of(name)
        for member in members:
            if member.name in (shown, shown[1:-1]):
                if member.description:
                    found[characters(tree, part.start_byte)] = comment(member.description)
                _add(tree, part, member.members, found)


def bodies(node: Node) -> Iterator[Node]:
    """Yield the outermost object types in a node."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type in _BODIES:
            yield current
        else:
            waiting.extend(reversed(current.children))
