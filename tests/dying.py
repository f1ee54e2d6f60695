"""`generate` killed at every step that changes a disk: `python dying.py PROJECT FOLDER`.

For each step the project is copied to FOLDER/<number of the step> and a process is forked that
runs the real command line there and kills itself before that step, without any cleaning up; at
an `fsync` it tears its file in half first. The last copy is of the run that came to its end.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typescribe.cli.main import main

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def install(step: int) -> None:
    """Arrange for death before the change of that number; the first one is 1."""
    left = [step]
    fsync = os.fsync
    owner = os.getpid()

    def reached(last_act: Callable[[], None]) -> None:
        if os.getpid() != owner:
            return
        left[0] -= 1
        if not left[0]:
            last_act()
            die()

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGES or (event == "open" and arguments[2] & WRITES):
            reached(lambda: None)

    def torn(descriptor: int) -> None:
        reached(lambda: os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2))
        fsync(descriptor)

    os.fsync = torn
    sys.addaudithook(audit)


def run(project: Path, step: int) -> int:
    """Return how the run ended, as `os.waitpid` reports it."""
    child = os.fork()
    if not child:
        try:
            os.chdir(project)
            sys.stdout = sys.stderr = io.StringIO()
            install(step)
            main(["generate"], standalone_mode=False)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


def each_step(project: Path, folder: Path) -> None:
    for step in range(1, 1_000):
        copy = folder / str(step)
        shutil.copytree(project, copy, symlinks=True)
        ended = run(copy, step)
        if ended == 0:
            return
        if not os.WIFSIGNALED(ended) or os.WTERMSIG(ended) != signal.SIGKILL:
            raise SystemExit(f"step {step}: ended with {ended}")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    base, copies = map(Path, sys.argv[1:])
    shutil.copytree(base, copies / "0")  # nobody looks at it: all that is needed is imported
    main(["generate", "--project", str(copies / "0")], standalone_mode=False)
    each_step(base, copies)
