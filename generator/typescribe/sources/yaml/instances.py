"""The tree of a file -> decoded JSON, as schemas need it."""

from __future__ import annotations

from typing import Any, TypeAlias

from typescribe.sources.yaml.tree import Entry, Mapping, Node, Scalar, Sequence

Instance: TypeAlias = Any
"""A value as `json.loads` returns it, in which objects are of the class `Object`."""


class Object(dict[str, Any]):
    """A mapping as schemas need it, which also gives access to the entries of the tree."""

    def __init__(self, mapping: Mapping) -> None:
        super().__init__()
        self.entries: dict[str, Entry] = {}
        for entry in mapping.entries:
            key = entry.key.text
            while key in self:  # `1` and `"1"` are different literals with the same text
                key += " "
            self[key] = instance_of(entry.value)
            self.entries[key] = entry


def instance_of(node: Node) -> Instance:
    """Return the content of a node."""
    match node:
        case Scalar():
            return node.value
        case Mapping():
            return Object(node)
        case Sequence():
            return [instance_of(item) for item in node.items]
