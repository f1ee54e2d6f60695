"""What `diff` says of two models, in each of its formats, and when that makes it fail."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from typescribe.diff import diff
from typescribe.differences.as_json import as_json
from typescribe.differences.changes import Counts
from typescribe.differences.markdown import as_markdown
from typescribe.differences.report import Comparison
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
    found = {
        "breaking-readers": (counts.readers, "that break readers"),
        "breaking-writers": (counts.writers, "that break writers"),
        "any": (counts.changes, "of any kind"),
    }
    told = [
        f"{number:,} {'change' if number == 1 else 'changes'} {what}"
        for name, (number, what) in found.items()
        if name in fail_on and number
    ]
    return " and ".join(told)
