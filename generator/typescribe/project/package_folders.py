"""The folders inside a generated package: their own files, and other things in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from typescribe.language.errors import Problem

FOLDERS = (
    "models",
    "typed_dicts",
    "validators",
    "private",
    "private/building",
    "private/checking",
    "private/shapes",
)
"""The folders that a generated package may have, the outer ones first."""

MARKER = "py.typed"
"""A file that the folder of every generated package has, and no folder inside one."""


def entries(folder: Path, *, inside: bool) -> list[Path]:
    """Return the entries of a folder, sorted, and if `inside`, those of `FOLDERS` in it.

    Symbolic links are not followed, and another generated package is left out. Raises `OSError` if
    a folder cannot be listed.
    """
    found = sorted(folder.iterdir())
    for name in FOLDERS if inside else ():
        part = folder / name
        is_own = all(not each.is_symlink() for each in (part, part.parent))
        if is_own and part.is_dir() and not (part / MARKER).exists():
            found += sorted(part.iterdir())
    return found


def folders_of(names: Iterable[str]) -> list[str]:
    """Return the folders that files need inside a package, the outer ones first.

    >>> folders_of(["__init__.py", "private/building/order.py"])
    ['private', 'private/building']
    """
    parents = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    return sorted(parents - {"."})


def foreign(folder: Path, shown_as: str, names: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each folder that files need, but that belongs to something else."""
    for name in folders_of(names):
        if (folder / name).is_symlink():
            message = "a symbolic link, so nothing is written into it; move it away"
            yield Problem(f"{shown_as}/{name}", message)
        elif (folder / name).exists() and not (folder / name).is_dir():
            message = "not a folder, so nothing can be written there; move it away"
            yield Problem(f"{shown_as}/{name}", message)
        elif (folder / name / MARKER).exists():
            message = "the folder of another generated package; set another output for one of them"
            yield Problem(f"{shown_as}/{name}", message)
