"""When Python's garbage collector runs: rarely, since almost nothing that is made here is garbage.

The collector looks for unreachable cycles after every 700 new objects. Imports, specs and syntax
trees are hundreds of thousands of objects that stay alive until the process ends; looking through
them that often takes a quarter of a short run and finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_rarely() -> None:
    """Collect after every 100,000 new objects: for a process that runs one command."""
    gc.set_threshold(100_000, 20, 20)


@contextmanager
def not_collecting() -> Iterator[None]:
    """Collect nothing inside the block: for reading an input of which every object is kept."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Collect rarely inside the block: decoded JSON is many objects, and none is in a cycle.

    What is alive before it is not looked at.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def collect_on_demand() -> None:
    """Collect only when `collect` is called: for a process that waits between its runs.

    Whatever is alive now is taken to stay alive and is not looked at again.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


def collect() -> None:
    """Collect now."""
    gc.collect()
