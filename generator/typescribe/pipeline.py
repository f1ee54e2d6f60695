"""The stages, in order: read -> amend -> resolve -> render -> verify -> format -> write."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typescribe.language.errors import ConfigError, Problem, SpecError, TemplateError
from typescribe.language.progress import MoveOn, unseen
from typescribe.project import file_writing, marks, output
from typescribe.project.cache import FOLDER, Cache, Stamp
from typescribe.project.package_folders import FOLDERS
from typescribe.project.settings import FILE, PackageSettings, Project
from typescribe.runtime.files import runtime_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from typescribe.language.declared import DeclaredPackage
    from typescribe.language.model import Model
    from typescribe.language.overlay import Overlay, TypeBasis
    from typescribe.rendering.module_texts import Module
    from typescribe.rendering.modules import Context
    from typescribe.rendering.templates import Templates


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


def build(
    settings: PackageSettings, model: Model, remembered: Cache, templates: Templates | None = None
) -> dict[str, bytes]:
    """Return all files of the generated package by name: verified, formatted and encoded.

    Raises `SpecError`, `PluginError` or `TemplateError`, as `prepare` does.
    """
    from typescribe.rendering.formatting import format_modules
    from typescribe.rendering.notations import commented

    contents = format_modules(modules(settings, model, remembered, templates), remembered)
    contents |= documents(settings, model, templates)
    contents["py.typed"] = f"{commented('py.typed', mark(settings))}\n"
    encoded = {name: text.encode() for name, text in contents.items()}
    if templates:
        _assert_marked(encoded, templates)
    return encoded


def _assert_marked(contents: Mapping[str, bytes], templates: Templates) -> None:
    """Raise `TemplateError` for files without the mark, which the next run would not replace."""
    from typescribe.rendering.templates import Template

    message = "the template makes a file that does not begin with {{ mark }}"
    problems = [
        Template(f"{name}.jinja", templates).problem(message)
        for name, content in contents.items()
        if marks.kind_of(content) != "package"
    ]
    if problems:
        raise TemplateError(problems)


def modules(
    settings: PackageSettings,
    model: Model,
    remembered: Cache | None = None,
    templates: Templates | None = None,
) -> dict[str, Module]:
    """Return all Python modules of a package by file name, verified but not yet formatted."""
    from typescribe.rendering import exports, package, package_modules
    from typescribe.rendering.loading_targets import assert_exports_apart, with_needs
    from typescribe.rendering.module_texts import Module
    from typescribe.rendering.modules import render_modules
    from typescribe.rendering.notations import commented
    from typescribe.rendering.templates import BUILT_IN
    from typescribe.targets.contract import PRIVATE, Target, carried

    templates = templates or BUILT_IN

    targets = with_needs(settings.targets)
    heading = f"{commented('_.py', mark(settings))}\n"
    copies = [f"{PRIVATE}{name}" for name in carried(targets, model)]
    copies += [package.COMPILING] if settings.compiled else []
    made = {name: Module((runtime_source(name.removeprefix(PRIVATE)),), heading) for name in copies}
    exporting: list[exports.Exports] = []
    packages: list[str] = []
    for target in targets:
        found: dict[str, Module] = {}
        if target.file.endswith(".py"):
            marked = replace(target, context=_marked(target.context, target.file, settings))
            found = render_modules(marked, model, remembered, templates)
            made |= found
        if found and package_modules.is_split(target, model):
            line = commented(target.file, mark(settings))
            init = package_modules.init_module(target, model, line, templates)
            made[package_modules.init_of(target)] = init
            public = package_modules.is_public(target)
            packages += [target.file.removesuffix(".py")] if public else []
        exporting.append(exports.exports_of(target, model, found))
    more = [(package.RUNTIME, list(package.RUNTIME_NAMES))] if package.RAISING in copies else []

    def exported(m: Model) -> list[tuple[str, list[str]]]:
        return [*(names for each in exporting for names in each.of(m)), *more]

    assert_exports_apart(settings.targets, exported(model), model)
    if templates.shown:
        exports.assert_exported(made, exporting, model, templates)
    if any(name.startswith(PRIVATE) for name in made):
        made[f"{PRIVATE}__init__.py"] = Module((package.ABOUT_PRIVATE,), heading)
    if made:
        context = _marked(
            lambda m: exports.context(m, exported(m), packages), "__init__.py", settings
        )
        init_target = Target("__init__", "__init__.py", context, lambda _: [])
        made |= render_modules(init_target, model, remembered, templates)
    return made


def documents(
    settings: PackageSettings, model: Model, templates: Templates | None = None
) -> dict[str, str]:
    """Return the texts of all other files of a package by name, verified."""
    from typescribe.rendering import package
    from typescribe.rendering.documents import render_document
    from typescribe.rendering.loading_targets import with_needs
    from typescribe.rendering.templates import BUILT_IN

    targets = with_needs(settings.targets)
    whole = package.whole(settings, targets, model)

    def with_whole(context: Context) -> Context:
        return lambda model: {**whole, **context(model)}

    return {
        target.file: render_document(
            target.file,
            _marked(with_whole(target.context), target.file, settings),
            model,
            templates or BUILT_IN,
        )
        for target in targets
        if not target.file.endswith(".py")
    }


def mark(settings: PackageSettings) -> str:
    """Return the text that marks a file as generated, before it is made a comment."""
    return marks.mark(str(settings.spec), "package")


def _marked(context: Context, file: str, settings: PackageSettings) -> Context:
    """Return a context function that adds two entries: the mark of the file, and the settings."""
    from typescribe.rendering.notations import commented

    line = commented(file, mark(settings))
    return lambda model: {**context(model), "mark": line, "settings": settings}
