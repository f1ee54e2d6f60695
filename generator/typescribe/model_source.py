"""What stands on a command line for a model -> that model: a folder, a file, `REV:path` in git."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from typescribe.errors import Problem, SpecError
from typescribe.model import Model
from typescribe.pipeline import load_spec
from typescribe.resolve import resolve
from typescribe.sources.revisions import check_out
from typescribe.sources.yaml_spec import SUFFIXES, read_spec_file

EXPECTED = "expected a spec folder or file, or REV:path in git"


def load_models(*arguments: str) -> list[tuple[str, Model]]:
    """Return the model of each argument with it; the problems of all are raised together."""
    models: list[tuple[str, Model]] = []
    problems: list[Problem] = []
    for argument in arguments:
        try:
            models.append((argument, load_model(argument)))
        except SpecError as error:
            problems += error.problems
    if problems:
        raise SpecError(dict.fromkeys(problems))
    return models


def load_model(argument: str) -> Model:
    """Return the model that an argument stands for.

    Args:
        argument: a spec folder or a file of one, or either as it was in some revision, as git
            writes that: `HEAD~1:spec/shop`. A path that is there is never taken for a revision.

    Raises:
        SpecError: nothing is there, it cannot be read, or it has no closed meaning.
    """
    path = Path(argument)
    revision, colon, inside = argument.partition(":")
    if not colon or path.exists():
        return _load(path, argument)
    with TemporaryDirectory(prefix="typescribe-") as folder:
        return _load(check_out(revision, inside, Path(folder)), argument)


def _load(path: Path, shown_as: str) -> Model:
    """Return the model of a folder or a file; positions start with `shown_as`."""
    if path.is_dir():
        return load_spec(path.resolve().name, path, shown_as.rstrip("/"))
    if not path.exists():
        raise SpecError([Problem(shown_as, f"not found; {EXPECTED}")])
    if path.suffix.lower() not in SUFFIXES:
        raise SpecError([Problem(shown_as, f"does not end in .yaml; {EXPECTED}")])
    return resolve(read_spec_file(path, shown_as))
