"""The parameters that a function in a condition takes: `(...args: any[]) => R` and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from typescribe.sources.typescript.functions import Functions
from typescribe.sources.typescript.pattern_parts import TextOf, UndecidedError

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter


def takes_all_functions(
    functions: Functions, result: TypeExpression | None, wanted: Node, text_of: TextOf
) -> bool:
    """Return whether `(...args: any[]) => wanted` takes functions of any parameters.

    It does if its result is `any` or `unknown` (`isTopSignature` in TypeScript 5.9).
    """
    if wanted.type == "infer_type" and result is not None:
        known = functions.followed(result)
        return isinstance(known, Keyword) and known.name in ("any", "unknown")
    return text_of(wanted) in ("any", "unknown")


def takes_any(converter: Converter, functions: Functions, parameter: TypeExpression) -> bool:
    """Return whether an argument of type `any` fits a parameter: it does unless that is never.

    Raises `UndecidedError` for an operator, which may give `never`.
    """
    match functions.followed(parameter):
        case Keyword(name=name):
            return name != "never"
        case ConditionalOf() | IndexedAccess() | IntersectionOf() | KeyOf():
            raise UndecidedError
        case TypeReference(name="Exclude" | "Extract" | "NonNullable"):
            raise UndecidedError
        case LinkedReference(arguments=(_, *_)) as reference:
            declaration = converter.referred(reference)
            if declaration is None or isinstance(declaration.body, Alias):
                raise UndecidedError
            return True
        case _:
            return True
