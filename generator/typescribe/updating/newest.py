"""Finds the source that a package is updated to: its newest release, or the same path."""

from __future__ import annotations

from dataclasses import replace

from typescribe.language.errors import ConfigError, Problem
from typescribe.project.import_settings import ImportSettings, import_table
from typescribe.project.settings import FILE
from typescribe.sources.npm import client
from typescribe.sources.npm.specifier import PREFIX, Specifier, is_npm, parse_specifier
from typescribe.sources.npm.versions import is_newer


def newest(package: str, settings: ImportSettings, wanted: str | None) -> ImportSettings:
    """Return the settings of an import with the source to update to.

    Args:
        package: the name of the package.
        settings: the settings as they are.
        wanted: the version, range or tag to update to; None for the tag `latest`. A version that
            is newer than `latest` stays.

    Raises:
        ConfigError: a version is wanted, and the source is not a release.
        SpecError: npm is not installed, or it fails.
    """
    if not is_npm(settings.source):
        if wanted is not None:
            message = f'source: "{settings.source}" is no release, so --to has no meaning'
            raise ConfigError([Problem(FILE, f"[{import_table(package)}] {message}")])
        return settings
    old = parse_specifier(settings.source)
    if wanted is not None:
        new = parse_specifier(f"{PREFIX}{old.name}@{wanted}")
    else:
        found = client.latest(old.name)
        if old.is_exact and not is_newer(found, old.version):
            return settings
        new = Specifier(old.name, found)
    return replace(settings, source=str(new))
