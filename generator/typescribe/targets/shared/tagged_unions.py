"""Unions whose variants one literal of their own tells apart, as pydantic and msgspec know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from typescribe.language.declared import LiteralValue
from typescribe.language.model import Model, ObjectType, Reference, UnionType
from typescribe.targets.shared.checks import Named, Union
from typescribe.targets.shared.model_checks import Checks


@dataclass(frozen=True, slots=True)
class TaggedUnion:
    """The property that tells every object type of a union from every other, and what it says."""

    wire_name: str
    tags: Mapping[str, tuple[LiteralValue, ...]]
    """The literals of each object type, in the order in which the union names those."""


def tagged_union(model: Model, checks: Checks, union: UnionType) -> TaggedUnion | None:
    """Return how the object types of a union are told apart; `None` where that takes more.

    Both libraries ask one property of the object itself, and try nothing else after that: no
    literal may lead to two of the types, and none of these may do without it.
    """
    node = checks.of(union)
    if not isinstance(node, Union) or node.by is None or len(node.by.path) > 1:
        return None
    named = [other for other in node.others if isinstance(other, Named)]
    classes = [str(other.class_name) for other in named if other.is_class]
    tags: dict[str, list[LiteralValue]] = {name: [] for name in classes}
    for choice in node.by.choices:
        if len(choice.variants) > 1:
            return None
        for variant in choice.variants:
            assert isinstance(variant, Named), "a literal is a property of an object type"
            tags[str(variant.class_name)] += choice.literals
    if not all(tags.values()) or not _stand_alone(model, classes, union):
        return None
    return TaggedUnion(node.by.path[0], {name: tuple(found) for name, found in tags.items()})


def _stand_alone(model: Model, classes: list[str], union: UnionType) -> bool:
    """Whether the union names each object type itself, and none by an alias that holds more."""
    direct = {
        member.name
        for member in union.members
        if isinstance(member, Reference) and isinstance(model.by_name[member.name], ObjectType)
    }
    return direct == set(classes)
