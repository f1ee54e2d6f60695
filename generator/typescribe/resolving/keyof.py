"""`keyof T`: the names of the properties of a type (handbook, Keyof Type Operator)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import (
    IntersectionOf,
    Keyword,
    MappedOf,
    ObjectOf,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.resolving.closures import (
    Closure,
    Joined,
    all_of,
    any_of,
    keyword,
    literal,
    operands,
    refuse,
)
from typescribe.resolving.keys import is_never, key_of, key_type, properties
from typescribe.resolving.units import units

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def keys_of(expander: Expander, closure: Closure, position: Position) -> Closure:
    """Return `keyof T`: the property names of T, and the keys of its index signatures.

    Those of `[key: string]: V` are `string | number`.
    `keyof Record<K, V>` is `K`, since a record is a mapped type over its keys (lib.es5.d.ts).
    Raises `SpecError` for a type that has no properties.
    """
    head = expander.head(closure)
    of_strings = keyword("string", position)
    every = any_of((of_strings, keyword("number", position)), position)
    if is_never(expander, head):
        return every
    members = expander.alternatives(head, splits_object=False)
    if len(members) > 1:  # the names of the properties that all of them have
        return all_of(tuple(keys_of(expander, one, position) for one in members), position)
    if isinstance(head.expression, UnionOf) and not head.expression.is_object:
        head = members[0]  # the only member that is left of the union
    declaration = expander.declaration(head)
    match head.expression:
        case Keyword(name="any"):
            return every
        case Keyword(name="unknown") | UnionOf(is_object=True):
            return keyword("never", position)
        case IntersectionOf() | Joined(intersection=True):
            # Each member decides for itself what its index signature adds.
            found = (keys_of(expander, member, position) for member in operands(head))
            return any_of(tuple(found), position)
        case TypeReference() if declaration is None:
            return _keys_of_utility(expander, head, position)
        case MappedOf(keys=keys, renamed=None):
            return head.of(keys)
    parts = properties(expander, head)
    if parts is None:
        raise refuse(position, "keyof needs a type with fields")
    if parts.index:
        is_declared = declaration is not None or isinstance(head.expression, ObjectOf | MappedOf)
        return every if is_declared else of_strings
    listed = [literal(key_of(name, m), position) for name, m in parts.members.items()]
    listed += [key_type(keys, position) for keys in parts.patterns]
    return any_of(tuple(listed), position)


def _keys_of_utility(expander: Expander, head: Closure, position: Position) -> Closure:
    """Return the keys of `Record`, `Pick` and the like: mapped types over the keys of others."""
    match head.expression:
        case TypeReference(name="Record", arguments=(keys, _)) | TypeReference(
            name="Pick", arguments=(_, keys)
        ):
            return head.of(keys)
        case TypeReference(name="Omit", arguments=(type_, keys)):
            left_out = head.of(keys)
            members = expander.alternatives(keys_of(expander, head.of(type_), position))
            every = (unit for member in members for unit in units(expander, member))
            return any_of(tuple(k for k in every if not expander.fits(k, left_out)), position)
        case TypeReference(arguments=(type_, *_)):
            return keys_of(expander, head.of(type_), position)
        case _:
            raise refuse(position, "keyof needs a type with fields")
