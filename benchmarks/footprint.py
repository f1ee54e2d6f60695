"""Measures the memory of a loaded message and the time of an import."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

GENERATED = Path(__file__).parents[1] / "generated"
STARTS = 15
"""The number of starts of each program, of which the fastest counts."""

IMPORTS = {
    "nothing": "pass",
    "webex_contact_center.AgentContact": "from webex_contact_center import AgentContact",
    "webex_contact_center.is_agent_contact": "from webex_contact_center import is_agent_contact",
    "pydantic, without any type": "from pydantic import BaseModel",
    "msgspec, without any type": "import msgspec",
}


def bytes_each(load: Callable[[Any], object], payloads: list[Any]) -> float:
    """Return the bytes that a loaded message takes in addition to its decoded payload."""
    load(payloads[0])
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    loaded = [load(payload) for payload in payloads]
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / len(loaded)


def import_seconds() -> Mapping[str, float]:
    """Return the seconds that each import adds to the start of Python, at best."""
    best = dict.fromkeys(IMPORTS, float("inf"))
    environment = {**os.environ, "PYTHONPATH": str(GENERATED)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # with bytecode, only the first start compiles
    for _ in range(STARTS):
        for name, code in IMPORTS.items():
            start = perf_counter()
            subprocess.run(
                [sys.executable, "-c", code],
                check=True,
                env=environment,
            )
            best[name] = min(best[name], perf_counter() - start)
    return {name: seconds - best["nothing"] for name, seconds in best.items() if name != "nothing"}
