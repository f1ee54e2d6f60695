"""Writes single files, replaces files by renaming, and removes what killed runs left behind."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".typescribe.tmp"
_LEFT_OVER = re.compile(rf"\..+\.[a-z0-9_]{{8}}{re.escape(_SUFFIX)}")
"""The name of a file while it is being written; a killed run leaves it behind."""


def replace_file(file: Path, content: bytes) -> None:
    """Write a file by renaming a temporary one, so that its content is always complete.

    Raises `OSError` if it cannot be written.
    """
    temporary = stage(file, content)
    try:
        os.replace(temporary, file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def create_file(file: Path, content: bytes) -> None:
    """Write a new file, and create its folders; raises `FileExistsError` if the file exists."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as stream:
        stream.write(content)


def stage(file: Path, content: bytes) -> Path:
    """Write a temporary file beside a file, with the same permissions, and return its path."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=_SUFFIX)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def is_left_over(name: str) -> bool:
    """Whether a file has the name of a temporary file, which a killed run leaves behind."""
    return _LEFT_OVER.fullmatch(name) is not None


def sweep(folder: Path) -> None:
    """Remove the temporary files of killed runs; no other run may be writing in the folder."""
    with suppress(OSError):
        for entry in [*folder.iterdir()]:
            if is_left_over(entry.name) and entry.is_file() and not entry.is_symlink():
                entry.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
