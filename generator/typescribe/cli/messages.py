"""How commands tell problems and that they are at work, and how they exit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import ParamSpec

import click

from typescribe.cli.interrupts import interruptible
from typescribe.language.errors import Problem, TypescribeError
from typescribe.language.visible import visible

P = ParamSpec("P")

EXIT_NO = 1
"""The answer is no: stale, invalid."""
EXIT_WRONG = 2
"""The question is wrong: bad usage, bad spec."""
EXIT_BUG = 70
"""There is no answer, and typescribe is to blame (`EX_SOFTWARE` of sysexits.h)."""
EXIT_INTERRUPTED = 130
"""Ctrl-C, as shells count it."""


_COLOURS = {"created": "green", "added": "yellow", "changed": "yellow", "kept": "bright_black"}


def tell_step(verb: str, what: str) -> None:
    """Say what was done to a file."""
    click.echo(f"{click.style(f'{verb:7}', fg=_COLOURS[verb])} {what}")


def tells_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Tell every problem on one line of stderr, without a traceback, and exit with 2."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with interruptible():
                command(*args, **kwargs)
        except TypescribeError as error:
            for problem in error.problems:
                tell_problem(problem)
            raise SystemExit(EXIT_WRONG) from None
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            raise SystemExit(EXIT_INTERRUPTED) from None
        except (BrokenPipeError, click.ClickException):
            raise  # whoever reads has seen enough, or has asked wrongly: click knows both
        except Exception:  # no answer must not look like the answer "no", which exits with 1
            import traceback

            traceback.print_exc()
            message = "This is a mistake in typescribe: please report it with the lines above."
            click.echo(click.style(message, fg="red"), err=True)
            raise SystemExit(EXIT_BUG) from None

    return wrapped


def tell_problem(problem: Problem) -> None:
    """Tell a problem on one line of stderr."""
    where = click.style(f"{visible(str(problem.where))}:", bold=True)
    click.echo(f"{where} {click.style(visible(problem.message), fg='red')}", err=True)


def status(message: str) -> AbstractContextManager[object]:
    """Return a context in which a terminal shows that something is going on."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(message)
