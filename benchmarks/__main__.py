"""Runs all benchmarks, prints the results and writes them to README.md."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

import webex_contact_center as ours
from benchmarks import cases, footprint, generator, peers, processes, report, tried
from benchmarks.payloads import payloads
from typescribe.pipeline import load
from typescribe.project.settings import find_project


def main() -> None:
    """Run all benchmarks; exits with 1 if a result is over its limit."""
    project = find_project(cases.REPOSITORY)
    model = load(project, project.packages["webex_contact_center"])
    valid = payloads(model, cases.NAME)
    best = processes.best_of()
    ratios, shared = (
        [report.Ratio(row, seconds[row.ours], seconds[row.theirs]) for row in cases.rows()]
        for seconds in (best.decoded, best.shared)
    )
    of_msgspec = peers.declared(model, cases.NAME, peers.unset)
    weights = {
        "AgentContact": footprint.bytes_each(ours.AgentContact.from_dict, valid),
        "pydantic BaseModel": footprint.bytes_each(
            peers.declared(model, cases.NAME, peers.base_model).model_validate, valid
        ),
        "msgspec dataclass": footprint.bytes_each(
            lambda payload: msgspec.convert(payload, of_msgspec), valid
        ),
    }
    whole_runs = generator.rows()
    parts = {
        "conditions": [report.conditions(datetime.now(UTC).date().isoformat())],
        "speed": report.speed(ratios, len(valid)),
        "shared": report.speed(shared, len(valid)),
        "tried": report.tried(tried.times(model, valid)),
        "footprint": report.footprint(weights, footprint.import_seconds()),
        "generator": report.whole_runs(whole_runs),
    }
    for lines in parts.values():
        print(*lines, "", sep="\n")
    report.write(parts)
    over = [f"{row.case.ours} / {row.case.theirs}" for row in ratios if row.verdict == "over"]
    over += [row.name for row in whole_runs if not row.ok]
    if over:
        raise SystemExit(f"over the limit: {', '.join(over)}")


if __name__ == "__main__":
    main()
