"""Targets of other distributions, found by entry points in the group `typescribe.targets`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from typescribe.targets.registry import SELECTABLE

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "typescribe.targets"


def offered() -> tuple[str, ...]:
    """Return the names of all targets that other distributions offer, without loading any."""
    return tuple(sorted({point.name for point in offers()}))


def chosen(targets: Iterable[str]) -> list[str]:
    """Return those of the given targets that are not built in, without duplicates."""
    return [name for name in dict.fromkeys(targets) if name not in SELECTABLE]


def files(name: str) -> list[Path]:
    """Return the files of a target: those of the package or module of its entry point.

    Nothing is imported except namespace packages around it, which contain no code.
    """
    found: set[Path] = set()
    for point in named(name):
        found |= set(_files(point))
    return sorted(found)


def fingerprint(targets: Iterable[str]) -> str:
    """Return a digest of the distributions and files of those targets that are not built in.

    Raises `OSError` if a file cannot be read.
    """
    digest = hashlib.sha256()
    for name in chosen(targets):
        for point in named(name):
            digest.update(f"{name}\0{point.value}\0{distribution_of(point)}\0".encode())
        for file in files(name):
            digest.update(f"{file}\0".encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def distribution_of(point: EntryPoint) -> str:
    """Return the name and version of the distribution that declares an entry point."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def offers() -> tuple[EntryPoint, ...]:
    """Return all entry points of the group `typescribe.targets`, in the order Python finds them."""
    return _offers(tuple(sys.path))


@lru_cache(maxsize=1)
def _offers(path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points  # slow, and rarely needed

    return tuple(entry_points(group=GROUP))


def named(name: str) -> list[EntryPoint]:
    """Return the entry points with a name; there are several if distributions collide."""
    return [point for point in offers() if point.name == name]


def _files(point: EntryPoint) -> Iterator[Path]:
    names = point.module.split(".")
    try:
        spec = find_spec(names[0])
        # A namespace package belongs to no distribution, so look inside it.
        for place in range(2, len(names) + 1):
            if spec is None or spec.origin is not None:
                break
            spec = find_spec(".".join(names[:place]))
    except (ImportError, ValueError):
        return  # the problem is reported when the target is loaded
    if spec is None:
        return
    if spec.submodule_search_locations is None:
        yield Path(spec.origin or "")
        return
    for folder in map(Path, spec.submodule_search_locations):
        for file in folder.rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                yield file
