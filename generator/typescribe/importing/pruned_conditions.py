"""Conditions on types, or with types, that JSON cannot carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.importing.sent_as import as_not_json, may_be_never, names_inferred_in
from typescribe.importing.undefined import whole_or_unknown
from typescribe.language.declared import (
    ConditionalOf,
    Keyword,
    NotJson,
    TypeExpression,
    TypeReference,
)
from typescribe.sources.typescript.rewriting import substituted, with_parts

if TYPE_CHECKING:
    from typescribe.importing.pruning import Pruner


def pruned_conditional(pruner: Pruner, conditional: ConditionalOf, name: str) -> TypeExpression:
    """Return a conditional type, or unknown if it depends on what JSON cannot carry."""
    if found := as_not_json(pruner.expression(conditional.checked, name)):
        return pruner.unknown(conditional, found.reason, name)
    if isinstance(conditional.extends, NotJson):
        # What was left out of the checked type may be the function that it is compared with.
        if why := pruner.loss(conditional.checked, {"approximated"}):
            return pruner.unknown(conditional, why, name)
        return _extends_not_json(pruner, conditional, conditional.extends, name)
    if why := pruner.loss(conditional.checked) or pruner.loss(conditional.extends):
        return pruner.unknown(conditional, why, name)
    silent = pruner.silent()
    for branch in (conditional.yes, conditional.no):
        if found := as_not_json(silent.expression(branch, name)):
            return pruner.unknown(conditional, found.reason, name)
    made = with_parts(conditional, lambda part: pruner.expression(part, name))
    return whole_or_unknown(conditional, made)


def _extends_not_json(
    pruner: Pruner, conditional: ConditionalOf, extends: NotJson, name: str
) -> TypeExpression:
    """Return the result for a type that JSON cannot carry: no value extends it.

    But `never` does, and `any` takes both branches; nothing is inferred of either.
    """
    no = pruner.expression(conditional.no, name)
    if isinstance(no, NotJson) or not may_be_never(conditional.checked):
        return no
    yes = pruner.silent().expression(conditional.yes, name)
    if isinstance(yes, NotJson):
        yes = yes.sent_as or Keyword("never", yes.position)
    never, unknown = Keyword("never", extends.position), Keyword("unknown", extends.position)
    if yes == never and no == conditional.checked:  # what is left of `never` and of `any` as well
        return no
    yes = substituted(yes, dict.fromkeys(names_inferred_in(extends), unknown))
    checked = pruner.silent().expression(conditional.checked, name)
    return replace(conditional, checked=checked, extends=never, yes=yes, no=no)


def pruned_condition(pruner: Pruner, reference: TypeReference, name: str) -> TypeExpression:
    """Return `Exclude<T, U>` or `Extract<T, U>`: no JSON value extends a function."""
    type_, others = reference.arguments
    target = pruner.silent().expression(others, name)
    if isinstance(target, NotJson) and target.sent_as is None:
        return target if reference.name == "Extract" else pruner.expression(type_, name)
    if why := pruner.loss(type_) or pruner.loss(others):
        return pruner.unknown(reference, why, name)
    return with_parts(reference, lambda part: pruner.or_keyword(part, "unknown", name))
