"""A package of the settings -> its update in memory: the new spec, what changed, the new code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from typescribe.comparing.diff import diff
from typescribe.comparing.diff_report import compare_present
from typescribe.comparing.report import Comparison
from typescribe.importing import package_import
from typescribe.importing.command import Imported
from typescribe.importing.report import counts
from typescribe.language.errors import Problem, SpecError
from typescribe.language.model import Model
from typescribe.pipeline import Prepared, prepare, prepare_model
from typescribe.project import marks
from typescribe.project.import_settings import ImportSettings
from typescribe.project.output import Plan
from typescribe.project.settings import PackageSettings, Project
from typescribe.sources.npm.specifier import is_npm, parse_specifier
from typescribe.updating.newest import newest
from typescribe.updating.staging import Staged, staged


@dataclass(frozen=True, slots=True)
class Update:
    """The update of one package; nothing is written yet."""

    package: PackageSettings
    old: ImportSettings
    new: ImportSettings
    """The settings with the exact release that was imported."""
    imported: Imported
    spec: Plan
    comparison: Comparison | None
    """The changes of the package's types; None if nothing was imported before."""
    by_hand: Comparison | None
    """The changes of the new release to types that are written by hand; None if there are none."""
    not_compared: tuple[str, ...]
    """The types that are written by hand, if the old source of them is not known or gone."""
    problems: tuple[Problem, ...]
    """Why the new spec cannot be generated; nothing may be written then."""
    generated: tuple[Prepared, ...]
    """The packages that are made of the spec."""

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to write."""
        stale = any(package.plan.stale for package in self.generated)
        return self.old == self.new and not (self.spec.stale or stale or self.problems)


@contextmanager
def updated(project: Project, package: PackageSettings, wanted: str | None) -> Iterator[Update]:
    """Yield the update of a package that is imported; the files of its source last for the block.

    Args:
        project: the project.
        package: a package with the settings of an import.
        wanted: the version to update to; None for the newest one.

    Raises:
        TypescribeError: the source cannot be found or read, or the old spec has mistakes.
    """
    assert package.imported is not None, "it is one of `importing_packages`"
    old = package.imported
    with ExitStack() as stack:
        new = newest(package.name, old, wanted)
        made = stack.enter_context(package_import.imported(project, package, new))
        assert made.plan is not None, "it has a folder"
        exact = package_import.with_release(new, made)
        folder, shown = project.root / package.spec, str(package.spec)
        before = stack.enter_context(staged(None, folder, shown))
        after = stack.enter_context(staged(made.plan, folder, shown))
        problems, generated = _generated(project, package, made, after)
        compared = None
        if _was_imported(project, package):
            compared = _compared(package, (before, after), (old, exact), made)
        own = sorted({note.name for note in made.read.notes if note.kind == "by hand"})
        by_hand, not_compared = _by_hand(project, (old, exact), own, compared)
        yield Update(
            package,
            old,
            exact,
            made,
            made.plan,
            compared,
            by_hand,
            not_compared,
            problems,
            tuple(generated),
        )


def _generated(
    project: Project, package: PackageSettings, made: Imported, after: Staged
) -> tuple[tuple[Problem, ...], list[Prepared]]:
    """Return why the new spec cannot be generated, and what all packages of it become."""
    assert made.plan is not None, "it has a folder"
    if made.obsolete.refused:
        return made.obsolete.refused, []
    prepared: list[Prepared] = []
    problems: list[Problem] = []
    for each in project.packages.values():
        if each.spec != package.spec:
            continue
        try:
            if made.plan.stale:
                model = after.model(each.name, each.types, amended=True)
                prepared.append(prepare_model(project, each, model))
            else:
                prepared.append(prepare(project, each))
        except SpecError as error:
            problems += error.problems
    return tuple(dict.fromkeys(problems)), [] if problems else prepared


def _was_imported(project: Project, package: PackageSettings) -> bool:
    """Return whether the spec has a file that an import has written."""
    for file in (project.root / package.spec).glob("*.y*ml"):
        with file.open("rb") as stream:
            if marks.kind_of(stream.read(marks.MARKED_WITHIN)) == "import":
                return True
    return False


def _compared(
    package: PackageSettings,
    staged_: tuple[Staged, Staged],
    settings: tuple[ImportSettings, ImportSettings],
    made: Imported,
) -> Comparison | None:
    """Compare the old and the new model; without the overlay if it does not apply to both.

    None if the new spec has other mistakes, which are reported.
    """
    for amended in (True, False):
        try:
            before, after = (
                each.model(package.name, package.types, amended=amended) for each in staged_
            )
        except SpecError:
            continue
        return _comparison(before, after, settings, made)
    return None


def _comparison(
    before: Model, after: Model, settings: tuple[ImportSettings, ImportSettings], made: Imported
) -> Comparison:
    old, new = (each.source for each in settings)
    types = {*before.by_name, *after.by_name}
    inexact = made.read.approximated or made.read.left_out
    notes = (f"{new}: {counts(made.read)}; typescribe import says why",) if inexact else ()
    return Comparison(old, new, len(types), tuple(diff(before, after)), notes)


def _by_hand(
    project: Project,
    settings: tuple[ImportSettings, ImportSettings],
    names: list[str],
    compared: Comparison | None,
) -> tuple[Comparison | None, tuple[str, ...]]:
    """Compare types that are written by hand, as the old and the new release declare them.

    Returns the changes that `compared` does not have, if there are any; and the types that cannot
    be compared, because the old release is not known or gone.
    """
    old, new = settings
    if not is_npm(old.source) or not parse_specifier(old.source).is_exact:
        return None, tuple(names)
    if not names or old.source == new.source:
        return None, ()
    preludes = tuple(package_import.here(project.root, prelude) for prelude in new.prelude)
    try:
        found = compare_present(old.source, new.source, preludes, tuple(names))
    except SpecError:
        return None, tuple(names)
    known = {(change.kind, change.place) for change in compared.changes} if compared else set()
    changes = tuple(c for c in found.changes if (c.kind, c.place) not in known)
    return replace(found, changes=changes) if changes else None, ()
