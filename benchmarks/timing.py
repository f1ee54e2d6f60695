"""Times cases in rounds: every case once per round, of which the best counts."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Mapping
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter


def best_of(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the best time of each case, in seconds.

    Other work on the machine slows whole phases of a run. If cases were timed one after the other,
    each would meet different phases; in rounds, all of them have a quiet one sooner or later. The
    order changes every round, since the first case after the garbage collector finds the caches
    and branch predictors of the processor cold, although each case runs once before it is timed.
    """
    rng = random.Random(0)
    order = list(cases.items())
    best = dict.fromkeys(cases, float("inf"))
    for case in cases.values():
        case()
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            rng.shuffle(order)
            for name, case in order:
                case()  # fills the caches for this case, whatever ran before it
                start = perf_counter()
                case()
                best[name] = min(best[name], perf_counter() - start)
            gc.collect()
    finally:
        gc.enable()
    return best


def children_seconds() -> float:
    """Return the processor time of all processes that this one has started and that ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
