"""Walks over declared types: their direct parts, and the names that they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from typescribe.language.declared import (
    ArrayOf,
    ConditionalOf,
    IndexedAccess,
    InferOf,
    IntersectionOf,
    KeyOf,
    Keyword,
    LinkedReference,
    LiteralOf,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)

UTILITY_TYPES: Mapping[str, int] = {
    "Capitalize": 1,
    "Exclude": 2,
    "Extract": 2,
    "Lowercase": 1,
    "NonNullable": 1,
    "Omit": 2,
    "Partial": 1,
    "Pick": 2,
    "Readonly": 1,
    "Record": 2,
    "Required": 1,
    "Uncapitalize": 1,
    "Uppercase": 1,
}
"""TypeScript's built-in generics and their number of arguments (handbook, Utility Types)."""


_WITHOUT_PARTS: Final = frozenset({Keyword, LiteralOf})
"""The most common kinds of expressions, which have no parts."""


def references(expression: TypeExpression) -> Iterator[TypeReference]:
    """Yield the references in an expression in the order of the text."""
    for reference, _ in scoped_references(expression, frozenset()):
        yield reference


def scoped_references(
    expression: TypeExpression, parameters: frozenset[str]
) -> Iterator[tuple[TypeReference, frozenset[str]]]:
    """Yield the references in an expression, each with the type parameters in scope there."""
    waiting = [(expression, parameters)]
    while waiting:
        current, bound = waiting.pop()
        if isinstance(current, TypeReference):
            yield current, bound
        if isinstance(current, MappedOf):
            bound |= {current.parameter}
        if isinstance(current, ConditionalOf):
            bound |= {clause.name for clause in inferences(current.extends)}
        waiting.extend((inner, bound) for inner in reversed(inner_expressions(current)))


def inner_expressions(  # noqa: PLR0912 - a case for each kind of expression
    expression: TypeExpression,
) -> tuple[TypeExpression, ...]:
    """Return the expressions that an expression directly consists of, in the order of the text."""
    if type(expression) in _WITHOUT_PARTS:  # spares most calls the comparisons below
        return ()
    match expression:
        case ArrayOf(item=inner) | KeyOf(type=inner):
            return (inner,)
        case TupleOf(elements=elements):
            return tuple(element.type for element in elements)
        case TypeReference(arguments=inner_types) | LinkedReference(arguments=inner_types):
            return inner_types
        case UnionOf(is_object=True):
            return ()
        case UnionOf(members=inner_types) | IntersectionOf(members=inner_types):
            return inner_types
        case IndexedAccess(object=object_, index=index):
            return (object_, index)
        case MappedOf(keys=keys, renamed=renamed, value=value):
            return (keys, value) if renamed is None else (keys, renamed, value)
        case TemplateOf(types=inner_types):
            return inner_types
        case ConditionalOf(checked=checked, extends=extends, yes=yes, no=no):
            return (checked, extends, yes, no)
        case InferOf(constraint=constraint):
            return () if constraint is None else (constraint,)
        case ObjectOf(fields=fields, index=index_type, signatures=signatures):
            types = tuple(field.type for field in fields)
            types += () if index_type is None else (index_type,)
            return types + tuple(t for one in signatures for t in (one.keys, one.value))
        case _:
            return ()


def parts_of(expressions: Iterable[TypeExpression]) -> Iterator[TypeExpression]:
    """Yield expressions and all expressions inside them, in no order of the text."""
    waiting = list(expressions)
    while waiting:
        part = waiting.pop()
        yield part
        waiting += inner_expressions(part)


def members_of(expression: TypeExpression) -> tuple[TypeExpression, ...]:
    """Return the members of a union; any other expression, or `object`, is its own only member."""
    if isinstance(expression, UnionOf) and not expression.is_object:
        return expression.members
    return (expression,)


def inferences(expression: TypeExpression) -> Iterator[InferOf]:
    """Yield the `infer` clauses of an `extends` clause, in the order of the text.

    Those of a conditional type inside it belong to that one.
    """
    waiting = [expression]
    while waiting:
        current = waiting.pop()
        if isinstance(current, InferOf):
            yield current
        if isinstance(current, ConditionalOf):
            waiting += [current.no, current.checked]
        else:
            waiting.extend(reversed(inner_expressions(current)))


def place_of_rest(elements: tuple[TupleElement, ...]) -> int:
    """Return the index of the rest of a tuple; the number of its elements if it has none."""
    return next((n for n, element in enumerate(elements) if element.rest), len(elements))
