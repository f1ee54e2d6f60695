"""The TypeScript compiler as a process that stays: programs in, errors and verdicts out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

WORKER = Path(__file__).with_name("worker.mjs")


class CompilerError(NamedTuple):
    """One error: its file, its line counted from 0, its code and its text."""

    path: str
    line: int
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The errors of some files, and values of each type that was asked for."""

    errors: tuple[CompilerError, ...]
    samples: tuple[tuple[Any, ...], ...]


class Compiler:
    """A Node.js process that keeps the library files parsed; a context manager."""

    def __init__(self, modules: Path) -> None:
        """Start it with the `typescript` below the folder `modules`/node_modules."""
        command = ["node", "--max-old-space-size=4096", str(WORKER), str(modules.resolve() / "x")]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def __enter__(self) -> Compiler:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def compile(
        self, files: Mapping[str, str], samples: Sequence[tuple[str, str]] = (), seed: int = 0
    ) -> Answer:
        """Compile files by their absolute paths; `samples` are files and exported types."""
        found = self._ask({"files": files, "samples": samples, "seed": seed})
        errors = tuple(CompilerError(*error) for error in found["errors"])
        return Answer(errors, tuple(tuple(values) for values in found["samples"]))

    def verdicts(
        self, files: Mapping[str, str], checks: Mapping[str, str]
    ) -> Mapping[str, Sequence[bool]]:
        """Return which types `P<n>_<m>` of a check can be assigned to its `J<n>`, in order."""
        found: Mapping[str, Sequence[bool]] = self._ask({"files": files, "checks": checks})[
            "verdicts"
        ]
        return found

    def _ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(question)}\n")
        self._process.stdin.flush()
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found
