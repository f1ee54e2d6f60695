"""One `generate` in a project at a time: an advisory lock that ends with its process."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from typescribe.project.cache import own_folder

FILE = "lock"

TOLD_AFTER = 1.0
"""Seconds after which whoever waits is told so."""

_PAUSE = 0.02
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

# A link is never followed, and nothing that stands there instead of a file is waited for.
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        # Of the process, not of the open file: a forked process that outlives it keeps nothing.
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held(root: Path, tell_waiting: Callable[[], None]) -> Iterator[bool]:
    """Keep other runs out of a project while the context lasts; wait while another is in it.

    Gives whether that was possible: where the cache folder cannot be written, or the file system
    knows no locks, the run goes on alone or not.
    """
    descriptor = _acquired(root, tell_waiting)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _acquired(root: Path, tell_waiting: Callable[[], None]) -> int | None:
    tell_at = time.monotonic() + TOLD_AFTER
    while True:
        folder = own_folder(root)
        if folder is None:
            return None
        try:
            descriptor = os.open(folder / FILE, _FLAGS, 0o666)
        except FileNotFoundError:  # the folder was deleted just now
            continue
        except OSError:
            return None
        try:
            _take(descriptor)
            if _is(descriptor, folder / FILE):
                return descriptor
            os.close(descriptor)
            continue
        except OSError as error:
            os.close(descriptor)
            if error.errno not in _TAKEN:
                return None
        if time.monotonic() > tell_at:
            tell_waiting()
            tell_at = float("inf")
        time.sleep(_PAUSE)


def _is(descriptor: int, file: Path) -> bool:
    """Whether the locked file is still the one that others find there."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False
