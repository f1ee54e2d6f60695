"""Opens URLs with fsspec: `https://`, and others such as `s3://` if their driver is installed."""

from __future__ import annotations

import importlib
import io
from contextlib import ExitStack
from typing import Any, cast

from typescribe.archives.streams import InputError
from typescribe.language.errors import Problem


def open_url(url: str, stack: ExitStack) -> tuple[io.BufferedIOBase, int | None]:
    """Open a URL for reading; return the stream, and its size if the server reports it.

    Raises `InputError` if no driver for the URL is installed; drivers raise their own errors.
    """
    system, path = _system(url)
    size = system.info(path).get("size")
    opened = stack.enter_context(system.open(path, "rb"))
    if not hasattr(opened, "read1"):
        opened = _Buffered(opened)
    return cast(io.BufferedIOBase, opened), size if isinstance(size, int) else None


class _Buffered(io.BufferedIOBase):
    """Adds the method `read1` to a remote file that does not have it."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return bytes(self._file.read(-1 if size is None else size))

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size)


def urls(url: str) -> list[tuple[str, int | None]]:
    """Return the URLs and sizes of the files that a URL names, in order.

    The URL may be that of a file or a folder, or a pattern. Raises `InputError` if no file matches
    the pattern, or no driver for the URL is installed.
    """
    system, path = _system(url)
    if any(sign in path for sign in "*?["):
        found = system.glob(path)
    elif system.isdir(path) and not system.isfile(path):
        found = system.find(path)
    else:
        found = [path]
    if not found:
        raise InputError([Problem(url, "no file matches the pattern")])
    sized = []
    for name in sorted(found):
        size = system.info(name).get("size")
        sized.append((system.unstrip_protocol(name), size if isinstance(size, int) else None))
    return sized


def _system(url: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it; raises `InputError` without a driver."""
    try:
        fsspec = importlib.import_module("fsspec")
    except ImportError:
        advice = 'URLs need fsspec: pip install "typescribe[remote]"'
        raise InputError([Problem(url, advice)]) from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise InputError([Problem(url, f"cannot be opened: {reason}")]) from error
    return system, path
