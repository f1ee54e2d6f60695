"""Shells on a pseudo-terminal, in which a test types and presses keys."""

from __future__ import annotations

import os
import pty
import select
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
SCRIPTS = {
    "bash": 'eval "$(typescribe completion bash)"',
    "zsh": 'autoload -U compinit; compinit -u; eval "$(typescribe completion zsh)"',
    "fish": "typescribe completion fish | source",
}
_SECONDS = 30


class Terminal:
    """A shell that waits for keys."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def press(self, keys: str, until: str) -> str:
        """Type something, and return what is printed, up to a text that has to appear."""
        os.write(self._descriptor, keys.encode())
        printed = b""
        while until.encode() not in printed:
            ready, _, _ = select.select([self._descriptor], [], [], _SECONDS)
            assert ready, f"{until!r} did not appear in {printed!r}"
            printed += os.read(self._descriptor, 4096)
        return printed.decode(errors="replace")


@contextmanager
def terminal(shell: str, folder: Path, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Start a shell in a folder, with the completion of typescribe."""
    process, descriptor = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe(SHELLS[shell][0], SHELLS[shell], {**environment, "TERM": "dumb", "PS1": ""})
    try:
        opened = Terminal(descriptor)
        opened.press(f"{SCRIPTS[shell]}; echo REA''DY\n", "READY")
        yield opened
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(descriptor)
