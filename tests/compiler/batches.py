"""Judges batches of programs, in this process or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from compiler.grammar import draw
from compiler.judging import Counts, Disagreement, Judge
from typescribe.verifying.compiler import Compiler, CompilerOverflowError


@dataclass(frozen=True, slots=True)
class Batch:
    """The disagreements of each program of a batch, and how much was judged."""

    seeds: range
    found: list[list[Disagreement]]
    counts: Counts


def judged(typescript: Path, batches: Iterator[range], most: int, jobs: int) -> Iterator[Batch]:
    """Yield batches in their order.

    Args:
        typescript: the folder of the compiler.
        batches: the seeds of each; the next are asked for when a batch was yielded.
        most: how many payloads each type gets.
        jobs: how many processes judge; with one, this process does.
    """
    if jobs < 2:
        with Compiler(typescript) as compiler:
            for seeds in batches:
                yield _judged(compiler, seeds, most)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(typescript,)) as pool:
        waiting: deque[Future[Batch]] = deque()
        for seeds in batches:
            waiting.append(pool.submit(_in_worker, seeds, most))
            if len(waiting) > jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _judged(compiler: Compiler, seeds: range, most: int) -> Batch:
    """Judge programs together; one by one, if the compiler does not come to an end with one."""
    judge = Judge(compiler, most)
    try:
        found = judge.judge([draw(seed) for seed in seeds], seeds.start)
    except CompilerOverflowError:
        if len(seeds) == 1:
            return Batch(seeds, [[]], Counts(invalid=1))
        middle = len(seeds) // 2
        one, other = (_judged(compiler, half, most) for half in (seeds[:middle], seeds[middle:]))
        one.counts.add(other.counts)
        return Batch(seeds, one.found + other.found, one.counts)
    return Batch(seeds, found, judge.counts)


_compilers: list[Compiler] = []
"""The compiler of this worker."""


def _start(typescript: Path) -> None:
    compiler = Compiler(typescript)
    compiler.__enter__()
    _compilers.append(compiler)


def _in_worker(seeds: range, most: int) -> Batch:
    return _judged(_compilers[0], seeds, most)
