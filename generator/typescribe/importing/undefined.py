"""Parts that became unknown and may have been `undefined`: what they stand in may be absent."""

from __future__ import annotations

from dataclasses import replace

from typescribe.language.declared import (
    ConditionalOf,
    DeclaredField,
    IndexedAccess,
    KeyOf,
    Keyword,
    LinkedReference,
    MappedOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.expressions import members_of, parts_of


def with_type(field: DeclaredField, type_: TypeExpression) -> DeclaredField:
    """Return a field with another type; it is optional if it may be absent for all that is known.

    An operator that became unknown may give `undefined`, or a function, which JSON leaves out; and
    `unknown | undefined` is `unknown`.
    """
    if type_ is field.type:
        return field
    return replace(field, type=type_, optional=field.optional or _hides(field.type, type_))


def whole_or_unknown(before: TypeExpression, after: TypeExpression) -> TypeExpression:
    """Return a type whose parts have changed, or `unknown` if it may have lost an `undefined`.

    `Record<"a", V>` and `Generic<V>` have a property of the type V, which they require, and a
    condition may be the type of one.
    """
    match before, after:
        case (TypeReference(arguments=old), TypeReference(arguments=new)) | (
            LinkedReference(arguments=old),
            LinkedReference(arguments=new),
        ):
            pairs = zip(old, new, strict=False)
        case (MappedOf(value=old_value), MappedOf(value=new_value)):
            pairs = zip((old_value,), (new_value,), strict=True)
        case (ConditionalOf(yes=old_yes, no=old_no), ConditionalOf(yes=new_yes, no=new_no)):
            pairs = zip((old_yes, old_no), (new_yes, new_no), strict=True)
        case _:
            return after
    lost = any(_hides(one, other) for one, other in pairs)
    return Keyword("unknown", before.position) if lost else after


def _hides(before: TypeExpression, after: TypeExpression) -> bool:
    """Return whether a type has become unknown that may have been `undefined`.

    An `unknown` that was a part of it is its value, as `unknown` is that of
    `Exclude<unknown, symbol>`.
    """
    known = members_of(before)
    unknown = [member for member in members_of(after) if _is_unknown(member)]
    if not unknown or any(map(_is_unknown, known)):
        return False
    parts = {id(part) for part in parts_of([before])}
    is_new = any(id(member) not in parts for member in unknown)
    return is_new and any(map(_may_be_undefined, known))


def _is_unknown(type_: TypeExpression) -> bool:
    return isinstance(type_, Keyword) and type_.name == "unknown"


def _may_be_undefined(type_: TypeExpression) -> bool:
    match type_:
        case IndexedAccess() | ConditionalOf() | KeyOf():
            return True
        case TypeReference(arguments=(_, *_)) | LinkedReference(arguments=(_, *_)):
            return True
        case Keyword(name=name):
            return name == "undefined"
        case _:
            return False
