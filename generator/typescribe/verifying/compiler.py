"""The TypeScript compiler as a process that stays: programs in, errors and sample values out."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

WORKER = Path(__file__).with_name("compiler_worker.mjs")


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
    unevaluated: frozenset[int] = frozenset()
    """The numbers of the types with an operator that the compiler has not evaluated."""
    unresolved: frozenset[int] = frozenset()
    """The numbers of the types that the compiler does not find, such as one not exported."""


class CompilerEndedError(Exception):
    """The process has ended before it answered."""


class CompilerOverflowError(CompilerEndedError):
    """The compiler has run out of its stack; the process goes on."""


class Compiler:
    """A Node.js process that keeps the library files parsed; a context manager."""

    def __init__(self, typescript: Path, root: Path | None = None, node: str = "node") -> None:
        """Start it.

        Args:
            typescript: the folder of the package `typescript`.
            root: the folder from which the compiler reads other files; without it, programs
                consist of the files of a question alone.
            node: the executable of Node.js.
        """
        command = [node, "--max-old-space-size=4096", str(WORKER), str(typescript.resolve())]
        command += [root.as_posix()] if root else []
        self._process = subprocess.Popen(  # noqa: S603 - the arguments are paths
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
        assert self._process.stdout
        if kind is not None:
            self._process.kill()
        with contextlib.suppress(BrokenPipeError):  # it has ended already
            self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def ask(
        self,
        files: Mapping[str, str],
        samples: Sequence[tuple[str, str]] = (),
        checked: Sequence[str] | None = None,
        seed: int = 0,
    ) -> Answer:
        """Compile files.

        Args:
            files: their texts by absolute paths.
            samples: a file and the name of an exported type for each type whose values to return.
            checked: the files whose errors to return; without it, all of them.
            seed: decides which members of a union have values; 0 takes the first.

        Raises:
            CompilerEndedError: the process has ended, because it ran out of memory or was killed,
                or the compiler has run out of its stack.
        """
        question = {"files": files, "samples": samples, "checked": checked or list(files)}
        found = self._answer({**question, "seed": seed})
        errors = tuple(CompilerError(*error) for error in found["errors"])
        values = tuple(map(tuple, found["samples"]))
        unevaluated, unresolved = map(frozenset, (found["unevaluated"], found["unresolved"]))
        return Answer(errors, values, unevaluated, unresolved)

    def verdicts(
        self, files: Mapping[str, str], assigned: Sequence[str]
    ) -> Mapping[str, Sequence[bool]]:
        """Return for the files `assigned` which types `P<n>_<m>` fit their `J<n>`, in order.

        Raises:
            CompilerEndedError: the process has ended, because it ran out of memory or was killed,
                or the compiler has run out of its stack.
        """
        found: Mapping[str, Sequence[bool]] = self._answer({"files": files, "assigned": assigned})[
            "verdicts"
        ]
        return found

    def _answer(self, question: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(f"{json.dumps(question)}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise CompilerEndedError from None
        line = self._process.stdout.readline()
        if not line:
            raise CompilerEndedError
        found: dict[str, Any] = json.loads(line)
        if "overflow" in found:
            raise CompilerOverflowError
        return found
