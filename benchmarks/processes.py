"""Timing in several processes, each of which times every case.

Where a process finds its memory is up to the kernel, and it stays there. The same code takes up to
a tenth longer in one process than in the next, while some of its peers take the same time in both:
no number of rounds in one process tells that.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from benchmarks import cases, timing
from benchmarks.payloads import payloads, with_shared_keys
from typescribe.pipeline import load
from typescribe.project.settings import find_project

PROCESSES = 10
ROUNDS = 30


@dataclass(frozen=True)
class Best:
    """By the name of a case, the seconds that it takes at best for all messages."""

    decoded: dict[str, float]
    """Of messages that come from a decoder."""
    shared: dict[str, float]
    """Of messages whose keys are the strings of the program."""


def best_of(processes: int = PROCESSES) -> Best:
    """Return the best of some processes, one after the other."""
    runs = [_run() for _ in range(processes)]
    decoded, shared = (
        {name: min(times[name] for times in kind) for name in kind[0]}
        for kind in zip(*runs, strict=True)
    )
    return Best(decoded, shared)


def _run() -> list[dict[str, float]]:
    command = [sys.executable, "-m", "benchmarks.processes"]
    times: list[dict[str, float]] = json.loads(subprocess.check_output(command))
    return times


def main() -> None:
    """Be one of the processes: print what each case took, for either kind of messages."""
    project = find_project(cases.REPOSITORY)
    model = load(project, project.packages["webex_contact_center"])
    decoded = payloads(model, cases.NAME)
    shared = [with_shared_keys(payload) for payload in decoded]
    kinds = [cases.sides(model, messages) for messages in (decoded, shared)]
    print(json.dumps([timing.best_of(kind, ROUNDS) for kind in kinds]))


if __name__ == "__main__":
    main()
