"""Runs the work on archives: in this process, in several, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from typescribe.archives.parallel import Done, cores, in_order
from typescribe.archives.parts import PART, ReadOptions, parts_of
from typescribe.archives.sources import Source
from typescribe.archives.streams import STANDARD_INPUT

R = TypeVar("R")
WORTH_IT = 2 * PART
"""The number of bytes from which several processes are faster than one."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Where parts are processed: in `jobs` processes, or on the cluster at an address.

    With neither, a large input is processed in one process per core, a small one in one process.
    """

    jobs: int | None = None
    cluster: str | None = None

    def processes(self, sources: tuple[Source, ...]) -> int:
        """Return the number of processes to use for the sources; 1 means this process alone."""
        if any(source.path == STANDARD_INPUT for source in sources):
            return 1
        if self.jobs is not None:
            return self.jobs
        size = sum(source.size or 0 for source in sources)
        return cores() if size >= WORTH_IT else 1

    def is_alone(self, sources: tuple[Source, ...]) -> bool:
        """Whether this process reads all of the input itself."""
        return self.cluster is None and self.processes(sources) == 1


def results(
    work: Callable[..., R],
    sources: tuple[Source, ...],
    options: ReadOptions,
    workers: Workers,
) -> Iterator[Done[R]]:
    """Yield the result of `work` for each part of the sources, in the order of the input.

    Raises `WorkerError` or `ClusterError` if a part could not be processed.
    """
    parts = parts_of(sources, options, PART)
    if workers.cluster is not None:
        from typescribe.archives.cluster import on_cluster

        yield from on_cluster(work, parts, workers.cluster)
    else:
        yield from in_order(work, parts, workers.processes(sources))
