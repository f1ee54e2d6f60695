"""Processes parts of archives on a cluster of dask.distributed."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from typescribe.archives.parallel import Done, windowed
from typescribe.archives.parts import Part
from typescribe.language.errors import Problem, TypescribeError

R = TypeVar("R")


class ClusterError(TypescribeError):
    """The cluster cannot be reached, or several workers were lost on the same part."""


def on_cluster(work: Callable[[Part], R], parts: Iterable[Part], address: str) -> Iterator[Done[R]]:
    """Yield each part with its result, in order; `work` runs on the workers of a cluster.

    If a worker is lost, another one repeats its part. The workers read the files themselves, so
    the files must be accessible to all of them under the same names.

    Raises:
        ClusterError: `distributed` is not installed, the scheduler does not answer, or several
            workers were lost on the same part.
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
            message = "several workers were lost on one part, perhaps because memory ran out"
            raise ClusterError([Problem("--cluster", message)]) from error


def _do(work: Callable[[Part], R], part: Part) -> R:
    return work(part)
