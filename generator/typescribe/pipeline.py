"""read -> resolve -> render -> verify -> format -> write: the stages, run in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typescribe.language.errors import SpecError, TemplateError
from typescribe.project import output
from typescribe.project.cache import FOLDER, Cache, Stamp
from typescribe.project.settings import PackageSettings, Project
from typescribe.runtime.files import runtime_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from typescribe.language.declared import DeclaredPackage
    from typescribe.language.errors import Problem
    from typescribe.language.model import Model
    from typescribe.language.overlay import Overlay, TypeBasis
    from typescribe.rendering.modules import Context, Module
    from typescribe.rendering.templates import Templates


def load(project: Project, settings: PackageSettings) -> Model:
    """Return the closed model of a package's spec; raises `SpecError`."""
    folder = project.root / settings.spec
    return load_spec(settings.name, folder, str(settings.spec), settings.types)


def load_spec(name: str, folder: Path, shown_as: str, reading: TypeBasis = "declared") -> Model:
    """Return the closed model of the spec in a folder, with its overlay; raises `SpecError`."""
    from typescribe.resolving.resolve import resolve

    return resolve(declared_package(name, folder, shown_as, reading))


def declared_package(
    name: str, folder: Path, shown_as: str, reading: TypeBasis = "declared"
) -> DeclaredPackage:
    """Return what the files of a folder declare, amended by its overlay; raises `SpecError`."""
    from typescribe.amending.amend import amended
    from typescribe.sources.yaml.overlay import read_overlay
    from typescribe.sources.yaml.spec import read_package

    package: DeclaredPackage | None = None
    overlay: Overlay | None = None
    problems: list[Problem] = []
    try:
        package = read_package(name, folder, shown_as)
    except SpecError as error:
        problems += error.problems
    try:
        overlay = read_overlay(folder, shown_as)
    except SpecError as error:
        problems += error.problems
    if problems or package is None:
        raise SpecError(problems)
    return package if overlay is None else amended(package, overlay, reading)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A package made in memory: what writing it would do, and what to remember then."""

    plan: output.Plan
    stamp: Stamp
    formatted: Cache | None
    """`None` where nothing had to be made."""


def prepare(project: Project, settings: PackageSettings) -> Prepared:
    """Make a package, unless it is known to be what its spec makes of it; nothing is written.

    Raises `SpecError`, `ConfigError`, `TemplateError`, or `OutputError` for a file that is in the
    way.
    """
    folder = project.root / settings.output
    stamp = Stamp(project.root, settings)
    known = stamp.outputs()
    if known and output.holds(folder, known):
        return Prepared(output.Plan(folder, str(settings.output), tuple(known)), stamp, None)
    from typescribe.rendering.overrides import templates_of

    templates = templates_of(project.root, settings)
    formatted = Cache(project.root, settings.name)
    contents = build(settings, load(project, settings), formatted, templates)
    return Prepared(output.plan(folder, str(settings.output), contents), stamp, formatted)


def sweep(project: Project, prepared: Iterable[Prepared]) -> None:
    """Remove what killed runs have left over; no other run may be writing in the project."""
    for folder in (project.root / FOLDER, *(package.plan.folder for package in prepared)):
        output.sweep(folder)


def write(*prepared: Prepared) -> None:
    """Write what was made, all of it or nothing, and remember it; raises `OutputError`."""
    output.write(*(package.plan for package in prepared))
    for package in prepared:
        if package.formatted is not None:
            package.formatted.save()
            package.stamp.save(output.digests(package.plan.contents))


def build(
    settings: PackageSettings, model: Model, remembered: Cache, templates: Templates | None = None
) -> dict[str, bytes]:
    """Return every file of the generated package by its name: formatted and verified."""
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
    """Raise `TemplateError` for files that would not be known as ours when they are made again."""
    from typescribe.rendering.templates import Template

    message = "the template makes a file that does not begin with {{ mark }}"
    problems = [
        Template(f"{name}.jinja", templates).problem(message)
        for name, content in contents.items()
        if not output.is_marked(content)
    ]
    if problems:
        raise TemplateError(problems)


def modules(
    settings: PackageSettings,
    model: Model,
    remembered: Cache | None = None,
    templates: Templates | None = None,
) -> dict[str, Module]:
    """Return every Python module of a package: verified, not formatted."""
    from typescribe.rendering import package
    from typescribe.rendering.loading_targets import with_needs
    from typescribe.rendering.modules import Module, render_module
    from typescribe.rendering.notations import commented
    from typescribe.rendering.templates import BUILT_IN

    templates = templates or BUILT_IN

    targets = with_needs(settings.targets)
    heading = f"{commented('_.py', mark(settings))}\n"
    carried = dict.fromkeys(module for target in targets for module in target.carries)
    made = {name: Module((runtime_source(name),), heading) for name in carried}
    for target in targets:
        if target.file.endswith(".py"):
            context = _marked(target.context, target.file, settings)
            made[target.file] = render_module(target.file, context, model, remembered, templates)
    exported = [(target.file, target.exports(model)) for target in targets]
    if templates.shown:
        _assert_exported(made, exported, templates)
    if package.RAISING in carried:
        exported.append(("_runtime.py", list(package.RUNTIME_NAMES)))
    if made:
        context = _marked(lambda m: package.context(m, exported), "__init__.py", settings)
        made["__init__.py"] = render_module("__init__.py", context, model, remembered, templates)
    return made


def _assert_exported(
    made: Mapping[str, Module], exported: Iterable[tuple[str, list[str]]], templates: Templates
) -> None:
    """Raise `TemplateError` for modules that lack what is imported from them by `__init__.py`."""
    from typescribe.rendering.templates import Template

    problems = [
        Template(f"{file}.jinja", templates).problem(
            f'the template defines no "{name}", which __init__.py imports'
        )
        for file, names in exported
        if file in made
        for name in sorted(set(names) - made[file].names())
    ]
    if problems:
        raise TemplateError(problems)


def documents(
    settings: PackageSettings, model: Model, templates: Templates | None = None
) -> dict[str, str]:
    """Return every file of a package that is no Python module: verified."""
    from typescribe.rendering import package
    from typescribe.rendering.documents import render_document
    from typescribe.rendering.loading_targets import with_needs
    from typescribe.rendering.templates import BUILT_IN

    targets = with_needs(settings.targets)
    whole = package.whole(settings, targets)

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
    """Return the line by which a file is known as ours, without the signs of a comment."""
    return f"{output.MARK} from {settings.spec}; do not edit."


def _marked(context: Context, file: str, settings: PackageSettings) -> Context:
    """Return a context that also holds the mark of a file, and the settings of the package."""
    from typescribe.rendering.notations import commented

    line = commented(file, mark(settings))
    return lambda model: {**context(model), "mark": line, "settings": settings}
