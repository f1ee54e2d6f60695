"""Specifiers and packages -> the files in which TypeScript looks for a module.

See https://www.typescriptlang.org/docs/handbook/modules/reference.html#packagejson-exports.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from typescribe.language.errors import Problem

_SUFFIXES = (".ts", ".tsx", ".d.ts", ".mts", ".d.mts", ".cts", ".d.cts")
_OF_SCRIPT = {
    ".js": (".ts", ".tsx", ".d.ts"),
    ".mjs": (".mts", ".d.mts"),
    ".cjs": (".cts", ".d.cts"),
}
_CONDITIONS = ("types", "import", "require", "default", "node", "browser")


def entries(folder: Path) -> list[Path]:
    """Return the declaration files that a package exports, the main one first."""
    manifest = _manifest(folder)
    found = list(_of_subpath(folder, manifest, "."))
    if not found:
        exports = manifest.get("exports")
        for subpath in exports if isinstance(exports, dict) else ():
            if subpath.startswith("./") and "*" not in subpath:
                found += _of_subpath(folder, manifest, subpath)
    return list(dict.fromkeys(path.resolve() for path in found))


def manifest_problem(folder: Path, shown_as: str) -> Problem | None:
    """Return why a package.json leads to no declarations, None if it names none."""
    path = folder / "package.json"
    if not path.is_file():
        return None
    shown = f"{shown_as.rstrip('/')}/package.json"
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Problem(shown, "it is not valid JSON, so the types cannot be found")
    manifest = _manifest(folder)
    for key in ("types", "typings"):
        if isinstance(manifest.get(key), str):
            message = f'"{key}" is "{manifest[key]}", which does not exist'
            return Problem(shown, f"{message}; build the package, or give the file to import")
    return None


def resolve_bare(specifier: str, folder: Path) -> Path | None:
    """Find the declarations of a package that is installed in a `node_modules` around a folder."""
    pieces = specifier.split("/")
    length = 2 if specifier.startswith("@") else 1
    name, inside = "/".join(pieces[:length]), "/".join(pieces[length:])
    types = "@types/" + name.removeprefix("@").replace("/", "__")
    for parent in (folder, *folder.parents):
        for package in (parent / "node_modules" / name, parent / "node_modules" / types):
            if package.is_dir():
                subpath = f"./{inside}" if inside else "."
                for found in _of_subpath(package, _manifest(package), subpath):
                    return found
    return None


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _of_subpath(folder: Path, manifest: dict[str, Any], subpath: str) -> Iterator[Path]:
    candidates: list[str] = []
    exports = manifest.get("exports")
    if isinstance(exports, dict) and subpath in exports:
        candidates += _targets(exports[subpath])
    elif subpath == "." and isinstance(exports, dict | str):
        candidates += _targets(exports)
    if subpath == ".":
        candidates += [manifest[key] for key in ("types", "typings", "main") if key in manifest]
        candidates.append("index")
    else:
        candidates.append(subpath)
    for candidate in candidates:
        if isinstance(candidate, str) and (found := find_file(folder / candidate)):
            yield found
            return


def _targets(exported: Any) -> Iterator[str]:
    """Yield the files of an entry of `exports`; those under `types` come first."""
    if isinstance(exported, str):
        yield exported
    elif isinstance(exported, dict):
        for condition in _CONDITIONS:
            if condition in exported:
                yield from _targets(exported[condition])


def find_file(path: Path) -> Path | None:
    """Return the file of a specifier without a suffix, declaration files included."""
    for suffix, replaced in _OF_SCRIPT.items():
        if path.name.endswith(suffix):
            stem = path.name.removesuffix(suffix)
            for candidate in (path.with_name(stem + other) for other in replaced):
                if candidate.is_file():
                    return candidate
    if path.name.endswith(_SUFFIXES) and path.is_file():
        return path
    for suffix in _SUFFIXES:
        candidate = path.with_name(path.name + suffix) if path.name else path
        if candidate.is_file():
            return candidate
    for suffix in _SUFFIXES:
        candidate = path / f"index{suffix}"
        if candidate.is_file():
            return candidate
    return None


def is_declarations(name: str) -> bool:
    """Return whether a file name has a suffix of TypeScript."""
    return PurePosixPath(name).name.endswith(_SUFFIXES)


def package_label(folder: Path) -> str:
    """Return the name and version of the package in a folder, "" if there is none."""
    manifest = _manifest(folder)
    name, version = manifest.get("name"), manifest.get("version")
    if not isinstance(name, str):
        return ""
    return f"{name} {version}" if isinstance(version, str) else name


def labels(files: Sequence[str]) -> dict[str, str]:
    """Return the path of each file, relative to their common folder."""
    split = {file: PurePosixPath(file).parts for file in files}
    common = 0
    for pieces in zip(*(parts[:-1] for parts in split.values()), strict=False):
        if len(set(pieces)) > 1:
            break
        common += 1
    return {file: "/".join(parts[common:]) for file, parts in split.items()}
