"""Measures the generator: time and memory of whole processes in a temporary folder.

`python -m benchmarks.generator` prints every figure with its limit. With `--whole`, growth is
measured with all targets, for which black alone takes minutes. A large published package is
measured where npm is there to fetch it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import children_seconds

ROOT = Path(__file__).parent.parent
PACKAGE = "webex_contact_center"
RUNS = 5

LARGE_PACKAGE = "@figma/rest-api-spec@0.43.0"
"""A package on the registry whose declarations become over 100,000 lines of Python."""


def _peer(package: str) -> tuple[str, ...]:
    """Return the command with which datamodel-codegen makes dataclasses of our JSON Schema."""
    return (
        *(sys.executable, "-m", "datamodel_code_generator"),
        *("--input", f"generated/{package}/schema.json", "--input-file-type", "jsonschema"),
        *("--output", "peer.py", "--output-model-type", "dataclasses.dataclass"),
    )


# The time of black alone for the generated files, without starting Python and importing black.
BLACK = """
import sys, time
from pathlib import Path
import black
files = [Path(name).read_text().replace("# fmt: off\\n", "") for name in sys.argv[1:]]
mode = black.Mode(target_versions={black.TargetVersion.PY311})
start = time.perf_counter()
for text in files:
    assert black.format_str(text, mode=mode) == text
print(time.perf_counter() - start)
"""

FIELDS = (
    "string", "number", "boolean", "string | null", "string[]", "Record<string, string>",
    "string", "{other}", "{other}[]", "string | number",
)  # fmt: skip
LARGE, SMALL = 2_000, 200
"""The numbers of types, each with `PROPERTIES` properties, between which growth is measured."""
PROPERTIES = 20
LIGHT_TARGETS = ("typed_dicts", "json_schema")
ALL_TARGETS = ("dataclasses", "typed_dicts", "validators", "json_schema")


ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""Lets only the first run compile modules and templates, as after an installation."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with its limit."""

    name: str
    figure: str
    limit: str
    ok: bool


def rows(targets: tuple[str, ...] = LIGHT_TARGETS) -> list[Row]:
    """Return all figures; growth is measured with the given targets."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            *_of_our_package(Path(folder)),
            *_of_large_package(Path(folder)),
            *_of_growth(Path(folder), targets),
        ]


def _of_our_package(folder: Path) -> list[Row]:
    project = folder / "project"
    shutil.copytree(ROOT / "spec", project / "spec")
    (project / "pyproject.toml").write_text(f"[tool.typescribe.packages.{PACKAGE}]\n")
    output = project / "generated" / PACKAGE
    numbers = iter(range(1_000))

    def cold() -> Time:
        return _time_of(_emptied(project), *_typescribe("generate"))

    def edited() -> Time:
        file = project / "spec" / PACKAGE / "interaction.yaml"
        text = (ROOT / "spec" / PACKAGE / file.name).read_text(encoding="utf-8")
        changed = text.replace("isFcManaged:", f"edited{next(numbers)}: string\n      isFcManaged:")
        assert changed != text, "the field before which another is inserted is missing"
        file.write_text(changed, encoding="utf-8")
        return _time_of(project, *_typescribe("generate"))

    def black() -> Time:
        files = sorted(str(file.relative_to(output)) for file in output.rglob("*.py"))
        command = [sys.executable, "-c", BLACK, *files]
        ran = subprocess.run(command, cwd=output, check=True, capture_output=True, text=True)
        return Time(float(ran.stdout), float(ran.stdout))

    best = _best(
        {
            "help": lambda: _time_of(project, *_typescribe("--help")),
            "cold": cold,
            "black": black,
            "generate": lambda: _time_of(project, *_typescribe("generate")),
            "check": lambda: _time_of(project, *_typescribe("check")),
            "peer": lambda: _time_of(project, *_peer(PACKAGE)),
            "edited": edited,
        }
    )
    unchanged = [
        row
        for verb in ("generate", "check")
        for row in (
            _time(f"{verb}, nothing changed", best[verb].clock, 0.5),
            _ratio(f"{verb} / datamodel-codegen", best[verb].clock, best["peer"].clock, 0.4),
        )
    ]
    return [
        *unchanged,
        _time("generate, one field edited, processor time", best["edited"].processor, 0.4),
        _time("generate, cold, processor time", best["cold"].processor, 5),
        _ratio("generate, cold / black alone", best["cold"].clock, best["black"].clock, 1.25),
        _time("--help", best["help"].clock, 0.15),
    ]


def _of_large_package(folder: Path) -> list[Row]:
    npm = shutil.which("npm")
    if npm is None:
        print(f"{LARGE_PACKAGE} is not measured: there is no npm", file=sys.stderr)
        return []
    project = folder / "large"
    project.mkdir()
    (project / "pyproject.toml").write_text("[tool.typescribe.packages.figma]\n")
    _time_of(project, *_typescribe("import", f"npm:{LARGE_PACKAGE}", "--package", "figma"))
    best = _best(
        {
            "cold": lambda: _time_of(_emptied(project), *_typescribe("generate")),
            "peer": lambda: _time_of(project, *_peer("figma")),
        },
        runs=2,
    )
    name = LARGE_PACKAGE.rpartition("@")[0]
    return [
        _time(f"generate, {name}, cold, processor time", best["cold"].processor, 20),
        Row("the same with datamodel-codegen", f"{best['peer'].processor:.2f} s", "", ok=True),
    ]


def _of_growth(folder: Path, targets: tuple[str, ...]) -> list[Row]:
    small, large = (_growing(folder / str(types), types, targets) for types in (SMALL, LARGE))
    best = min(_time_of(_emptied(small), *_typescribe("generate")).clock for _ in range(2))
    start = time.perf_counter()
    peak = _peak_memory(large, "generate")
    seconds = time.perf_counter() - start
    shown = f"{LARGE:,} types / {SMALL}, {' and '.join(targets)}"
    memory = Row(f"peak memory, {LARGE:,} types", f"{peak:.0f} MB", "500 MB", peak <= 500)
    return [_ratio(shown, seconds, best, 11), memory]


def _growing(project: Path, types: int, targets: tuple[str, ...]) -> Path:
    """Create a project whose spec has a number of types."""
    lines = ["types:"]
    for number in range(types):
        lines += [f"  Type{number:04}:", f"    description: Type {number}.", "    fields:"]
        for place in range(PROPERTIES):
            other = f"Type{(number * 7 + place) % types:04}"
            type_ = FIELDS[place % len(FIELDS)].replace("{other}", other)
            key = f"field{place}{'?' if place % 2 else ''}"
            lines.append(f"      {key}: {{type: '{type_}', description: Field {place}.}}")
    (project / "spec" / "growing").mkdir(parents=True)
    (project / "spec" / "growing" / "types.yaml").write_text("\n".join(lines) + "\n")
    chosen = ", ".join(f'"{target}"' for target in targets)
    settings = f"[tool.typescribe.packages.growing]\ntargets = [{chosen}]\n"
    (project / "pyproject.toml").write_text(settings)
    return project


def _emptied(project: Path) -> Path:
    shutil.rmtree(project / ".typescribe_cache", ignore_errors=True)
    shutil.rmtree(project / "generated", ignore_errors=True)
    return project


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds that a process took, with those of the processes that it started."""

    clock: float
    processor: float


