"""Check that every name in a declared package means something: references and their arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from typescribe.components import strong_components
from typescribe.declared import (
    Alias,
    ArrayOf,
    ConditionalOf,
    Declaration,
    DeclaredPackage,
    Fields,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.errors import Problem, nearest

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
"""TypeScript's own generics and how many arguments they take (handbook, Utility Types)."""


def reference_problems(package: DeclaredPackage) -> Iterator[Problem]:
    """Yield a problem for every name that is not known and every wrong number of arguments."""
    declarations = {declaration.name: declaration for declaration in package.declarations}
    for declaration in package.declarations:
        if declaration.name in UTILITY_TYPES:
            message = f'"{declaration.name}" is built in; a type of this package needs another name'
            yield Problem(declaration.position, message)
        yield from _parameter_problems(declaration)
        parameters = {parameter.name for parameter in declaration.parameters}
        for expression in _expressions(declaration):
            for reference, bound in _scoped(expression, frozenset(parameters)):
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
        known = [*declarations, *parameters, *UTILITY_TYPES]
        advice = nearest(name, known) or '; declare it under "types" in a file of this package'
        yield Problem(reference.position, f'unresolved reference "{name}"{advice}')
        return
    if not least <= found <= most:
        takes = f"{least}" if least == most else f"{least} to {most}"
        plural = "" if takes == "1" else "s"
        message = f'"{name}" takes {takes} type argument{plural}, found {found}'
        yield Problem(reference.position, message)


def _expressions(declaration: Declaration) -> Iterator[TypeExpression]:
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


def references(expression: TypeExpression) -> Iterator[TypeReference]:
    """Yield the references in an expression, in the order in which they are written."""
    for reference, _ in _scoped(expression, frozenset()):
        yield reference


def _scoped(
    expression: TypeExpression, parameters: frozenset[str]
) -> Iterator[tuple[TypeReference, frozenset[str]]]:
    """Yield the references in an expression, each with the type parameters it may mean."""
    waiting = [(expression, parameters)]
    while waiting:
        current, bound = waiting.pop()
        if isinstance(current, TypeReference):
            yield current, bound
        if isinstance(current, MappedOf):
            bound |= {current.parameter}
        waiting.extend((inner, bound) for inner in reversed(inner_expressions(current)))


def inner_expressions(expression: TypeExpression) -> tuple[TypeExpression, ...]:
    """Return the expressions that an expression is directly made of."""
    match expression:
        case ArrayOf(item=inner) | KeyOf(type=inner):
            return (inner,)
        case TupleOf(elements=elements):
            return tuple(element.type for element in elements)
        case TypeReference(arguments=inner_types):
            return inner_types
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
        case ObjectOf(fields=fields, index=index_type):
            types = tuple(field.type for field in fields)
            return types if index_type is None else (*types, index_type)
        case _:
            return ()


def self_reaching(declarations: Mapping[str, Declaration]) -> frozenset[str]:
    """Return the names of the declarations whose bodies lead back to themselves."""
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
