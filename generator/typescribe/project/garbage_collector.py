"""Makes Python's garbage collector run rarely, since it would find almost nothing.

By default, it searches for unreachable cycles after every 700 new objects. Modules, specs and
syntax trees consist of hundreds of thousands of objects that live until the process ends, and
searching them takes a quarter of the time of a short run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def collect_rarely() -> None:
    """Collect only after every 300,000 new objects, for a process that runs a single command."""
    gc.set_threshold(300_000, 20, 20)


def keep() -> None:
    """Never search the objects that exist now, for a process that ends."""
    gc.freeze()


@contextmanager
def not_collecting() -> Iterator[None]:
    """Do not collect inside the block, for reading an input whose objects are all kept."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Collect rarely inside the block, for decoding JSON: many objects, without cycles.

    Objects that exist before the block are not searched in it.
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
    """Collect only when `collect` is called, for a process that waits between its runs.

    Objects that exist now are not searched again, since they are assumed to stay alive.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


def collect() -> None:
    """Collect now."""
    gc.collect()
