"""Measures the memory of a loaded message, the time of an import, and the size of the package."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.report import Row
from benchmarks.timing import children_seconds

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
    """Return the processor time that each import adds to the start of Python, at best."""
    best = dict.fromkeys(IMPORTS, float("inf"))
    environment = {**os.environ, "PYTHONPATH": str(GENERATED)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # with bytecode, only the first start compiles
    for _ in range(STARTS):
        for name, code in IMPORTS.items():
            before = children_seconds()
            subprocess.run([sys.executable, "-c", code], check=True, env=environment)
            best[name] = min(best[name], children_seconds() - before)
    return {name: seconds - best["nothing"] for name, seconds in best.items() if name != "nothing"}


def rows(imports: Mapping[str, float]) -> list[Row]:
    """Return the rows of imports and of the size of the package, with their limits."""
    ours = imports["webex_contact_center.AgentContact"]
    peer = imports["msgspec, without any type"]
    validator = imports["webex_contact_center.is_agent_contact"]
    lines = sum(
        len(file.read_text(encoding="utf-8").splitlines())
        for file in (GENERATED / "webex_contact_center").rglob("*.py")
    )
    return [
        Row("import `AgentContact`", f"{ours * 1000:.0f} ms", "18 ms", ours <= 0.018),
        Row(
            "the same / import msgspec",
            f"{ours * 1000:.0f} ms / {peer * 1000:.0f} ms = {ours / peer:.2f}",
            "1",
            ours <= peer,
        ),
        Row("import `is_agent_contact`", f"{validator * 1000:.0f} ms", "10 ms", validator <= 0.01),
        Row("lines of Python in the package", f"{lines:,}", "22,000", lines <= 22_000),
    ]
