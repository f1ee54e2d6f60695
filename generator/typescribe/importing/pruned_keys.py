"""The keys of index signatures and mapped types without symbols, which no JSON has as keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import NotJson, TypeExpression
from typescribe.language.expressions import members_of
from typescribe.sources.typescript.rewriting import union_of

if TYPE_CHECKING:
    from typescribe.importing.pruning import Pruner


def pruned_keys(pruner: Pruner, keys: TypeExpression, name: str) -> TypeExpression | None:
    """Return pruned keys without symbols, None if nothing else is left."""
    found = [pruner.expression(member, name) for member in members_of(keys)]
    kept = [member for member in found if not isinstance(member, NotJson)]
    return union_of(kept, keys.position) if kept else None


def without_symbols(pruner: Pruner, keys: TypeExpression) -> TypeExpression | None:
    """Return keys as they are, but without symbols; None if nothing else is left."""
    silent = pruner.silent()
    members = members_of(keys)
    kept = [one for one in members if not isinstance(silent.expression(one, ""), NotJson)]
    if len(kept) == len(members):
        return keys
    return union_of(kept, keys.position) if kept else None
