"""Processes parts of archives in several processes, with the results in the order of the input."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Generic, NamedTuple, TypeVar

from typescribe.archives.parts import Part
from typescribe.language.errors import Problem, TypescribeError

R = TypeVar("R")


class Done(NamedTuple, Generic[R]):
    """A part and its result."""

    part: Part
    result: R


class WorkerError(TypescribeError):
    """A process that worked on a part ended without a result."""


def cores() -> int:
    """Return how many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(work: Callable[[Part], R], parts: Iterable[Part], processes: int) -> Iterator[Done[R]]:
    """Yield each part with the result of `work`, in order, computed in several processes.

    `work` and its results are sent between processes, so both have to be picklable. At most twice
    as many parts as processes are in progress at a time, which limits the memory.

    Raises:
        WorkerError: a process was killed.
    """
    pool = ProcessPoolExecutor(processes, initializer=_set_work, initargs=(work,))
    try:
        yield from windowed(lambda part: pool.submit(_do, part), parts, 2 * processes)
    except BrokenProcessPool as error:
        message = "a process was killed, perhaps because memory ran out; try fewer processes"
        raise WorkerError([Problem("--jobs", message)]) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def windowed(
    submit: Callable[[Part], Future[R] | Any], parts: Iterable[Part], width: int
) -> Iterator[Done[R]]:
    """Yield the results of parts in order; at most `width` parts are submitted at a time."""
    waiting: deque[tuple[Part, Any]] = deque()
    for part in parts:
        waiting.append((part, submit(part)))
        if len(waiting) >= width:
            first, future = waiting.popleft()
            yield Done(first, future.result())
    while waiting:
        first, future = waiting.popleft()
        yield Done(first, future.result())


_work: Callable[[Part], Any]


def _set_work(work: Callable[[Part], Any]) -> None:
    """Prepare a process: keep the work, which is sent only once; leave Ctrl-C to the parent."""
    global _work  # noqa: PLW0603 - the process does nothing else
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(part: Part) -> Any:
    return _work(part)
