"""The index signatures of a TypeScript object type: `[key: string]: T`, `[key: number]: T`.

See https://www.typescriptlang.org/docs/handbook/2/objects.html#index-signatures.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tree_sitter import Node

from typescribe.language.declared import (
    KeySignature,
    Keyword,
    LinkedReference,
    NotJson,
    TemplateOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.syntax import parts, quoted
from typescribe.sources.expressions.expression_reader import Convert, ExpressionReader


@dataclass(slots=True)
class IndexSignatures:
    """The index signatures of one object type: for all strings, and for some keys only."""

    index: TypeExpression | None = None
    others: list[KeySignature] = field(default_factory=list)

    def add(self, reader: ExpressionReader, node: Node, convert: Convert) -> None:
        """Read an `index_signature`; a problem is reported if its keys or values are invalid."""
        key = node.child_by_field_name("index_type")
        assert key is not None, "mapped types are handled by the caller"
        if name := node.child_by_field_name("name"):
            reader.identifier(name)
        keys = _keys(reader, key, convert)
        if parts(node)[-1].type == "opting_type_annotation":
            reader.reject(node, "an index signature has no `?`", "its keys are optional anyway")
            return
        value = reader.annotated_type(node, convert)
        if keys is None:
            return
        is_string = isinstance(keys, Keyword) and keys.name == "string"
        known = self.index is not None if is_string else keys in [one.keys for one in self.others]
        if known:
            what = "one index signature" if is_string else "one index signature for the same keys"
            reader.reject(node, f"an object has {what}", "join the two")
        elif is_string:
            self.index = value
        else:
            self.others.append(KeySignature(keys, value))


def _keys(reader: ExpressionReader, node: Node, convert: Convert) -> TypeExpression | None:
    """Return the type of the keys; None if an object in JSON cannot have such keys."""
    keys = convert(reader, node)
    if all(map(_is_of_keys, keys.members if isinstance(keys, UnionOf) else (keys,))):
        return keys
    shown = quoted(reader.text_of(node))
    if reader.fallback:
        reason = f"{shown} is not supported as the keys of an index signature"
        reader.fallback.report(node, reason, "the signature is left out")
    else:
        reader.reject(
            node,
            f"the keys of an object in JSON are strings, not {shown}",
            "write `[key: string]`, or `Record<K, V>`",
        )
    return None


def _is_of_keys(keys: TypeExpression) -> bool:
    match keys:
        case Keyword(name=name):
            return name in ("string", "number")
        case TemplateOf() | TypeReference() | LinkedReference() | NotJson():
            return True
        case _:
            return False
