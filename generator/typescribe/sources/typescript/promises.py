"""`Awaited<T>`: what a promise of T, or a union of promises, gives.

Source: release notes of TypeScript 4.5, The `Awaited` Type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    LinkedReference,
    NotJson,
    ObjectOf,
    TypeExpression,
    UnionOf,
)
from typescribe.sources.typescript.rewriting import union_of

if TYPE_CHECKING:
    from typescribe.sources.typescript.functions import Functions


@dataclass(frozen=True, slots=True)
class PromiseOf:
    """A promise of a linked type."""

    type: TypeExpression


def awaited(functions: Functions, type_: TypeExpression) -> TypeExpression:
    """Return what promises in a type give; the type itself if there are none."""
    match functions.followed(type_):
        case NotJson(origin=PromiseOf(type=inner)):
            return awaited(functions, inner)
        case UnionOf(members=members, position=position):
            found = [awaited(functions, member) for member in members]
            return type_ if found == list(members) else union_of(found, position)
        case _:
            return type_


def is_thenable(functions: Functions, type_: TypeExpression) -> bool:
    """Return whether a type, or a member of a union, has a method `then`, as a promise has."""
    match functions.followed(type_):
        case UnionOf(members=members):
            return any(is_thenable(functions, member) for member in members)
        case ObjectOf(fields=fields):
            return any(f.wire_name == "then" and _is_function(f.type) for f in fields)
        case LinkedReference() as reference:
            then = functions.property_type(reference, "then")
            return then is not None and _is_function(then)
        case _:
            return False


def _is_function(type_: TypeExpression) -> bool:
    return isinstance(type_, NotJson) and type_.function is not None
