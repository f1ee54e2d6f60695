"""Checks tables of type expressions in pages, and updates their annotations.

Between `<!-- types -->` and `<!-- end -->`, the cells of a row are: a type, or a property `x?: T`;
its annotation in Python; JSON values that the type accepts; values that it rejects; a remark.
"""

from __future__ import annotations

import ast
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import packages
import specs

from typescribe.language.model import Model
from typescribe.rendering import assembly

DECLARED = {"Order": {"fields": {"id": "string", "note?": "string"}}}
"""The types to which rows may refer, as the pages say."""

_REGION = re.compile(r"(?<=<!-- types -->\n).*?(?=<!-- end -->)", re.DOTALL)
_CELL = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"(`+) ?(.+?) ?\1")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its line in the page, and the name of the type that is made for it."""

    name: str
    line: int
    cells: tuple[str, ...]

    @property
    def fields(self) -> dict[str, str]:
        """The property that the row describes, as in a spec."""
        (written,) = _codes(self.cells[0])
        name, colon, type_ = written.partition(": ")
        return {name: type_} if colon and name.removesuffix("?") == "x" else {"x": written}

    @property
    def is_property(self) -> bool:
        return self.fields != {"x": _codes(self.cells[0])[0]}

    def values(self, cell: int) -> Iterator[Any]:
        """Yield an object with the property for each JSON value in a cell."""
        for text in _codes(self.cells[cell]):
            value = json.loads(text)
            yield value if self.is_property else {"x": value}


def updated(page: str) -> tuple[str, list[tuple[int, str]]]:
    """Return a page with the right annotations, and a message for each line that was wrong."""
    rows = [row for region in _REGION.finditer(page) for row in _rows(page, region)]
    if not rows:
        return page, []
    lines = page.splitlines(keepends=True)
    differences: list[tuple[int, str]] = []
    model = _model(rows)
    with packages.loaded(model) as package:
        annotations = _annotations(model)
        for row in rows:
            cell = _code(annotations[row.name])
            if row.cells[1] != cell:
                differences.append((row.line, f"in Python this is {cell}"))
                cells = [row.cells[0], cell, *row.cells[2:]]
                lines[row.line - 1] = f"| {' | '.join(cells)} |\n"
            for column, meant in ((2, True), (3, False)):
                for value in row.values(column):
                    if package.is_valid(row.name, value) is not meant:
                        says = "rejected" if meant else "accepted"
                        differences.append((row.line, f"{json.dumps(value)} is {says}"))
    return "".join(lines), differences


def _rows(page: str, region: re.Match[str]) -> Iterator[Row]:
    first = page.count("\n", 0, region.start()) + 1
    for place, line in enumerate(region[0].splitlines()):
        if line.startswith("| `"):
            cells = tuple(cell.strip() for cell in _CELL.split(line.strip())[1:-1])
            yield Row(f"Row{first + place}", first + place, cells)


def _codes(cell: str) -> list[str]:
    return [text.replace(r"\|", "|") for _, text in _CODE.findall(cell)]


def _code(text: str) -> str:
    escaped = text.replace("|", r"\|")
    return f"`{escaped}`"


def _model(rows: list[Row]) -> Model:
    types = {**DECLARED, **{row.name: {"fields": row.fields} for row in rows}}
    with tempfile.TemporaryDirectory() as folder:
        return specs.load(Path(folder), json.dumps({"types": types}))


def _annotations(model: Model) -> dict[str, str]:
    """Return the annotation of the property in the class of each row."""
    source = assembly.modules(specs.SETTINGS, model)["models.py"].source
    found: dict[str, str] = {}
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ClassDef):
            for line in statement.body:
                if isinstance(line, ast.AnnAssign) and ast.unparse(line.target) == "x":
                    # the class of an object that is written in place is named after the row
                    written = (ast.get_source_segment(source, line) or "").removeprefix("x: ")
                    found[statement.name] = written.replace(f"{statement.name}X", "X")
    return found
