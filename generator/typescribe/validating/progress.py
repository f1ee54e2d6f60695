"""A progress bar on a terminal, over the bytes of an input whose size may be known."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.control import Control
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.segment import ControlType

from typescribe.validating.messages import MessageInput

SECONDS_BETWEEN_DRAWINGS = 0.1

_CLEAR = Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))


@contextmanager
def progress_bar(
    source: MessageInput,
) -> Iterator[tuple[Callable[[str], None], Callable[[], None]]]:
    """Draw a bar while an input is read, and give two functions: to tell lines, and to move on.

    Nothing is drawn but by these two: a bar that moved by itself would run into what is told.
    """
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
    )
    on_one_screen = sys.stdout.isatty()
    drawn_at = time.monotonic()
    is_drawn = True

    def tell(lines: str) -> None:
        nonlocal is_drawn
        if is_drawn and on_one_screen:
            bar.console.control(_CLEAR)
            is_drawn = False
        click.echo(lines)

    def move_on() -> None:
        nonlocal drawn_at, is_drawn
        now = time.monotonic()
        if now - drawn_at >= SECONDS_BETWEEN_DRAWINGS:
            bar.update(task, completed=source.consumed, refresh=True)
            drawn_at, is_drawn = now, True

    task = bar.add_task(source.name, total=source.size)
    with bar:
        yield tell, move_on
