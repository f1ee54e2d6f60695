"""Keeps the results of earlier runs in the folder `.typescribe_cache` of a project.

The folder can be deleted, and can be shared between machines, since the key of an entry is a digest
of everything that the entry depends on.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from typescribe.project.file_writing import replace_file
from typescribe.project.own_files import own_files
from typescribe.project.settings import PackageSettings
from typescribe.project.versions import version
from typescribe.targets import plugins
from typescribe.targets.registry import SELECTABLE

FOLDER = ".typescribe_cache"

TOOLS = ("black", "jinja2", "jsonschema", "pyyaml", "tree-sitter", "tree-sitter-typescript")
"""The distributions that the generated text depends on, besides typescribe itself."""

SIZE_LIMIT = 50_000_000
"""The size in bytes of the largest input that is read; no spec or file of typescribe is larger."""


@cache
def fingerprint() -> str:
    """Return a digest of Python, of `TOOLS` and of typescribe's own files; raises `OSError`."""
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
    """The verified and the formatted texts of one package, by key.

    `save` writes only the texts that this run has used, so that the file does not keep growing.
    """

    def __init__(self, root: Path | None, name: str) -> None:
        self._file = None if root is None else root / FOLDER / f"{name}.formatted.json"
        self._before = _read(self._file)
        self._used: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """Return the text that the last run saved under a key, if there is one."""
        text = self._before.get(key)
        if text is not None:
            self._used[key] = text
        return text

    def put(self, key: str, text: str) -> None:
        """Keep a text under a key for the next run; `save` writes it."""
        self._used[key] = text

    def save(self) -> None:
        """Write the texts that this run has used, if they differ from those that were read."""
        if self._file is not None and self._used != self._before:
            _write(self._file, self._used)


class Stamp:
    """The digests of the inputs and outputs of the last run for a package.

    If none of them has changed, there is nothing to generate. The inputs are read when the stamp is
    created, before the package is generated; if they change in the meantime, `save` writes nothing.
    """

    def __init__(self, root: Path, settings: PackageSettings) -> None:
        self._root = root
        self._settings = settings
        self._file = root / FOLDER / f"{settings.name}.stamp.json"
        self._before = self._inputs()

    def outputs(self) -> dict[str, str]:
        """Return the digests of the files that the last run generated from the same inputs.

        The result is empty if the inputs have changed or there was no such run.
        """
        found = _read(self._file)
        inputs = found.pop("", None)
        return found if inputs is not None and inputs == self._before else {}

    def save(self, outputs: Mapping[str, str]) -> None:
        """Write the digests of the files that were generated from the inputs."""
        if self._before is not None and self._before == self._inputs():
            _write(self._file, {"": self._before, **outputs})

    def _inputs(self) -> str | None:
        """Return a digest of everything that the output depends on; `None` if it is unreadable."""
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
    return entry.is_file() and not entry.name.startswith(".")  # such as an editor's swap file


def own_folder(root: Path) -> Path | None:
    """Return the cache folder of a project, created if needed; `None` if it cannot be used.

    A symbolic link is not followed, since its target may belong to somebody else.
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
    """Return the texts in a cache file; empty if the file does not exist or is not valid."""
    if file is not None:
        with contextlib.suppress(OSError, ValueError, RecursionError):
            if not file.is_file() or file.parent.is_symlink():
                return {}
            found = json.loads(file.read_bytes())
            if isinstance(found, dict) and all(isinstance(text, str) for text in found.values()):
                return found
    return {}


def _write(file: Path, texts: Mapping[str, str]) -> None:
    """Write texts to a cache file. Errors are ignored, since they only make the next run slower."""
    with contextlib.suppress(OSError):
        if own_folder(file.parent.parent):
            replace_file(file, json.dumps(texts).encode())
