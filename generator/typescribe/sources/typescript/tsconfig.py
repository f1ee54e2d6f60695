"""`paths` and `baseUrl` of a `tsconfig.json` -> the files that a specifier may mean.

See https://www.typescriptlang.org/docs/handbook/modules/reference.html#paths.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_LAST_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])')
_DEEPEST = 10
"""How many files may extend one another."""


def candidates(specifier: str, folder: Path) -> Iterator[Path]:
    """Yield the paths to which the nearest `tsconfig.json` maps a specifier, the best first."""
    for parent in (folder, *folder.parents):
        config = parent / "tsconfig.json"
        if config.is_file():
            yield from _mapped(specifier, *_options(config, _DEEPEST))
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
            if isinstance(target, str):
                yield paths_from / target.replace("*", middle, 1)
        return
    if base is not None:
        yield base / specifier


def _options(config: Path, depth: int) -> tuple[dict[str, Any], Path, Path | None]:
    """Return `paths`, the folder that they start from, and `baseUrl`."""
    read = _read(config)
    paths: dict[str, Any] = {}
    paths_from, base = config.parent, None
    extended = read.get("extends")
    if isinstance(extended, str) and extended.startswith(".") and depth:
        other = config.parent / extended
        other = other if other.suffix == ".json" else other.with_name(f"{other.name}.json")
        paths, paths_from, base = _options(other, depth - 1)
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
        text = config.read_text(encoding="utf-8-sig")
        plain = _COMMENT.sub(lambda found: found[1] or " ", text)
        read = json.loads(_LAST_COMMA.sub(lambda found: found[1] or "", plain))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
