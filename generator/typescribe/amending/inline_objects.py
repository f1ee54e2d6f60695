"""Finds and replaces the object types that are written inside a type expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, cast

from typescribe.language.declared import IntersectionOf, ObjectOf, TypeExpression
from typescribe.language.expressions import inner_expressions


@dataclass(frozen=True, slots=True)
class InlineObject:
    """An inline object type; as a member of an intersection it has no class of its own."""

    body: ObjectOf
    has_class: bool = True


def inline_objects(type_: TypeExpression) -> list[InlineObject]:
    """Return the object types in a type, in order, without those inside another object type."""
    found: list[InlineObject] = []
    waiting = [(type_, True)]
    while waiting:
        expression, has_class = waiting.pop()
        if isinstance(expression, ObjectOf):
            found.append(InlineObject(expression, has_class))
        else:
            inside = not isinstance(expression, IntersectionOf)
            waiting += [(inner, inside) for inner in reversed(inner_expressions(expression))]
    return found


def with_objects(type_: TypeExpression, changed: Mapping[int, ObjectOf]) -> TypeExpression:
    """Return a type with some object types replaced; `changed` maps their ids to the new ones."""
    return cast("TypeExpression", _replaced(type_, changed))


def with_every_object(
    type_: TypeExpression, change: Callable[[ObjectOf], ObjectOf]
) -> TypeExpression:
    """Return a type in which `change` is applied to every object type, the innermost first."""
    changed: dict[int, ObjectOf] = {}
    for inline in inline_objects(type_):
        body = inline.body
        inner = tuple(replace(f, type=with_every_object(f.type, change)) for f in body.fields)
        index = None if body.index is None else with_every_object(body.index, change)
        signatures = tuple(
            replace(one, value=with_every_object(one.value, change)) for one in body.signatures
        )
        changed[id(body)] = change(replace(body, fields=inner, index=index, signatures=signatures))
    return with_objects(type_, changed)


def _replaced(part: Any, changed: Mapping[int, ObjectOf]) -> Any:
    # Generic over dataclasses, so that new kinds of types are covered.
    if isinstance(part, ObjectOf):
        return changed.get(id(part), part)
    if isinstance(part, tuple):
        return tuple(_replaced(inner, changed) for inner in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    before = {field.name: getattr(part, field.name) for field in fields(part)}
    after = {name: _replaced(inner, changed) for name, inner in before.items()}
    return replace(part, **{n: after[n] for n in after if after[n] is not before[n]})
