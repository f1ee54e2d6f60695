"""The stages, in order: read -> amend -> resolve -> render -> verify -> format -> write."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typescribe.language.errors import ConfigError, Problem, SpecError
from typescribe.language.progress import MoveOn, unseen
from typescribe.project import file_writing, output
from typescribe.project.cache import FOLDER, Cache, Stamp
from typescribe.project.package_folders import FOLDERS
from typescribe.project.settings import FILE, PackageSettings, Project

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from typescribe.language.declared import DeclaredPackage
    from typescribe.language.model import Model
    from typescribe.language.overlay import Overlay, TypeBasis


def load(project: Project, settings: PackageSettings, move_on: MoveOn = unseen) -> Model:
    """Return the closed model of a package's spec; raises `SpecError` or `ConfigError`.

    `move_on` receives how many files of the spec are read, and of how many.
    """
    from typescribe.language.declared_names import find_class
    from typescribe.resolving.resolve import resolve

    package = declared(project, settings, move_on)
    model = resolve(package)
    names = settings.imported.entries if settings.imported else ()
    entries = (
        find_class(name, package.declarations, model) or find_class(last, (), model)
        for name in names
        for last in [name.rpartition(".")[2]]
    )
    return replace(
        model,
        entries=frozenset(filter(None, entries)),
        enum_classes=settings.enums == "classes",
        checks_constraints=settings.checks_constraints,
        compiled=settings.compiled,
        frozen=settings.frozen,
    )


def declared(
    project: Project, settings: PackageSettings, move_on: MoveOn = unseen
) -> DeclaredPackage:
    """Return the declarations of a package, amended; raises `SpecError` or `ConfigError`.

    `move_on` receives how many files of the spec are read, and of how many.
    """
    folder = project.root / settings.spec
    if not folder.exists():
        setting = f"[tool.typescribe.packages.{settings.name}] spec"
        message = f'there is no folder "{settings.spec}"'
        advice = f'"typescribe init {settings.name}" writes a first spec there'
        raise ConfigError([Problem(FILE, f"{setting}: {message}; {advice}")])
    shown_as = str(settings.spec)
    package = declared_package(settings.name, folder, shown_as, settings.types, move_on)
    return replace(
        package,
        functions_from=settings.functions_from,
        refuses_undeclared=settings.undeclared == "refused",
        shares_inline=settings.shares_inline,
    )


def load_spec(name: str, folder: Path, shown_as: str, basis: TypeBasis = "declared") -> Model:
    """Return the closed model of the spec in a folder, amended by the overlay in it.

    Args:
        name: the name of the package.
        folder: where the YAML files are.
        shown_as: the path of the folder in messages.
        basis: whether types are those declared, or those observed according to the overlay.

    Raises:
        SpecError: with all problems of the spec and the overlay.
    """
    from typescribe.resolving.resolve import resolve

    return resolve(declared_package(name, folder, shown_as, basis))


def declared_package(
    name: str,
    folder: Path,
    shown_as: str,
    basis: TypeBasis = "declared",
    move_on: MoveOn = unseen,
) -> DeclaredPackage:
    """Return the declarations in a folder, amended by its overlay; arguments as in `load_spec`.

    `move_on` receives how many files of the spec are read, and of how many.

    Raises:
        SpecError: with all problems of the spec and the overlay.
    """
    from typescribe.sources.yaml.spec import OVERLAY_FILE, read_package

    if not os.path.lexists(folder / OVERLAY_FILE):
        return read_package(name, folder, shown_as, move_on)
    from typescribe.amending.amend import amended
    from typescribe.sources.yaml.overlay import read_overlay

    package: DeclaredPackage | None = None
    overlay: Overlay | None = None
    problems: list[Problem] = []
    try:
        package = read_package(name, folder, shown_as, move_on)
    except SpecError as error:
        problems += error.problems
    try:
        overlay = read_overlay(folder, shown_as)
    except SpecError as error:
        problems += error.problems
    if problems or package is None:
        raise SpecError(problems)
    return package if overlay is None else amended(package, overlay, basis)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A package made in memory: the changes to its folder, and the new content of the cache."""

    plan: output.Plan
    stamp: Stamp
    formatted: Cache | None
    """The cache of rendered and formatted texts; `None` if the package is known to be unchanged."""


def prepare(project: Project, settings: PackageSettings, move_on: MoveOn = unseen) -> Prepared:
    """Make a package in memory, unless the cache shows that it is unchanged; nothing is written.

    `move_on` receives how many files of the spec are read, and of how many.

    Raises:
        SpecError: the spec or its overlay has problems.
        ConfigError: the folder of templates has problems.
        PluginError: a target of another distribution cannot be used.
        TemplateError: a template fails, or lets text of the spec become code.
        OutputError: a file that was not generated is in the way.
    """
    folder = project.root / settings.output
    stamp = Stamp(project.root, settings)
    known = stamp.outputs()
    if known and output.holds(folder, known):
        return Prepared(output.Plan(folder, str(settings.output), tuple(known)), stamp, None)
    return prepare_model(project, settings, load(project, settings, move_on), stamp)


def prepare_model(
    project: Project, settings: PackageSettings, model: Model, stamp: Stamp | None = None
) -> Prepared:
    """Make a package of a model in memory; nothing is written.

    Args:
        project: the project.
        settings: the settings of the package.
        model: the model of its spec, which need not be on the disk.
        stamp: the stamp of the spec that the model was read from.

    Raises:
        ConfigError, PluginError, TemplateError, OutputError: as `prepare` does.
    """
    from typescribe.rendering.assembly import build
    from typescribe.rendering.overrides import templates_of

    stamp = stamp or Stamp(project.root, settings)
    templates = templates_of(project.root, settings)
    formatted = Cache(project.root, settings.name)
    contents = build(settings, model, formatted, templates)
    planned = output.plan(project.root / settings.output, str(settings.output), contents)
    return Prepared(planned, stamp, formatted)


def sweep(project: Project, prepared: Iterable[Prepared]) -> None:
    """Remove the temporary files of killed runs; no other run may be writing in the project."""
    file_writing.sweep(project.root / FOLDER)
    for package in prepared:
        for folder in ("", *FOLDERS):
            file_writing.sweep(package.plan.folder / folder)


def write(*prepared: Prepared, before: Iterable[output.Plan] = ()) -> None:
    """Write packages, all of them or none, and update the cache; raises `OutputError`.

    `before` are the plans of other files to be written together with the packages.
    """
    output.write(*before, *(package.plan for package in prepared))
    for package in prepared:
        if package.formatted is not None:
            package.formatted.save()
            package.stamp.save(output.digests(package.plan.contents))
