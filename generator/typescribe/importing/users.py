"""Linked declarations -> those that use some of them, directly or not."""

from __future__ import annotations

from collections.abc import Mapping

from typescribe.language.declared import Declaration
from typescribe.sources.typescript.rewriting import linked_keys


def direct_users(declarations: Mapping[str, Declaration]) -> dict[str, list[str]]:
    """Return for each key the declarations that refer to it, without the one itself."""
    users: dict[str, list[str]] = {}
    for key, declaration in declarations.items():
        for used in linked_keys(declaration) - {key}:
            users.setdefault(used, []).append(key)
    return users


def users_of(declarations: Mapping[str, Declaration], causes: set[str]) -> dict[str, str]:
    """Return for each type that uses a cause, directly or not, the type by which it does."""
    users = direct_users(declarations)
    found: dict[str, str] = {}
    waiting = [key for key in declarations if key in causes]
    while waiting:
        cause = waiting.pop(0)
        for key in users.get(cause, ()):
            if key not in causes and key not in found:
                found[key] = cause
                waiting.append(key)
    return found
