"""Handles base types that are not sent as object types: arrays, texts, and `object`.

See https://www.typescriptlang.org/docs/handbook/2/objects.html#extending-types.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from typescribe.language.declared import (
    ArrayOf,
    Keyword,
    LiteralOf,
    NotJson,
    ObjectOf,
    TupleElement,
    TupleOf,
    TypeExpression,
)
from typescribe.sources.expressions.operator_nodes import object_keyword
from typescribe.sources.typescript.aliases import Referred, followed
from typescribe.sources.typescript.context import Notes
from typescribe.sources.typescript.notes import Note
from typescribe.sources.typescript.symbols import Symbol


def array_base(bases: Sequence[TypeExpression], referred: Referred) -> TypeExpression | None:
    """Return the base type that is an array or a tuple; None if there is none.

    In JSON, such a type is its items, without the properties that it declares.
    """
    for base in bases:
        if isinstance(followed(base, referred), ArrayOf | TupleOf):
            return base
    return None


def tuple_of(array: TypeExpression, body: TypeExpression) -> TupleOf | None:
    """Return the tuple that an array with declared items is: `{ 0: A; 1: B } & (A | B)[]`.

    Args:
        array: the array.
        body: the object type with its first items, and with its length if that is fixed.

    Returns:
        None for an array with other properties, or with items that may be missing.
    """
    if not isinstance(array, ArrayOf) or not isinstance(body, ObjectOf) or not body.is_closed:
        return None
    fields = {f.wire_name: f for f in body.fields if not isinstance(f.type, NotJson)}
    length = fields.pop("length", None)
    if set(fields) != {str(place) for place in range(len(fields))} or not (fields or length):
        return None
    if any(field.optional for field in fields.values()):
        return None
    items = tuple(TupleElement(fields[str(place)].type) for place in range(len(fields)))
    if length is None:
        items += (TupleElement(array.item, rest=True),)
    elif not (isinstance(length.type, LiteralOf) and length.type.value == len(items)):
        return None
    return TupleOf(items, array.position, is_readonly=array.is_readonly)


def with_own_items(
    body: TypeExpression, array: TypeExpression
) -> tuple[TypeExpression, TypeExpression]:
    """Return the body and the array of an interface, with the signature `[n: number]: Item`.

    Its own signature says what the items are, in place of that of the array. Pages of TypeDoc since
    0.27 show that of the array.
    """
    if not isinstance(body, ObjectOf) or not isinstance(array, ArrayOf):
        return body, array
    numbers = Keyword("number", array.position)
    own = next((one for one in body.signatures if one.keys == numbers), None)
    if own is None:
        return body, array
    kept = tuple(signature for signature in body.signatures if signature is not own)
    items = array if own.value == array.item else replace(array, item=own.value)
    return replace(body, signatures=kept), items


def scalar_base(bases: Sequence[TypeExpression], referred: Referred) -> TypeExpression | None:
    """Return the base type that is sent as a text, a number or a boolean, as a `Date` is."""
    for base in bases:
        match followed(base, referred):
            case Keyword(name="string" | "number" | "boolean"):
                return base
    return None


def without_object(bases: Sequence[TypeExpression], referred: Referred) -> list[TypeExpression]:
    """Return the base types without `object`, which adds nothing to an object type."""
    return [base for base in bases if followed(base, referred) != object_keyword(base.position)]


def report_properties_of_array(body: TypeExpression, symbol: Symbol, notes: Notes) -> None:
    """Report what an interface or class that extends an array declares beside its items."""
    if not isinstance(body, ObjectOf):
        return
    for field in body.fields:
        if not isinstance(field.type, NotJson):
            name = f"{symbol.shown}.{field.wire_name}"
            message = "an array is sent without its properties"
            notes.notes.append(Note("left out", name, field.position, message, symbol.key))
    for value in (body.index, *(signature.value for signature in body.signatures)):
        if value is not None and not _is_everything(value):
            message = "an index signature is left out: items have the type of the array alone"
            notes.approximate(symbol, value.position, message)


def _is_everything(type_: TypeExpression) -> bool:
    return isinstance(type_, Keyword) and type_.name in ("any", "unknown")
