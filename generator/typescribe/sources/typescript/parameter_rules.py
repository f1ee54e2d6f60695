"""The parameters that a function in a condition takes: `(...args: any[]) => R` and the like."""

from __future__ import annotations

from dataclasses import dataclass
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
    TupleElement,
    TypeExpression,
    TypeReference,
)
from typescribe.sources.typescript.functions import Functions
from typescribe.sources.typescript.pattern_parts import TextOf, UndecidedError

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters and the result of a function; a constructor returns the instance."""

    this: TypeExpression | None
    parameters: tuple[TupleElement, ...]
    result: TypeExpression | None


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
    followed = functions.followed(parameter)
    if is_operator(converter, followed):
        raise UndecidedError
    return not (isinstance(followed, Keyword) and followed.name == "never")


def is_operator(converter: Converter, followed: TypeExpression) -> bool:
    """Return whether a type has to be evaluated, and may be `never`."""
    match followed:
        case ConditionalOf() | IndexedAccess() | IntersectionOf() | KeyOf():
            return True
        case TypeReference(name=name):
            return name in ("Exclude", "Extract", "NonNullable")
        case LinkedReference(arguments=(_, *_)) as reference:
            declaration = converter.referred(reference)
            return declaration is None or isinstance(declaration.body, Alias)
        case _:
            return False
