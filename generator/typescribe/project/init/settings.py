"""Append the table of a new package to the text of a `pyproject.toml`.

The existing bytes stay as they are, so no library that writes TOML is needed. A table may always
be appended, unless the text above has closed a table that it belongs to, as an inline table does;
reading the result back reveals that.
"""

from __future__ import annotations

import tomllib
from pathlib import PurePosixPath
from typing import Any

from typescribe.language.errors import ConfigError, Problem
from typescribe.project.settings import DEFAULT_TARGETS, FILE, PackageSettings
from typescribe.text.quoting import toml_text


def table_name(package: str) -> str:
    """Return the header of a package's table."""
    return f"[tool.typescribe.packages.{package}]"


def with_package(before: str, package: PackageSettings) -> str:
    """Return the text of a `pyproject.toml` with the table of a new package appended.

    Raises `ConfigError` if an appended table would not mean that, or would not be TOML.
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
        message = f"no table can be appended to this file; write it by hand: {shown}"
        raise ConfigError([Problem(FILE, message)])
    return text


def new_package(name: str, import_root: PurePosixPath) -> PackageSettings:
    """Return the settings that a package starts with; its output is a folder in `import_root`."""
    return PackageSettings(name, PurePosixPath("spec", name), import_root / name, DEFAULT_TARGETS)


def _table(package: PackageSettings) -> list[str]:
    targets = ", ".join(f'"{target}"' for target in package.targets)
    spec, output = toml_text(str(package.spec)), toml_text(str(package.output))
    return [f"spec = {spec}", f"output = {output}", f"targets = [{targets}]"]


def _read(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _merged(before: str, package: str, table: list[str]) -> dict[str, Any]:
    """Return the content that the new text must have: the old content and the table."""
    meant = tomllib.loads(before)
    ours = meant.setdefault("tool", {}).setdefault("typescribe", {})
    ours.setdefault("packages", {})[package] = tomllib.loads("\n".join(table))
    return meant
