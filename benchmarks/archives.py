"""Archives of events: what `validate` and `observe` cost beside decoding them, in ratios.

    python -m benchmarks.archives [MESSAGES]

Writes an archive of events of the SDK's kinds, 12% of them invalid, measures each case in a process
of its own, and prints the table of docs/archives.md. Cases of one core are measured by the time of
the processor, those of several by the clock. Every case runs twice, in another order; the better
run counts.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.payloads import payloads
from typescribe.language.model import Model
from typescribe.pipeline import load
from typescribe.project.settings import find_project

REPOSITORY = Path(__file__).parent.parent
MESSAGES = 300_000
INVALID = 0.12
TYPE = "ContactCenterEvent"
KINDS = {
    "AgentContact": 3,
    "StateChangeSuccess": 2,
    "StationLoginSuccess": 2,
    "ReloginSuccess": 2,
    "LogoutSuccess": 2,
}
"""The kinds of events, and how many there are of each."""
SEED = 20261130

ENVIRONMENT = {**os.environ, "PYTHONPATH": "generator:generated:."}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # with bytecode, only the first start compiles

PLAIN = "import sys; sys.modules['orjson'] = None; "
COMMAND = "from typescribe.cli.main import main; main(prog_name='typescribe')"
LOADS = """
import json, sys
loads = json.loads
with open(sys.argv[1], "rb") as file:
    for line in file:
        loads(line)
"""
PYDANTIC = """
import sys
from typing import Annotated, Any, Union
from pydantic import Discriminator, Tag, TypeAdapter, ValidationError
from benchmarks import peers
from benchmarks.archives import model, KINDS
known = model()
TAGS = {
    "AgentStateChangeSuccess": "StateChangeSuccess",
    "AgentStationLoginSuccess": "StationLoginSuccess",
    "AgentReloginSuccess": "ReloginSuccess",
    "AgentLogoutSuccess": "LogoutSuccess",
}
def tag(value: Any) -> str:
    data = value.get("data") if isinstance(value, dict) else None
    return TAGS.get(data.get("type") if isinstance(data, dict) else None, "AgentContact")
members = [Annotated[peers.declared(known, name, peers.base_model), Tag(name)] for name in KINDS]
validate = TypeAdapter(Annotated[Union[tuple(members)], Discriminator(tag)]).validate_json
invalid = 0
with open(sys.argv[1], "rb") as file:
    for line in file:
        try:
            validate(line)
        except ValidationError as error:
            error.errors(include_input=False, include_url=False)
            invalid += 1
print(invalid, file=sys.stderr)
"""


def model() -> Model:
    """Return the model of the SDK's package."""
    project = find_project(REPOSITORY)
    return load(project, project.packages["webex_contact_center"])


def events(count: int) -> Iterator[str]:
    """Yield events as lines of JSON, the same in every run."""
    rng = random.Random(SEED)
    drawn = {name: payloads(model(), name) for name in KINDS}
    names = list(KINDS)
    weights = list(KINDS.values())
    for number in range(count):
        event = rng.choice(drawn[rng.choices(names, weights)[0]])
        if rng.random() < INVALID:
            event = _spoiled(event, rng)
        yield json.dumps({**event, "trackingId": f"notifs_{number:08}"})


def _spoiled(event: Any, rng: random.Random) -> Any:
    data = dict(event["data"])
    match rng.randrange(3):
        case 0:
            del data["orgId"]
        case 1:
            data["agentId"] = None
        case _:
            data["trackingId"] = 5
    return {**event, "data": data}


@dataclass(frozen=True, slots=True)
class Measured:
    """The time and the memory that a process used."""

    processor: float
    clock: float
    memory: int


def measured(program: str, *arguments: str, cores: int | None = None) -> Measured:
    """Run a program in a process of its own; with `cores`, on so many."""
    prefix = [] if cores is None else ["taskset", "-c", ",".join(map(str, range(cores)))]
    started = time.perf_counter()
    process = subprocess.Popen(
        [*prefix, sys.executable, "-c", program, *arguments],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    clock = time.perf_counter() - started
    assert process.returncode in (0, 1), process.returncode
    return Measured(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss)


@dataclass(frozen=True, slots=True)
class Row:
    """A ratio and its limit."""

    name: str
    ratio: float
    limit: float


def rows(count: int) -> list[Row]:
    """Measure everything on an archive of so many events."""
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.jsonl"), Path(folder, "small.jsonl")
        for file, number in ((large, count), (small, count // 10)):
            with file.open("w") as stream:
                stream.writelines(f"{event}\n" for event in events(number))
        return _rows(str(large), str(small))


def _rows(large: str, small: str) -> list[Row]:
    one = ("--type", TYPE, "--jobs", "1")
    two = ("--type", TYPE, "--jobs", "2")
    cases: dict[str, tuple[Any, ...]] = {
        "loads": (LOADS, large),
        "validate": (PLAIN + COMMAND, "validate", large, *one),
        "validate fast": (COMMAND, "validate", large, *one),
        "pydantic": (PYDANTIC, large),
        "observe": (PLAIN + COMMAND, "observe", large, *one),
        "two": (COMMAND, "validate", large, *two),
        "small": (COMMAND, "validate", small, *one),
    }
    best: dict[str, Measured] = {}
    for names in (list(cases), list(reversed(cases))):
        for name in names:
            found = measured(*cases[name])
            best[name] = min(best.get(name, found), found, key=lambda m: m.clock)
            print(f"{name:14} {found.processor:7.2f} s {found.clock:7.2f} s", file=sys.stderr)
    cluster = _on_cluster(large)

    def processor(one: str, other: str) -> float:
        return best[one].processor / best[other].processor

    return [
        Row(
            "`validate`, one core, without orjson / `json.loads`",
            processor("validate", "loads"),
            1.35,
        ),
        Row(
            "`validate`, one core, with orjson / pydantic",
            processor("validate fast", "pydantic"),
            0.7,
        ),
        Row("`observe`, one core / `validate`", processor("observe", "validate"), 3),
        Row("two cores / one", best["two"].clock / best["validate fast"].clock, 0.58),
        Row(
            "peak memory, all messages / a tenth of them",
            best["validate fast"].memory / best["small"].memory,
            1.1,
        ),
        Row("two workers on loopback / two cores", cluster / best["two"].clock, 1.5),
    ]


def _on_cluster(file: str) -> float:
    """Return the seconds by the clock that two workers on this machine take."""
    import distributed

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address
        arguments = ("validate", file, "--type", TYPE, "--cluster", address)
        return min(measured(COMMAND, *arguments).clock for _ in range(2))


def main() -> None:
    """Print the table; exits with 1 where a limit is not kept."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    found = rows(count)
    print(f"| {count:,} messages | ratio | at most |")
    print("| --- | --: | --: |")
    for row in found:
        print(f"| {row.name} | {row.ratio:.2f} | {row.limit:.2f} |")
    print(f"peak memory of the children: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}")
    over = [row.name for row in found if row.ratio > row.limit]
    if over:
        raise SystemExit(f"over the limit: {', '.join(over)}")


if __name__ == "__main__":
    main()