def _best(cases: dict[str, Callable[[], Time]], runs: int = RUNS) -> dict[str, Time]:
    """Return the best times of each case; they run in turn, as the machine may be busy at times."""
    best = dict.fromkeys(cases, Time(float("inf"), float("inf")))
    for _ in range(runs):
        for name, case in cases.items():
            time_, least = case(), best[name]
            best[name] = Time(min(least.clock, time_.clock), min(least.processor, time_.processor))
    return best


def _typescribe(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "typescribe", *arguments)


def _time_of(project: Path, *command: str) -> Time:
    before, start = children_seconds(), time.perf_counter()
    subprocess.run(command, cwd=project, check=True, capture_output=True, env=ENVIRONMENT)
    return Time(time.perf_counter() - start, children_seconds() - before)


def _peak_memory(project: Path, *arguments: str) -> float:
    """Return the peak memory in MB of a run and its child processes; shared pages count once.

    Returns `nan`, which is within no limit, if /proc does not provide it.
    """
    command = _typescribe(*arguments)
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.DEVNULL, start_new_session=True
    ) as run:
        peak = 0.0
        while run.poll() is None:
            peak = max(peak, _proportional(run.pid))
            time.sleep(0.1)
    assert run.returncode == 0, arguments
    return peak or float("nan")


def _proportional(session: int) -> float:
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == session:
                for line in (process / "smaps_rollup").read_text().splitlines():
                    total += int(line.split()[1]) if line.startswith("Pss:") else 0
        except OSError:  # the process has ended
            continue
    return total / 1000


def _time(name: str, seconds: float, limit: float) -> Row:
    return Row(name, f"{seconds:.2f} s", f"{limit:.2f} s", seconds <= limit)


def _ratio(name: str, ours: float, theirs: float, limit: float) -> Row:
    figure = f"{ours:.2f} s / {theirs:.2f} s = {ours / theirs:.2f}"
    return Row(name, figure, f"{limit:g}", ours <= theirs * limit)


def main() -> None:
    """Print every figure; exits with 1 if one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true", help="measure growth with all targets")
    chosen = parser.parse_args()
    measured = rows(ALL_TARGETS if chosen.whole else LIGHT_TARGETS)
    width = max(len(row.name) for row in measured)
    for row in measured:
        verdict = "" if row.ok else "  above the limit"
        print(f"{row.name:{width}}  {row.figure:>24}  at most {row.limit}{verdict}")
    if not all(row.ok for row in measured):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
