"""Writes an overlay that accepts the observed values, after checking that the spec allows it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from typescribe.amending.amend import amended
from typescribe.language.declared import DeclaredPackage
from typescribe.language.errors import Position, SpecError
from typescribe.language.overlay import Overlay
from typescribe.observing.edits import Edit
from typescribe.observing.findings import Finding
from typescribe.observing.inference import keyword
from typescribe.observing.origins import Origins
from typescribe.observing.overlay_file import with_edits
from typescribe.observing.proposals import Proposal
from typescribe.project.file_writing import replace_file
from typescribe.project.settings import PackageSettings
from typescribe.resolving.resolve import resolve
from typescribe.sources.yaml.overlay import read_overlay
from typescribe.sources.yaml.spec import OVERLAY_FILE, read_package


@dataclass(frozen=True, slots=True)
class DeclaredSpec:
    """The declarations of a spec, and the overlay that amends them."""

    package: DeclaredPackage
    overlay: Overlay | None

    def origins(self) -> Origins:
        """Return where each property of the observed types is declared; raises `SpecError`."""
        package = self.package
        if self.overlay is not None:
            package = amended(package, self.overlay, "observed")
        return Origins(package, self.overlay)


def read_spec(root: Path, settings: PackageSettings, overlay: Path | None = None) -> DeclaredSpec:
    """Return the declarations of a package; raises `SpecError` if they cannot be read.

    The overlay is the file `overlay`, or by default the one in the folder of the spec.
    """
    folder, shown = root / settings.spec, str(settings.spec)
    package = read_package(settings.name, folder, shown)
    if overlay is None or overlay.resolve() == (folder / OVERLAY_FILE).resolve():
        return DeclaredSpec(package, read_overlay(folder, shown))
    return DeclaredSpec(package, _overlay(_text(overlay), str(overlay)))


@dataclass(frozen=True, slots=True)
class Written:
    """The result of writing an overlay."""

    entries: int
    changed: bool
    left_out: tuple[Edit, ...] = ()
    """Edits with which the spec would be invalid."""
    rare: tuple[Finding, ...] = ()
    """Findings based on too few values."""
    elsewhere: tuple[Finding, ...] = ()
    """Findings at places that no overlay can amend."""


def write_overlay(file: Path, proposal: Proposal, package: DeclaredPackage) -> Written:
    """Add the proposed entries to an overlay file; everything that it contains stays.

    Before the file is written, the result is applied to the spec. An entry that makes the spec
    invalid, for example because two classes would have the same name, is proposed as `unknown`
    instead, or left out if that is invalid as well.

    Raises:
        SpecError: the overlay cannot be read, or is invalid even without new entries.
    """
    before = _text(file)
    edits = list(proposal.edits)
    left_out: list[Edit] = []
    text = with_edits(before, tuple(edits), str(file))
    if not _takes(package, text, str(file)):
        kept: list[Edit] = []
        for edit in edits:
            for tried in (edit, _without_type(edit)):
                text = with_edits(before, (*kept, tried), str(file))
                if _takes(package, text, str(file)):
                    kept.append(tried)
                    break
            else:
                left_out.append(edit)
        edits = kept
        text = with_edits(before, tuple(edits), str(file))
        _check(package, text, str(file))
    changed = text != before
    if changed:
        replace_file(file, text.encode())
    return Written(len(edits), changed, tuple(left_out), proposal.rare, proposal.elsewhere)


def _without_type(edit: Edit) -> Edit:
    return edit if edit.type is None else replace(edit, type=keyword("unknown"))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _takes(package: DeclaredPackage, text: str, shown_as: str) -> bool:
    try:
        _check(package, text, shown_as)
    except SpecError:
        return False
    return True


def _check(package: DeclaredPackage, text: str, shown_as: str) -> None:
    overlay = _overlay(text, shown_as)
    if overlay is not None:
        for types in ("observed", "declared"):
            resolve(amended(package, overlay, types))


def _overlay(text: str, shown_as: str) -> Overlay | None:
    """Return the overlay in a text, if any; raises `SpecError` with positions in `shown_as`."""
    if not text.strip():
        return None
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, OVERLAY_FILE).write_text(text, encoding="utf-8")
        try:
            return read_overlay(Path(folder), "")
        except SpecError as error:
            problems = []
            for problem in error.problems:
                where = problem.where
                if isinstance(where, Position):
                    where = replace(where, file=shown_as)
                problems.append(replace(problem, where=where))
            raise SpecError(problems) from error
