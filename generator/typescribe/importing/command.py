"""The command `typescribe import` without its printing: read, plan what to write, report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typescribe.amending.obsolete import Obsolete
from typescribe.importing import importer as importing
from typescribe.importing import npm_source, spec_folder
from typescribe.importing import report as import_report
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.importing.short_names import GivenNames
from typescribe.language.declared import Declaration
from typescribe.language.errors import Problem, SpecError
from typescribe.language.visible import visible
from typescribe.project import output


@dataclass(frozen=True, slots=True)
class Options:
    """The options of an import; preludes are relative to the current folder."""

    entries: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    preludes: tuple[str, ...] = ()
    described: bool = True
    with_dependencies: bool = False
    constants: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """A finished import in memory; nothing is written yet.

    The files of a downloaded source are gone when the block of `acquired` ends.
    """

    source: importing.Source
    label: str
    """The package and version of the source, or its file."""
    read: ReadTypes
    by_hand: tuple[Declaration, ...]
    texts: dict[str, str]
    folder: spec_folder.Folder | None
    plan: output.Plan | None
    """The changes to the folder, if there is one."""
    obsolete: Obsolete

    def as_json(self) -> dict[str, Any]:
        """Return the result for JSON."""
        made: dict[str, Any] = {"files": self.texts}
        if self.plan:
            made = {
                "output": self.plan.shown_as,
                "created": self.plan.created,
                "changed": self.plan.changed,
                "removed": self.plan.removed,
            }
        report = import_report.as_json(self.read)
        return {**made, **report, "obsolete": import_report.obsolete_as_json(self.obsolete)}

    def printed(self) -> Iterator[str]:
        """Yield the specs, for an import without a folder."""
        for name, text in self.texts.items():
            if len(self.texts) > 1:
                yield f"# {name}"
            yield text

    def report(self, width: int | None) -> Iterator[str]:
        """Yield the lines of the report; rows are wrapped at `width`, if there is one."""
        table = import_report.table(self.read, width)
        yield from table
        if self.plan:
            yield from [""] if len(table) > 1 else []
            yield from map(visible, written(self.plan))
            yield from import_report.of_overlay(self.obsolete, width)


def run(source: importing.Source, folder: Path | None, shown_as: str, chosen: Options) -> Imported:
    """Import a source into a spec folder, or without one; nothing is written.

    Args:
        source: as `npm_source.acquired` yields it, or with the text of standard input.
        folder: the spec folder; None if the specs are to be printed.
        shown_as: the path of the folder in messages.
        chosen: the options.

    Raises:
        SpecError: the source cannot be read or has no type to import, or a file in the folder
            has mistakes.
        OutputError: a file in the folder is in the way.
    """
    opened = spec_folder.open_folder(folder, shown_as) if folder else None
    by_hand = opened.by_hand if opened else ()
    names = opened.class_names if opened else GivenNames()
    wanted = Wanted(
        chosen.entries,
        chosen.described,
        by_hand,
        excluded=chosen.excluded,
        class_names=names,
        constants=chosen.constants,
        constants_by_hand=(
            frozenset(one.name for one in opened.constants) if opened else frozenset()
        ),
    )
    if chosen.with_dependencies:
        _bring_dependencies(source, wanted, chosen.preludes)
    read = importing.import_types(source, wanted, chosen.preludes)
    label = importing.source_label(source)
    texts = importing.spec_files(read, label)
    if not texts and not by_hand:
        shown = source.given if source.text is None else importing.STDIN
        raise SpecError(import_report.nothing_to_import(read, shown))
    if opened is None:
        return Imported(source, label, read, by_hand, texts, None, None, Obsolete())
    plan = spec_folder.plan(opened, texts)
    obsolete = spec_folder.obsolete_amendments(opened, texts)
    return Imported(source, label, read, by_hand, texts, opened, plan, obsolete)


def _bring_dependencies(source: importing.Source, wanted: Wanted, preludes: Sequence[str]) -> None:
    if source.folder is None:
        message = "only a release on a registry, such as npm:@acme/shop, has them"
        raise SpecError([Problem("--with-dependencies", message)])
    npm_source.bring_dependencies(
        source, lambda: importing.import_types(source, wanted, preludes).read.imports
    )


def written(plan: output.Plan) -> Iterator[str]:
    """Yield what a plan writes: the files, with a heading."""
    changed = [("created", plan.created), ("changed", plan.changed), ("removed", plan.removed)]
    lines = [
        f"  {verb} {name}{', the example of typescribe init' * (name in plan.given_up)}"
        for verb, names in changed
        for name in names
    ]
    if lines:
        count = len(plan.created) + len(plan.changed)
        yield f"{plan.shown_as}: {count} of {len(plan.files)} files written"
        yield from lines
    else:
        yield f"{plan.shown_as}: unchanged"
