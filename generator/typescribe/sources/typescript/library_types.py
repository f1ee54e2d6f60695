"""Names of TypeScript's library -> their types, as JSON carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import (
    ArrayOf,
    Keyword,
    LinkedReference,
    TypeExpression,
    TypeReference,
)
from typescribe.language.expressions import UTILITY_TYPES
from typescribe.sources.expressions.parameter_nodes import ARRAYS
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.functions import OF_FUNCTIONS, Functions
from typescribe.sources.typescript.instantiation import instantiated
from typescribe.sources.typescript.not_json import APPROXIMATED, GLOBALS, PROMISES, library_type
from typescribe.sources.typescript.promises import PromiseOf

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter


def type_of_library(
    converter: Converter, functions: Functions, reference: TypeReference, context: Context
) -> TypeExpression | None:
    """Return the type of a name in the library of TypeScript, None for any other name.

    Args:
        converter: gets a note if the type is approximated.
        functions: evaluates utility types on functions.
        reference: the name with its linked arguments.
        context: the context of the reference.
    """
    name, position = reference.name, reference.position
    if name in UTILITY_TYPES:
        return reference
    first = reference.arguments[0] if reference.arguments else None
    if name in ARRAYS and first is not None:  # as `globalThis.Array`
        return ArrayOf(first, position, is_readonly=name == "ReadonlyArray")
    if name in OF_FUNCTIONS and first is not None:
        made = functions.evaluated(name, first, context, position)
        if made is not None:
            return made
    if name in GLOBALS:
        promise = PromiseOf(first) if name in PROMISES and first is not None else None
        return library_type(name, position, promise or reference)
    if name in APPROXIMATED:
        keyword, reason = APPROXIMATED[name]
        message = f"`{name}` becomes {keyword}: {reason}"
        converter.notes.approximate(context.symbol, position, message)
        return Keyword(keyword, position)
    if symbol := converter.program.library().symbols.get(name):
        arguments = reference.arguments
        linked = LinkedReference(symbol.key, arguments, position)
        return instantiated(converter, symbol, arguments, always=True) or linked
    return None
