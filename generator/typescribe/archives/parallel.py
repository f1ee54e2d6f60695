"""Processes parts of archives in parallel; the results come in the order of the input."""

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
    """Yield what `work` makes of each part, in order; at most a few parts are held at a time.

    `work` and its results travel between processes, so both can be pickled.

    Raises:
        WorkerError: a process was killed.
    """
    pool = ProcessPoolExecutor(processes, initializer=_set_work, initargs=(work,))
    try:
        yield from windowed(lambda part: pool.submit(_do, part), parts, 2 * processes)
    except BrokenProcessPool as error:
        message = "a process has been killed, for want of memory perhaps; try fewer"
        raise WorkerError([Problem("--jobs", message)]) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def windowed(
    submit: Callable[[Part], Future[R] | Any], parts: Iterable[Part], width: int
) -> Iterator[Done[R]]:
    """Yield the results of parts in order, with so many of them submitted at a time."""
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
    """Take the work of a process once, not with every part; leave Ctrl-C to the parent."""
    global _work  # noqa: PLW0603 - the process is made for this work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(part: Part) -> Any:
    return _work(part)
