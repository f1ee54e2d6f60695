"""The object types of TypeDoc 0.22 -> what its lists say of them.

This release shows a method as a property of type `any`, and shows no index signature; below a
type, a list distinguishes methods from properties and has the index signature. There is no such
list for an object type inside another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from typescribe.language.syntax import SyntaxTree, named_parts
from typescribe.sources.typedoc.chunks import Change, Chunk, Places, changed, characters, joined
from typescribe.sources.typedoc.comments import bodies
from typescribe.sources.typedoc.entries import Entry, Member
from typescribe.sources.typescript.source_files import parse_file
from typescribe.sources.typescript.unsupported_nodes import NOT_SHOWN_TYPE


def with_lists(chunks: Sequence[Chunk], entry: Entry, file: str) -> list[Chunk]:
    """Return a declaration with the methods and index signatures of its object types.

    Raises:
        SpecError: the declaration is not TypeScript.
    """
    tree = parse_file(joined(chunks), file, Places(chunks).locate).tree
    known: set[int] = set()
    found = list(_listed(tree, tree.root, entry.described, known))
    found += _unlisted(tree, tree.root, known)
    return changed(chunks, sorted(found, key=lambda change: change.start))


def _listed(tree: SyntaxTree, node: Node, member: Member, known: set[int]) -> Iterator[Change]:
    body = next(bodies(node), None)
    if body is None or not (member.members or member.index):
        return
    known.add(body.start_byte)
    if member.index and body.type == "object_type":
        start = characters(tree, body.start_byte) + 1
        yield Change(start, start, f" {member.index};")
    for part in named_parts(body):
        shown = tree.text_of(part.child_by_field_name("name") or part)
        for inner in member.members:
            if inner.name not in (shown, shown[1:-1]):
                continue
            if inner.is_method and part.type == "property_signature":
                place = characters(tree, part.start_byte), characters(tree, part.end_byte)
                yield Change(*place, f"{shown}(): unknown")
            yield from _listed(tree, part, inner, known)
            known.add(part.start_byte)


def _unlisted(tree: SyntaxTree, node: Node, known: set[int]) -> Iterator[Change]:
    if node.type == "object_type" and node.start_byte not in known:
        start, end = characters(tree, node.start_byte), characters(tree, node.end_byte)
        if not named_parts(node):
            yield Change(start, end, NOT_SHOWN_TYPE)
        for part in named_parts(node):
            annotation = part.child_by_field_name("type")
            if annotation and tree.text_of(annotation).lstrip(": ") == "any":
                name = part.child_by_field_name("name") or part
                place = characters(tree, name.end_byte), characters(tree, part.end_byte)
                yield Change(*place, f"?: {NOT_SHOWN_TYPE}")
    for child in node.named_children:
        yield from _unlisted(tree, child, known)
