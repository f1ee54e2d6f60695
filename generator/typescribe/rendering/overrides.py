"""Reads the templates of a project and of plugins, and checks that they override something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

import jinja2
from jinja2 import meta, nodes

from typescribe.language.errors import ConfigError, PluginError, Problem, SpecError, nearest_or_all
from typescribe.language.text_files import read_text_file
from typescribe.project.settings import FILE, PackageSettings
from typescribe.rendering.loading_targets import load
from typescribe.rendering.render import environment
from typescribe.rendering.templates import (
    BUILT_IN,
    ORIGINAL,
    SUFFIX,
    Source,
    Templates,
    built_in_names,
)
from typescribe.targets import plugins


def templates_of(root: Path, settings: PackageSettings) -> Templates:
    """Return the templates that a package is rendered with.

    Raises:
        ConfigError: the folder of templates does not exist, or one of them is unreadable or
            overrides nothing.
        PluginError: a plugin cannot be used, or two plugins have a template of the same name.
    """
    templates = brought_by(settings.targets)
    if settings.templates is None:
        return templates
    where = f"[tool.typescribe.packages.{settings.name}] templates"
    if not (root / settings.templates).is_dir():
        message = f'{where}: there is no folder "{settings.templates}"'
        raise ConfigError([Problem(FILE, message)])
    found = read_templates(root / settings.templates, str(settings.templates))
    known = built_in_names() | {source.name for source in templates.brought}
    made = Templates(found, templates.brought, templates.targets)
    problems = [*_overriding_nothing(found, known), *_blocks_overriding_nothing(made)]
    problems += _without_suffix(root, settings.templates, known)
    if not found and not problems:
        message = f'{where}: "{settings.templates}" has no templates; expected {_LIKE}'
        problems = [Problem(FILE, message)]
    if problems:
        raise ConfigError(problems)
    return made


def brought_by(targets: tuple[str, ...]) -> Templates:
    """Return the templates of those targets that are plugins; raises `PluginError`."""
    names = plugins.chosen(targets)
    if not names:
        return BUILT_IN
    brought: list[Source] = []
    problems: list[Problem] = []
    makers: dict[str, str] = {}
    for plugin in map(load, names):
        owner, folder = plugin.distribution, plugin.target.templates
        found = read_templates(folder, owner) if folder else ()
        for name in (source.name for source in found):
            if makers.setdefault(name, owner) != owner:
                message = f"has a template {name}, and so does {makers[name]}; choose one of them"
                problems.append(Problem(owner, message))
        brought += [source for source in found if source not in brought]
    if problems:
        raise PluginError(problems)
    return Templates((), tuple(brought), plugins.fingerprint(targets))


_LIKE = f"files such as models.py{SUFFIX}"


def read_templates(folder: Path, shown_as: str) -> tuple[Source, ...]:
    """Return the templates in a folder, at any depth; raises `ConfigError` if one is unreadable."""
    found: list[Source] = []
    problems: list[Problem] = []
    for file in sorted(folder.rglob(f"*{SUFFIX}")):
        name = file.relative_to(folder).as_posix()
        try:
            text = read_text_file(file, f"{shown_as}/{name}")
            found.append(Source(name, f"{shown_as}/{name}", text))
        except SpecError as error:
            problems += error.problems
    if problems:
        raise ConfigError(problems)
    return tuple(found)


def _overriding_nothing(own: tuple[Source, ...], known: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each template that overrides no template, and that no template uses."""
    used = {name for source in own for name in meta.find_referenced_templates(_parsed(source))}
    if None in used:  # a name is computed at run time, so any template may be used
        return
    for source in own:
        is_used = source.name in used and not source.name.startswith(ORIGINAL)
        if source.name not in known and not is_used:
            advice = nearest_or_all(source.name, sorted(known))
            yield Problem(
                source.shown_as, f"overrides no template, and no template uses it{advice}"
            )


def _blocks_overriding_nothing(templates: Templates) -> Iterator[Problem]:
    """Yield a problem for each block that does not override a block of an extended template."""
    for source in templates.own:
        tree = _parsed(source)
        known = {
            block.name
            for extended in _extended(source, templates)
            for block in _parsed(extended).find_all(nodes.Block)
        }
        for node in tree.body if known else ():
            if isinstance(node, nodes.Block) and node.name not in known:
                message = f'overrides no block: there is no "{node.name}"'
                where = f"{source.shown_as}:{node.lineno}"
                yield Problem(where, f"{message}{nearest_or_all(node.name, sorted(known))}")


def _extended(source: Source, templates: Templates) -> list[Source]:
    """Return the templates that a template extends, directly or indirectly, the nearest first."""
    chain = [source]
    for last in chain:  # the loop appends to `chain`
        for statement in _parsed(last).find_all(nodes.Extends):
            if isinstance(statement.template, nodes.Const):
                parent = templates.find(str(statement.template.value))
                if parent is not None and parent not in chain:
                    chain.append(parent)
    return chain[1:]


@lru_cache(maxsize=64)  # each template is needed several times, and again after every save
def _parsed(source: Source) -> nodes.Template:
    """Return the syntax tree of a template; empty if it is invalid, which rendering reports."""
    try:
        return environment().parse(source.text)
    except jinja2.TemplateSyntaxError:
        return nodes.Template([])


def _without_suffix(root: Path, folder: PurePosixPath, known: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each file that has the name of a template without the suffix."""
    for file in sorted((root / folder).iterdir()):
        meant = {f"{name}{SUFFIX}" for name in (file.name, file.stem)} & known
        if meant and file.suffix not in (SUFFIX, ".md"):  # a README.md is allowed
            message = f'its name does not end in {SUFFIX}; did you mean "{min(meant)}"?'
            yield Problem(f"{folder}/{file.name}", message)
