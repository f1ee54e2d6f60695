"""Times all cases in several processes, one after the other.

The kernel chooses the addresses of a process once, and they change its speed: the same code may
take a tenth longer in one process than in the next, while its peers take the same time in both.
More rounds in one process do not even this out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks import cases, timing
from benchmarks.payloads import payloads, with_shared_keys
from typescribe.pipeline import load
from typescribe.project.settings import find_project

PROCESSES = 10
ROUNDS = 30


@dataclass(frozen=True)
class Best:
    """The best time of each case by name, in seconds for all messages."""

    decoded: dict[str, float]
    """For messages from a decoder."""
    shared: dict[str, float]
    """For messages whose keys are interned strings."""


def best_of(processes: int = PROCESSES, package: Path | None = None) -> Best:
    """Return the best times of a number of processes.

    `package` is the folder with the package that is measured, unless it is that of the repository.
    """
    runs = [_run(package) for _ in range(processes)]
    decoded, shared = (
        {name: min(times[name] for times in kind) for name in kind[0]}
        for kind in zip(*runs, strict=True)
    )
    return Best(decoded, shared)


def _run(package: Path | None) -> list[dict[str, float]]:
    command = [sys.executable, "-m", "benchmarks.processes"]
    paths = [str(package)] if package else []
    paths.append(os.environ["PYTHONPATH"])
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    times: list[dict[str, float]] = json.loads(subprocess.check_output(command, env=variables))
    return times


def main() -> None:
    """Print the times of one process as JSON: for decoded and for interned keys."""
    project = find_project(cases.REPOSITORY)
    model = load(project, project.packages["webex_contact_center"])
    decoded = payloads(model, cases.NAME)
    shared = [with_shared_keys(payload) for payload in decoded]
    kinds = [cases.sides(model, messages) for messages in (decoded, shared)]
    print(json.dumps([timing.best_of(kind, ROUNDS) for kind in kinds]))


if __name__ == "__main__":
    main()
