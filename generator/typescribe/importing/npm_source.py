"""A release on an npm registry -> a temporary folder with its declarations."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from typescribe.importing.archives import unpack
from typescribe.importing.importer import Source
from typescribe.language.errors import Problem, SpecError
from typescribe.sources.npm import client
from typescribe.sources.npm.specifier import Specifier, is_npm, parse_specifier
from typescribe.sources.typescript.boundary import MANIFEST
from typescribe.sources.typescript.json_files import read_json_object
from typescribe.sources.typescript.program import PackageImport

LOCK_LIMIT = 50_000_000
"""How many bytes the `package-lock.json` of a package may have."""


@contextmanager
def acquired(given: str) -> Iterator[Source]:
    """Yield the source that an argument names; a release is downloaded for the block.

    The source of a release shows its exact version.

    Raises:
        SpecError: npm cannot download the release, or it is no package.
    """
    if not is_npm(given):
        yield Source(given)
        return
    specifier = parse_specifier(given)
    with tempfile.TemporaryDirectory(prefix="typescribe-") as name:
        root = Path(name).resolve()
        release = _download([specifier], root, given)[0]
        folder = _place(release, root / "node_modules" / specifier.name)
        yield Source(str(Specifier(specifier.name, release.version)), within=root, folder=folder)


def bring_dependencies(source: Source, imports: Callable[[], Iterable[PackageImport]]) -> None:
    """Download what the declarations of a release import, into the folder of `acquired`.

    npm chooses the versions and their places. Only packages that the declarations import are
    downloaded, and no script of any is run.

    Args:
        source: a release.
        imports: reads the source, and returns the imports of packages in its files.

    Raises:
        SpecError: npm cannot find the dependencies or download one.
    """
    assert source.within is not None, "it is a release"
    root, given = source.within, parse_specifier(source.given)
    locked: Mapping[str, Any] | None = None
    while found := list(imports()):
        if locked is None:
            locked = _locked(root, given)
        places = {place: release for one in found for place, release in _places(root, one, locked)}
        if not places:
            return
        downloaded = {
            (release.name, release.version): release
            for release in _download(dict.fromkeys(places.values()), root, source.given)
        }
        for place, wanted in places.items():
            release = downloaded.get((wanted.name, wanted.version))
            if release is None:
                message = f"npm has packed another release than {wanted.as_npm}"
                raise SpecError([Problem(source.given, message)])
            _place(release, root / place)


@dataclass(frozen=True, slots=True)
class _Release:
    """The folder of a release that was downloaded, and what its manifest says."""

    folder: Path
    name: str
    version: str


def _download(specifiers: Iterable[Specifier], root: Path, shown_as: str) -> list[_Release]:
    with tempfile.TemporaryDirectory(dir=root) as name:
        folder = Path(name)
        archives = client.pack(specifiers, folder, shown_as)
        releases = [_release(archive, root, shown_as) for archive in archives]
    if not releases:
        raise SpecError([Problem(shown_as, "npm pack has written no archive")])
    return releases


def _release(archive: Path, root: Path, shown_as: str) -> _Release:
    folder = Path(tempfile.mkdtemp(dir=root))
    package = unpack(archive, shown_as, folder)
    manifest = read_json_object(package / MANIFEST, f"{shown_as}/{MANIFEST}")
    match manifest:
        case {"name": str(name), "version": str(version)} if Specifier(name, version).is_exact:
            return _Release(package, name, version)
    raise SpecError([Problem(f"{shown_as}/{MANIFEST}", "it names no package and version")])


def _place(release: _Release, target: Path) -> Path:
    """Copy a release to a place in the tree of packages; several places may have the same one."""
    shutil.copytree(release.folder, target)
    return target


def _locked(root: Path, given: Specifier) -> Mapping[str, Any]:
    """Return the packages of npm's lock file by their places, `node_modules/@acme/money`."""
    with tempfile.TemporaryDirectory(dir=root) as name:
        folder = Path(name)
        manifest = {"private": True, "dependencies": {given.name: given.version}}
        (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        client.lock_dependencies(folder, str(given))
        try:
            file = folder / "package-lock.json"
            packages = json.loads(file.read_bytes())["packages"] if _is_small(file) else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            packages = None
    if not isinstance(packages, dict):
        raise SpecError([Problem(str(given), "npm has written no list of its dependencies")])
    return packages


def _is_small(file: Path) -> bool:
    return file.stat().st_size <= LOCK_LIMIT


def _places(
    root: Path, imported: PackageImport, locked: Mapping[str, Any]
) -> Iterator[tuple[str, Specifier]]:
    """Yield the place and the release of a package that is imported, if they are not there yet.

    A package that was found may be another version, which belongs to somebody else. For one that
    was not found, the package of its types is yielded as well. Only releases of registries are
    yielded: npm would have to build any other one.
    """
    if not Path(imported.importer).is_relative_to(root):
        return  # a prelude
    pieces = imported.specifier.split("/")
    name = "/".join(pieces[: 2 if imported.specifier.startswith("@") else 1])
    types = f"@types/{name.removeprefix('@').replace('/', '__')}"
    inside = PurePosixPath(Path(imported.importer).relative_to(root).as_posix())
    for wanted in (name,) if imported.is_found else (name, types):
        if not Specifier(wanted).is_valid:
            continue
        for parent in inside.parents:
            place = str(parent / "node_modules" / wanted)
            if place in locked:
                specifier = _registered(wanted, locked[place])
                if specifier and not (root / place).exists():
                    yield place, specifier
                break


def _registered(name: str, entry: Any) -> Specifier | None:
    """Return the release of an entry of the lock file; None if it is of no registry."""
    match entry:
        case {"name": str(name), "version": str(version), "integrity": str()}:
            specifier = Specifier(name, version)  # installed under another name
        case {"version": str(version), "integrity": str()}:
            specifier = Specifier(name, version)
        case _:
            return None
    return specifier if specifier.is_valid and specifier.is_exact else None
