"""Candidates for shell completion: the names of the project's packages, types and templates.

Type names are read from the YAML of a spec without resolving it, which takes an eighth of the time,
so that the names appear as soon as Tab is pressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from typescribe.cli.quoted_completion import is_offered
from typescribe.language.errors import SpecError, TypescribeError
from typescribe.language.text_files import read_text_file


def package_names(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the packages of the project whose names start with the incomplete word."""
    return [CompletionItem(name) for name in _packages(context) if name.startswith(incomplete)]


def type_names(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the types whose names start with the incomplete word, in upper or lower case."""
    found: dict[str, str] = {}
    for package, folder in _packages(context).items():
        for name in _declared(folder):
            found.setdefault(name, package)
    begin = incomplete.lower()
    return [
        CompletionItem(name, help=package)
        for name, package in sorted(found.items())
        if name.lower().startswith(begin) and is_offered(name)
    ]


def template_names(
    context: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the templates whose names start with the incomplete word."""
    from typescribe.project.settings import project_of
    from typescribe.rendering.available import available, summary

    try:
        project = project_of(_project_folder(context))
        known = available(project.packages.values() if project else ())
    except TypescribeError:  # `templates` reports it
        known = available()
    return [
        CompletionItem(source.name, help=summary(source))
        for source in known
        if source.name.startswith(incomplete) and is_offered(source.name)
    ]


def _project_folder(context: click.Context) -> Path:
    return Path(context.params.get("folder") or "").resolve()


def _packages(context: click.Context) -> dict[str, Path]:
    """Return the spec folders of the project by package; none if the settings are invalid."""
    from typescribe.project.settings import find_project

    try:
        project = find_project(_project_folder(context))
    except TypescribeError:
        return {}
    chosen = context.params.get("package")
    return {
        name: project.root / settings.spec
        for name, settings in project.packages.items()
        if chosen in (None, name)
    }


def _declared(folder: Path) -> Iterator[str]:
    """Yield the names of the types that the YAML files of a folder declare."""
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    for file in sorted(folder.glob("*.y*ml")):
        try:
            root = yaml.compose(read_text_file(file, file.name), Loader=loader)
        except (SpecError, ValueError, RecursionError, yaml.YAMLError):
            continue  # `generate` reports the mistake
        for key, types in root.value if isinstance(root, yaml.MappingNode) else ():
            if key.value == "types" and isinstance(types, yaml.MappingNode):
                # A generic type has no class; each of its uses has one.
                yield from (name.value for name, _ in types.value if "<" not in str(name.value))
