"""Targets of other distributions: entry points of the group `typescribe.targets`."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from typescribe.config import KNOWN_TARGETS
from typescribe.errors import PluginError, Problem

if TYPE_CHECKING:
    from typescribe.targets import Target

GROUP = "typescribe.targets"


@dataclass(frozen=True, slots=True)
class Plugin:
    """A target, and where it comes from."""

    target: Target
    distribution: str


def offered() -> tuple[str, ...]:
    """Return the names of the targets that other distributions offer; none of them is loaded."""
    return tuple(sorted({point.name for point in _offers(tuple(sys.path))}))


def chosen(targets: Iterable[str]) -> list[str]:
    """Return those of some targets that are not of typescribe."""
    return [name for name in dict.fromkeys(targets) if name not in KNOWN_TARGETS]


def load(name: str) -> Plugin:
    """Return the target that a distribution offers under a name.

    Raises `PluginError` where it cannot be imported, or is no target that can be used.
    """
    return _load(name, tuple(sys.path))


def files(name: str) -> list[Path]:
    """Return the files that a target is made of: the package of its entry point, or its module.

    Nothing is imported but the packages around it that have no code.
    """
    found: set[Path] = set()
    for point in _named(name):
        found |= set(_files(point))
    return sorted(found)


def fingerprint(targets: Iterable[str]) -> str:
    """Return what tells the targets among some that are not of typescribe from other versions.

    Raises `OSError` for a file that cannot be read.
    """
    digest = hashlib.sha256()
    for name in chosen(targets):
        for point in _named(name):
            digest.update(f"{name}\0{point.value}\0{distribution_of(point)}\0".encode())
        for file in files(name):
            digest.update(f"{file}\0".encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def distribution_of(point: EntryPoint) -> str:
    """Return the name and version of the distribution that an entry point stands in."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value


@lru_cache(maxsize=1)
def _offers(path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=GROUP))


def _named(name: str) -> list[EntryPoint]:
    return [point for point in _offers(tuple(sys.path)) if point.name == name]


@lru_cache
def _load(name: str, path: tuple[str, ...]) -> Plugin:
    from typescribe.targets import Target
    from typescribe.targets.accepting import accepted

    points = _named(name)
    if len(points) != 1:
        owners = " and ".join(map(distribution_of, points)) or "no distribution"
        raise _refusal(owners, name, "is offered by both; uninstall one" if points else "is gone")
    (point,) = points
    owner = distribution_of(point)
    _assert_no_clash(point, owner)
    try:
        found = point.load()
        if callable(found) and not isinstance(found, (type, Target)):
            found = found()
    except Exception as error:  # whatever the code of somebody else may raise
        raise _refusal(
            owner, name, f"cannot be imported: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(found, Target):
        kind = "a class" if isinstance(found, type) else f"of type {type(found).__name__}"
        expected = "expected a typescribe.targets.Target, or a function that returns one"
        raise _refusal(owner, name, f"{point.value} is {kind}; {expected}")
    return Plugin(accepted(found, name, owner, files(name)), owner)


def _assert_no_clash(point: EntryPoint, owner: str) -> None:
    """Raise `PluginError` for a distribution that also offers what typescribe has already."""
    for other in _offers(tuple(sys.path)):
        if distribution_of(other) == owner and other.name in KNOWN_TARGETS:
            raise _refusal(
                owner, other.name, "is a target of typescribe itself; choose another name"
            )


def _refusal(owner: str, name: str, message: str) -> PluginError:
    return PluginError([Problem(owner, f'target "{name}" {message}')])


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
