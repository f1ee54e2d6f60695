"""What stands on a command line for a model -> that model: a folder, a file, `REV:path` in git."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from typescribe.errors import Problem, SpecError
from typescribe.model import Model
from typescribe.pipeline import load_spec
from typescribe.resolve import resolve
from typescribe.sources.revisions import check_out
from typescribe.sources.yaml_spec import read_spec_file

EXPECTED = "expected a spec folder or file, or REV:path in git"

WORTH_A_PROCESS = 500_000
"""How many bytes each of two sources must have before a second process pays for itself."""

_Answer: TypeAlias = Model | tuple[Problem, ...]


def load_models(old: str, new: str) -> tuple[Model, Model]:
    """Return the models that two arguments stand for; `SpecError` with the problems of both."""
    with ExitStack() as stack:
        first, second = (_opened(stack, argument) for argument in (old, new))
        answers = _answers(first, second)
    match answers:
        case (Model() as before, Model() as after):
            return before, after
    problems = [problem for found in answers if not isinstance(found, Model) for problem in found]
    raise SpecError(dict.fromkeys(problems))


@dataclass(frozen=True, slots=True)
class _Opened:
    """An argument as files on disk; positions start with `shown_as`."""

    path: Path
    shown_as: str

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        files = self.path.iterdir() if self.path.is_dir() else iter((self.path,))
        return sum(file.stat().st_size for file in files if file.is_file())

    def load(self) -> Model:
        """Return the model; raises `SpecError`."""
        if self.path.is_dir():
            return load_spec(self.path.resolve().name, self.path, self.shown_as)
        if not self.path.exists():
            raise SpecError([Problem(self.shown_as, f"not found; {EXPECTED}")])
        if self.path.suffix.lower() not in (".yaml", ".yml"):
            raise SpecError([Problem(self.shown_as, f"does not end in .yaml; {EXPECTED}")])
        return resolve(read_spec_file(self.path, self.shown_as))


_Found: TypeAlias = _Opened | tuple[Problem, ...]


@contextmanager
def _open(argument: str) -> Iterator[_Opened]:
    """Find the files that an argument stands for: those of a revision are there for a while.

    A path that is there is never taken for a revision.
    """
    path = Path(argument)
    revision, colon, inside = argument.partition(":")
    shown_as = argument.rstrip("/") or argument
    if not colon or path.exists():
        yield _Opened(path, shown_as)
        return
    with TemporaryDirectory(prefix="typescribe-") as folder:
        yield _Opened(check_out(revision, inside, Path(folder)), shown_as)


def _opened(stack: ExitStack, argument: str) -> _Found:
    try:
        return stack.enter_context(_open(argument))
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
    collecting = gc.isenabled()
    gc.disable()  # a large spec is many small objects, all of them kept: none is to be found
    try:
        return found.load()
    except SpecError as error:
        return error.problems
    finally:
        if collecting:
            gc.enable()
