"""A folder of spec files in YAML -> a declared package.

All mistakes of all files are reported together, in the order of files and lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from typescribe.language.declared import Declaration, DeclaredPackage
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.package_constants import DeclaredConstant
from typescribe.language.progress import MoveOn, unseen
from typescribe.language.text_files import read_text_file, reason_of
from typescribe.sources.yaml.declarations import DeclarationReader, text_of
from typescribe.sources.yaml.package_constants import constants_in
from typescribe.sources.yaml.positioned import parse_yaml
from typescribe.sources.yaml.schema import schema_problems
from typescribe.sources.yaml.tree import Node

OVERLAY_FILE = "overlay.yaml"
"""The only file of the folder that declares nothing; it amends the other files."""

_SUFFIXES = {".yaml", ".yml"}


def read_package(
    name: str, folder: Path, shown_as: str, move_on: MoveOn = unseen
) -> DeclaredPackage:
    """Read the spec files in a folder, but not in its subfolders, and without the overlay.

    Args:
        name: the name of the package.
        folder: the folder of its files; hidden files are skipped.
        shown_as: the name of the folder in positions, with forward slashes.
        move_on: receives how many files are read, and of how many.

    Raises:
        SpecError: with every mistake in all files.
    """
    problems: list[Problem] = []
    reader = DeclarationReader()
    declarations: list[Declaration] = []
    descriptions: list[str] = []
    constants: list[DeclaredConstant] = []
    paths = _spec_files(folder, shown_as)
    for done, path in enumerate(paths):
        move_on(done, len(paths))
        if path.stem.lower() == Path(OVERLAY_FILE).stem:
            message = f"an overlay is called {OVERLAY_FILE}; rename the file"
            problems.append(Problem(f"{shown_as}/{path.name}", message))
            continue
        try:
            root = _read_file(path, f"{shown_as}/{path.name}", problems)
        except SpecError as error:
            problems += error.problems
            continue
        declarations += reader.declarations(root)
        constants += constants_in(root, reader.problems)
        descriptions.append(text_of(root, "description") or "")
    move_on(len(paths), len(paths))
    problems += reader.problems
    if problems:
        raise SpecError(in_order(problems))
    description = "\n\n".join(filter(None, descriptions))
    return DeclaredPackage(name, tuple(declarations), description, constants=tuple(constants))


def read_spec_file(path: Path, shown_as: str) -> DeclaredPackage:
    """Read a spec that consists of a single file.

    Raises:
        SpecError: with every mistake in the file.
    """
    problems: list[Problem] = []
    reader = DeclarationReader()
    root = _read_file(path, shown_as, problems)
    declarations = tuple(reader.declarations(root))
    constants = tuple(constants_in(root, reader.problems))
    problems += reader.problems
    if problems:
        raise SpecError(sorted(set(problems), key=_order))
    description = text_of(root, "description") or ""
    return DeclaredPackage(path.stem, declarations, description, constants=constants)


def _spec_files(folder: Path, shown_as: str) -> list[Path]:
    try:
        files = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise SpecError([Problem(shown_as, reason_of(error))]) from None
    found = [
        path
        for path in files
        if path.suffix.lower() in _SUFFIXES
        and not path.name.startswith(".")
        and path.name != OVERLAY_FILE
    ]
    if not found:
        message = "no spec in this folder; expected files that end in .yaml or .yml"
        raise SpecError([Problem(shown_as, message)])
    return found


def _read_file(path: Path, shown_as: str, problems: list[Problem]) -> Node:
    text = read_text_file(path, shown_as)
    root, found = (_parsed if len(text) <= KEPT_UP_TO else _parsed.__wrapped__)(text, shown_as)
    problems += found
    if root is None:
        message = 'the file is empty; expected a mapping with a key "types"'
        raise SpecError([Problem(Position(shown_as, 1, 1), message)])
    return root


KEPT_UP_TO = 100_000
"""Files up to this length stay parsed in memory, for the next run of `--watch`."""


@lru_cache(maxsize=64)
def _parsed(text: str, shown_as: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the tree of a file, None if it is empty, and its problems."""
    document = parse_yaml(text, shown_as)
    if document.root is None:
        return None, tuple(document.problems)
    return document.root, (*document.problems, *schema_problems(document.root))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems without duplicates, in the order of files and lines."""
    return sorted(set(problems), key=_order)


def _order(problem: Problem) -> tuple[str, int, int, str]:
    match problem.where:
        case Position(file, line, column):
            return file, line, column, problem.message
        case str(file):
            return file, 0, 0, problem.message
