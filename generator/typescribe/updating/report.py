"""Updates -> text for people, Markdown for a pull request, and JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import click

from typescribe.comparing.as_json import as_data
from typescribe.comparing.diff_report import failing
from typescribe.comparing.markdown import as_markdown
from typescribe.comparing.report import Comparison
from typescribe.comparing.table import as_table
from typescribe.importing.report import counts, obsolete_as_json, of_overlay, unknown_excluded
from typescribe.language.visible import visible
from typescribe.project.import_settings import import_table
from typescribe.project.output import Plan
from typescribe.project.settings import FILE
from typescribe.sources.npm.specifier import PREFIX
from typescribe.text.markup import code_span
from typescribe.text.reports import width_of
from typescribe.updating.update import Update

_BY_HAND = "The source also changes types that are written by hand; edit these yourself:"


def plans(update: Update) -> Iterator[Plan]:
    """Yield the plans of the files of an update: those of the spec, then those of packages."""
    yield update.spec
    for package in update.generated:
        yield package.plan


def why_failing(updates: Sequence[Update], fail_on: Collection[str]) -> str:
    """Return why the command fails with the given values of `--fail-on`; "" if it succeeds."""
    return "; ".join(
        f"{update.package.name}: {reason}"
        for update in updates
        for comparison in _comparisons(update)
        if (reason := failing(comparison, fail_on))
    )


def _comparisons(update: Update) -> list[Comparison]:
    return [each for each in (update.comparison, update.by_hand) if each]


def as_text(update: Update) -> Iterator[str]:
    """Yield the lines about an update, without its problems and the files that it writes."""
    name, new = update.package.name, _shown(update.new.source)
    if update.is_current:
        yield f"{name}: already up to date with {new}"
        return
    yield f"{name}: {_origin(update, _shown)}"
    yield from _lines(update, as_table)


def as_markdown_text(update: Update) -> Iterator[str]:
    """Yield the lines of the Markdown about an update, without its problems and files."""
    name = code_span(update.package.name)
    if update.is_current:
        yield f"### {name} is up to date with {_shown_as_code(update.new.source)}"
        return
    yield f"### {name}: {_origin(update, _shown_as_code)}"
    yield from _lines(update, as_markdown, of_code=True)


def _origin(update: Update, show: Callable[[str], str]) -> str:
    """Return the sources of the old types and of the new ones, in words."""
    old, new = update.old.source, update.new.source
    return f"imported again from {show(new)}" if old == new else f"from {show(old)} to {show(new)}"


def _shown_as_code(source: str) -> str:
    return code_span(_shown(source))


def _lines(
    update: Update, table: Callable[[Comparison], str], *, of_code: bool = False
) -> Iterator[str]:
    """Yield the tables of changes, and the notes about the import and the overlay."""
    if update.comparison:
        yield from ("", table(update.comparison))
    if update.by_hand:
        yield from ("", _BY_HAND, "", table(update.by_hand))
    made = update.imported
    width = None if of_code else width_of(sys.stdout)
    said = [*unknown_excluded(made.read, "exclude")]
    if update.not_compared:
        said.append(f"not compared, because they are written by hand: {_not_compared(update)}")
    notes = [counts(made.read), *map(visible, said), *of_overlay(made.obsolete, width)]
    if of_code:
        plain = (click.unstyle(note) for note in notes)
        yield from ("", "```text", *(note for note in plain if note), "```")
    else:
        yield from ("", *notes)


def written(update: Update, *, dry: bool) -> Iterator[str]:
    """Yield which files an update writes, or would write."""
    how = "would be written" if dry else "written"
    for plan in plans(update):
        count = len(plan.created) + len(plan.changed)
        removed = f", {len(plan.removed)} removed" if plan.removed else ""
        if plan.stale:
            yield f"{plan.shown_as}: {count} of {len(plan.files)} files {how}{removed}"
        else:
            yield f"{plan.shown_as}: unchanged"
    if update.old.source != update.new.source:
        table = import_table(update.package.name)
        yield f'{FILE}: [{table}] source = "{update.new.source}"'


def as_json(update: Update, *, is_written: bool) -> dict[str, Any]:
    """Return an update for JSON."""
    return {
        "package": update.package.name,
        "old": update.old.source,
        "new": update.new.source,
        "up_to_date": update.is_current,
        "written": is_written,
        "diff": as_data(update.comparison) if update.comparison else None,
        "by_hand": as_data(update.by_hand) if update.by_hand else None,
        "not_compared": list(update.not_compared),
        "obsolete": obsolete_as_json(update.imported.obsolete),
        "problems": [str(problem) for problem in update.problems],
        "output": [
            {
                "folder": plan.shown_as,
                "created": plan.created,
                "changed": plan.changed,
                "removed": plan.removed,
            }
            for plan in plans(update)
        ],
    }


def _not_compared(update: Update) -> str:
    return ", ".join(update.not_compared)


def _shown(source: str) -> str:
    return visible(source.removeprefix(PREFIX))
