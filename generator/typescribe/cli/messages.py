"""How commands print problems, steps and progress."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from typing import TYPE_CHECKING, NoReturn, ParamSpec

import click

from typescribe.cli.ending import is_of_output
from typescribe.cli.exit_codes import EXIT_BUG, EXIT_INTERRUPTED, EXIT_WRONG
from typescribe.cli.interrupts import interruptible
from typescribe.language.errors import Problem, TypescribeError
from typescribe.language.progress import MoveOn
from typescribe.language.visible import visible

if TYPE_CHECKING:
    from rich.status import Status

P = ParamSpec("P")

_SHOWN_LENGTH = 40
_COLOURS = {"created": "green", "added": "yellow", "changed": "yellow", "kept": "bright_black"}


def print_step(verb: str, what: str) -> None:
    """Print what was done to a file: `created`, `added`, `changed` or `kept`."""
    click.echo(f"{click.style(f'{verb:7}', fg=_COLOURS[verb])} {visible(what)}")


def reports_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command that ends with a message and an exit code instead of a traceback.

    Each `Problem` is printed on a line of stderr before exit code 2; Ctrl-C ends the command with
    130. Any other exception is a bug, and the one case in which a traceback is printed.
    """

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with interruptible():
                command(*args, **kwargs)
        except TypescribeError as error:
            for problem in error.problems:
                report_problem(problem)
            raise SystemExit(EXIT_WRONG) from None
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            raise SystemExit(EXIT_INTERRUPTED) from None
        except click.ClickException:
            raise  # the group of commands reports wrong usage
        except OSError as error:
            if is_of_output(error):
                raise  # and output that cannot be written
            if error.errno != errno.ENAMETOOLONG:
                _report_bug()
            shown = f"{str(error.filename)[:_SHOWN_LENGTH]}…"
            report_problem(Problem(shown, "longer than a path may be on this system"))
            raise SystemExit(EXIT_WRONG) from None
        except Exception:  # Python would exit with 1, which means "no"
            _report_bug()

    return wrapped


def _report_bug() -> NoReturn:
    """Print the exception that is being handled, and end with its exit code."""
    import traceback

    traceback.print_exc()
    message = "This is a bug in typescribe: please report it with the lines above."
    click.echo(click.style(message, fg="red"), err=True)
    raise SystemExit(EXIT_BUG) from None


def report_problem(problem: Problem) -> None:
    """Print a problem on one line of stderr."""
    where = click.style(f"{visible(str(problem.where))}:", bold=True)
    click.echo(f"{where} {click.style(visible(problem.message), fg='red')}", err=True)


@contextmanager
def types_done(message: str) -> Iterator[MoveOn]:
    """Show a spinner with a message and a number of types, if stderr is a terminal.

    Yields a function that receives how many types are done, and of how many.
    """
    with status(message) as shown:

        def move_on(done: int, total: int) -> None:
            if shown is not None:
                shown.update(_safe(f"{message}: {done:,} of {total:,} types"))

        yield move_on


@contextmanager
def files_read(message: str, following: str) -> Iterator[MoveOn]:
    """Show a spinner with a message and a number of files, if stderr is a terminal.

    Yields a function that receives how many files are read, and of how many. Once all are, the
    message is `following`.
    """
    with status(message) as shown:

        def move_on(done: int, total: int) -> None:
            if shown is not None:
                reading = f"{message}: {done:,} of {total:,} files"
                shown.update(_safe(reading if done < total else following))

        yield move_on


def _safe(message: str) -> str:
    from rich.markup import escape

    return escape(visible(message))


def status(message: str) -> AbstractContextManager[Status | None]:
    """Return a context that shows a spinner with a message, if stderr is a terminal."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(_safe(message))
