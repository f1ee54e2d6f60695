"""How the command line ends: wrong usage on one line, and output that cannot be written."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from typescribe.cli.exit_codes import EXIT_OUTPUT, EXIT_PIPE
from typescribe.language.visible import visible

OUTPUT_ERRORS = frozenset({errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
"""The errors of the operating system that are due to the place where output goes."""


class Commands(click.Group):
    """A group of commands that ends as shells and programs expect.

    Wrong usage is one line of stderr with exit code 2. If the output cannot be written, no exit
    code of an answer (0 or 1) is returned: the answer has not arrived.
    """

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command line and exit; the arguments are those of `click.Group.main`."""
        if not kwargs.get("standalone_mode", True):
            return super().main(*args, **kwargs)
        with _output_written():
            try:
                code = super().main(*args, **{**kwargs, "standalone_mode": False})
            except click.ClickException as error:
                _print(error)
                code = error.exit_code
            sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would end it with 1 if the output is closed."""
        with _output_written():
            return super().invoke(ctx)

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the options of the group, of which `--help` and `--version` print something."""
        with _output_written():
            return super().make_context(info_name, args, parent, **extra)


def is_of_output(error: OSError) -> bool:
    """Whether an error says that output cannot be written, not that an input cannot be read."""
    return error.errno in OUTPUT_ERRORS and error.filename is None


@contextmanager
def _output_written() -> Iterator[None]:
    """Exit with `EXIT_PIPE` or `EXIT_OUTPUT` if standard output cannot be written."""
    try:
        yield
    except OSError as error:
        if not is_of_output(error):
            raise
        _discard_output()
        if error.errno == errno.EPIPE:
            sys.exit(EXIT_PIPE)
        message = f"standard output: cannot be written: {os.strerror(error.errno or 0)}"
        click.echo(click.style(message, fg="red"), err=True)
        sys.exit(EXIT_OUTPUT)


def _discard_output() -> None:
    """Send what is still buffered nowhere; Python would try to write it once more at its end."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):  # not a file, as in tests
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _print(error: click.ClickException) -> None:
    """Print wrong usage on one line, with the command that explains what is possible."""
    if not isinstance(error, click.UsageError) or isinstance(error, NoArgsIsHelpError):
        error.show()
        return
    name = error.ctx.command_path if error.ctx else "typescribe"
    message = visible(error.format_message()).rstrip(".")
    click.echo(f"{click.style(f'{name}:', bold=True)} {message}; see {name} --help", err=True)
