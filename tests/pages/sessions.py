"""The sessions in which blocks are run: a shell and a Python, with one process of each per page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

ROOT = Path(__file__).parent.parent.parent

SECONDS = 300
"""How long one command may take."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command as a block shows it, the script that is run for it, and the output shown."""

    shown: str
    script: str
    output: str


class Session(Protocol):
    """Something that runs one step after the other."""

    def steps(self, block: str) -> Iterator[Step]:
        """Yield the steps of a block."""

    def run(self, script: str) -> tuple[str, int]:
        """Run the script of a step; return what it prints, and an exit code."""

    def close(self) -> None:
        """End the process."""


class Shell:
    """`$ ` begins a command, `> ` goes on with it, and so does the text of a `<<'END'`.

    `pip` installs into a folder of the page's own, without a network.
    """

    def __init__(self, folder: Path) -> None:
        self._scripts = tempfile.TemporaryDirectory()
        pip = Path(self._scripts.name) / "pip"
        pip.write_text(_PIP.format(python=sys.executable, target=folder / "site"), encoding="utf-8")
        pip.chmod(0o755)
        environment = {"PYTHONPATH": str(folder / "site")}
        self._process = _start(["sh"], folder, environment, self._scripts.name)

    def steps(self, block: str) -> Iterator[Step]:
        for text in re.findall(r"^\$ (.*\n(?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            lines = text.splitlines(keepends=True)
            end = 1
            if "<<'END'" in lines[0]:
                end = lines.index("END\n") + 1
            while end < len(lines) and lines[end].startswith("> "):
                end += 1
            shown = "".join(lines[:end])
            heredoc = "<<'END'" in lines[0]
            script = shown if heredoc else re.sub(r"^> ", "", shown, flags=re.MULTILINE)
            yield Step(f"$ {shown}", script, "".join(lines[end:]))

    def run(self, script: str) -> tuple[str, int]:
        file = Path(self._scripts.name) / "script"
        file.write_text(script, encoding="utf-8")
        self._tell(f". '{file}' </dev/null\nprintf '\\0%s\\0' $?\n")
        said, code = self._until_null(), int(self._until_null())
        # what pip has to say of a machine's own settings is no part of a page
        return re.sub(r"^WARNING: .*\n", "", said, flags=re.MULTILINE), code

    def close(self) -> None:
        _end(self._process)
        self._scripts.cleanup()

    def _tell(self, text: str) -> None:
        stdin = _stream(self._process.stdin)
        stdin.write(text.encode())
        stdin.flush()

    def _until_null(self) -> str:
        stdout = _stream(self._process.stdout)
        said = bytearray()
        with _limit(self._process):
            while byte := stdout.read(1):
                if byte == b"\0":
                    return said.decode()
                said += byte
        raise AssertionError(f"the shell has ended, or was ended, after:\n{said.decode()}")


_INTERPRETER = """
import code, contextlib, io, json, sys, traceback

class Interpreter(code.InteractiveInterpreter):
    def showtraceback(self):
        print("Traceback (most recent call last):\\n  ...")
        print(*traceback.format_exception_only(sys.exception()), sep="", end="")

interpreter = Interpreter({"__name__": "__main__"})
for line in sys.stdin:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        if interpreter.runsource(json.loads(line), symbol="single"):
            print("this is not a whole statement")
    print(json.dumps(said.getvalue()), flush=True)
"""


class Python:
    """`>>> ` begins a statement, `... ` continues it.

    Modules are found in the folder of the page, as in every interactive Python, and in the folders
    that an installation adds to the path: `installed`, and the one that `Shell` installs into.
    """

    def __init__(self, folder: Path, installed: Sequence[Path] = ()) -> None:
        command = [sys.executable, "-c", _INTERPRETER]
        path = ":".join(map(str, (*installed, folder / "site")))
        self._process = _start(command, folder, {"PYTHONPATH": path})

    def steps(self, block: str) -> Iterator[Step]:
        pattern = r"^(>>> .*\n(?:\.\.\. ?.*\n)*)((?:(?!>>> ).*\n)*)"
        for shown, output in re.findall(pattern, block, re.MULTILINE):
            script = re.sub(r"^(>>>|\.\.\.) ?", "", shown, flags=re.MULTILINE)
            yield Step(shown, script, output)

    def run(self, script: str) -> tuple[str, int]:
        stdin, stdout = _stream(self._process.stdin), _stream(self._process.stdout)
        stdin.write(json.dumps(script).encode() + b"\n")
        stdin.flush()
        with _limit(self._process):
            said = stdout.readline()
        return json.loads(said), 0

    def close(self) -> None:
        _end(self._process)


_PIP = """\
#!/bin/sh
PIP_TARGET='{target}' PIP_NO_DEPS=1 PIP_NO_BUILD_ISOLATION=0 exec '{python}' -m pip "$@"
"""


def _start(
    command: list[str], folder: Path, environment: dict[str, str], *paths: str
) -> subprocess.Popen[bytes]:
    found = ":".join((*paths, str(Path(sys.executable).parent), os.environ["PATH"]))
    plain = {name: value for name, value in os.environ.items() if name not in _NOT_PASSED}
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**plain, "PATH": found, **_SAME_EVERYWHERE, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


_NOT_PASSED = {"FORCE_COLOR", "PYTHONPATH", "VIRTUAL_ENV"}
_SAME_EVERYWHERE = {
    "COLUMNS": "100",  # the width of reports
    "CI": "true",  # by which Hypothesis knows that no deadline is to be kept
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
    "REPOSITORY": str(ROOT),  # for commands that are not shown
    "GIT_CONFIG_GLOBAL": os.devnull,
    **{
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "A"), ("EMAIL", "a@example.com"))
    },
}


def _end(process: subprocess.Popen[bytes]) -> None:
    _stream(process.stdin).close()
    process.wait(10)
    _stream(process.stdout).close()


@contextmanager
def _limit(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill a process that takes longer than a command may."""
    timer = threading.Timer(SECONDS, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None, "it was asked for"
    return stream
