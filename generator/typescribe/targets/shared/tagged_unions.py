"""Tagged unions as pydantic and msgspec define them: each object has a literal tag of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from typescribe.language.declared import LiteralValue
from typescribe.language.model import Model, ObjectType, Reference, UnionType
from typescribe.targets.shared.checks import Named, Union
from typescribe.targets.shared.model_checks import Checks


@dataclass(frozen=True, slots=True)
class TaggedUnion:
    """The property that distinguishes the object types of a union, and its literals."""

    wire_name: str
    tags: Mapping[str, tuple[LiteralValue, ...]]
    """The literals of each object type, in the order of the union."""


def tagged_union(model: Model, checks: Checks, union: UnionType) -> TaggedUnion | None:
    """Return a union as a tagged union; `None` if no single property identifies the type.

    Both libraries read only one property, of the object itself. So this property has to be required
    in every type, and no literal may belong to two types.
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
    """Whether the union refers to every object type directly, not through an alias."""
    direct = {
        member.name
        for member in union.members
        if isinstance(member, Reference) and isinstance(model.by_name[member.name], ObjectType)
    }
    return direct == set(classes)
