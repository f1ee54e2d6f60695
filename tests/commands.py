"""Running commands in this process, for the tests of commands."""

from __future__ import annotations

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
