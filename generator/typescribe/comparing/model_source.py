"""Loads the model that an argument names: a folder, a file, `npm:NAME`, or `REV:path` in git."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from typescribe.comparing.entries import Entry, FoundEntries, find_entries, imported_entries
from typescribe.comparing.revisions import SPEC_SUFFIXES, check_out, holds_typescript
from typescribe.language.declared import DeclaredPackage
from typescribe.language.declared_names import class_of
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.model import Model
from typescribe.language.text_files import is_existing, is_folder, is_regular
from typescribe.pipeline import declared_package
from typescribe.project import garbage_collector
from typescribe.resolving.resolve import resolve
from typescribe.sources.npm.specifier import is_npm
from typescribe.sources.typescript.module_files import is_declarations
from typescribe.sources.yaml.spec import read_spec_file

if TYPE_CHECKING:
    from typescribe.importing.importer import Source

EXPECTED = "expected a spec, TypeScript, a saved API page, npm:NAME@VERSION, or REV:path in git"

WORTH_A_PROCESS = 500_000
"""The size in bytes from which reading two sources in two processes is faster."""

_IMPORTED = (".html", ".htm", ".txt", ".json", ".tgz", ".tar.gz")
"""The ends of the names of other files that `import` reads: pages, projects, archives."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model, a note if it was not imported exactly, and the types that `--entry` names.

    `classes` are the names of the classes, by the names of their types in a spec.
    """

    model: Model
    classes: Mapping[str, str]
    entries: FoundEntries
    note: str = ""
    is_imported: bool = False


_Answer: TypeAlias = Loaded | tuple[Problem, ...]


def load_models(
    old: str, new: str, preludes: tuple[str, ...] = (), entries: tuple[Entry, ...] = ()
) -> tuple[Loaded, Loaded]:
    """Return the models that two arguments name.

    Args:
        old: a spec folder or file, a source for `import`, or one of these as `REV:path` in git.
        new: the same.
        preludes: files with declarations that are missing in the imported TypeScript.
        entries: the types that are looked for; of TypeScript, no others are imported.

    Raises:
        SpecError: a source does not exist or cannot be read; with the problems of both sources.
    """
    with ExitStack() as stack:
        first = _opened(stack, old, preludes, tuple(entry.old for entry in entries))
        second = _opened(stack, new, preludes, tuple(entry.new for entry in entries))
        answers = _with_one_name_each(first, second, _answers(first, second))
    match answers:
        case (Loaded() as before, Loaded() as after):
            if before.is_imported or after.is_imported:  # an import has them only if asked for
                return _without_constants(before), _without_constants(after)
            return before, after
    problems = [problem for found in answers if not isinstance(found, Loaded) for problem in found]
    raise SpecError(dict.fromkeys(problems))


def _without_constants(loaded: Loaded) -> Loaded:
    return replace(loaded, model=replace(loaded.model, constants=()))


@dataclass(frozen=True, slots=True)
class _Opened:
    """A source on disk; messages show `shown_as` in place of its path."""

    path: Path
    shown_as: str
    preludes: tuple[str, ...]
    entries: tuple[str, ...]
    within: Path | None = None
    """The temporary folder that holds it, if it does not come from the disk."""
    is_release: bool = False
    classes: Mapping[str, str] = field(default_factory=dict)
    """The names that classes must have, by the names of their types in a spec."""

    @property
    def size(self) -> int:
        """The number of bytes to read."""
        files = self.path.iterdir() if is_folder(self.path) else iter((self.path,))
        return sum(file.stat().st_size for file in files if is_regular(file))

    def load(self) -> Loaded:
        """Return the model.

        Raises `SpecError` if the source does not exist or cannot be read.
        """
        if self.is_release:
            return self._imported()
        if not is_existing(self.path):
            raise SpecError([Problem(self.shown_as, f"not found; {EXPECTED}")])
        if is_folder(self.path):
            if self._is_to_import():
                return self._imported()
            name = self.path.resolve().name
            return self._of_spec(declared_package(name, self.path, self.shown_as))
        if self.path.suffix.lower() in SPEC_SUFFIXES:
            return self._of_spec(read_spec_file(self.path, self.shown_as))
        if is_declarations(self.path.name) or self.path.name.lower().endswith(_IMPORTED):
            return self._imported()
        raise SpecError([Problem(self.shown_as, f"not a file that diff can read; {EXPECTED}")])

    def _is_to_import(self) -> bool:
        names = [entry.name for entry in self.path.iterdir()]
        if any(name.endswith(SPEC_SUFFIXES) for name in names):
            return holds_typescript(names)
        if holds_typescript(entry.name for entry in self.path.rglob("*")):
            return True
        from typescribe.importing.references import has_pages, is_site

        return is_site(self.path) or has_pages(self.path)

    def _of_spec(self, package: DeclaredPackage) -> Loaded:
        model = resolve(package)
        entries = find_entries(package, model, self.entries)
        return Loaded(model, _classes(package), entries)

    def _imported(self) -> Loaded:
        from typescribe.importing.importer import as_package, import_types
        from typescribe.importing.read_program import Wanted
        from typescribe.importing.report import counts
        from typescribe.importing.short_names import GivenNames

        try:
            names = GivenNames(self.classes)
            wanted = Wanted(self.entries, entries_may_be_absent=True, class_names=names)
            read = import_types(self._source(), wanted, self.preludes)
            package = as_package(read)
            model = resolve(package)
        except SpecError as error:
            raise SpecError(map(self._shown, error.problems)) from None
        entries = imported_entries(read.entries, read.unknown_entries, package, model)
        note = ""
        if read.approximated or read.left_out:
            note = f"{self.shown_as}: {counts(read)}; typescribe import says why"
        return Loaded(model, _classes(package), entries, note, is_imported=True)

    def _source(self) -> Source:
        from typescribe.importing.importer import Source

        if self.is_release:
            return Source(self.shown_as, within=self.within, folder=self.path)
        return Source(str(self.path), within=self.within)

    def _shown(self, problem: Problem) -> Problem:
        """Return a problem with its position relative to the argument: files may be temporary."""
        match problem.where:
            case Position(file, line, column):
                return Problem(Position(self._renamed(file), line, column), problem.message)
            case str(file):
                return Problem(self._renamed(file), problem.message)

    def _renamed(self, file: str) -> str:
        inside = file.removeprefix(self.path.as_posix())
        return file if inside == file else f"{self.shown_as}{inside}"


def _classes(package: DeclaredPackage) -> dict[str, str]:
    return {declaration.name: class_of(declaration) for declaration in package.declarations}


_Found: TypeAlias = _Opened | tuple[Problem, ...]


@contextmanager
def _open(argument: str, preludes: tuple[str, ...], entries: tuple[str, ...]) -> Iterator[_Opened]:
    """Provide the files that an argument names; some of them exist only inside the block.

    If a path with this name exists, it is used, even if the argument looks like `REV:path`.
    """
    if is_npm(argument):
        from typescribe.importing.npm_source import acquired

        with acquired(argument) as source:
            yield _Opened(source.path, source.given, preludes, entries, source.within, True)
        return
    path = Path(argument)
    revision, colon, inside = argument.partition(":")
    shown_as = argument.rstrip("/") or argument
    if not colon or is_existing(path):
        yield _Opened(path, shown_as, preludes, entries)
        return
    with TemporaryDirectory(prefix="typescribe-") as folder:
        within = Path(folder).resolve()
        checked_out = check_out(revision, inside, within)
        yield _Opened(checked_out, shown_as, preludes, entries, within)


def _opened(
    stack: ExitStack, argument: str, preludes: tuple[str, ...], entries: tuple[str, ...]
) -> _Found:
    try:
        return stack.enter_context(_open(argument, preludes, entries))
    except SpecError as error:
        return error.problems


def _with_one_name_each(
    first: _Found, second: _Found, answers: tuple[_Answer, _Answer]
) -> tuple[_Answer, _Answer]:
    """Read a source again if one of its types has got another class name than in the other source.

    A later import keeps the class names of an earlier one, so that they are no changes.
    """
    match first, second, answers:
        case (_Opened(), _Opened(), (Loaded() as before, Loaded() as after)):
            common = before.classes.keys() & after.classes.keys()
            if all(before.classes[name] == after.classes[name] for name in common):
                return answers
            if after.is_imported:
                return before, _answer(replace(second, classes=before.classes))
            if before.is_imported:
                return _answer(replace(first, classes=after.classes)), after
    return answers


def _answers(first: _Found, second: _Found) -> tuple[_Answer, _Answer]:
    """Read two sources, in parallel if they are large."""
    match first, second:
        case (_Opened(), _Opened()) if (os.cpu_count() or 1) > 1 and min(
            first.size, second.size
        ) > WORTH_A_PROCESS:
            from concurrent.futures import ProcessPoolExecutor

            with ProcessPoolExecutor(1) as pool:
                answer = pool.submit(_answer, second)
                return _answer(first), answer.result()
    return _answer(first), _answer(second)


def _answer(found: _Found) -> _Answer:
    """Return the model, or the problems, since an exception would lose them between processes."""
    if not isinstance(found, _Opened):
        return found
    with garbage_collector.not_collecting():
        try:
            return found.load()
        except SpecError as error:
            return error.problems
