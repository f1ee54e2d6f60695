"""The text of a `pyproject.toml` -> the same text with the table of a package behind it.

Not a byte of what is there changes, so no library has to write TOML: a table may always stand at
the end, unless what is above has closed the tables that it goes into. That is found by reading
the result back.
"""

from __future__ import annotations

import tomllib
from pathlib import PurePosixPath
from typing import Any

from typescribe.language.errors import ConfigError, Problem
from typescribe.project.settings import DEFAULT_TARGETS, FILE, PackageSettings


def table_name(package: str) -> str:
    """Return how the table of a package is called."""
    return f"[tool.typescribe.packages.{package}]"


def with_package(before: str, package: PackageSettings) -> str:
    """Return some TOML with the table of a new package behind it.

    Raises `ConfigError` where nothing can be appended that would mean this table.
    """
    table = _table(package)
    lines = "".join(f"{line}\n" for line in (table_name(package.name), *table))
    if before:
        separator = "\n" if before.endswith("\n") else "\n\n"
        lines = separator + lines
        if "\r\n" in before:
            lines = lines.replace("\n", "\r\n")
    text = before + lines
    after = _read(text)
    if after is None or after != _merged(before, package.name, table):
        shown = "; ".join((table_name(package.name), *table))
        message = f"no table can be appended to what stands there; write it by hand: {shown}"
        raise ConfigError([Problem(FILE, message)])
    return text


def new_package(name: str) -> PackageSettings:
    """Return the settings that a package starts with: by convention, but written out."""
    spec, output = PurePosixPath("spec", name), PurePosixPath("generated", name)
    return PackageSettings(name, spec, output, DEFAULT_TARGETS)


def _table(package: PackageSettings) -> list[str]:
    targets = ", ".join(f'"{target}"' for target in package.targets)
    return [f'spec = "{package.spec}"', f'output = "{package.output}"', f"targets = [{targets}]"]


def _read(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _merged(before: str, package: str, table: list[str]) -> dict[str, Any]:
    """Return what the text has to mean: all that it meant, and the table."""
    meant = tomllib.loads(before)
    ours = meant.setdefault("tool", {}).setdefault("typescribe", {})
    ours.setdefault("packages", {})[package] = tomllib.loads("\n".join(table))
    return meant
