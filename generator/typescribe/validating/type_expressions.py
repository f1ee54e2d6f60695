"""Finds the type that `--type` gives: a name, or an expression such as `Order[]`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from typescribe import pipeline
from typescribe.language.declared import Alias, Declaration, DeclaredPackage
from typescribe.language.declared_names import find_class
from typescribe.language.errors import (
    Position,
    Problem,
    SpecError,
    TypescribeError,
)
from typescribe.language.expressions import references
from typescribe.language.model import Model
from typescribe.language.overlay import TypeBasis
from typescribe.language.reachable import reachable
from typescribe.language.type_names import suggestion
from typescribe.project.settings import PackageSettings, Project
from typescribe.resolving.resolve import resolve
from typescribe.sources.expressions.type_expressions import parse_type

OPTION = "--type"
MADE = "TypeOfTheMessages"
"""The name of the alias that is declared for an expression."""


@dataclass(frozen=True, slots=True)
class TypeInProject:
    """A type, the settings of its package, and the part of the model that it needs."""

    settings: PackageSettings
    model: Model
    class_name: str
    shown: str
    """The type as messages show it: the name of its class, or the expression as it was given."""


def find_type(
    project: Project, text: str, package: str | None = None, types: TypeBasis | None = None
) -> TypeInProject:
    """Return the type that a text names.

    Args:
        project: the project whose packages are searched.
        text: the name of a type in the spec, in the generated package, or with namespaces in
            TypeScript; or an expression:
            `Order[]`, `Record<string, Order>`, `Order | null`.
        package: the package of the type, if several packages have a type of this name.
        types: whether to use declared or observed types; by default, as the settings say.

    Raises:
        TypescribeError: there is no such type, several packages have one, or the expression
            cannot be parsed.
    """
    found: list[TypeInProject] = []
    known: list[str] = []
    problems: list[Problem] = []
    for settings in project.select((package,) if package else ()):
        chosen = settings if types is None else replace(settings, types=types)
        declared = pipeline.declared(project, chosen)
        model = resolve(declared)
        known += model.by_name
        if name := find_class(text, declared.declarations, model):
            found.append(TypeInProject(chosen, reachable(model, (name,)), name, name))
            continue
        try:
            found.append(_expression(chosen, declared, text))
        except SpecError as error:
            problems += error.problems
    if not found:
        raise TypescribeError(_advice(text, known, problems))
    if len(found) > 1:
        names = ", ".join(one.settings.name for one in found)
        message = f'several packages have a type "{text}": {names}; choose one with --package'
        raise TypescribeError([Problem(OPTION, message)])
    return found[0]


def _expression(settings: PackageSettings, declared: DeclaredPackage, text: str) -> TypeInProject:
    here = Position(OPTION, 1, 1)
    expression = parse_type(text, lambda place: Position(OPTION, 1, place + 1))
    names = {declaration.name for declaration in declared.declarations} | {"Array", "ReadonlyArray"}
    if not any(reference.name in names for reference in references(expression)):
        raise SpecError([Problem(here, f'"{text}" contains no type of "{settings.name}"')])
    made = Declaration(MADE, (), Alias(expression), here)
    model = resolve(replace(declared, declarations=(*declared.declarations, made)))
    return TypeInProject(settings, reachable(model, (MADE,)), MADE, text)


def _advice(text: str, known: list[str], problems: list[Problem]) -> list[Problem]:
    if text.replace(".", "").isidentifier() or not problems:
        advice = suggestion(text, known)
        return [Problem(OPTION, f'there is no type "{text}"{advice}')]
    return list(dict.fromkeys(problems))
