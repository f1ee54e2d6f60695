"""The keys of index signatures and mapped types without symbols, which no JSON has as keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from typescribe.language.declared import MappedOf, NotJson, TypeExpression, TypeReference
from typescribe.language.expressions import members_of
from typescribe.sources.typescript.rewriting import union_of

if TYPE_CHECKING:
    from typescribe.importing.pruning import Pruner

_OverKeys = TypeVar("_OverKeys", MappedOf, TypeReference)


def pruned_keys(pruner: Pruner, keys: TypeExpression, name: str) -> TypeExpression | None:
    """Return pruned keys without symbols, None if nothing else is left."""
    found = [pruner.expression(member, name) for member in members_of(keys)]
    kept = [member for member in found if not isinstance(member, NotJson)]
    return union_of(kept, keys.position) if kept else None


def without_symbols(pruner: Pruner, type_: _OverKeys) -> _OverKeys | None:
    """Return a record or mapped type without symbols as keys; None if it has no other keys."""
    match type_:
        case MappedOf(keys=keys, renamed=None):
            kept = _kept(pruner, keys)
            return None if kept is None else replace(type_, keys=kept)
        case TypeReference(name="Record", arguments=(keys, value)):
            kept = _kept(pruner, keys)
            return None if kept is None else replace(type_, arguments=(kept, value))
        case _:
            return type_


def _kept(pruner: Pruner, keys: TypeExpression) -> TypeExpression | None:
    silent = pruner.silent()
    members = members_of(keys)
    kept = [one for one in members if not isinstance(silent.expression(one, ""), NotJson)]
    if len(kept) == len(members):
        return keys
    return union_of(kept, keys.position) if kept else None
