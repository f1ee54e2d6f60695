"""The functions of the command line for programs: generate and check packages, and read models."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from typescribe import pipeline
from typescribe.language.errors import ConfigError, Problem, TypescribeError
from typescribe.language.model import Model
from typescribe.language.progress import MoveOn, unseen
from typescribe.pipeline import Prepared
from typescribe.project import lock
from typescribe.project.output import Plan
from typescribe.project.settings import FILE, PackageSettings, Project, find_project

Folder: TypeAlias = str | os.PathLike[str]
During: TypeAlias = Callable[[PackageSettings], AbstractContextManager[MoveOn]]
"""Makes a context that is entered while a package is made, such as a progress bar.

It gives a function that receives how many files of the spec are read, and of how many.
"""


@dataclass(frozen=True, slots=True)
class PackageChanges:
    """How the folder of a package differs, or differed, from what its spec generates."""

    folder: Path
    files: tuple[str, ...]
    """All generated files of the package, changed or not; names are relative to `folder`."""
    created: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.created or self.changed or self.removed)


def generate(project: Folder = ".", packages: Iterable[str] = ()) -> dict[str, PackageChanges]:
    """Generate packages, as `typescribe generate` does, and return what was written by package.

    Everything is rendered, formatted and verified before the first file is written. If another run
    is writing in the project, this one waits.

    Args:
        project: a folder in the project: in it or above it is the `pyproject.toml` with a table
            `[tool.typescribe]`.
        packages: the names of the packages; all if there are none.

    Raises:
        TypescribeError: `problems` has the mistakes of all packages: a `ConfigError` for the
            settings, else one error for all mistakes in specs, templates and output folders.
            Nothing is written then.
    """
    found = find_project(Path(project).resolve())
    return {
        name: _changes(package.plan) for name, package in write_all(found, tuple(packages)).items()
    }


def check(project: Folder = ".", packages: Iterable[str] = ()) -> dict[str, PackageChanges]:
    """Return what `generate` would write, by package; nothing is written.

    A package that is up to date has no changes: `any(check().values())` is whether one is stale.
    Arguments and errors are those of `generate`.
    """
    found = find_project(Path(project).resolve())
    made = prepare_all(found, tuple(packages))
    return {name: _changes(package.plan) for name, package in made.items()}


def load_model(project: Folder = ".", package: str | None = None) -> Model:
    """Return the model that a package is generated from: its closed types, overlay included.

    Args:
        project: a folder in the project, as for `generate`.
        package: the name of the package; it may be omitted if there is only one.

    Raises:
        ConfigError: there is no such project or package, or the settings have mistakes.
        SpecError: the spec or its overlay has mistakes.
    """
    found = find_project(Path(project).resolve())
    chosen = found.select((package,) if package else ())
    if len(chosen) != 1:
        names = ", ".join(found.packages) or "none"
        raise ConfigError([Problem(FILE, f"name the package to load; its packages: {names}")])
    return pipeline.load(found, chosen[0])


def _changes(plan: Plan) -> PackageChanges:
    return PackageChanges(plan.folder, plan.files, plan.created, plan.changed, plan.removed)


def _nothing(_: PackageSettings) -> AbstractContextManager[MoveOn]:
    return nullcontext(unseen)


def prepare_all(
    project: Project, packages: tuple[str, ...], during: During = _nothing
) -> dict[str, Prepared]:
    """Make packages in memory, and return them by name; nothing is written.

    Raises `TypescribeError` with the problems of all packages; those of a spec that several of them
    share are in it once.
    """
    prepared: dict[str, Prepared] = {}
    problems: list[Problem] = []
    for settings in project.select(packages):
        with during(settings) as move_on:
            try:
                prepared[settings.name] = pipeline.prepare(project, settings, move_on)
            except TypescribeError as error:
                problems += error.problems
    if problems:
        raise TypescribeError(dict.fromkeys(problems))
    return prepared


def write_all(
    project: Project,
    packages: tuple[str, ...],
    during: During = _nothing,
    report_waiting: Callable[[], None] = lambda: None,
) -> dict[str, Prepared]:
    """Make and write packages, all of them or none; return what was made, by name.

    Waits until no other run writes in the project. Raises `TypescribeError` with the problems of
    all packages.
    """
    with lock.held(project.root, report_waiting) as alone:
        prepared = prepare_all(project, packages, during)
        if alone:
            pipeline.sweep(project, prepared.values())
        pipeline.write(*prepared.values())
    return prepared
