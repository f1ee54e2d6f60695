"""The imports of a project's packages, as `[tool.typescribe.packages.NAME.import]` says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from typescribe.importing.command import Imported, Options, run
from typescribe.importing.entries import EXCLUDE, OPTION
from typescribe.importing.npm_source import acquired
from typescribe.language.errors import ConfigError, Problem, SpecError
from typescribe.language.text_files import is_existing
from typescribe.project.import_settings import ImportSettings, import_table
from typescribe.project.settings import FILE, PackageSettings, Project
from typescribe.sources.npm.specifier import is_npm

_KEYS = {OPTION: "entries", EXCLUDE: "exclude"}


def importing_packages(project: Project, names: tuple[str, ...]) -> list[PackageSettings]:
    """Return the named packages, or all whose settings name a source.

    Raises `ConfigError` for an unknown name, and if there is no such package.
    """
    selected = project.select(names)
    found = [settings for settings in selected if settings.imported or names]
    problems = [_without_table(settings.name) for settings in found if not settings.imported]
    if not found:
        problems = [_without_table(selected[0].name if len(selected) == 1 else "NAME")]
    if problems:
        raise ConfigError(problems)
    return found


def _without_table(package: str) -> Problem:
    message = f'there is no table [{import_table(package)}]; "typescribe import SOURCE --package'
    return Problem(FILE, f'{message} {package}" writes it')


@contextmanager
def imported(
    project: Project, package: PackageSettings, settings: ImportSettings
) -> Iterator[Imported]:
    """Import into the spec of a package in memory; nothing is written.

    The files of a downloaded source exist only in the block.

    Raises:
        ConfigError: a setting names something that does not exist.
        SpecError: the source cannot be read, or a file in the spec folder has mistakes.
        OutputError: a file in the spec folder is in the way.
    """
    _assert_existing(project.root, package, settings)
    preludes = tuple(here(project.root, prelude) for prelude in settings.prelude)
    options = Options(
        settings.entries,
        settings.exclude,
        preludes,
        settings.descriptions,
        settings.with_dependencies,
        settings.constants,
    )
    with acquired(here(project.root, settings.source)) as source:
        try:
            made = run(source, project.root / package.spec, str(package.spec), options)
        except SpecError as error:
            raise _in_settings(error, package, settings) from None
        yield made


def with_release(settings: ImportSettings, made: Imported) -> ImportSettings:
    """Return settings with the exact release that was imported."""
    return replace(settings, source=made.source.given) if made.source.folder else settings


def here(root: Path, path: str) -> str:
    """Return a path of the settings relative to the current folder; a release stays the same."""
    if is_npm(path) or Path.cwd() == root:
        return path
    return os.path.relpath(root / path).replace(os.sep, "/")


def as_setting(root: Path, path: str) -> str:
    """Return a path of the command line relative to the project; a release stays the same."""
    if is_npm(path):
        return path
    try:
        return os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # on another drive
        return Path(path).resolve().as_posix()


def _assert_existing(root: Path, package: PackageSettings, settings: ImportSettings) -> None:
    named = [("prelude", path) for path in settings.prelude]
    if not is_npm(settings.source):
        named.insert(0, ("source", settings.source))
    problems: list[Problem] = []
    for key, path in named:
        if is_existing(root / path):
            continue
        if _is_written(key, package, settings):
            message = f'[{import_table(package.name)}] {key}: there is no "{path}"'
            problems.append(Problem(FILE, message))
        else:
            problems.append(Problem(here(root, path), "not found"))
    if problems:
        raise ConfigError(problems)


def _in_settings(error: SpecError, package: PackageSettings, settings: ImportSettings) -> SpecError:
    """Return an error whose problems name settings in place of options that were not given."""
    return SpecError(_in_table(problem, package, settings) for problem in error.problems)


def _in_table(problem: Problem, package: PackageSettings, settings: ImportSettings) -> Problem:
    key = _KEYS.get(problem.where) if isinstance(problem.where, str) else None
    if key is None or not _is_written(key, package, settings):
        return problem
    message = f"[{import_table(package.name)}] {key}: {problem.message}"
    return replace(problem, where=FILE, message=message)


def _is_written(key: str, package: PackageSettings, settings: ImportSettings) -> bool:
    """Return whether a setting of an import is the one of the package, not of an option."""
    old = package.imported
    return old is not None and getattr(old, key) == getattr(settings, key)
