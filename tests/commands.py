"""Running commands in this process, for the tests of commands."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from typing import NamedTuple

from click.testing import CliRunner

from typescribe.cli.main import main


class Ran(NamedTuple):
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str = ""


def run(*arguments: str, stdin: str | bytes | None = None) -> Ran:
    """Run a command in this process, in the current folder."""
    result = CliRunner().invoke(main, arguments, input=stdin, prog_name="typescribe")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


@contextlib.contextmanager
def interrupts_handled() -> Iterator[None]:
    """Let Ctrl-C raise `KeyboardInterrupt`, also where tests run in the background.

    Shells start background jobs with interrupts ignored.
    """
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


def interrupted_import() -> None:
    """Stand for the import of a library that Ctrl-C makes fail with an error of its own."""
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        raise TypeError("unhashable type") from None
