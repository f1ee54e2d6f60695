"""Reads `[tool.typescribe.packages.NAME.import]`: where a spec is imported from, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from typescribe.language.errors import Problem, nearest_or_all

LISTS = {
    "entries": "names of types",
    "exclude": "names of types",
    "prelude": "paths of files",
}
SWITCHES = ("descriptions", "with_dependencies", "constants")


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """The source of a spec and the options of its import; paths are relative to the project."""

    source: str
    entries: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    prelude: tuple[str, ...] = ()
    descriptions: bool = True
    with_dependencies: bool = False
    constants: bool = False


def import_table(package: str) -> str:
    """Return the name of the table of a package, as messages show it."""
    return f"tool.typescribe.packages.{package}.import"


def import_settings(table: Mapping[str, Any]) -> ImportSettings:
    """Return the settings in a table that has no mistakes."""
    values: dict[str, Any] = {
        key: tuple(value) if key in LISTS else value for key, value in table.items()
    }
    return ImportSettings(**values)


def import_mistakes(package: str, table: object, file: str) -> Iterator[Problem]:
    """Yield the mistakes in the table of a package; `table` is None if there is none."""
    where = import_table(package)
    if table is None:
        return
    if not isinstance(table, dict):
        yield Problem(file, f"[{where}] must be a table")
        return
    known = [field.name for field in fields(ImportSettings)]
    for key in table:
        if key not in known:
            yield Problem(file, f'[{where}] has no setting "{key}"{nearest_or_all(key, known)}')
    source = table.get("source")
    if not _is_text(source):
        missing = "missing; " * (source is None)
        expected = 'expected what to import, such as "npm:@acme/shop@1.2.0" or "types.d.ts"'
        yield Problem(file, f"[{where}] source: {missing}{expected}")
    for key, what in LISTS.items():
        value = table.get(key, [])
        if not isinstance(value, list) or not all(map(_is_text, value)):
            yield Problem(file, f"[{where}] {key}: expected a list of {what}")
    for key in SWITCHES:
        if not isinstance(table.get(key, True), bool):
            yield Problem(file, f"[{where}] {key}: expected true or false")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value) and "\0" not in value
