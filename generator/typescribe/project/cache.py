"""What is remembered between runs, in `.typescribe_cache`: safe to delete, safe to share."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from typescribe.project.output import replace_file
from typescribe.project.own_files import own_files
from typescribe.project.settings import PackageSettings
from typescribe.targets import plugins
from typescribe.targets.registry import SELECTABLE

FOLDER = ".typescribe_cache"

TOOLS = ("black", "jinja2", "jsonschema", "pyyaml", "tree-sitter", "tree-sitter-typescript")
"""What a package is made with, beside typescribe itself."""

SIZE_LIMIT = 50_000_000
"""A file larger than this is not looked at: no spec, and no file of ours, is."""


@cache
def fingerprint() -> str:
    """Return a digest of the tools that a package is made with; raises `OSError`."""
    digest = hashlib.sha256(platform.python_version().encode())
    for tool in TOOLS:
        digest.update(f"{tool} {version(tool)}\0".encode())
    _update(digest, own_files())
    return digest.hexdigest()


def _update(digest: hashlib._Hash, files: Iterable[Path]) -> None:
    for file in files:
        if file.stat().st_size > SIZE_LIMIT:
            raise OSError(errno.EFBIG, "too large", file)
        content = file.read_bytes()
        digest.update(f"{file}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)


class Cache:
    """Texts of one package by key, verified or formatted; only what the last run used is kept."""

    def __init__(self, root: Path | None, name: str) -> None:
        self._file = None if root is None else root / FOLDER / f"{name}.formatted.json"
        self._before = _read(self._file)
        self._used: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """Return the text that was put under a key, in this run or in the last one."""
        text = self._before.get(key)
        if text is not None:
            self._used[key] = text
        return text

    def put(self, key: str, text: str) -> None:
        """Remember a text."""
        self._used[key] = text

    def save(self) -> None:
        """Write what this run has used, if that is something else than before."""
        if self._file is not None and self._used != self._before:
            _write(self._file, self._used)


class Stamp:
    """What a package was last made from, and into: while both hold, nothing is to do.

    The inputs are those from before the package is made; `save` forgets where they have changed.
    """

    def __init__(self, root: Path, settings: PackageSettings) -> None:
        self._root = root
        self._settings = settings
        self._file = root / FOLDER / f"{settings.name}.stamp.json"
        self._before = self._inputs()

    def outputs(self) -> dict[str, str]:
        """Return the digests of the files that these inputs were made into; none if not known."""
        found = _read(self._file)
        inputs = found.pop("", None)
        return found if inputs is not None and inputs == self._before else {}

    def save(self, outputs: Mapping[str, str]) -> None:
        """Remember what the inputs were made into."""
        if self._before is not None and self._before == self._inputs():
            _write(self._file, {"": self._before, **outputs})

    def _inputs(self) -> str | None:
        """Return a digest of all that the output depends on; `None` where it cannot be read."""
        digest = hashlib.sha256(repr(self._settings).encode())
        try:
            digest.update(fingerprint().encode())
            if any(target not in SELECTABLE for target in self._settings.targets):
                digest.update(plugins.fingerprint(self._settings.targets).encode())
            spec = (self._root / self._settings.spec).iterdir()
            _update(digest, sorted(entry for entry in spec if _is_input(entry)))
            if self._settings.templates is not None:
                own = (self._root / self._settings.templates).rglob("*")
                _update(digest, sorted(entry for entry in own if entry.is_file()))
        except OSError:
            return None
        return digest.hexdigest()


def _is_input(entry: Path) -> bool:
    return entry.is_file() and not entry.name.startswith(".")  # as editors call their swap files


def own_folder(root: Path) -> Path | None:
    """Return the cache folder, made where it is not there; `None` where there can be none.

    A link is not followed: what it leads to is somebody else's.
    """
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():
            return None
        ignore = folder / ".gitignore"
        if not os.path.lexists(ignore):
            replace_file(ignore, b"*\n")
    except OSError:
        return None
    return folder


def _read(file: Path | None) -> dict[str, str]:
    """Return the texts of a file; none where it is not there, or is not one of ours."""
    if file is not None:
        with contextlib.suppress(OSError, ValueError, RecursionError):
            if not file.is_file() or file.parent.is_symlink():
                return {}
            found = json.loads(file.read_bytes())
            if isinstance(found, dict) and all(isinstance(text, str) for text in found.values()):
                return found
    return {}


def _write(file: Path, texts: Mapping[str, str]) -> None:
    """Write texts to a file; one that cannot be written costs time, and is no mistake."""
    with contextlib.suppress(OSError):
        if own_folder(file.parent.parent):
            replace_file(file, json.dumps(texts).encode())
