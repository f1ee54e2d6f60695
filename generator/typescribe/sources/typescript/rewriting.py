"""Type expressions with parts replaced, unions simplified, and the references of a declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from operator import is_
from typing import TypeAlias

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    ConditionalOf,
    Declaration,
    DeclaredField,
    Fields,
    IndexedAccess,
    InferOf,
    IntersectionOf,
    KeyOf,
    KeySignature,
    Keyword,
    LinkedReference,
    MappedOf,
    NotJson,
    ObjectOf,
    TemplateOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import inferences, inner_expressions, members_of, parts_of
from typescribe.language.syntax import SyntaxTree

Change: TypeAlias = Callable[[TypeExpression], TypeExpression]


def with_parts(expression: TypeExpression, change: Change) -> TypeExpression:
    """Return an expression with `change` applied to its direct parts, if it has any.

    An expression whose parts stay the same is returned itself, and so are its parts: a large
    program holds several stages of its declarations at once, which share what is equal.
    """
    before = inner_expressions(expression)
    if not before:
        return expression
    after = tuple(map(change, before))
    is_same = all(map(is_, before, after))
    if is_same and not isinstance(expression, UnionOf):
        return expression
    made = _of_parts(expression, after)  # a union may be simpler even if its members are the same
    if is_same and isinstance(made, UnionOf) and len(made.members) == len(before):
        return expression
    return made


def _of_parts(  # noqa: PLR0912 - a case for each kind of expression
    expression: TypeExpression, parts: tuple[TypeExpression, ...]
) -> TypeExpression:
    """Return an expression with other parts, given in the order of `inner_expressions`."""
    match expression, parts:
        case ArrayOf(), (item,):
            return replace(expression, item=item)
        case TupleOf(elements=elements), _:
            both = zip(elements, parts, strict=True)
            return replace(expression, elements=tuple(replace(e, type=t) for e, t in both))
        case TypeReference() | LinkedReference(), _:
            return replace(expression, arguments=parts)
        case UnionOf(position=position), _:
            return union_of(parts, position)
        case IntersectionOf(position=position), _:
            return IntersectionOf(parts, position)
        case KeyOf(position=position), (type_,):
            return KeyOf(type_, position)
        case IndexedAccess(position=position), (object_, index):
            return IndexedAccess(object_, index, position)
        case MappedOf(), (keys, value):
            return replace(expression, keys=keys, value=value)
        case MappedOf(), (keys, renamed, value):
            return replace(expression, keys=keys, value=value, renamed=renamed)
        case TemplateOf(), _:
            return replace(expression, types=parts)
        case ConditionalOf(position=position), (checked, extends, yes, no):
            return ConditionalOf(checked, extends, yes, no, position)
        case InferOf(), (constraint,):
            return replace(expression, constraint=constraint)
        case ObjectOf(), _:
            return _object_of_parts(expression, iter(parts))
        case _:
            raise AssertionError("no other expression has parts")


def _object_of_parts(body: ObjectOf, parts: Iterator[TypeExpression]) -> ObjectOf:
    return replace(
        body,
        fields=tuple(retyped(field, next(parts)) for field in body.fields),
        index=None if body.index is None else next(parts),
        signatures=tuple(KeySignature(next(parts), next(parts)) for _ in body.signatures),
    )


def retyped(field: DeclaredField, type_: TypeExpression) -> DeclaredField:
    """Return a field with another type; the field itself if the type is the same object."""
    return field if type_ is field.type else replace(field, type=type_)


def union_of(members: Iterable[TypeExpression], position: Position) -> TypeExpression:
    """Return a flat union without duplicates; for one type, the type; for none, `never`."""
    flat: dict[object, TypeExpression] = {}
    for member in members:
        for inner in members_of(member):
            flat.setdefault(typed(inner), inner)
    found = tuple(flat.values())
    if not found:
        return Keyword("never", position)
    return found[0] if len(found) == 1 else UnionOf(found, position)


def typed(expression: TypeExpression) -> object:
    """Return a key that differs for `1` and `true`, which are equal in Python.

    It differs for two functions as well, which only their syntax distinguishes.
    """
    if isinstance(expression, NotJson) and expression.origin is not None:
        return expression, id(expression.origin)
    value = getattr(expression, "value", None)
    return expression if value is None else (type(value), expression)


def substituted(
    expression: TypeExpression, environment: Mapping[str, TypeExpression]
) -> TypeExpression:
    """Return an expression with type parameters replaced by types."""
    if isinstance(expression, TypeReference) and expression.name in environment:
        return environment[expression.name]
    if isinstance(expression, MappedOf):
        environment = {n: t for n, t in environment.items() if n != expression.parameter}
    if isinstance(expression, ConditionalOf):
        inferred = {clause.name for clause in inferences(expression.extends)}
        environment = {n: t for n, t in environment.items() if n not in inferred}
    return with_parts(expression, lambda part: substituted(part, environment))


def without_descriptions(expression: TypeExpression) -> TypeExpression:
    """Return an expression without the descriptions of its properties."""
    if isinstance(expression, ObjectOf):
        bare = tuple(replace(field, description="") for field in expression.fields)
        expression = replace(expression, fields=bare)
    return with_parts(expression, without_descriptions)


def expressions(declaration: Declaration) -> list[TypeExpression]:
    """Return the expressions in a declaration."""
    found: list[TypeExpression] = []
    for parameter in declaration.parameters:
        found += [e for e in (parameter.constraint, parameter.default) if e is not None]
    match declaration.body:
        case Fields(object=body, extends=extends):
            found += [body, *extends]
        case Alias(type=type_):
            found.append(type_)
    return found


def linked_keys(declaration: Declaration) -> set[str]:
    """Return the keys of the declarations that a declaration refers to."""
    parts = parts_of(expressions(declaration))
    return {part.key for part in parts if isinstance(part, LinkedReference)}


PARTS_ADDED = 5_000
"""How many more parts a type that is found by the names of values may have than its file bytes."""

DEEPEST_VALUE = 100
"""How deep such a type may be nested, as any type that is written."""


def is_too_large(expression: TypeExpression, tree: SyntaxTree) -> bool:
    """Return whether a type has too many parts or is too deep; no more of them are visited.

    Args:
        expression: the type of a constant, or of the result or a parameter of a function.
        tree: the file that declares it.
    """
    parts = PARTS_ADDED + len(tree.source)
    waiting = [(expression, 1)]
    visited = 0
    while waiting:
        visited += 1
        part, deep = waiting.pop()
        if visited > parts or deep > DEEPEST_VALUE:
            return True
        waiting += [(inner, deep + 1) for inner in inner_expressions(part)]
    return False
