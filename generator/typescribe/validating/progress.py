"""A progress bar for reading inputs, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.control import Control
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.segment import ControlType

SECONDS_BETWEEN_DRAWINGS = 0.1

_CLEAR = Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))


@contextmanager
def progress_bar(
    name: str, total: int | None
) -> Iterator[tuple[Callable[[str], None], Callable[[int], None]]]:
    """Show a progress bar inside the block.

    Yields a function that prints lines, and one that receives the number of bytes read so far.
    Only these two draw the bar, since a bar that moves by itself would mix with printed lines.

    Args:
        name: the name beside the bar.
        total: the number of bytes of all inputs, if it is known.
    """
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
    )
    on_one_screen = sys.stdout.isatty()
    drawn_at = time.monotonic()
    is_drawn = True

    def echo(lines: str) -> None:
        nonlocal is_drawn
        if is_drawn and on_one_screen:
            bar.console.control(_CLEAR)
            is_drawn = False
        click.echo(lines)

    def move_on(consumed: int) -> None:
        nonlocal drawn_at, is_drawn
        now = time.monotonic()
        if now - drawn_at >= SECONDS_BETWEEN_DRAWINGS:
            bar.update(task, completed=consumed, refresh=True)
            drawn_at, is_drawn = now, True

    task = bar.add_task(name, total=total)
    with bar:
        yield echo, move_on
