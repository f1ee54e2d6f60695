"""Linked declarations -> the same without what JSON cannot carry; each loss is reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from typescribe.importing.pruning import Pruner, Report, ignore
from typescribe.importing.sensitive import sensitive_generics
from typescribe.importing.sent_as import as_not_json
from typescribe.importing.users import direct_users
from typescribe.language.declared import Alias, Declaration, Fields, Keyword, NotJson
from typescribe.language.expressions import parts_of
from typescribe.sources.typescript.rewriting import expressions


@dataclass(frozen=True, slots=True)
class JsonDeclarations:
    """The declarations that JSON can carry, and why the others are left out, by key."""

    declarations: dict[str, Declaration]
    left_out: dict[str, NotJson]


def drop_not_json(
    declarations: Mapping[str, Declaration], shown: Mapping[str, str], report: Report
) -> JsonDeclarations:
    """Remove what JSON cannot carry.

    Args:
        declarations: linked declarations by key.
        shown: the name of each in TypeScript.
        report: receives a note for every part that is removed or approximated.
    """
    affected = {key for key, declaration in declarations.items() if _holds_not_json(declaration)}
    users = direct_users(declarations)
    sensitive = sensitive_generics(declarations.values())
    left_out: dict[str, NotJson] = {}
    waiting = sorted(affected)
    while waiting:
        key = waiting.pop()
        if key in left_out:
            continue
        silent = Pruner(key, left_out, shown, ignore, sensitive, declarations)
        if reason := _reason(silent, declarations[key]):
            left_out[key] = reason
            followers = users.get(key, ())
            affected.update(followers)
            waiting += followers
    kept: dict[str, Declaration] = {}
    for key, declaration in declarations.items():
        if key in left_out:
            continue
        if key in affected:
            pruner = Pruner(key, left_out, shown, report, sensitive, declarations)
            kept[key] = pruner.declaration(declaration, shown[key])
        else:
            kept[key] = _without_unknown_bases(declaration)
    return JsonDeclarations(kept, left_out)


def _holds_not_json(declaration: Declaration) -> bool:
    return any(isinstance(part, NotJson) for part in parts_of(expressions(declaration)))


def _reason(silent: Pruner, declaration: Declaration) -> NotJson | None:
    """Return why JSON cannot carry a declaration, None if it can."""
    match declaration.body:
        case Alias(type=type_):
            return as_not_json(silent.expression(type_, ""))
        case Fields(object=body, extends=extends):
            bases = (base for base in extends if not isinstance(base, Keyword))
            lost = [as_not_json(silent.expression(base, "")) for base in bases]
            # An interface that extends a function can be called as well.
            function = next((why for why in lost if why and why.sent_as is None), None)
            if function is not None or None in lost:
                return function
            return as_not_json(silent.expression(body, ""))
        case _:
            return None


def _without_unknown_bases(declaration: Declaration) -> Declaration:
    match declaration.body:
        case Fields(object=body, extends=extends) if any(isinstance(e, Keyword) for e in extends):
            bases = tuple(base for base in extends if not isinstance(base, Keyword))
            return replace(declaration, body=Fields(body, bases))
        case _:
            return declaration
