"""Timing that repeats: every case once a round, the best round of each counts."""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Mapping
from time import perf_counter


def best_of(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the seconds that each case takes at best.

    Other work on the machine slows whole stretches of a run. Cases that are timed one after the
    other meet different stretches; taken in turn, all of them have a quiet round sooner or later.
    The turns are in another order each round: what comes first after the garbage collector finds
    the processor's caches and branch predictors cold, whatever has run once before it is timed.
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
                case()  # fills the caches with what this case needs, whatever ran before it
                start = perf_counter()
                case()
                best[name] = min(best[name], perf_counter() - start)
            gc.collect()
    finally:
        gc.enable()
    return best
