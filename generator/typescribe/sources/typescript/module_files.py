"""Finds the files of modules, as TypeScript does, from specifiers and packages.

See https://www.typescriptlang.org/docs/handbook/modules/reference.html#packagejson-exports.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from typescribe.language.errors import Problem, SpecError
from typescribe.language.syntax import quoted
from typescribe.language.text_files import is_folder, is_regular
from typescribe.sources.typescript.boundary import LONGEST_PATH, MANIFEST, Boundary, Mention
from typescribe.sources.typescript.json_files import read_json_object
from typescribe.sources.typescript.json_modules import is_json
from typescribe.sources.typescript.tsconfig import candidates, report_unread

_SUFFIXES = (".ts", ".tsx", ".d.ts", ".mts", ".d.mts", ".cts", ".d.cts")
_OF_SCRIPT = {
    ".js": (".ts", ".tsx", ".d.ts"),
    ".jsx": (".tsx", ".ts", ".d.ts"),
    ".mjs": (".mts", ".d.mts"),
    ".cjs": (".cts", ".d.cts"),
}
_NEWEST = 5
"""The newest major release of TypeScript."""
_CONDITIONS = ("types", "import", "require", "default", "node", "browser")


def entries(folder: Path, boundary: Boundary) -> list[Path]:
    """Return the declaration files that a package exports, the main one first."""
    manifest = _manifest(folder, boundary)
    found = list(_of_subpath(folder, manifest, ".", boundary))
    if not found:
        exports = manifest.get("exports")
        for subpath in exports if isinstance(exports, dict) else ():
            if subpath.startswith("./") and "*" not in subpath:
                found += _of_subpath(folder, manifest, subpath, boundary)
    return list(dict.fromkeys(path.resolve() for path in found))


def manifest_problem(folder: Path, shown_as: str, boundary: Boundary) -> Problem | None:
    """Return why declarations that a package.json names are not found; None if it names none."""
    path = folder / MANIFEST
    if not os.path.lexists(path):
        return None
    shown = f"{shown_as.rstrip('/')}/{MANIFEST}"
    if not boundary.holds(path):
        return Problem(shown, boundary.reason)
    try:
        manifest = read_json_object(path, shown)
    except SpecError as error:
        return Problem(shown, f"{error.problems[0].message}, so the types cannot be found")
    for mention, reason in boundary.refused.items():
        return Problem(shown, f"{quoted(mention.text)} {reason}")
    for key in ("types", "typings"):
        if isinstance(manifest.get(key), str):
            message = f'"{key}" is {quoted(manifest[key])}, which does not exist'
            for source in ("src/index.ts", "src/index.tsx", "index.ts"):
                if is_regular(folder / source):
                    command = f"typescribe import {shown_as.rstrip('/')}/{source}"
                    return Problem(shown, f"{message}; {source} does: `{command}`")
            return Problem(shown, f"{message}; build the package, or give the file to import")
    return None


def resolve(specifier: str, importer: Path, boundary: Boundary) -> Path | None:
    """Return the file that a specifier in a file refers to, if it exists and may be read."""
    if len(specifier) > LONGEST_PATH:
        return None
    if specifier.startswith("."):
        path = importer.parent / specifier
        found = path if is_json(path) and is_regular(path) else find_file(path)
    else:
        found = _resolve_bare(specifier, importer, boundary)
    if found is None or not boundary.admits(found, importer, specifier):
        return None
    return found.resolve()


def referenced(path: str, importer: Path, boundary: Boundary) -> Path | None:
    """Return the file of a `/// <reference path="..." />`, if it exists and may be read."""
    found = importer.parent / path
    if not is_regular(found) or not boundary.admits(found, importer, path):
        return None
    real = found.resolve()
    if not is_declarations(real.name):
        boundary.refused[Mention(importer, path)] = "is no .ts or .d.ts file, so it is not read"
        return None
    return real


def package_of_types(name: str, importer: Path, boundary: Boundary) -> Path | None:
    """Return the file of a `/// <reference types="..." />`, if it exists and may be read."""
    return resolve(name, importer, boundary) if not name.startswith(".") else None


def _resolve_bare(specifier: str, importer: Path, boundary: Boundary) -> Path | None:
    """Find the declarations of a package that is installed in a `node_modules` around a file."""
    folder = importer.parent
    for candidate in candidates(specifier, folder, boundary):
        if found := find_file(candidate):
            return found
    pieces = specifier.split("/")
    if found := _in_own_package(specifier, folder, boundary):
        return found
    length = 2 if specifier.startswith("@") else 1
    name, inside = "/".join(pieces[:length]), "/".join(pieces[length:])
    types = "@types/" + name.removeprefix("@").replace("/", "__")
    for parent in (folder, *folder.parents):
        for installed in (name, types):
            package = parent / "node_modules" / installed
            if not is_folder(package):
                continue
            if not boundary.follows(package, installed):
                boundary.refused[Mention(importer, specifier)] = boundary.reason_of_link
                continue
            subpath = f"./{inside}" if inside else "."
            manifest = _manifest(package, boundary)
            for found in _of_subpath(package, manifest, subpath, boundary):
                return found
    report_unread(folder, boundary)
    return None


def _in_own_package(specifier: str, folder: Path, boundary: Boundary) -> Path | None:
    """Find `#inside` by `imports` of the package around a folder, or its own name by `exports`."""
    for parent in (folder, *folder.parents):
        if not boundary.holds(parent):
            return None
        if not is_regular(parent / MANIFEST):
            continue
        manifest = _manifest(parent, boundary)
        name, imports = manifest.get("name"), manifest.get("imports")
        if specifier.startswith("#") and isinstance(imports, dict):
            for target in _of_key(imports, specifier):
                if found := find_file(parent / target):
                    return found
        if isinstance(name, str) and (specifier == name or specifier.startswith(f"{name}/")):
            subpath = f".{specifier.removeprefix(name)}"
            return next(_of_subpath(parent, manifest, subpath, boundary), None)
        return None
    return None


def _of_key(exported: dict[str, Any], key: str) -> Iterator[str]:
    """Yield the files for a key of `exports` or `imports`; the key may be a pattern with `*`."""
    if key in exported:
        yield from _targets(exported[key])
        return
    patterns = [pattern for pattern in exported if pattern.count("*") == 1]
    for pattern in sorted(patterns, key=lambda one: -len(one.split("*")[0])):
        before, after = pattern.split("*")
        if key.startswith(before) and key.endswith(after) and len(key) >= len(pattern):
            middle = key[len(before) : len(key) - len(after)]
            for target in _targets(exported[pattern]):
                if len(target) + target.count("*") * len(middle) <= LONGEST_PATH:
                    yield target.replace("*", middle)
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
    """Return whether a range of versions includes the newest ones: it has no upper end below 5."""
    upper = re.search(r"<=?\s*(\d+)", versions)
    exact = re.fullmatch(r"[~^]?(\d+)[\d.x]*", versions.strip())
    return int((upper or exact or ["", "99"])[1]) > _NEWEST


def _manifest(folder: Path, boundary: Boundary) -> dict[str, Any]:
    """Return the manifest of a folder; an empty one if there is none that can be read."""
    path = folder / MANIFEST
    if not is_regular(path) or not boundary.admits(path, path, MANIFEST):
        return {}
    try:
        return read_json_object(path, MANIFEST)
    except SpecError:
        return {}


def _of_subpath(
    folder: Path, manifest: dict[str, Any], subpath: str, boundary: Boundary
) -> Iterator[Path]:
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
            if boundary.admits(found, folder / MANIFEST, candidate):
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
                if is_regular(candidate):
                    return candidate
    if path.name.endswith(_SUFFIXES) and is_regular(path):
        return path
    for suffix in _SUFFIXES:
        candidate = path.with_name(path.name + suffix) if path.name else path
        if is_regular(candidate):
            return candidate
    for suffix in _SUFFIXES:
        candidate = path / f"index{suffix}"
        if is_regular(candidate):
            return candidate
    return None


def is_declarations(name: str) -> bool:
    """Return whether a file name has a suffix of TypeScript."""
    return PurePosixPath(name).name.endswith(_SUFFIXES)


def package_label(boundary: Boundary) -> str:
    """Return the name and version of the given package; "" if the source is not a package."""
    manifest = _manifest(boundary.root, boundary)
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
