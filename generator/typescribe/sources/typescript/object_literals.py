"""Object and array literals -> the types that TypeScript infers for them.

See https://www.typescriptlang.org/docs/handbook/release-notes/typescript-2-7.html, section
Improved type inference for object literals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    DeclaredField,
    Keyword,
    LiteralOf,
    LiteralValue,
    ObjectOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import members_of
from typescribe.language.syntax import named_parts
from typescribe.sources.typescript.rewriting import union_of
from typescribe.sources.typescript.scalars import widened


def union_of_values(types: Iterable[TypeExpression], position: Position) -> TypeExpression:
    """Return the type of a value that is one of several; objects get missing keys as undefined."""
    found = list(types)
    objects = [one for one in found if isinstance(one, ObjectOf) and one.is_closed]
    if len(objects) < 2:
        return union_of(found, position)
    names = dict.fromkeys(field.wire_name for one in objects for field in one.fields)
    return union_of((_with_absent(one, names) for one in found), position)


def _with_absent(type_: TypeExpression, names: Iterable[str]) -> TypeExpression:
    if not isinstance(type_, ObjectOf) or not type_.is_closed:
        return type_
    own = {field.wire_name for field in type_.fields}
    undefined = Keyword("undefined", type_.position)
    absent = (DeclaredField(n, undefined, True, type_.position) for n in names if n not in own)
    return replace(type_, fields=(*type_.fields, *absent))


def array_type(
    items: Sequence[Node],
    position: Position,
    type_of: Callable[[Node], TypeExpression],
    unknown: Callable[[Node], TypeExpression],
    *,
    deep: bool,
) -> TypeExpression:
    """Return the type of an array literal: a tuple under `as const`, else an array."""
    elements: list[TupleElement] = []
    for item in items:
        if item.type != "spread_element":
            elements.append(TupleElement(type_of(item)))
            continue
        match type_of(named_parts(item)[0]):
            case TupleOf(elements=inner):
                elements += inner
            case ArrayOf(item=inner_type):
                elements.append(TupleElement(inner_type, rest=True))
            case Keyword(name="string" | "unknown") as item_type:
                elements.append(TupleElement(item_type, rest=True))
            case _:
                elements.append(TupleElement(unknown(item), rest=True))
    rests = [place for place, element in enumerate(elements) if element.rest]
    if deep and rests in ([], [len(elements) - 1]):
        return TupleOf(tuple(elements), position, is_readonly=True)
    joined = union_of_values((element.type for element in elements), position)
    return ArrayOf(joined, position, is_readonly=deep)


def with_literals(
    wide: TypeExpression,
    narrow: TypeExpression,
    wanted: TypeExpression,
    resolved: Callable[[TypeExpression], TypeExpression],
) -> TypeExpression | None:
    """Return the type of a value after `satisfies`; None if it cannot be determined.

    Args:
        wide: the type without `satisfies`.
        narrow: the type under `as const`.
        wanted: the type after `satisfies`; a literal stays one if this has one of its kind.
        resolved: returns the body of a reference.
    """
    wanted = resolved(wanted)
    match wide, narrow:
        case ObjectOf(fields=fields), ObjectOf(fields=kept):
            changed: list[DeclaredField] = []
            for field, other in zip(fields, kept, strict=True):
                inner = _member(wanted, field.wire_name, resolved)
                type_ = inner and with_literals(field.type, other.type, inner, resolved)
                if type_ is None:
                    return None
                changed.append(replace(field, type=type_))
            return replace(wide, fields=tuple(changed))
        case Keyword(), LiteralOf(value=value):
            options = members_of(wanted)
            if not all(isinstance(resolved(one), Keyword | LiteralOf) for one in options):
                return None
            literals: list[LiteralValue] = [
                r.value for one in options if isinstance(r := resolved(one), LiteralOf)
            ]
            # The members of `boolean` are literals.
            literals += [
                True for one in options if resolved(one) == Keyword("boolean", one.position)
            ]
            return narrow if _kind(value) in map(_kind, literals) else wide
        case ArrayOf(), TupleOf(elements=elements):
            item = _item(wanted)
            made = [
                item and with_literals(widened(e.type), e.type, item, resolved) for e in elements
            ]
            found = [one for one in made if one is not None]
            whole = len(found) == len(elements) and not any(e.rest for e in elements)
            return replace(wide, item=union_of(found, wide.position)) if whole and found else None
        case (Keyword(), Keyword()) | (LiteralOf(), LiteralOf()):
            return wide
        case _:
            return None


def _kind(value: LiteralValue) -> str:
    return {str: "string", bool: "boolean"}.get(type(value), "number")


def _item(wanted: TypeExpression) -> TypeExpression | None:
    match wanted:
        case ArrayOf(item=item) | TypeReference(name="Readonly", arguments=(ArrayOf(item=item),)):
            return item
        case _:
            return None


def _member(
    wanted: TypeExpression, name: str, resolved: Callable[[TypeExpression], TypeExpression]
) -> TypeExpression | None:
    match wanted:
        case ObjectOf(fields=fields, index=index):
            return next((field.type for field in fields if field.wire_name == name), index)
        case TypeReference(name="Record", arguments=(_, value)):
            return resolved(value)
        case Keyword(name="any" | "unknown"):
            return wanted
        case _:
            return None
