"""Appends the table of a new package to the text of a `pyproject.toml`.

The existing text stays as it is, so no library that writes TOML is needed. In TOML, a table can
always be appended, unless a table around it is closed already, such as an inline table. So the
result is read back and compared.
"""

from __future__ import annotations

import tomllib
from pathlib import PurePosixPath
from typing import Any

from typescribe.language.errors import ConfigError, Problem
from typescribe.project.settings import DEFAULT_TARGETS, FILE, PackageSettings
from typescribe.text.quoting import toml_text


def table_name(package: str) -> str:
    """Return the header of the table of a package."""
    return f"[tool.typescribe.packages.{package}]"


def with_package(before: str, package: PackageSettings) -> str:
    """Return the text of a `pyproject.toml` with the table of a new package appended.

    Raises `ConfigError` if a table cannot be appended to this text.
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
    """Return the settings of a new package; its output is a folder in `import_root`."""
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
    """Return the content that the new text must have: the old content with the table added."""
    meant = tomllib.loads(before)
    ours = meant.setdefault("tool", {}).setdefault("typescribe", {})
    ours.setdefault("packages", {})[package] = tomllib.loads("\n".join(table))
    return meant
