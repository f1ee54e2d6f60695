"""The reports of `import`, `diff` and `validate` have one layout, as wide as the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st

import typescribe
from typescribe.text.reports import Detail, Group, Row, layout

SPEC = 'types: {Order: {fields: {id: string, sku?: string, state: \'"open" | "sent"\'}}}'
MESSAGES = '{"id": 1, "state": "open"}\n{"id": 1, "state": null}\n{"state": "lost"}\n' * 2
DECLARED = "export interface Order { id: string; at: Date; state: Gone; send(): void }\n"
REPORTS = {
    "import": ("import", "order.d.ts", "--output", "spec/imported"),
    "diff": ("diff", "order.d.ts", "spec/shop"),
    "validate": ("validate", "orders.jsonl", "--type", "Order", "--show", "0"),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    Path("pyproject.toml").write_text("[tool.typescribe.packages.shop]\n")
    Path("spec/shop").mkdir(parents=True)
    Path("spec/shop/order.yaml").write_text(SPEC)
    Path("order.d.ts").write_text(DECLARED)
    Path("orders.jsonl").write_text(MESSAGES)


@pytest.mark.parametrize("command", REPORTS)
def test_in_a_pipe_the_counts_come_first_and_each_row_begins_with_its_group(command: str) -> None:
    lines = run(*REPORTS[command]).stdout.splitlines()
    below = lines.index("", 2) if "" in lines[2:] else len(lines)
    assert lines[1] == ""
    labels = [line.split("  ")[0] for line in lines[2:below]]
    assert (lines[0], labels) == {
        "import": (
            "1 type: 0 exact, 1 approximated, 0 left out",
            ["approximated", "approximated", "left out", "missing"],
        ),
        "diff": (
            "3 changes: 1 breaks readers, 1 breaks writers, 1 breaks Python names",
            ["readers, Python", "writers", "-"],
        ),
        "validate": (
            "orders.jsonl: 6 messages, 0 valid Order, 6 invalid with 10 issues",
            ["type", "type", "missing", "null"],
        ),
    }[command]


def on_a_terminal(columns: int, *arguments: str) -> list[str]:
    """Run a command on a terminal of some width, and return what it prints to standard output."""
    fcntl, pty, struct, termios = map(pytest.importorskip, ("fcntl", "pty", "struct", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    path = str(Path(typescribe.__file__).parents[1])
    environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": path}
    command = [sys.executable, "-m", "typescribe", *arguments]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=environment
    ):
        os.close(theirs)
        output = b""
        try:
            while piece := os.read(ours, 4096):
                output += piece
        except OSError:  # Linux reports the end of the terminal as an error
            pass
        finally:
            os.close(ours)
    return output.decode().replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize("command", REPORTS)
@pytest.mark.parametrize("columns", [50, 80, 120])
def test_on_a_terminal_rows_are_in_groups_and_wrapped(command: str, columns: int) -> None:
    lines = on_a_terminal(columns, *REPORTS[command])
    assert any("\x1b[" in line for line in lines)
    plain = [click.unstyle(line) for line in lines]
    assert max(map(len, plain[1:])) <= columns
    headings = [
        plain[place + 1]
        for place, line in enumerate(plain)
        if not line and not plain[place + 1].startswith("spec/")
    ]
    assert (
        headings
        == {
            "import": ["Approximated", "Left out", "Missing"],
            "diff": ["Breaks readers and Python names", "Breaks writers", "Breaks nothing"],
            "validate": ["Another type", "Missing", "Null"],
        }[command]
    )
    words = " ".join(plain).split()
    piped = run(*REPORTS[command]).stdout.split()
    labels = {"approximated", "left", "out", "missing", "readers,", "type", "null", "-"}
    assert set(piped) - labels - set(words) <= {"unchanged"}, "both say the same"


TEXTS = st.text("ab .[/é", max_size=60).map(lambda text: " ".join(text.split()))
ROWS = st.builds(
    Row,
    TEXTS.filter(bool),
    TEXTS,
    st.lists(st.builds(Detail, TEXTS, st.sampled_from(["", "+"])), max_size=3).map(tuple),
    st.sampled_from(["", "spec/a.yaml:1:2"]),
)
GROUPS = st.lists(
    st.builds(
        Group, st.just("Heading"), st.just("label"), st.just("red"), st.lists(ROWS).map(tuple)
    ),
    max_size=3,
)


@given(GROUPS, st.none() | st.integers(30, 120))
def test_no_text_of_a_row_is_lost(groups: list[Group], width: int | None) -> None:
    lines = [click.unstyle(line) for line in layout(groups, width)]
    letters = "".join("".join(lines).split())
    for group in groups:
        for row in group.rows:
            for text in (row.place, row.what, row.position, *(d.text for d in row.details)):
                assert "".join(text.split()) in letters
    number = sum(len(group.rows) for group in groups)
    if width is None:
        assert len([line for line in lines if line]) == number
    else:
        assert sum(line == "Heading" for line in lines) == sum(bool(g.rows) for g in groups)
        assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("width", [None, 80])
def test_no_text_of_a_row_controls_the_terminal(width: int | None) -> None:
    hostile = "a\x1b[2J\nb\u202e"
    group = Group("Heading", "label", "red", (Row(hostile, hostile, (Detail(hostile),), hostile),))
    shown = click.unstyle("\n".join(layout([group], width)))
    assert not set("\x1b\u202e") & set(shown)
    assert shown.count("a\\x1b[2J\\nb\\u202e") == 4


def test_a_position_stays_in_one_piece() -> None:
    position = f"{'folder/' * 9}types.d.ts:1:2"
    row = Row("Order", "a method", position=position)
    lines = [
        click.unstyle(line) for line in layout([Group("Left out", "left out", "red", (row,))], 40)
    ]
    assert lines[2:] == ["  Order  a method", f"    {position}"]


def test_a_path_is_broken_between_its_steps() -> None:
    place = "Order.lines[*].articles[*].manufacturer.address"
    row = Row(place, "field added", (Detail("used in " + "/".join(["folder"] * 9)),))
    lines = list(layout([Group("Heading", "label", "red", (row,))], 40))
    assert [click.unstyle(line) for line in lines][2:] == [
        "  Order.lines[*].articles[*]",
        "    .manufacturer.address",
        "    field added",
        "    used in",
        "    folder/folder/folder/folder/folder",
        "    /folder/folder/folder/folder",
    ]
