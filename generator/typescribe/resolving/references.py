"""Checks the references of a declared package and the numbers of their type arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredPackage,
    Fields,
    KeywordName,
    TypeExpression,
    TypeReference,
)
from typescribe.language.errors import Problem, nearest
from typescribe.language.expressions import UTILITY_TYPES, inner_expressions, scoped_references
from typescribe.language.graphs import strong_components


def reference_problems(package: DeclaredPackage) -> Iterator[Problem]:
    """Yield a problem for each unresolved reference and each wrong number of type arguments."""
    declarations = {declaration.name: declaration for declaration in package.declarations}
    for declaration in package.declarations:
        if declaration.name in UTILITY_TYPES:
            message = f'"{declaration.name}" is a built-in type; use another name'
            yield Problem(declaration.position, message)
        yield from _parameter_problems(declaration)
        parameters = {parameter.name for parameter in declaration.parameters}
        for expression in expressions_in(declaration):
            for reference, bound in scoped_references(expression, frozenset(parameters)):
                yield from _problems_of(reference, bound, declarations)


def _parameter_problems(declaration: Declaration) -> Iterator[Problem]:
    seen: set[str] = set()
    defaulted = ""
    for parameter in declaration.parameters:
        if parameter.name in seen:
            yield Problem(
                parameter.position, f'type parameter "{parameter.name}" is declared twice'
            )
        if parameter.default is None and defaulted:
            message = (
                f'type parameter "{parameter.name}" needs a default, because "{defaulted}" '
                "before it has one"
            )
            yield Problem(parameter.position, message)
        if parameter.default is not None:
            defaulted = parameter.name
        seen.add(parameter.name)


def _problems_of(
    reference: TypeReference, parameters: frozenset[str], declarations: Mapping[str, Declaration]
) -> Iterator[Problem]:
    name, found = reference.name, len(reference.arguments)
    if name in parameters:
        least = most = 0
    elif name in UTILITY_TYPES:
        least = most = UTILITY_TYPES[name]
    elif name in declarations:
        declared = declarations[name].parameters
        least = sum(parameter.default is None for parameter in declared)
        most = len(declared)
    else:
        known = [*declarations, *parameters, *UTILITY_TYPES, *get_args(KeywordName)]
        advice = nearest(name, known) or '; declare it under "types" in a file of this package'
        yield Problem(reference.position, f'unresolved reference "{name}"{advice}')
        return
    if not least <= found <= most:
        takes = f"{least}" if least == most else f"{least} to {most}"
        plural = "" if takes == "1" else "s"
        message = f'"{name}" takes {takes} type argument{plural}, found {found}'
        yield Problem(reference.position, message)


def expressions_in(declaration: Declaration) -> Iterator[TypeExpression]:
    """Yield the expressions in a declaration, those of its type parameters first."""
    for parameter in declaration.parameters:
        if parameter.constraint is not None:
            yield parameter.constraint
        if parameter.default is not None:
            yield parameter.default
    match declaration.body:
        case Fields(object=body, extends=extends):
            yield from extends
            yield body
        case Alias(type=type_):
            yield type_


def self_reaching(declarations: Mapping[str, Declaration]) -> frozenset[str]:
    """Return the names of the declarations that refer to themselves, directly or indirectly."""
    graph = {
        name: _mentioned(declaration, declarations) for name, declaration in declarations.items()
    }
    return frozenset(
        name
        for component in strong_components(graph)
        for name in component
        if len(component) > 1 or name in graph[name]
    )


def _mentioned(declaration: Declaration, known: Mapping[str, Declaration]) -> list[str]:
    match declaration.body:
        case Fields(object=body, extends=extends):
            waiting: list[TypeExpression] = [body, *extends]
        case Alias(type=type_):
            waiting = [type_]
        case _:
            return []
    found: list[str] = []
    while waiting:
        expression = waiting.pop()
        if isinstance(expression, TypeReference) and expression.name in known:
            found.append(expression.name)
        waiting.extend(inner_expressions(expression))
    return found
