"""What `diff` says of two models, in each of its formats, and when that makes it fail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from typescribe.diff import diff
from typescribe.differences.as_json import as_json
from typescribe.differences.changes import Counts
from typescribe.differences.markdown import as_markdown
from typescribe.differences.report import Comparison, count
from typescribe.differences.table import as_table
from typescribe.model import Model

FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": as_table,
    "json": as_json,
    "markdown": as_markdown,
}


def compare(old: tuple[str, Model], new: tuple[str, Model]) -> Comparison:
    """Compare two models, each with what the command line called it."""
    types = {*old[1].by_name, *new[1].by_name}
    return Comparison(old[0], new[0], len(types), tuple(diff(old[1], new[1])))


def failing(comparison: Comparison, fail_on: Collection[str]) -> str:
    """Return why the changes are refused, where they hold what is to fail; or ""."""
    counts = Counts.of(comparison.changes)
    told = {
        "breaking-readers": _breaking(counts.readers, "readers"),
        "breaking-writers": _breaking(counts.writers, "writers"),
        "any": count(counts.changes, "change") if counts.changes else "",
    }
    return " and ".join(text for name, text in told.items() if name in fail_on and text)


def _breaking(number: int, whom: str) -> str:
    verb = "breaks" if number == 1 else "break"
    return f"{count(number, 'change')} that {verb} {whom}" if number else ""
