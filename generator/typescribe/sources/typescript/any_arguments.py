"""Whether functions with parameters of any types fit a pattern, and take arguments of type `any`.

Source: `isTopSignature` and `compareSignaturesRelated` in TypeScript 5.9.
"""

from __future__ import annotations

from tree_sitter import Node

from typescribe.language.declared import (
    Alias,
    ConditionalOf,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    Keyword,
    LinkedReference,
    TypeExpression,
    TypeReference,
)
from typescribe.sources.typescript.aliases import Referred
from typescribe.sources.typescript.functions import Functions
from typescribe.sources.typescript.pattern_parts import TextOf, UndecidedError


def takes_all_functions(
    functions: Functions, result: TypeExpression | None, wanted: Node, text_of: TextOf
) -> bool:
    """Return whether `(...args: any[]) => wanted` takes functions of any parameters.

    It does if its result is `any` or `unknown`, or is inferred as one of them.
    """
    if wanted.type == "infer_type" and result is not None:
        known = functions.followed(result)
        return isinstance(known, Keyword) and known.name in ("any", "unknown")
    return text_of(wanted) in ("any", "unknown")


def takes_any(functions: Functions, parameter: TypeExpression, referred: Referred) -> bool:
    """Return whether an argument of type `any` fits a parameter: it does unless that is never.

    Raises `UndecidedError` for an operator, which may give `never`.
    """
    followed = functions.followed(parameter)
    if is_operator(followed, referred):
        raise UndecidedError
    return not (isinstance(followed, Keyword) and followed.name == "never")


def is_operator(followed: TypeExpression, referred: Referred) -> bool:
    """Return whether a type has to be evaluated, and may be `never`."""
    match followed:
        case ConditionalOf() | IndexedAccess() | IntersectionOf() | KeyOf():
            return True
        case TypeReference(name=name):
            return name in ("Exclude", "Extract", "NonNullable")
        case LinkedReference(arguments=(_, *_)) as reference:
            declaration = referred(reference)
            return declaration is None or isinstance(declaration.body, Alias)
        case _:
            return False
