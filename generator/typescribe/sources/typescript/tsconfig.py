"""`paths` and `baseUrl` of a `tsconfig.json` -> the files that a specifier may mean.

See https://www.typescriptlang.org/docs/handbook/modules/reference.html#paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from typescribe.language.errors import SpecError
from typescribe.language.text_files import is_regular
from typescribe.sources.typescript.boundary import LONGEST_PATH, Boundary, Mention
from typescribe.sources.typescript.json_files import read_json_object

_DEEPEST = 10
"""How many files may extend one another."""


_UNREAD = (
    "leads out of the {}, so it is not read: "
    "names of modules that it maps to files are not resolved"
)


def candidates(specifier: str, folder: Path, boundary: Boundary) -> Iterator[Path]:
    """Yield the paths to which the nearest `tsconfig.json` maps a specifier, the best first."""
    if config := _nearest(folder, boundary):
        options = _options(config, _DEEPEST, boundary)
        yield from _mapped(specifier, options.paths, options.paths_from, options.base)


def report_unread(folder: Path, boundary: Boundary) -> None:
    """Report that the nearest `tsconfig.json` extends one outside, which is not read.

    It matters only where a specifier is resolved in no other way: published packages often
    contain a `tsconfig.json` whose base was not published.
    """
    config = _nearest(folder, boundary)
    if config and (unread := _options(config, _DEEPEST, boundary).unread):
        boundary.refused[unread] = _UNREAD.format(boundary.noun)


def _nearest(folder: Path, boundary: Boundary) -> Path | None:
    for parent in (folder, *folder.parents):
        if not boundary.holds(parent):
            return None
        config = parent / "tsconfig.json"
        if is_regular(config) and boundary.admits(config, config, config.name):
            return config
    return None


def _mapped(
    specifier: str, paths: dict[str, Any], paths_from: Path, base: Path | None
) -> Iterator[Path]:
    for pattern, targets in sorted(paths.items(), key=lambda item: -len(item[0].split("*")[0])):
        before, star, after = pattern.partition("*")
        fits = specifier.startswith(before) and specifier.endswith(after) if star else False
        if not (specifier == pattern or (fits and len(specifier) >= len(pattern) - 1)):
            continue
        middle = specifier[len(before) : len(specifier) - len(after)] if star else ""
        for target in targets if isinstance(targets, list) else ():
            if isinstance(target, str) and len(target) + len(middle) <= LONGEST_PATH:
                yield paths_from / target.replace("*", middle, 1)
        return
    if base is not None:
        yield base / specifier


@dataclass(frozen=True, slots=True)
class _Options:
    """`paths`, the folder that they start from, `baseUrl`, and what is extended but not read."""

    paths: dict[str, Any]
    paths_from: Path
    base: Path | None = None
    unread: Mention | None = None


def _options(config: Path, depth: int, boundary: Boundary) -> _Options:
    read = _read(config)
    found = _Options({}, config.parent)
    extended = read.get("extends")
    if isinstance(extended, str) and extended.startswith(".") and depth:
        other = config.parent / extended
        other = other if other.suffix == ".json" else other.with_name(f"{other.name}.json")
        if boundary.holds(other):
            found = _options(other, depth - 1, boundary)
        else:
            found = replace(found, unread=Mention(config, extended))
    options = read.get("compilerOptions")
    options = options if isinstance(options, dict) else {}
    if isinstance(options.get("baseUrl"), str):
        found = replace(found, base=config.parent / options["baseUrl"])
    if isinstance(options.get("paths"), dict):
        paths_from = found.base or config.parent
        found = replace(found, paths=options["paths"], paths_from=paths_from, unread=None)
    return found


def _read(config: Path) -> dict[str, Any]:
    """Return the contents of a file of JSON with comments and last commas, {} if it has none."""
    try:
        return read_json_object(config, config.name, commented=True)
    except SpecError:
        return {}
