"""Model -> the tag of each Struct: the literal by which msgspec recognises it in unions.

See https://jcristharif.com/msgspec/structs.html#tagged-unions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from typescribe.language.declared import LiteralValue
from typescribe.language.model import (
    Model,
    Type,
    UnionType,
    children,
    parts,
)
from typescribe.targets.shared.annotations import is_literal_integer
from typescribe.targets.shared.checks import Record, Union
from typescribe.targets.shared.model_checks import Checks
from typescribe.targets.shared.tagged_unions import tagged_union

Tag: TypeAlias = tuple[str, LiteralValue]
"""The wire name of the property that holds the literal, and the literal."""


def tags_of(model: Model) -> dict[str, Tag]:
    """Return the tag of each object type that has a literal of its own in a union.

    A Struct has one tag. If several unions would give it different tags, the first union decides,
    and the other unions are not tagged.
    """
    checks = Checks(model)
    found: dict[str, Tag] = {}
    for union in _unions(model):
        tags = _of_union(model, checks, union)
        if all(found.get(name, tag) == tag for name, tag in tags.items()):
            found |= tags
    return found


def _of_union(model: Model, checks: Checks, union: UnionType) -> dict[str, Tag]:
    """Return the tags of the object types of a union; empty if msgspec cannot use them.

    msgspec requires one string or integer for each Struct, and no other objects in the union.
    """
    node, tagged = checks.of(union), tagged_union(model, checks, union)
    if tagged is None or not isinstance(node, Union):
        return {}
    literals = [literal for found in tagged.tags.values() for literal in found]
    one_each = len(literals) == len(tagged.tags) and len(set(map(type, literals))) == 1
    known = all(isinstance(literal, str) or is_literal_integer(literal) for literal in literals)
    if not one_each or not known or any(isinstance(other, Record) for other in node.others):
        return {}
    return {name: (tagged.wire_name, tag) for name, (tag,) in tagged.tags.items()}


def _unions(model: Model) -> Iterator[UnionType]:
    waiting: list[Type] = [part for named in reversed(model.types) for part in parts(named)]
    while waiting:
        type_ = waiting.pop()
        if isinstance(type_, UnionType):
            yield type_
        waiting += children(type_)
