"""The reports of `diff` in each format, and the conditions under which the command fails."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from typescribe.comparing.as_json import as_json
from typescribe.comparing.changes import Counts
from typescribe.comparing.diff import diff
from typescribe.comparing.entries import Side, parse_entries, restricted
from typescribe.comparing.markdown import as_markdown
from typescribe.comparing.model_source import load_models
from typescribe.comparing.report import Comparison
from typescribe.comparing.table import as_table
from typescribe.text.counting import counted

FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": as_table,
    "json": as_json,
    "markdown": as_markdown,
}


def compare(
    old: str, new: str, preludes: tuple[str, ...] = (), entries: tuple[str, ...] = ()
) -> Comparison:
    """Compare the models that two command-line arguments name.

    Args:
        old: a source.
        new: another source.
        preludes: files with declarations that are missing in imported TypeScript.
        entries: the types to compare, `NAME` or `OLD=NEW`, with what they refer to; all if empty.

    Raises:
        TypescribeError: a source cannot be read, or an entry does not exist.
    """
    chosen = parse_entries(entries)
    before, after = load_models(old, new, preludes, chosen)
    old_model, new_model = before.model, after.model
    pairs: Mapping[str, str] = {}
    if chosen:
        sides = Side(old, old_model, before.entries), Side(new, new_model, after.entries)
        old_model, new_model, pairs = restricted(*sides, chosen)
    types = {*old_model.by_name, *new_model.by_name}
    notes = tuple(loaded.note for loaded in (before, after) if loaded.note)
    return Comparison(old, new, len(types), tuple(diff(old_model, new_model, pairs)), notes)


def compare_present(
    old: str, new: str, preludes: tuple[str, ...], names: tuple[str, ...]
) -> Comparison:
    """Compare the types with these names, and what they refer to, that any of two sources has.

    Raises:
        TypescribeError: a source cannot be read.
    """
    chosen = parse_entries(names)
    before, after = load_models(old, new, preludes, chosen)
    present = [
        entry
        for entry in chosen
        if entry.old in before.entries.classes or entry.new in after.entries.classes
    ]
    sides = Side(old, before.model, before.entries), Side(new, after.model, after.entries)
    old_model, new_model, pairs = restricted(*sides, present)
    types = {*old_model.by_name, *new_model.by_name}
    notes = tuple(loaded.note for loaded in (before, after) if loaded.note)
    return Comparison(old, new, len(types), tuple(diff(old_model, new_model, pairs)), notes)


def failing(comparison: Comparison, fail_on: Collection[str]) -> str:
    """Return why the command fails with the given values of `--fail-on`; "" if it succeeds."""
    counts = Counts.of(comparison.changes)
    found = {
        "breaking-readers": _breaking(counts.readers, "readers"),
        "breaking-writers": _breaking(counts.writers, "writers"),
        "any": counted(counts.changes, "change") if counts.changes else "",
    }
    return " and ".join(text for name, text in found.items() if name in fail_on and text)


def _breaking(number: int, whom: str) -> str:
    verb = "breaks" if number == 1 else "break"
    return f"{counted(number, 'change')} that {verb} {whom}" if number else ""
