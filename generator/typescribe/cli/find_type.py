"""Which type of which package a name on the command line means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.errors import Problem, TypescribeError

if TYPE_CHECKING:
    from typescribe.language.model import Model
    from typescribe.project.settings import PackageSettings, Project


def find_type(
    project: Project, type_name: str, package: str | None, where: str
) -> tuple[PackageSettings, Model, str]:
    """Return the settings and the model that a type is in, and the name of its class.

    The name is that of the spec, or that of the class. Raises `TypescribeError`, which tells the
    nearest name, with the parameter where it was given.
    """
    from typescribe import pipeline
    from typescribe.language import naming
    from typescribe.language.errors import nearest

    found: list[tuple[PackageSettings, Model, str]] = []
    known: list[str] = []
    for settings in project.select((package,) if package else ()):
        model = pipeline.load(project, settings)
        known += model.by_name
        for name in (type_name, naming.class_name(type_name)):
            if name in model.by_name:
                found.append((settings, model, name))
                break
    if not found:
        advice = nearest(type_name, known) or f"; known are {', '.join(sorted(known)[:20])}"
        raise TypescribeError([Problem(where, f'there is no type "{type_name}"{advice}')])
    if len(found) > 1:
        names = ", ".join(settings.name for settings, _, _ in found)
        message = f'several packages have a type "{type_name}": {names}; choose one with --package'
        raise TypescribeError([Problem(where, message)])
    return found[0]
