"""Assembles all files of a generated package: renders, verifies, formats and encodes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from typescribe.language.errors import TemplateError
from typescribe.language.model import Model
from typescribe.project import marks
from typescribe.project.cache import Cache
from typescribe.project.settings import PackageSettings
from typescribe.rendering import exports, package, package_modules
from typescribe.rendering.documents import render_document
from typescribe.rendering.formatting import format_modules
from typescribe.rendering.hidden_modules import assert_hides_no_module
from typescribe.rendering.loading_targets import assert_exports_apart, with_needs
from typescribe.rendering.module_texts import Module
from typescribe.rendering.modules import Context, render_modules
from typescribe.rendering.notations import commented
from typescribe.rendering.templates import BUILT_IN, Template, Templates
from typescribe.runtime.files import runtime_source
from typescribe.targets.contract import PRIVATE, Target, carried


def build(
    settings: PackageSettings, model: Model, remembered: Cache, templates: Templates | None = None
) -> dict[str, bytes]:
    """Return all files of the generated package by name: verified, formatted and encoded.

    Raises `SpecError`, `PluginError` or `TemplateError`, as `prepare` does, and `ConfigError` if
    the package would hide another module.
    """
    made = modules(settings, model, remembered, templates)
    assert_hides_no_module(settings, (module.source for module in made.values()))
    contents = format_modules(made, remembered)
    contents |= documents(settings, model, templates)
    contents["py.typed"] = f"{commented('py.typed', mark(settings))}\n"
    public_first = sorted(contents, key=lambda name: name.startswith(PRIVATE))
    encoded = {name: contents[name].encode() for name in public_first}
    if templates:
        templates_of = {
            file: target.template
            for target in with_needs(settings.targets)
            for file in package_modules.files_of(target, model)
        }
        _assert_marked(encoded, templates_of, templates)
    return encoded


def _assert_marked(
    contents: Mapping[str, bytes], templates_of: Mapping[str, str], templates: Templates
) -> None:
    """Raise `TemplateError` for files without the mark, which the next run would not replace."""
    message = "the template makes a file that does not begin with {{ mark }}"
    unmarked = (name for name, content in contents.items() if marks.kind_of(content) != "package")
    found = dict.fromkeys(templates_of.get(name, f"{name}.jinja") for name in unmarked)
    problems = [Template(name, templates).problem(message) for name in found]
    if problems:
        raise TemplateError(problems)


def modules(
    settings: PackageSettings,
    model: Model,
    remembered: Cache | None = None,
    templates: Templates | None = None,
) -> dict[str, Module]:
    """Return all Python modules of a package by file name, verified but not yet formatted."""
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
            packages += [target.file.removesuffix(".py")] if target.is_public else []
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
    line = commented(file, mark(settings))
    return lambda model: {**context(model), "mark": line, "settings": settings}
