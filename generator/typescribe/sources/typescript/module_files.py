"""Specifiers and packages -> the files in which TypeScript looks for a module.

See https://www.typescriptlang.org/docs/handbook/modules/reference.html#packagejson-exports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from typescribe.language.errors import Problem
from typescribe.sources.typescript.tsconfig import candidates

_SUFFIXES = (".ts", ".tsx", ".d.ts", ".mts", ".d.mts", ".cts", ".d.cts")
_OF_SCRIPT = {
    ".js": (".ts", ".tsx", ".d.ts"),
    ".mjs": (".mts", ".d.mts"),
    ".cjs": (".cts", ".d.cts"),
}
_NEWEST = 5
"""The newest major release of TypeScript."""
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
            for source in ("src/index.ts", "src/index.tsx", "index.ts"):
                if (folder / source).is_file():
                    command = f"typescribe import {shown_as.rstrip('/')}/{source}"
                    return Problem(shown, f"{message}; {source} does: `{command}`")
            return Problem(shown, f"{message}; build the package, or give the file to import")
    return None


def resolve(specifier: str, folder: Path) -> Path | None:
    """Find the declarations that a module in a folder imports."""
    relative = specifier.startswith(".")
    found = find_file(folder / specifier) if relative else resolve_bare(specifier, folder)
    return found.resolve() if found else None


def resolve_bare(specifier: str, folder: Path) -> Path | None:
    """Find the declarations of a package that is installed in a `node_modules` around a folder."""
    for candidate in candidates(specifier, folder):
        if found := find_file(candidate):
            return found
    pieces = specifier.split("/")
    if found := _in_own_package(specifier, folder):
        return found
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


def _in_own_package(specifier: str, folder: Path) -> Path | None:
    """Find `#inside` by `imports` of the package around a folder, or its own name by `exports`."""
    for parent in (folder, *folder.parents):
        if not (parent / "package.json").is_file():
            continue
        manifest = _manifest(parent)
        name, imports = manifest.get("name"), manifest.get("imports")
        if specifier.startswith("#") and isinstance(imports, dict):
            for target in _of_key(imports, specifier):
                if found := find_file(parent / target):
                    return found
        if isinstance(name, str) and (specifier == name or specifier.startswith(f"{name}/")):
            subpath = f".{specifier.removeprefix(name)}"
            return next(_of_subpath(parent, manifest, subpath), None)
        return None
    return None


def _of_key(exported: dict[str, Any], key: str) -> Iterator[str]:
    """Yield the files of a key of `exports` or `imports`, which may be a pattern with `*`."""
    if key in exported:
        yield from _targets(exported[key])
        return
    patterns = [pattern for pattern in exported if pattern.count("*") == 1]
    for pattern in sorted(patterns, key=lambda one: -len(one.split("*")[0])):
        before, after = pattern.split("*")
        if key.startswith(before) and key.endswith(after) and len(key) >= len(pattern):
            middle = key[len(before) : len(key) - len(after)]
            yield from (target.replace("*", middle) for target in _targets(exported[pattern]))
            return


def _versioned(manifest: dict[str, Any], subpath: str) -> Iterator[str]:
    """Yield the files that `typesVersions` gives the newest TypeScript for a subpath."""
    versions = manifest.get("typesVersions")
    for wanted, paths in versions.items() if isinstance(versions, dict) else ():
        if not _is_of_newest(wanted) or not isinstance(paths, dict):
            continue
        named = [manifest[key] for key in ("types", "typings", "main") if key in manifest]
        keys = named if subpath == "." else [subpath.removeprefix("./")]
        for key in [*keys, *(["index.d.ts"] if subpath == "." else [])]:
            if isinstance(key, str):
                yield from _of_key(paths, key.removeprefix("./"))
        return


def _is_of_newest(versions: str) -> bool:
    """Return whether a range of versions has no upper end that TypeScript 5 exceeds."""
    upper = re.search(r"<=?\s*(\d+)", versions)
    exact = re.fullmatch(r"[~^]?(\d+)[\d.x]*", versions.strip())
    return int((upper or exact or ["", "99"])[1]) > _NEWEST


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _of_subpath(folder: Path, manifest: dict[str, Any], subpath: str) -> Iterator[Path]:
    listed: list[str] = []
    exports = manifest.get("exports")
    if isinstance(exports, dict) and any(key.startswith(".") for key in exports):
        listed += _of_key(exports, subpath)
    elif subpath == "." and isinstance(exports, dict | str):
        listed += _targets(exports)
    listed += _versioned(manifest, subpath)
    if subpath == ".":
        listed += [manifest[key] for key in ("types", "typings", "main") if key in manifest]
        listed.append("index")
    else:
        listed.append(subpath)
    for candidate in listed:
        if isinstance(candidate, str) and (found := find_file(folder / candidate)):
            yield found
            return


def _targets(exported: Any) -> Iterator[str]:
    """Yield the files of an entry of `exports`; those under `types` come first."""
    if isinstance(exported, str):
        yield exported
    elif isinstance(exported, list):
        for one in exported:
            yield from _targets(one)
    elif isinstance(exported, dict):
        for condition, target in exported.items():
            if condition.startswith("types@") and _is_of_newest(condition.removeprefix("types@")):
                yield from _targets(target)
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
