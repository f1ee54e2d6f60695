"""The body of `typescribe import`: what is read, written and told, without printing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typescribe.amending.obsolete import Obsolete
from typescribe.importing import importer as importing
from typescribe.importing import report as import_report
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.language.errors import Problem, SpecError
from typescribe.project import output


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of an import."""

    entries: tuple[str, ...]
    preludes: tuple[str, ...]
    described: bool


def options(entries: Sequence[str], preludes: Sequence[str], described: bool) -> Options:
    """Return options as the command line gives them."""
    return Options(tuple(entries), tuple(preludes), described)


@dataclass(frozen=True, slots=True)
class Done:
    """An import that has been carried out; `printed` are the specs where nothing was written."""

    read: ReadTypes
    texts: dict[str, str]
    written: output.Plan | None
    printed: tuple[str, ...]
    obsolete: Obsolete
    report: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return all of it for a program."""
        made: dict[str, Any] = {"files": self.texts}
        if self.written:
            plan = self.written
            made = {
                "output": plan.shown_as,
                "created": plan.created,
                "changed": plan.changed,
                "removed": plan.removed,
            }
        told = import_report.as_json(self.read)
        return {**made, **told, "obsolete": import_report.obsolete_as_json(self.obsolete)}


def run(source: str, text: bytes | None, folder: str | None, asked: Options) -> Done:
    """Import a source, and write it where a folder is given.

    Raises:
        SpecError: the source cannot be read, or holds no type that a spec can hold; what is
            in the folder has mistakes. Nothing is written then.
        OutputError: something is in the way.
    """
    if folder == "":
        # An unset variable of a script, most likely; the current folder is called ".".
        raise SpecError([Problem("--output", "expected a folder; found nothing")])
    opened = importing.open_folder(Path(folder), Path(folder).as_posix()) if folder else None
    by_hand = opened.by_hand if opened else ()
    given = importing.Source(source, _decoded(text) if text is not None else None)
    read = importing.import_types(
        given, Wanted(asked.entries, asked.described, by_hand), asked.preludes
    )
    texts = importing.spec_files(read, importing.source_label(given))
    report = import_report.table(read)
    if not texts and not by_hand:
        shown = source if text is None else importing.STDIN
        raise SpecError(import_report.nothing_to_import(read, shown))
    if opened is None:
        return Done(read, texts, None, tuple(_printed(texts)), Obsolete(), tuple(report))
    plan = importing.plan(opened, texts)
    obsolete = importing.obsolete_amendments(opened, texts)
    output.write(plan)
    told = (*report, *_written(plan), *import_report.of_overlay(obsolete))
    return Done(read, texts, plan, (), obsolete, told)


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte 0x{text[error.start]:02X} is not UTF-8; expected UTF-8"
        raise SpecError([Problem("stdin", message)]) from None


def _printed(texts: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for name, text in texts.items():
        lines += ([f"# {name}"] if len(texts) > 1 else []) + [text]
    return lines


def _written(plan: output.Plan) -> list[str]:
    changed = [("created", plan.created), ("changed", plan.changed), ("removed", plan.removed)]
    told = [f"  {verb} {name}" for verb, names in changed for name in names]
    if not told:
        return [f"{plan.shown_as}: unchanged"]
    return [f"{plan.shown_as}: {len(told)} of {len(plan.files)} files written", *told]
