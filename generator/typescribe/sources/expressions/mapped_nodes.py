"""A mapped type, `{[K in keyof T]?: T[K]}` -> its declared type.

See https://www.typescriptlang.org/docs/handbook/2/mapped-types.html.
"""

from __future__ import annotations

from typing import Final

from tree_sitter import Node

from typescribe.language.declared import MappedOf, TypeExpression
from typescribe.language.syntax import named_parts, parts
from typescribe.sources.expressions.reading import Convert, Reading

_CLAUSE: Final = "mapped_type_clause"
_OPTIONAL: Final = {
    "type_annotation": None,
    "opting_type_annotation": True,
    "adding_type_annotation": True,
    "omitting_type_annotation": False,
}


def is_mapped(member: Node) -> bool:
    """Whether what tree-sitter calls an index signature is all of a mapped type."""
    return any(part.type == _CLAUSE for part in parts(member))


def mapped_member(node: Node) -> Node | None:
    """Return the one member of an `object_type` that makes it a mapped type."""
    members = named_parts(node)
    return members[0] if len(members) == 1 and is_mapped(members[0]) else None


def convert_mapped(reading: Reading, node: Node, member: Node, convert: Convert) -> TypeExpression:
    """Convert a mapped type; `readonly` leaves no trace, as JSON has no such thing."""
    clause = next(part for part in parts(member) if part.type == _CLAUSE)
    name, _, keys, *renamed = parts(clause)
    annotation = parts(member)[-1]
    if annotation.type not in _OPTIONAL:
        return reading.refuse(member, "a mapped type says what its properties are: `[K in T]: V`")
    return MappedOf(
        reading.identifier(name),
        convert(reading, keys),
        convert(reading, parts(annotation)[-1]),
        reading.position_of(node),
        convert(reading, renamed[-1]) if renamed else None,
        _OPTIONAL[annotation.type],
    )
