"""Unions and intersections with members that JSON cannot carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.importing.sent_as import is_nothing, may_be_nothing, shown
from typescribe.language.declared import IntersectionOf, NotJson, TypeExpression, UnionOf
from typescribe.language.errors import Position
from typescribe.sources.typescript.rewriting import union_of

if TYPE_CHECKING:
    from typescribe.importing.pruning import Pruner


def pruned_union(
    pruner: Pruner, members: tuple[TypeExpression, ...], position: Position, name: str
) -> TypeExpression:
    """Return a union without the members that are never sent, with what is sent of the others."""
    found = [(member, pruner.expression(member, name)) for member in members]
    lost = [pruned for _, pruned in found if isinstance(pruned, NotJson)]
    if lost and all(is_nothing(pruned) for _, pruned in found):
        return lost[0]
    if any(one.sent_as is None for one in lost) and all(may_be_nothing(one) for _, one in found):
        return pruner.unknown(UnionOf(members, position), lost[0].reason, name)
    kept: list[TypeExpression] = []
    for member, pruned in found:
        if not isinstance(pruned, NotJson):
            kept.append(pruned)
            continue
        message = f"a member of the union is left out: {pruned.reason}"
        if pruned.sent_as is not None:
            kept.append(pruned.sent_as)
            message = f"a member of the union becomes {shown(pruned.sent_as)}: {pruned.reason}"
        pruner.approximate(name, member.position, message)
    return union_of(kept, position)


def pruned_intersection(
    pruner: Pruner, members: tuple[TypeExpression, ...], position: Position, name: str
) -> TypeExpression:
    """Return an intersection without objects of which JSON carries nothing.

    NotJson if one of its members is a function, or if no member is left.
    """
    found = [pruner.expression(member, name) for member in members]
    lost = [one for one in found if isinstance(one, NotJson)]
    kept = [one for one in found if not isinstance(one, NotJson)]
    if lost and (not kept or any(one.sent_as is None for one in lost)):
        return min(lost, key=lambda one: one.sent_as is not None)
    for one in lost:
        message = f"a member of the intersection is left out: {one.reason}"
        pruner.approximate(name, one.position, message)
    return kept[0] if len(kept) == 1 else IntersectionOf(tuple(kept), position)
