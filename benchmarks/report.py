"""Formats the figures as tables, and writes them between the marks of README.md."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from benchmarks.cases import Case
from benchmarks.generator import Row

README = Path(__file__).parent / "README.md"
PEERS = (
    *("pydantic", "msgspec", "mashumaro", "fastjsonschema", "cattrs", "jsonschema-rs", "orjson"),
    "datamodel-code-generator",
)


@dataclass(frozen=True)
class Ratio:
    """A measured row, with the times of both sides in seconds."""

    case: Case
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def verdict(self) -> str:
        if self.case.limit is None:
            return ""
        return "within" if round(self.ratio, 2) <= self.case.limit else "over"


def speed(ratios: Sequence[Ratio], messages: int) -> list[str]:
    """Return the table of times and ratios, in microseconds per message."""
    lines = [
        "| work | ours | µs | theirs | µs | ours / theirs | limit | |",
        "| --- | --- | --: | --- | --: | --: | --: | --- |",
    ]
    for group, rows in groupby(ratios, key=lambda ratio: ratio.case.group):
        for row in rows:
            each = [f"{seconds / messages * 1e6:.1f}" for seconds in (row.ours, row.theirs)]
            limit = "" if row.case.limit is None else f"{row.case.limit:.2f}"
            cells = [group, f"`{row.case.ours}`", each[0], row.case.theirs, each[1]]
            lines.append(_row([*cells, f"{row.ratio:.2f}", limit, row.verdict]))
    return lines


def footprint(
    weights: Mapping[str, float], imports: Mapping[str, float], rows: Sequence[Row]
) -> list[str]:
    """Return the tables of memory per message, of time per import, and of limits."""
    return [
        "| loaded message | kB beside the decoded payload |",
        "| --- | --: |",
        *(_row([name, f"{weight / 1000:.1f}"]) for name, weight in weights.items()),
        "",
        "| import | ms of processor time, more than starting Python |",
        "| --- | --: |",
        *(_row([name, f"{seconds * 1000:.0f}"]) for name, seconds in imports.items()),
        "",
        *limits(rows, "import, or size"),
    ]


def tried(times: Mapping[str, float]) -> list[str]:
    """Return the table of ways to test one object, in microseconds."""
    lines = [f"| {way} | {seconds * 1e6:.2f} |" for way, seconds in times.items()]
    return ["| | µs |", "| --- | --: |", *lines]


def limits(rows: Sequence[Row], subject: str) -> list[str]:
    """Return a table of figures with limits, such as of whole runs of the generator."""
    verdicts = {True: "within", False: "over"}
    return [
        f"| {subject} | figure | limit | |",
        "| --- | --: | --: | --- |",
        *(_row([row.name, row.figure, row.limit, row.limit and verdicts[row.ok]]) for row in rows),
    ]


def conditions(day: str) -> str:
    """Return a sentence with the date, the machine and the versions of Python and the peers."""
    peers = ", ".join(f"{peer} {version(peer)}" for peer in PEERS)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"Measured on {day} with {python} on {platform.machine()}, {peers}."


def write(parts: Mapping[str, Iterable[str]], page: Path = README) -> None:
    """Replace the text between `<!-- name -->` and `<!-- end -->` in a page, for each name."""
    text = page.read_text(encoding="utf-8")
    for name, lines in parts.items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        match = mark.search(text)
        assert match, name
        body = "\n".join(("", *lines, "", ""))
        text = text[: match.end(1)] + body + text[match.start(2) :]
    page.write_text(text, encoding="utf-8")


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
