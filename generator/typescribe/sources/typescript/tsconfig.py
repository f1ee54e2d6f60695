"""`paths` and `baseUrl` of a `tsconfig.json` -> the files that a specifier may mean.

See https://www.typescriptlang.org/docs/handbook/modules/reference.html#paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typescribe.language.errors import SpecError
from typescribe.language.text_files import is_regular
from typescribe.sources.typescript.boundary import LONGEST_PATH, Boundary
from typescribe.sources.typescript.json_files import read_json_object

_DEEPEST = 10
"""How many files may extend one another."""


def candidates(specifier: str, folder: Path, boundary: Boundary) -> Iterator[Path]:
    """Yield the paths to which the nearest `tsconfig.json` maps a specifier, the best first."""
    for parent in (folder, *folder.parents):
        if not boundary.holds(parent):
            return
        config = parent / "tsconfig.json"
        if is_regular(config) and boundary.admits(config, config, config.name):
            yield from _mapped(specifier, *_options(config, _DEEPEST, boundary))
            return


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


def _options(
    config: Path, depth: int, boundary: Boundary
) -> tuple[dict[str, Any], Path, Path | None]:
    """Return `paths`, the folder that they start from, and `baseUrl`."""
    read = _read(config)
    paths: dict[str, Any] = {}
    paths_from, base = config.parent, None
    extended = read.get("extends")
    if isinstance(extended, str) and extended.startswith(".") and depth:
        other = config.parent / extended
        other = other if other.suffix == ".json" else other.with_name(f"{other.name}.json")
        if boundary.admits(other, config, extended):
            paths, paths_from, base = _options(other, depth - 1, boundary)
    options = read.get("compilerOptions")
    options = options if isinstance(options, dict) else {}
    if isinstance(options.get("baseUrl"), str):
        base = config.parent / options["baseUrl"]
    if isinstance(options.get("paths"), dict):
        paths = options["paths"]
        paths_from = base or config.parent
    return paths, paths_from, base


def _read(config: Path) -> dict[str, Any]:
    """Return the contents of a file of JSON with comments and last commas, {} if it has none."""
    try:
        return read_json_object(config, config.name, commented=True)
    except SpecError:
        return {}
