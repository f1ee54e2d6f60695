"""What stands on a command line for a model -> that model: a folder, a file, `REV:path` in git."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from typescribe.comparing.revisions import SPEC_SUFFIXES, check_out, holds_typescript
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.model import Model
from typescribe.pipeline import load_spec
from typescribe.project import garbage_collector
from typescribe.resolving.resolve import resolve
from typescribe.sources.typescript.module_files import is_declarations
from typescribe.sources.yaml.spec import read_spec_file

EXPECTED = "expected a spec, TypeScript, a saved API page, or REV:path in git"

WORTH_A_PROCESS = 500_000
"""How many bytes each of two sources must have before a second process pays for itself."""

_PAGES = (".html", ".htm", ".txt")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model, and what did not come over whole where it was imported."""

    model: Model
    note: str = ""


_Answer: TypeAlias = Loaded | tuple[Problem, ...]


def load_models(old: str, new: str, preludes: tuple[str, ...] = ()) -> tuple[Loaded, Loaded]:
    """Return the models that two arguments stand for.

    Args:
        old: a spec folder or file, what `import` reads, or any of them as `REV:path` in git.
        new: likewise.
        preludes: files that declare what TypeScript is imported without.

    Raises:
        SpecError: with the problems of both: what is not there, or cannot be read.
    """
    with ExitStack() as stack:
        first, second = (_opened(stack, argument, preludes) for argument in (old, new))
        answers = _answers(first, second)
    match answers:
        case (Loaded() as before, Loaded() as after):
            return before, after
    problems = [problem for found in answers if not isinstance(found, Loaded) for problem in found]
    raise SpecError(dict.fromkeys(problems))


@dataclass(frozen=True, slots=True)
class _Opened:
    """An argument as files on disk; positions start with `shown_as`."""

    path: Path
    shown_as: str
    preludes: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        files = self.path.iterdir() if self.path.is_dir() else iter((self.path,))
        return sum(file.stat().st_size for file in files if file.is_file())

    def load(self) -> Loaded:
        """Return the model; raises `SpecError`."""
        if not self.path.exists():
            raise SpecError([Problem(self.shown_as, f"not found; {EXPECTED}")])
        if self.path.is_dir():
            if self._is_typescript():
                return self._imported()
            return Loaded(load_spec(self.path.resolve().name, self.path, self.shown_as))
        if self.path.suffix.lower() in SPEC_SUFFIXES:
            return Loaded(resolve(read_spec_file(self.path, self.shown_as)))
        if is_declarations(self.path.name) or self.path.suffix.lower() in _PAGES:
            return self._imported()
        raise SpecError([Problem(self.shown_as, f"not a file that diff can read; {EXPECTED}")])

    def _is_typescript(self) -> bool:
        names = [entry.name for entry in self.path.iterdir()]
        if any(name.endswith(SPEC_SUFFIXES) for name in names):
            return holds_typescript(names)
        return holds_typescript(entry.name for entry in self.path.rglob("*"))

    def _imported(self) -> Loaded:
        from typescribe.importing.importer import Source, as_package, import_types
        from typescribe.importing.read_program import Wanted
        from typescribe.importing.report import counts

        try:
            read = import_types(Source(str(self.path)), Wanted(), self.preludes)
            model = resolve(as_package(read))
        except SpecError as error:
            raise SpecError(map(self._shown, error.problems)) from None
        if not read.approximated and not read.left_out:
            return Loaded(model)
        return Loaded(model, f"{self.shown_as}: {counts(read)}; typescribe import says why")

    def _shown(self, problem: Problem) -> Problem:
        """Return a problem where the argument says it is: the files may be there for a while."""
        match problem.where:
            case Position(file, line, column):
                return Problem(Position(self._renamed(file), line, column), problem.message)
            case str(file):
                return Problem(self._renamed(file), problem.message)

    def _renamed(self, file: str) -> str:
        inside = file.removeprefix(self.path.as_posix())
        return file if inside == file else f"{self.shown_as}{inside}"


_Found: TypeAlias = _Opened | tuple[Problem, ...]


@contextmanager
def _open(argument: str, preludes: tuple[str, ...]) -> Iterator[_Opened]:
    """Find the files that an argument stands for: those of a revision are there for a while.

    A path that is there is never taken for a revision.
    """
    path = Path(argument)
    revision, colon, inside = argument.partition(":")
    shown_as = argument.rstrip("/") or argument
    if not colon or path.exists():
        yield _Opened(path, shown_as, preludes)
        return
    with TemporaryDirectory(prefix="typescribe-") as folder:
        found = check_out(revision, inside, Path(folder))
        yield _Opened(found, shown_as, preludes)


def _opened(stack: ExitStack, argument: str, preludes: tuple[str, ...]) -> _Found:
    try:
        return stack.enter_context(_open(argument, preludes))
    except SpecError as error:
        return error.problems


def _answers(first: _Found, second: _Found) -> tuple[_Answer, _Answer]:
    """Read two sources, side by side if they are large."""
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
    """Return the model or the problems: an exception would lose them between two processes."""
    if not isinstance(found, _Opened):
        return found
    with garbage_collector.not_collecting():
        try:
            return found.load()
        except SpecError as error:
            return error.problems
