"""The parts of operators on which their results depend, and the generics that apply operators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Final

from typescribe.importing.without_functions import parts_that_look
from typescribe.language.declared import (
    ConditionalOf,
    Declaration,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    Keyword,
    LinkedReference,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.expressions import UTILITY_TYPES, inner_expressions, parts_of
from typescribe.sources.typescript.rewriting import expressions

CONDITIONS: Final = {"Exclude": 1, "Extract": 1, "NonNullable": 0}
"""Utility types that are conditions on their first argument (lib.es5.d.ts), and the number of the
types that they compare it with.
"""
_SELECTIONS: Final = {"Pick", "Omit"}
_OF_PROPERTIES: Final = {"Partial", "Readonly"}


def sensitive_generics(declarations: Iterable[Declaration]) -> frozenset[str]:
    """Return the generic types that apply an operator to what they are given.

    Those that only drop its functions are none of them, since an import does so anyway.
    """
    declarations = list(declarations)
    by_name = {declaration.name: declaration for declaration in declarations}
    generic = [declaration for declaration in declarations if declaration.parameters]
    found: set[str] = set()
    while True:
        more = {
            declaration.name
            for declaration in generic
            for expression in expressions(declaration)
            for part in parts_that_look(expression, by_name)
            if _looks(part) or _refers(part, found)
        }
        if more <= found:
            return frozenset(found)
        found |= more


def expressions_below(name: str, declarations: Mapping[str, Declaration]) -> list[TypeExpression]:
    """Return the expressions in a declaration, and in the generic types that it uses."""
    found: list[TypeExpression] = []
    seen, waiting = {name}, [name]
    while waiting:
        own = expressions(declarations[waiting.pop()])
        found += own
        for part in parts_of(own):
            if isinstance(part, TypeReference) and part.arguments and part.name not in seen:
                used = declarations.get(part.name)
                if used is not None and used.parameters:
                    seen.add(part.name)
                    waiting.append(part.name)
    return found


def _refers(part: TypeExpression, names: Set[str]) -> bool:
    """Return whether it is the use of one of some types, by its name or its key."""
    match part:
        case TypeReference(name=name) | LinkedReference(key=name):
            return name in names
        case _:
            return False


def _looks(part: TypeExpression) -> bool:
    """Return whether it is an operator whose result may shrink when its operand grows."""
    match part:
        case ConditionalOf(extends=Keyword(name="never"), yes=Keyword(name="never")):
            return False  # what is wider takes the other branch, which accepts more
        case ConditionalOf() | KeyOf():
            return True
        case TypeReference(name=name):
            # A property that became unknown may be absent; `Required` is not to require it.
            return name in CONDITIONS or name == "Required"
        case _:
            return False


def operands_of(expression: TypeExpression, sensitive: Set[str]) -> tuple[TypeExpression, ...]:
    """Return the operands of an operator or generic that may give less for a wider operand.

    The properties of an object, which other operators keep, are none of them.
    """
    match expression:
        case KeyOf(type=operand):
            return (operand,)
        case IndexedAccess(object=object_, index=index):
            return object_, index
        case ConditionalOf(checked=checked, extends=extends):
            return checked, extends
        case IntersectionOf(members=members) if any(map(is_empty, parts_of([expression]))):
            return members  # alone, `{}` is an object; `{} & string` is a text
        case MappedOf(keys=keys, renamed=None):
            return (keys,)
        case MappedOf(keys=keys, renamed=renamed) if renamed is not None:
            return keys, renamed
        case TemplateOf(types=types):
            return types
        case TypeReference(name="Record", arguments=(keys, _)):
            return (keys,)
        case TypeReference(name=name, arguments=(_, keys)) if name in _SELECTIONS:
            return (keys,)
        case TypeReference(name=name, arguments=arguments) if name in sensitive or (
            name in UTILITY_TYPES and name not in _OF_PROPERTIES
        ):
            return arguments
        case _:
            return ()


def is_empty(part: TypeExpression) -> bool:
    """Return whether a type is `{}`."""
    return isinstance(part, ObjectOf) and not part.fields and part.is_closed


def depends_on_change(before: TypeExpression, after: TypeExpression, sensitive: Set[str]) -> bool:
    """Return whether a part of an operand has become unknown, so that its result is open.

    Args:
        before: an operator or the use of a generic type, or any other expression.
        after: the same expression with changed parts.
        sensitive: the generic types that apply an operator to what they are given.
    """
    pairs = zip(operands_of(before, sensitive), operands_of(after, sensitive), strict=False)
    return any(_has_lost(old, new) for old, new in pairs)


def _has_lost(before: TypeExpression, after: TypeExpression) -> bool:
    """Return whether a part has become unknown."""
    if after is before or _is_unknown(before):
        return False
    old, new = inner_expressions(before), inner_expressions(after)
    if _is_unknown(after) or len(old) != len(new):
        return True
    return any(_has_lost(*pair) for pair in zip(old, new, strict=True))


def _is_unknown(part: TypeExpression) -> bool:
    return isinstance(part, Keyword) and part.name == "unknown"
