"""A lock that lets only one `generate` at a time write in a project.

The operating system releases the lock when the process ends, even if it crashes.
"""

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

REPORT_AFTER = 1.0
"""The number of seconds after which waiting is reported."""

_PAUSE = 0.02
_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

# Symbolic links are not followed, and opening a FIFO does not block.
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        # A lock of `lockf` ends with the process; one of `flock` is inherited by forked processes.
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held(root: Path, report_waiting: Callable[[], None]) -> Iterator[bool]:
    """Hold the lock of a project inside the block, after waiting for a run that holds it.

    Yields False if there can be no lock, because the cache folder cannot be written or the file
    system does not support locks; the run then proceeds unlocked.

    Args:
        root: the folder of the project.
        report_waiting: called once, if the wait takes longer than `REPORT_AFTER`.
    """
    descriptor = _acquired(root, report_waiting)
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _acquired(root: Path, report_waiting: Callable[[], None]) -> int | None:
    report_at = time.monotonic() + REPORT_AFTER
    while True:
        folder = own_folder(root)
        if folder is None:
            return None
        try:
            descriptor = os.open(folder / FILE, _FLAGS, 0o666)
        except FileNotFoundError:  # the folder was just deleted
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
        if time.monotonic() > report_at:
            report_waiting()
            report_at = float("inf")
        time.sleep(_PAUSE)


def _is(descriptor: int, file: Path) -> bool:
    """Whether the open file is still the one with this path, which may have been deleted."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False
