"""Targets of other distributions: entry points of the group `typescribe.targets`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path

from typescribe.targets.registry import SELECTABLE

GROUP = "typescribe.targets"


def offered() -> tuple[str, ...]:
    """Return the names of the targets that other distributions offer; none of them is loaded."""
    return tuple(sorted({point.name for point in offers()}))


def chosen(targets: Iterable[str]) -> list[str]:
    """Return those of some targets that are not of typescribe."""
    return [name for name in dict.fromkeys(targets) if name not in SELECTABLE]


def files(name: str) -> list[Path]:
    """Return the files that a target is made of: the package of its entry point, or its module.

    Nothing is imported but the packages around it that have no code.
    """
    found: set[Path] = set()
    for point in named(name):
        found |= set(_files(point))
    return sorted(found)


def fingerprint(targets: Iterable[str]) -> str:
    """Return what tells the targets among some that are not of typescribe from other versions.

    Raises `OSError` for a file that cannot be read.
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
    """Return the name and version of the distribution that an entry point stands in."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


def offers() -> tuple[EntryPoint, ...]:
    """Return every entry point of the group, in the order in which Python finds them."""
    return _offers(tuple(sys.path))


@lru_cache(maxsize=1)
def _offers(path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=GROUP))


def named(name: str) -> list[EntryPoint]:
    """Return the entry points of a name: more than one if distributions collide."""
    return [point for point in offers() if point.name == name]


def _files(point: EntryPoint) -> Iterator[Path]:
    names = point.module.split(".")
    try:
        spec = find_spec(names[0])
        # A namespace is nobody's own: what lies in it is looked for further down.
        for place in range(2, len(names) + 1):
            if spec is None or spec.origin is not None:
                break
            spec = find_spec(".".join(names[:place]))
    except (ImportError, ValueError):
        return  # told where it is loaded
    if spec is None:
        return
    if spec.submodule_search_locations is None:
        yield Path(spec.origin or "")
        return
    for folder in map(Path, spec.submodule_search_locations):
        for file in folder.rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                yield file
