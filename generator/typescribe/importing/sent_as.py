"""Replaces types that JSON cannot carry by those of the values that are sent instead."""

from __future__ import annotations

from typescribe.importing.sensitive import CONDITIONS
from typescribe.language.declared import (
    ArrayOf,
    ConditionalOf,
    IndexedAccess,
    KeyOf,
    Keyword,
    LiteralOf,
    MappedOf,
    NotJson,
    ObjectOf,
    TemplateOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.expressions import inferences
from typescribe.sources.typescript.not_json import any_object
from typescribe.sources.typescript.pattern_parts import names_in_functions
from typescribe.sources.typescript.promises import PromiseOf


def as_not_json(expression: TypeExpression) -> NotJson | None:
    """Return a type if JSON cannot carry it, None if it can."""
    return expression if isinstance(expression, NotJson) else None


def is_nothing(expression: TypeExpression) -> bool:
    """Return whether a property is never sent if its type has only such members.

    They are functions, `undefined` and `never`.
    """
    is_keyword = isinstance(expression, Keyword) and expression.name in ("never", "undefined")
    return is_keyword or isinstance(expression, NotJson)


def may_be_nothing(expression: TypeExpression) -> bool:
    """Return whether an operator may give nothing that is sent; type parameters do not count."""
    match expression:
        case ConditionalOf() | IndexedAccess() | KeyOf():
            return True
        case TypeReference(name=name):
            return name in CONDITIONS
        case _:
            return is_nothing(expression)


def sent_of_mapped(mapped: MappedOf) -> TypeExpression:
    """Return what is sent of a mapped type whose properties JSON cannot carry.

    It is an object; but over `keyof T`, an array gives an array, and a scalar type itself
    (handbook, Mapped Types), unless T is written out as an object type.
    """
    match mapped.keys:
        case KeyOf(type=operand) if not isinstance(operand, ObjectOf):
            return Keyword("unknown", mapped.position)
        case _:
            return any_object(mapped.position)


def shown(sent_as: TypeExpression) -> str:
    """Return the words for what is sent, for the report."""
    if isinstance(sent_as, Keyword):
        return sent_as.name
    return "any array" if isinstance(sent_as, ArrayOf) else "any object"


def may_be_never(checked: TypeExpression) -> bool:
    """Return whether a checked type may turn out to be `never` or `any`, as a parameter may."""
    match checked:
        case Keyword(name=name):
            return name in ("any", "never")
        case UnionOf(members=members):
            return any(map(may_be_never, members))
        case _:
            return not isinstance(checked, ArrayOf | LiteralOf | ObjectOf | TemplateOf | TupleOf)


def names_inferred_in(pattern: NotJson) -> set[str]:
    """Return the names that a function, a promise or a collection in a condition infers."""
    found = set(names_in_functions(pattern))
    match pattern.origin:
        case PromiseOf(type=inner):
            found |= {clause.name for clause in inferences(inner)}
        case TypeReference() as reference:
            found |= {clause.name for clause in inferences(reference)}
    return found
