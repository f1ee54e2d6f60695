"""Widens a declared type so that it accepts further types at given places inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from typescribe.amending.inline_objects import inline_objects
from typescribe.language.declared import (
    Alias,
    ArrayOf,
    Declaration,
    Keyword,
    LiteralOf,
    ObjectOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.observing.departures import Steps
from typescribe.observing.inference import HERE, keyword, union

Additions = Mapping[Steps, list[TypeExpression]]
Declarations = Mapping[str, Declaration]


def widened(
    expression: TypeExpression, additions: Additions, declarations: Declarations
) -> TypeExpression:
    """Return an expression that accepts further types, each at its place inside the expression.

    If a place cannot be reached without changing another declaration, the smallest part around it
    becomes `unknown`.
    """
    for steps in sorted(additions, key=len, reverse=True):
        expression = _at(expression, steps, additions[steps], declarations, 0)
    return expression


def _at(
    expression: TypeExpression,
    steps: Steps,
    accepts: list[TypeExpression],
    declarations: Declarations,
    depth: int,
) -> TypeExpression:
    if not steps:
        return joined(expression, accepts)
    inner = _into(expression, steps, accepts, declarations, depth)
    return keyword("unknown") if inner is None else inner


def joined(expression: TypeExpression, accepts: list[TypeExpression]) -> TypeExpression:
    """Return the union of an expression and others; `any` and `never` are replaced by the others.

    They are replaced since a union with `any` accepts everything already.
    """
    if isinstance(expression, Keyword) and expression.name in ("any", "unknown"):
        return union(accepts)
    if isinstance(expression, Keyword) and expression.name in ("never", "undefined"):
        return union(accepts)
    return union([expression, *accepts])


def _into(
    expression: TypeExpression,
    steps: Steps,
    accepts: list[TypeExpression],
    declarations: Declarations,
    depth: int,
) -> TypeExpression | None:
    """Return an expression with a part of it widened; `None` if it has no such part."""
    step, rest = steps[0], steps[1:]

    def inside(part: TypeExpression) -> TypeExpression:
        return _at(part, rest, accepts, declarations, depth)

    match expression:
        case UnionOf(members=members):
            for place, member in enumerate(members):
                inner = _into(member, steps, accepts, declarations, depth)
                if inner is not None:
                    return union([*members[:place], inner, *members[place + 1 :]])
            return None
        case ArrayOf(item=item) if step == "[]":
            return ArrayOf(inside(item), HERE)
        case TypeReference(name="Array" | "ReadonlyArray", arguments=(item,)) if step == "[]":
            return ArrayOf(inside(item), HERE)
        case TypeReference(name="Record", arguments=(key, value)) if step == "{}":
            return TypeReference("Record", (key, inside(value)), HERE)
        case ObjectOf(fields=(), index=index) if step == "{}" and index is not None:
            return ObjectOf((), HERE, inside(index), expression.class_name)
        case TupleOf(elements=elements) if step.startswith("[") and step != "[]":
            return _in_tuple(elements, step, inside)
        case TypeReference(name="Readonly", arguments=(item,)):
            return _into(item, steps, accepts, declarations, depth)
        case TypeReference(name=name, arguments=()) if name in declarations and depth < 20:
            # The alias is also used elsewhere, so a copy of its body is widened here.
            body = declarations[name].body
            if isinstance(body, Alias) and not inline_objects(body.type):
                return _into(body.type, steps, accepts, declarations, depth + 1)
    return None


def _in_tuple(
    elements: tuple[TupleElement, ...],
    step: str,
    inside: Callable[[TypeExpression], TypeExpression],
) -> TypeExpression | None:
    place = next((n for n, e in enumerate(elements) if e.rest), -1)
    if step != "[rest]":
        place = int(step[1:-1])
        place += len(elements) if place < 0 else 0
    if not 0 <= place < len(elements):
        return None
    changed = replace(elements[place], type=inside(elements[place].type))
    return TupleOf((*elements[:place], changed, *elements[place + 1 :]), HERE)


def alias_expression(declaration: Declaration) -> TypeExpression | None:
    """Return the type that an alias names; `None` for a declaration with fields."""
    match declaration.body:
        case Alias(type=type_):
            return type_
        case Values(values=values, open=is_open):
            members: list[TypeExpression] = [
                keyword("null") if value.value is None else LiteralOf(value.value, HERE)
                for value in values
            ]
            return union([*members, keyword("string")] if is_open else members)
        case _:
            return None
