"""Loads targets by name: built-in ones, and plugins, which other distributions provide."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from typescribe.language.model import Model
from typescribe.rendering.accepting import accepted, rejected
from typescribe.targets.contract import Target, flattened
from typescribe.targets.plugins import chosen, distribution_of, files, named, offers
from typescribe.targets.registry import NAMES, SELECTABLE, built_in

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


@dataclass(frozen=True, slots=True)
class Plugin:
    """A target of another distribution, and the name and version of that distribution."""

    target: Target
    distribution: str


def with_needs(names: tuple[str, ...]) -> list[Target]:
    """Return the named targets, the targets that they need, and further files that these make.

    Built-in targets come first, in the order of the registry; then plugins, in the order of
    `names`. Raises `PluginError` if a plugin cannot be used.
    """
    found: dict[str, Target] = {}
    wanted = list(names)
    for name in wanted:
        found[name] = built_in(name) if name in NAMES else load(name).target
        wanted += [needed for needed in found[name].needs if needed not in wanted]
    order = [*NAMES, *dict.fromkeys(name for name in names if name not in NAMES)]
    return [each for name in order if name in found for each in flattened(found[name])]


def assert_exports_apart(
    names: tuple[str, ...], exported: Sequence[tuple[str, list[str]]], model: Model
) -> None:
    """Raise `PluginError` if a plugin exports a name that another file of the package exports.

    Args:
        names: the targets of the package.
        exported: for each file of the package, the names that it exports.
        model: the closed model.
    """
    for name in chosen(names):
        plugin = load(name)
        mistakes: list[str] = []
        for target in flattened(plugin.target):
            own = set(target.exports(model))
            for file, others in exported:
                if file != target.file:
                    mistakes += (
                        f'exports "{same}" from {target.file}, and so does {file}; rename one'
                        for same in sorted(own.intersection(others))
                    )
        if mistakes:
            raise rejected(name, plugin.distribution, *mistakes)


def load(name: str) -> Plugin:
    """Return the target that another distribution provides under a name.

    Raises `PluginError` if there is not exactly one, or it cannot be imported or used.
    """
    return _load(name, tuple(sys.path))


@lru_cache
def _load(name: str, path: tuple[str, ...]) -> Plugin:
    points = named(name)
    if len(points) != 1:
        owners = " and ".join(map(distribution_of, points)) or "no distribution"
        raise rejected(
            name, owners, "is offered by both; uninstall one" if points else "is not installed"
        )
    (point,) = points
    owner = distribution_of(point)
    _assert_no_clash(point, owner)
    try:
        found = point.load()
        if callable(found) and not isinstance(found, (type, Target)):
            found = found()
    except Exception as error:  # third-party code may raise anything
        mistake = f"cannot be imported: {type(error).__name__}: {error}"
        raise rejected(name, owner, mistake) from error
    if not isinstance(found, Target):
        kind = "a class" if isinstance(found, type) else f"of type {type(found).__name__}"
        expected = "expected a typescribe.targets.Target, or a function that returns one"
        raise rejected(name, owner, f"{point.value} is {kind}; {expected}")
    return Plugin(accepted(found, name, owner, files(name)), owner)


def _assert_no_clash(point: EntryPoint, owner: str) -> None:
    """Raise `PluginError` if a target of the same distribution has the name of a built-in one."""
    for other in offers():
        if distribution_of(other) == owner and other.name in SELECTABLE:
            mistake = "is a target of typescribe itself; choose another name"
            raise rejected(other.name, owner, mistake)
