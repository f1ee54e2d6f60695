"""The command `typescribe import` without its printing: read, write, report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typescribe.amending.obsolete import Obsolete
from typescribe.importing import importer as importing
from typescribe.importing import report as import_report
from typescribe.importing import spec_folder
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.importing.short_names import GivenNames
from typescribe.language.declared import Declaration
from typescribe.language.errors import Problem, SpecError
from typescribe.language.text_files import decoded
from typescribe.language.visible import visible
from typescribe.project import output


@dataclass(frozen=True, slots=True)
class Options:
    """The options of an import."""

    entries: tuple[str, ...]
    preludes: tuple[str, ...]
    described: bool
    width: int | None
    """How wide the report may be; None leaves each row on a line of its own."""


def options(
    entries: Sequence[str], preludes: Sequence[str], described: bool, width: int | None
) -> Options:
    """Return the options from the values of the command line and the width of the terminal."""
    return Options(tuple(entries), tuple(preludes), described, width)


@dataclass(frozen=True, slots=True)
class Done:
    """A finished import; `printed` holds the specs if they were not written to a folder."""

    source: importing.Source
    read: ReadTypes
    by_hand: tuple[Declaration, ...]
    texts: dict[str, str]
    written: output.Plan | None
    printed: tuple[str, ...]
    obsolete: Obsolete
    report: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the result for JSON."""
        made: dict[str, Any] = {"files": self.texts}
        if self.written:
            plan = self.written
            made = {
                "output": plan.shown_as,
                "created": plan.created,
                "changed": plan.changed,
                "removed": plan.removed,
            }
        report = import_report.as_json(self.read)
        return {**made, **report, "obsolete": import_report.obsolete_as_json(self.obsolete)}


def run(source: str, text: bytes | None, folder: str | None, chosen: Options) -> Done:
    """Import a source, and write the specs if a folder is given.

    Raises:
        SpecError: the source cannot be read or has no type to import, or a file in the folder
            has mistakes; nothing is written.
        OutputError: a file in the folder is in the way.
    """
    if folder == "":
        # Most likely an unset variable in a script; the current folder is ".".
        raise SpecError([Problem("--output", "expected a folder; found nothing")])
    opened = spec_folder.open_folder(Path(folder), Path(folder).as_posix()) if folder else None
    by_hand = opened.by_hand if opened else ()
    names = opened.class_names if opened else GivenNames()
    given = importing.Source(source, decoded(text, "stdin") if text is not None else None)
    wanted = Wanted(chosen.entries, chosen.described, by_hand, class_names=names)
    read = importing.import_types(given, wanted, chosen.preludes)
    texts = importing.spec_files(read, importing.source_label(given))
    report = import_report.table(read, chosen.width)
    if not texts and not by_hand:
        shown = source if text is None else importing.STDIN
        raise SpecError(import_report.nothing_to_import(read, shown))
    if opened is None:
        printed = tuple(_printed(texts))
        return Done(given, read, by_hand, texts, None, printed, Obsolete(), tuple(report))
    plan = spec_folder.plan(opened, texts)
    obsolete = spec_folder.obsolete_amendments(opened, texts)
    output.write(plan)
    lines = [*report, *[""] * (len(report) > 1), *map(visible, _written(plan))]
    lines += import_report.of_overlay(obsolete, chosen.width)
    return Done(given, read, by_hand, texts, plan, (), obsolete, tuple(lines))


def _printed(texts: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for name, text in texts.items():
        lines += ([f"# {name}"] if len(texts) > 1 else []) + [text]
    return lines


def _written(plan: output.Plan) -> list[str]:
    changed = [("created", plan.created), ("changed", plan.changed), ("removed", plan.removed)]
    lines = [
        f"  {verb} {name}{', the example of typescribe init' * (name in plan.given_up)}"
        for verb, names in changed
        for name in names
    ]
    if not lines:
        return [f"{plan.shown_as}: unchanged"]
    written = len(plan.created) + len(plan.changed)
    return [f"{plan.shown_as}: {written} of {len(plan.files)} files written", *lines]
