"""The object types that are written inside a type expression: found, and replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, cast

from typescribe.language.declared import IntersectionOf, ObjectOf, TypeExpression
from typescribe.language.expressions import inner_expressions


@dataclass(frozen=True, slots=True)
class InlineObject:
    """An object type where it is written; as part of an intersection it has no class."""

    body: ObjectOf
    has_class: bool = True


def inline_objects(type_: TypeExpression) -> list[InlineObject]:
    """Return the object types written in a type, in their order, but none inside another.

    They are reached through arrays, tuples, records, unions and type arguments.
    """
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
    """Return a type in which object types, by their identity, are replaced by others."""
    return cast("TypeExpression", _replaced(type_, changed))


def with_every_object(
    type_: TypeExpression, change: Callable[[ObjectOf], ObjectOf]
) -> TypeExpression:
    """Return a type in which every object type is changed, the innermost first."""
    changed: dict[int, ObjectOf] = {}
    for inline in inline_objects(type_):
        body = inline.body
        inner = tuple(replace(f, type=with_every_object(f.type, change)) for f in body.fields)
        index = None if body.index is None else with_every_object(body.index, change)
        changed[id(body)] = change(replace(body, fields=inner, index=index))
    return with_objects(type_, changed)


def _replaced(part: Any, changed: Mapping[int, ObjectOf]) -> Any:
    # Over whatever an expression is made of, so that a new kind of type needs no line here.
    if isinstance(part, ObjectOf):
        return changed.get(id(part), part)
    if isinstance(part, tuple):
        return tuple(_replaced(inner, changed) for inner in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    before = {field.name: getattr(part, field.name) for field in fields(part)}
    after = {name: _replaced(inner, changed) for name, inner in before.items()}
    return replace(part, **{n: after[n] for n in after if after[n] is not before[n]})
