"""Edits the import of a package in the text of a `pyproject.toml`; all other bytes stay.

A table is inserted as lines, and a value is replaced where it is written. Text that looks like a
header or a value can also be inside a string, so each result is read back and compared with the
content that it must have.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from typescribe.language.errors import ConfigError, Problem
from typescribe.project import output
from typescribe.project.import_settings import ImportSettings, import_table
from typescribe.project.settings import FILE, PackageSettings
from typescribe.text.quoting import toml_text


def remembered(before: str, package: PackageSettings, settings: ImportSettings) -> str:
    """Return the text with an import; unchanged if it has that import already.

    Args:
        before: the text of the `pyproject.toml`.
        package: the package as that text describes it.
        settings: the import. If the package has one, only its source may differ, and options that
            are not written down yet.

    Raises `ConfigError` if the text cannot be edited.
    """
    old = package.imported
    if old is None:
        return with_import(before, package.name, settings)
    text = before
    if old.source != settings.source:
        text = with_source(text, package.name, settings.source)
    wanted, written = written_options(settings), written_options(old)
    new = {key: value for key, value in wanted.items() if key not in written}
    return with_options(text, package.name, new) if new else text


def with_import(before: str, package: str, settings: ImportSettings) -> str:
    """Return the text with a table for the import of a package, after the table of the package.

    Raises `ConfigError` if the text has no place for a table.
    """
    lines = [f"[{import_table(package)}]", *_lines(written_options(settings))]
    ending = _ending(before)
    block = ending.join(lines)
    meant = tomllib.loads(before)
    meant["tool"]["typescribe"]["packages"][package]["import"] = tomllib.loads("\n".join(lines[1:]))
    for place in _ends_of_tables(before, package):
        start, end = before[:place], before[place:]
        between = "" if not start or start.endswith("\n") else ending
        text = f"{start}{between}{ending if start else ''}{block}{ending}{end}"
        if _read(text) == meant:
            return text
    raise _no_place("; ".join(lines))


def with_source(before: str, package: str, source: str) -> str:
    """Return the text with another source of the import of a package.

    Raises `ConfigError` if the old source is not found in the text.
    """
    meant = tomllib.loads(before)
    table = meant["tool"]["typescribe"]["packages"][package]["import"]
    old, table["source"] = table["source"], source
    for written in dict.fromkeys((toml_text(old), f"'{old}'")):
        for found in re.finditer(re.escape(written), before):
            text = f"{before[: found.start()]}{toml_text(source)}{before[found.end() :]}"
            if _read(text) == meant:
                return text
    raise _no_place(f"[{import_table(package)}] source = {toml_text(source)}")


def with_options(before: str, package: str, options: Mapping[str, Any]) -> str:
    """Return the text with more options at the end of the table of an import.

    Raises `ConfigError` if the table is not found in the text.
    """
    lines = [*_lines(options)]
    ending = _ending(before)
    block = ending.join(lines)
    meant = tomllib.loads(before)
    table = meant["tool"]["typescribe"]["packages"][package]["import"]
    table |= tomllib.loads("\n".join(lines))
    for place in _ends_of_tables(before, "import"):
        start, end = before[:place], before[place:]
        between = "" if start.endswith("\n") else ending
        text = f"{start}{between}{block}{ending}{end}"
        if _read(text) == meant:
            return text
    raise _no_place(f"[{import_table(package)}] {'; '.join(lines)}")


def edit(root: Path, before: bytes, after: str) -> output.Plan:
    """Return the plan to replace the content of the project's `pyproject.toml`.

    It is replaced only if it still has the content `before`.
    """
    file = (root / FILE).resolve()
    content = after.encode()
    changed = (file.name,) if content != before else ()
    given_up = {file.name: before}
    return output.Plan(
        file.parent, ".", (file.name,), {file.name: content}, changed=changed, given_up=given_up
    )


def written_options(settings: ImportSettings) -> Mapping[str, Any]:
    """Return the settings that a table needs: the source, and what is not the default."""
    found = {field.name: getattr(settings, field.name) for field in fields(settings)}
    defaults = {field.name: field.default for field in fields(settings)}
    return {key: value for key, value in found.items() if value != defaults[key]}


def _ending(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _lines(options: Mapping[str, Any]) -> Iterator[str]:
    for key, value in options.items():
        match value:
            case bool():
                yield f"{key} = {str(value).lower()}"
            case str():
                yield f"{key} = {toml_text(value)}"
            case _:
                yield f"{key} = [{', '.join(map(toml_text, value))}]"


def _ends_of_tables(text: str, name: str) -> Iterator[int]:
    """Yield where tables with this last part of their names end, then the end of the text.

    A comment directly above the next table belongs to that one.
    """
    header = re.compile(rf"^[ \t]*\[[^\[\]\n]*\b{re.escape(name)}[\"' \t]*\][^\n]*\n", re.M)
    for found in header.finditer(text):
        following = re.compile(r"^[ \t]*\[", re.M).search(text, found.end())
        rest = text[found.end() : following.start() if following else len(text)]
        lines = rest.splitlines(keepends=True)
        while lines and following and lines[-1].lstrip().startswith("#"):
            lines.pop()
        while lines and not lines[-1].strip():
            lines.pop()
        yield found.end() + sum(map(len, lines))
    yield len(text)


def _read(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def _no_place(shown: str) -> ConfigError:
    message = f"this file cannot be edited without changing more of it; write by hand: {shown}"
    return ConfigError([Problem(FILE, message)])
