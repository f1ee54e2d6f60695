"""Finds the type that a name on the command line refers to, and its package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.errors import Problem, TypescribeError

if TYPE_CHECKING:
    from typescribe.language.model import Model
    from typescribe.project.settings import PackageSettings, Project


def find_type(
    project: Project,
    type_name: str,
    package: str | None,
    where: str,
    *,
    with_constants: bool = False,
) -> tuple[PackageSettings, Model, str]:
    """Return the package settings and the model that declare a type, and its name in the model.

    Args:
        project: the project whose packages are searched.
        type_name: the name of the type in the spec, or of its generated class, or the name with
            namespaces that it has in TypeScript.
        package: the only package to search, if given.
        where: the command line parameter that held the name, for messages.
        with_constants: whether the name may be that of a constant, if no type has it.

    Raises:
        TypescribeError: no package declares the type, or several do.
    """
    from typescribe import pipeline
    from typescribe.language.declared_names import find_class
    from typescribe.language.type_names import suggestion
    from typescribe.resolving.resolve import resolve

    found: list[tuple[PackageSettings, Model, str]] = []
    known: list[str] = []
    for settings in project.select((package,) if package else ()):
        declared = pipeline.declared(project, settings)
        model = resolve(declared)
        known += model.by_name
        if name := find_class(type_name, declared.declarations, model):
            found.append((settings, model, name))
        elif with_constants:
            constants = (c for c in model.constants if type_name in (c.name, c.constant))
            found += [(settings, model, constant.name) for constant in constants]
    if not found:
        advice = suggestion(type_name, known)
        raise TypescribeError([Problem(where, f'there is no type "{type_name}"{advice}')])
    if len(found) > 1:
        names = ", ".join(settings.name for settings, _, _ in found)
        message = f'several packages have a type "{type_name}": {names}; choose one with --package'
        raise TypescribeError([Problem(where, message)])
    return found[0]
