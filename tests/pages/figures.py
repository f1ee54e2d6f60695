"""Checks tables in pages that repeat measurements from another file, and updates their figures.

Between `<!-- figures of FILE -->` and `<!-- end -->`, each row repeats the first row of that file
with the same words, or its first cells.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

_REGION = re.compile(r"(?<=<!-- figures of )(\S+) -->\n(.*?)(?=<!-- end -->)", re.DOTALL)
_FIGURE = re.compile(r"\d")


def updated(page: str) -> tuple[str, list[tuple[int, str]]]:
    """Return a page with the figures of the files, and a message for each line that was wrong."""
    lines = page.splitlines(keepends=True)
    differences: list[tuple[int, str]] = []
    for region in _REGION.finditer(page):
        text = (ROOT / region[1]).read_text(encoding="utf-8")
        measured = [_cells(line) for line in text.splitlines() if line[:1] == "|"]
        first = page.count("\n", 0, region.start(2))
        for number, line in enumerate(region[2].splitlines(), first):
            if line[:1] != "|":
                continue
            row = _cells(line)
            found = [
                cells[: len(row)] for cells in measured if _words(cells, row) == _words(row, row)
            ]
            if not found:
                differences.append((number + 1, f"{region[1]} has no such row"))
            elif row != found[0]:
                lines[number] = f"| {' | '.join(found[0])} |\n"
                differences.append((number + 1, f"{region[1]} says: {lines[number].strip()}"))
    return "".join(lines), differences


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _words(cells: list[str], row: list[str]) -> list[str]:
    """Return the cells without figures among the first ones, as many as there are in `row`."""
    return [cell for cell in cells[: len(row)] if not _FIGURE.search(cell)]
