"""Decides whether a base type that is lost may be an array, which makes its users `unknown`."""

from __future__ import annotations

from collections.abc import Mapping

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    ConditionalOf,
    Declaration,
    IndexedAccess,
    IntersectionOf,
    Keyword,
    LinkedReference,
    TupleOf,
    TypeExpression,
    TypeReference,
)

_DEEPEST = 20
"""How many aliases are followed; more of them count as unknown."""


def may_be_array(base: TypeExpression, declarations: Mapping[str, Declaration]) -> bool:
    """Return whether a base type may turn out to be an array, which makes its users arrays.

    Args:
        base: the base type of an interface or a class.
        declarations: the declarations by the names or the keys with which types refer to them.
    """
    for _ in range(_DEEPEST):
        match base:
            case ArrayOf() | TupleOf() | ConditionalOf() | IndexedAccess() | Keyword():
                return True
            case IntersectionOf(members=members):
                return any(may_be_array(member, declarations) for member in members)
            case TypeReference(name="Partial" | "Required" | "Readonly", arguments=(inner,)):
                base = inner
            case TypeReference(name=name) | LinkedReference(key=name) if name in declarations:
                body = declarations[name].body
                if not isinstance(body, Alias):
                    return False
                base = body.type
            case TypeReference(name=name, arguments=()):
                return True  # a type parameter, which may stand for an array
            case _:
                return False
    return True
