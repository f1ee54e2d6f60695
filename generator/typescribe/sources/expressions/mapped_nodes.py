"""Mapped types, such as `{[K in keyof T]?: T[K]}` -> declared types.

See https://www.typescriptlang.org/docs/handbook/2/mapped-types.html.
"""

from __future__ import annotations

from typing import Final

from tree_sitter import Node

from typescribe.language.declared import MappedOf, TypeExpression
from typescribe.language.syntax import named_parts, parts
from typescribe.sources.expressions.expression_reader import Convert, ExpressionReader

_CLAUSE: Final = "mapped_type_clause"
_OPTIONAL: Final = {
    "type_annotation": None,
    "opting_type_annotation": True,
    "adding_type_annotation": True,
    "omitting_type_annotation": False,
}


def is_mapped(member: Node) -> bool:
    """Return whether a node that tree-sitter calls an index signature is a mapped type."""
    return any(part.type == _CLAUSE for part in parts(member))


def mapped_member(node: Node) -> Node | None:
    """Return the member `[K in ...]` of an `object_type` that is a mapped type; else None."""
    members = named_parts(node)
    return members[0] if len(members) == 1 and is_mapped(members[0]) else None


def convert_mapped(
    reader: ExpressionReader, node: Node, member: Node, convert: Convert
) -> TypeExpression:
    """Convert a mapped type; `convert` converts the types in it.

    `readonly` is only noted, because it has no effect on JSON; `-readonly` is dropped.
    """
    clause = next(part for part in parts(member) if part.type == _CLAUSE)
    name, _, keys, *renamed = parts(clause)
    annotation = parts(member)[-1]
    signs = [part.type for part in parts(member)]
    if annotation.type not in _OPTIONAL:
        return reader.reject(
            member, "a mapped type needs a type for its properties", "write `[K in T]: V`"
        )
    return MappedOf(
        reader.identifier(name),
        convert(reader, keys),
        convert(reader, parts(annotation)[-1]),
        reader.position_of(node),
        convert(reader, renamed[-1]) if renamed else None,
        _OPTIONAL[annotation.type],
        is_readonly="readonly" in signs and "-" not in signs[: signs.index("readonly")],
    )
