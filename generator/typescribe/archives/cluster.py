"""Processes parts of archives on a dask.distributed cluster, which schedules and retries."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from typescribe.archives.parallel import Done, windowed
from typescribe.archives.parts import Part
from typescribe.language.errors import Problem, TypescribeError

R = TypeVar("R")


class ClusterError(TypescribeError):
    """The cluster cannot be reached, or workers were repeatedly lost on one part."""


def on_cluster(work: Callable[[Part], R], parts: Iterable[Part], address: str) -> Iterator[Done[R]]:
    """Yield what the workers of a cluster make of each part, in order.

    A part whose worker was lost is done again by another one. The workers read the files
    themselves, so they have to see them under the same names.

    Raises:
        ClusterError: without `distributed`, without an answer of the scheduler, or where a part has
            cost several workers.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError:
        advice = 'needs dask.distributed: pip install "typescribe[dask]"'
        raise ClusterError([Problem("--cluster", advice)]) from None
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"no scheduler answers at {address} ({type(error).__name__})"
        raise ClusterError([Problem("--cluster", message)]) from error
    with client:
        width = max(4, 2 * sum(client.nthreads().values()))
        shared = client.scatter(work, broadcast=True, hash=False)
        try:
            yield from windowed(
                lambda part: client.submit(_do, shared, part, pure=False), parts, width
            )
        except distributed.scheduler.KilledWorker as error:
            message = "a part has cost several workers, for want of memory perhaps"
            raise ClusterError([Problem("--cluster", message)]) from error


def _do(work: Callable[[Part], R], part: Part) -> R:
    return work(part)
