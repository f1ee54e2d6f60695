"""Runs all benchmarks, prints the results and writes them to README.md."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from compiled import built, missing_to_compile

import webex_contact_center as ours
from benchmarks import cases, footprint, generator, peers, report, tried
from benchmarks.payloads import payloads
from benchmarks.processes import PROCESSES, best_of
from typescribe.pipeline import load
from typescribe.project.settings import find_project


def main() -> None:
    """Run all benchmarks; exits with 1 if a result is over its limit."""
    project = find_project(cases.REPOSITORY)
    model = load(project, project.packages["webex_contact_center"])
    valid = payloads(model, cases.NAME)
    best = best_of()
    ratios, shared = (
        [report.Ratio(row, seconds[row.ours], seconds[row.theirs]) for row in cases.rows()]
        for seconds in (best.decoded, best.shared)
    )
    compiled = compiled_ratios()
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
    imports = footprint.import_seconds()
    footprints = footprint.rows(imports)
    whole_runs = generator.rows()
    parts = {
        "conditions": [report.conditions(datetime.now(UTC).date().isoformat())],
        "speed": report.speed(ratios, len(valid)),
        "shared": report.speed(shared, len(valid)),
        **({"compiled": report.speed(compiled, len(valid))} if compiled else {}),
        "tried": report.tried(tried.times(model, valid)),
        "footprint": report.footprint(weights, imports, footprints),
        "generator": report.limits(whole_runs, "run"),
    }
    for lines in parts.values():
        print(*lines, "", sep="\n")
    report.write(parts)
    over = [f"{row.case.ours} / {row.case.theirs}" for row in ratios if row.verdict == "over"]
    over += [f"compiled {r.case.ours} / {r.case.theirs}" for r in compiled if r.verdict == "over"]
    over += [row.name for row in (*footprints, *whole_runs) if not row.ok]
    if over:
        raise SystemExit(f"over the limit: {', '.join(over)}")


def compiled_ratios(processes: int = PROCESSES) -> list[report.Ratio]:
    """Return the measured rows of the compiled package; none without a C compiler."""
    missing = missing_to_compile()
    if missing:
        print(f"the compiled package is not measured: there is no {missing}")
        return []
    seconds = best_of(processes, built()).decoded
    rows = cases.compiled_rows()
    return [report.Ratio(row, seconds[row.ours], seconds[row.theirs]) for row in rows]


if __name__ == "__main__":
    main()
