"""`keyof` and `T[K]` of object types in place, such as the type of a constant -> their result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from typescribe.language.declared import (
    ArrayOf,
    IndexedAccess,
    KeyOf,
    Keyword,
    LiteralOf,
    MappedOf,
    ObjectOf,
    TupleElement,
    TupleOf,
    TypeExpression,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import members_of
from typescribe.sources.typescript.rewriting import union_of, with_parts


def evaluated(expression: TypeExpression) -> TypeExpression:
    """Return an expression with every such operator replaced by its result."""
    if isinstance(expression, MappedOf) and isinstance(expression.keys, KeyOf):
        # A property over `keyof T` is optional if it is so in T, so the keys stay as they are.
        keys = replace(expression.keys, type=evaluated(expression.keys.type))
        renamed = expression.renamed and evaluated(expression.renamed)
        return replace(expression, keys=keys, value=evaluated(expression.value), renamed=renamed)
    made = with_parts(expression, evaluated)
    match made:
        case KeyOf(type=type_, position=position):
            return keys_of(type_, position) or made
        case IndexedAccess(object=object_, index=index, position=position):
            return property_of(object_, index, position) or made
        case _:
            return made


def keys_of(type_: TypeExpression, position: Position) -> TypeExpression | None:
    """Return the union of the keys of an object type, None for any other type."""
    if isinstance(type_, ObjectOf) and type_.is_closed:
        return union_of((LiteralOf(f.wire_name, f.position) for f in type_.fields), position)
    return None


def property_of(
    object_: TypeExpression, index: TypeExpression, position: Position
) -> TypeExpression | None:
    """Return the type of `{...}["a" | "b"]` or `[...][number]`, None for any other operands."""
    keys = members_of(index)
    match object_:
        case ObjectOf(fields=fields):
            by_name = {field.wire_name: field for field in fields}
            found: list[TypeExpression] = []
            for key in keys:
                if not isinstance(key, LiteralOf) or str(key.value) not in by_name:
                    return None
                member = by_name[str(key.value)]
                found.append(member.type)
                if member.optional:
                    found.append(Keyword("undefined", position))
            return union_of(found, position)
        case TupleOf(elements=elements) if not any(element.spread for element in elements):
            return _items_of(elements, keys, position)
        case ArrayOf(item=item) if keys == (Keyword("number", position),):
            return item
        case _:
            return None


def _items_of(
    elements: Sequence[TupleElement], keys: Sequence[TypeExpression], position: Position
) -> TypeExpression | None:
    """Return the type of some items of a tuple; those from a rest element on have no place."""
    if len(keys) != 1:
        return None
    match keys[0]:
        case Keyword(name="number"):
            chosen = elements
        case LiteralOf(value=value) if str(value).isdecimal() and value is not True:
            fixed = next((n for n, e in enumerate(elements) if e.rest), len(elements))
            place = int(value)
            chosen = elements[place : place + 1] if place < fixed else ()
        case _:
            return None
    undefined = [Keyword("undefined", position)] * any(element.optional for element in chosen)
    return (
        union_of([*(element.type for element in chosen), *undefined], position) if chosen else None
    )
