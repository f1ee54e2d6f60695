"""The options that `validate` and `observe` share, and their progress bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from typescribe.cli.completers import type_names

if TYPE_CHECKING:
    from typescribe.archives.running import Workers
    from typescribe.archives.sources import Source

F = TypeVar("F", bound=Callable[..., Any])

sources = click.argument("files", metavar="SOURCE...", nargs=-1, required=True)
type_name = click.option(
    "--type",
    "type_name",
    required=True,
    shell_complete=type_names,
    help="The type of the messages: a name in the spec, or an expression such as Order[].",
)
layout = click.option(
    "--layout",
    type=click.Choice(["auto", "document", "lines", "array"]),
    default="auto",
    show_default=True,
    help="How a file is read: as one document, one message per line, or one array of messages.",
)
at = click.option(
    "--at",
    metavar="PATH",
    default="",
    help="The path to the message in each value: detail.event, or Records.* for each item.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="The number of processes; by default, one per core for large inputs, otherwise one.",
)
cluster = click.option(
    "--cluster", metavar="ADDRESS", help="Use the workers of a dask.distributed scheduler."
)
fail_on_empty = click.option(
    "--fail-on-empty", is_flag=True, help="Exit with 1 if a source contains no message."
)


def path_of(text: str) -> tuple[str, ...]:
    """Return the steps of the path that `--at` gives."""
    return tuple(text.split(".")) if text else ()


def workers(jobs: int | None, cluster: str | None) -> Workers:
    """Return where archives are processed; raises `UsageError` if both options are given."""
    from typescribe.archives.running import Workers

    if jobs is not None and cluster is not None:
        raise click.UsageError("--jobs is for this machine, --cluster for others: choose one.")
    return Workers(jobs, cluster)


@contextmanager
def progress(
    sources: tuple[Source, ...],
) -> Iterator[tuple[Callable[[str], None], Callable[[int], None]]]:
    """Yield a function that prints lines, and one that receives the number of bytes read.

    If stderr is a terminal, it shows a progress bar, which the printed lines do not disturb.
    """
    if not sys.stderr.isatty():
        yield click.echo, lambda _: None
        return
    from typescribe.validating.progress import progress_bar

    sizes = [source.size for source in sources]
    total = None if None in sizes else sum(size or 0 for size in sizes)
    name = sources[0].path if len(sources) == 1 else f"{len(sources):,} files"
    with progress_bar("standard input" if name == "-" else name, total) as given:
        yield given
