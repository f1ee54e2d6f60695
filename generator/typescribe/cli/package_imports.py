"""`import --package`: imports into the specs of packages, and remembers how in their settings."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typescribe.cli.messages import status
from typescribe.cli.writing import print_waiting

if TYPE_CHECKING:
    from typescribe.importing.command import Imported
    from typescribe.project.import_settings import ImportSettings
    from typescribe.project.settings import PackageSettings, Project


def import_packages(
    stack: ExitStack,
    folder: Path,
    source: str | None,
    names: tuple[str, ...],
    given: dict[str, Any],
) -> tuple[dict[str, Imported], list[str]]:
    """Import into the specs of packages and write them, all of them or none.

    Returns the imports by package, and lines about what was written into the settings.

    Args:
        stack: keeps the files of downloaded sources.
        folder: a folder of the project.
        source: what to import into the one named package; None for what the settings say.
        names: the names of packages; without any, all that are imported.
        given: the options on the command line, by the names of their settings.
    """
    from typescribe.importing import package_import
    from typescribe.project import import_table, lock, output
    from typescribe.project.settings import FILE, find_project

    project = find_project(folder)
    wanted: dict[PackageSettings, ImportSettings] = {}
    if source is None:
        for package in package_import.importing_packages(project, names):
            if package.imported:
                wanted[package] = package.imported
    else:
        (package,) = project.select(names)
        wanted[package] = _requested(project, package, source, given)
    before = (project.root / FILE).read_bytes()
    after = before.decode()
    done: dict[str, Imported] = {}
    with lock.held(project.root, print_waiting):
        for package, settings in wanted.items():
            with status(f"{package.name}: importing {settings.source}"):
                made = stack.enter_context(package_import.imported(project, package, settings))
            done[package.name] = made
            exact = package_import.with_release(settings, made)
            after = import_table.remembered(after, package, exact)
        edit = import_table.edit(project.root, before, after)
        output.write(*(made.plan for made in done.values() if made.plan), edit)
    said = [f"{FILE}: {_remembered(package)}" for package in wanted if edit.stale]
    return done, said


def _remembered(package: PackageSettings) -> str:
    from typescribe.project.import_settings import import_table

    return f"[{import_table(package.name)}] says how; to repeat it, run: typescribe import"


def _requested(
    project: Project, package: PackageSettings, source: str, given: dict[str, Any]
) -> ImportSettings:
    """Return the settings of an import; options that the package has already must not change.

    Raises `ConfigError` if one would.
    """
    from typescribe.importing.package_import import as_setting
    from typescribe.language.errors import ConfigError, Problem
    from typescribe.project.import_settings import ImportSettings, import_table
    from typescribe.project.import_table import written_options
    from typescribe.project.settings import FILE

    where = as_setting(project.root, source)
    if "prelude" in given:
        given["prelude"] = tuple(as_setting(project.root, path) for path in given["prelude"])
    if package.imported is None:
        return ImportSettings(where, **given)
    written = written_options(package.imported)
    for key, value in given.items():
        if key in written and written[key] != value:
            table = import_table(package.name)
            message = f'[{table}] says another "{key}" for this import; change it there'
            raise ConfigError([Problem(FILE, message)])
    return replace(package.imported, source=where, **given)
