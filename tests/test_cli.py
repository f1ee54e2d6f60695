"""The commands: their output on both streams, word for word, and their exit codes."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import re
import select
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import click
import pytest
from commands import Ran, interrupted_import, interrupts_handled, run
from rich.status import Status

import typescribe
from typescribe import pipeline
from typescribe.cli.main import main
from typescribe.cli.writing import prepare_all
from typescribe.project.own_files import WITHOUT_EFFECT
from typescribe.project.settings import find_project

SPEC = """\
types:
  Order:
    description: What a customer asks for.
    fields:
      id: {type: string, description: Number of the order}
      amount?: number
"""
SETTINGS = '[tool.typescribe.packages.shop]\ntargets = ["typed_dicts", "json_schema"]\n'
FILES = ["typed_dicts.py", "__init__.py", "schema.json", "py.typed"]
"""The files of the package, in the order in which they are reported."""

STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""Escape sequences of bold and coloured text; others move the cursor."""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one package, not generated yet, in which commands are run."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("PYTHONPATH", str(Path(typescribe.__file__).parents[1]))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    specify("shop", SPEC)
    return tmp_path


def specify(package: str, spec: str) -> None:
    """Write the spec of a package of the current project."""
    folder = Path("spec") / package
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "messages.yaml").write_text(spec, encoding="utf-8")


def configure(*lines: str) -> None:
    Path("pyproject.toml").write_text("\n".join(lines))


@pytest.fixture
def shop(project: Path) -> Path:
    """The folder of the package, generated."""
    assert run("generate").exit_code == 0
    return project / "generated" / "shop"


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return the inode, time of change and content of each file."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        str(file): (file.stat().st_ino, file.stat().st_mtime_ns, file.read_bytes())
        for file in files
    }


# generate


def test_the_first_run_creates_every_file_and_says_so(project: Path) -> None:
    assert run("generate") == (
        0,
        "shop: 4 of 4 files written to generated/shop\n"
        "  created typed_dicts.py\n"
        "  created __init__.py\n"
        "  created schema.json\n"
        "  created py.typed\n",
        "",
    )
    assert {file.name for file in (project / "generated" / "shop").iterdir()} == set(FILES)


@pytest.mark.parametrize("remembered", [True, False])
def test_an_unchanged_spec_rewrites_nothing(project: Path, shop: Path, remembered: bool) -> None:
    if not remembered:
        shutil.rmtree(project / ".typescribe_cache")
    before = snapshot(shop)
    assert run("generate") == (0, "shop: unchanged, 4 files in generated/shop\n", "")
    assert snapshot(shop) == before


def test_a_changed_field_rewrites_the_files_that_show_it(shop: Path) -> None:
    before = snapshot(shop)
    specify("shop", SPEC.replace("amount?: number", "amount?: string"))
    assert run("generate") == (
        0,
        "shop: 2 of 4 files written to generated/shop\n"
        "  changed typed_dicts.py\n"
        "  changed schema.json\n",
        "",
    )
    after = snapshot(shop)
    touched = {Path(name).name for name in after if after[name] != before[name]}
    assert touched == {"typed_dicts.py", "schema.json"}
    assert run("check").exit_code == 0


def test_a_file_of_a_target_that_is_no_longer_chosen_is_removed(shop: Path) -> None:
    configure("[tool.typescribe.packages.shop]", 'targets = ["typed_dicts"]')
    assert run("generate") == (
        0,
        "shop: 1 file removed from generated/shop\n  removed schema.json\n",
        "",
    )
    assert not (shop / "schema.json").exists()


def test_written_and_removed_files_are_reported_together(shop: Path) -> None:
    configure("[tool.typescribe.packages.shop]", 'targets = ["json_schema"]')
    specify("shop", SPEC.replace("amount", "count"))
    assert run("generate") == (
        0,
        "shop: 1 of 2 files written to generated/shop, 2 files removed\n"
        "  changed schema.json\n"
        "  removed __init__.py\n"
        "  removed typed_dicts.py\n",
        "",
    )


def test_files_that_were_not_generated_are_left_alone(shop: Path) -> None:
    (shop / "by_hand.py").write_text("a = 1\n")
    (shop / "README.md").write_text("All of this is Generated by typescribe from spec/shop.\n")
    specify("shop", SPEC.replace("amount", "count"))
    before = {name: entry for name, entry in snapshot(shop).items() if "_hand" in name}
    assert run("generate").exit_code == 0
    assert run("check").exit_code == 0
    assert before.items() <= snapshot(shop).items()
    assert (shop / "README.md").exists()


def test_a_file_that_was_not_generated_is_not_replaced(shop: Path) -> None:
    specify("shop", SPEC.replace("amount", "count"))
    (shop / "schema.json").write_text("{}")
    before = snapshot(shop)
    refusal = (
        2,
        "",
        "generated/shop/schema.json: not written by typescribe (its first lines do not say "
        '"Generated by typescribe"), so it is not replaced; move it away or set another output\n',
    )
    assert run("generate") == refusal
    assert run("check") == refusal
    assert snapshot(shop) == before


def test_a_file_where_the_folder_should_be_is_rejected(project: Path) -> None:
    (project / "generated").write_text("")
    assert run("generate") == (
        2,
        "",
        "generated: not a folder, so nothing can be written there; "
        "move it away or set another output\n",
    )


def test_a_folder_that_cannot_be_written_is_reported_without_a_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied", "generated/shop/.typed_dicts.py.x.tmp")

    monkeypatch.setattr("tempfile.mkstemp", forbidden)
    assert run("generate") == (
        2,
        "",
        "generated/shop/typed_dicts.py: cannot be written: Permission denied\n",
    )
    assert not (project / "generated").exists()


# Several packages


def two_packages(shop: str = SPEC, stock: str = SPEC) -> None:
    configure(
        "[tool.typescribe.packages]",
        'shop = {targets = ["json_schema"]}',
        'stock = {targets = ["json_schema"]}',
    )
    specify("shop", shop)
    specify("stock", stock)


def test_a_terminal_shows_how_many_files_of_a_spec_are_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        text = f"types: {{T{number}: {{type: string}}}}\n"
        (project / "spec" / "shop" / f"more{number}.yaml").write_text(text)
    shown: list[str] = []
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(Status, "update", lambda _, message: shown.append(message))
    prepare_all(find_project(project), ())
    reading = [f"shop: reading spec/shop: {done} of 4 files" for done in range(4)]
    assert shown == [*reading, "shop: formatting generated/shop"]


def test_all_packages_are_generated_unless_some_are_named(project: Path) -> None:
    two_packages()
    assert run("generate", "stock").stdout.startswith("stock: 2 of 2 files written")
    assert not (project / "generated" / "shop").exists()
    assert run("generate").stdout == (
        "shop: 2 of 2 files written to generated/shop\n"
        "  created schema.json\n"
        "  created py.typed\n"
        "stock: unchanged, 2 files in generated/stock\n"
    )


def test_if_one_spec_is_broken_nothing_is_written(project: Path) -> None:
    two_packages(stock=SPEC.replace("number", "Amuont"))
    result = run("generate")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith('spec/stock/messages.yaml:6:16: unresolved reference "Amuont"')
    assert not (project / "generated").exists()


def test_if_one_output_is_blocked_nothing_is_written(project: Path) -> None:
    two_packages()
    (project / "generated").mkdir()
    (project / "generated" / "stock").write_text("")
    assert run("generate").exit_code == 2
    assert not (project / "generated" / "shop").exists()


def test_the_problems_of_all_packages_are_reported_together(project: Path) -> None:
    two_packages(
        shop=SPEC.replace("string", "Oder").replace("number", "Orders"),
        stock=SPEC.replace("number", "Ordr"),
    )
    result = run("generate")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        'spec/shop/messages.yaml:5:18: unresolved reference "Oder"; did you mean "Order"?',
        'spec/shop/messages.yaml:6:16: unresolved reference "Orders"; did you mean "Order"?',
        'spec/stock/messages.yaml:6:16: unresolved reference "Ordr"; did you mean "Order"?',
    ]
    assert result == run("check")


# check


def test_an_up_to_date_package_passes_the_check(shop: Path) -> None:
    before = snapshot(shop)
    assert run("check") == (0, "shop: up to date, 4 files in generated/shop\n", "")
    assert snapshot(shop) == before


def test_a_changed_field_is_a_diff_of_the_lines_that_show_it(project: Path, shop: Path) -> None:
    specify("shop", SPEC.replace("amount?: number", "amount?: string"))
    before = snapshot(project)
    result = run("check")
    assert result.exit_code == 1
    assert [line for line in result.stdout.splitlines() if line.startswith(("+", "-"))] == [
        "--- a/generated/shop/typed_dicts.py",
        "+++ b/generated/shop/typed_dicts.py",
        "-    amount: NotRequired[int | float]",
        "+    amount: NotRequired[str]",
        "--- a/generated/shop/schema.json",
        "+++ b/generated/shop/schema.json",
        '-          "type": "number"',
        '+          "type": "string"',
    ]
    assert result.stderr == (
        "generated/shop is stale: 2 files differ. Run: typescribe generate shop\n"
    )
    assert snapshot(project) == before


def test_a_package_never_generated_is_stale_and_is_not_written(project: Path) -> None:
    configure("[tool.typescribe.packages.shop]", 'targets = ["json_schema"]')
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith("--- /dev/null\n+++ b/generated/shop/schema.json\n@@ -0,0 +1,")
    assert result.stderr == (
        "generated/shop is stale: 2 files differ. Run: typescribe generate shop\n"
    )
    assert not (project / "generated").exists()


def test_a_generated_file_that_no_longer_belongs_is_stale(shop: Path) -> None:
    (shop / "old.py").write_text("# Generated by typescribe from spec/shop; do not edit.\n")
    assert run("check") == (
        1,
        "--- a/generated/shop/old.py\n"
        "+++ /dev/null\n"
        "@@ -1 +0,0 @@\n"
        "-# Generated by typescribe from spec/shop; do not edit.\n",
        "generated/shop is stale: 1 file differs. Run: typescribe generate shop\n",
    )


def test_line_endings_that_git_changed_are_no_difference(shop: Path) -> None:
    for file in shop.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run("check").exit_code == 0
    assert run("generate", "--fail-on-change").exit_code == 0
    shutil.rmtree(".typescribe_cache")
    assert run("check").exit_code == 0
    models = shop / "typed_dicts.py"
    models.write_bytes(models.read_bytes().replace(b"amount", b"count", 1))
    result = run("check")
    assert result.exit_code == 1
    assert result.stderr.startswith("generated/shop is stale: 1 file differs.")


def test_one_stale_package_among_several_is_enough(project: Path) -> None:
    two_packages()
    run("generate")
    specify("stock", SPEC.replace("amount", "count"))
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "shop: up to date, 2 files in generated/shop\n--- a/generated/stock/schema.json\n"
    )
    assert run("check", "shop").exit_code == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge")
def test_git_can_apply_the_diff(project: Path, shop: Path) -> None:
    (shop / "old.py").write_text("# Generated by typescribe from spec/shop; do not edit.\n")
    (shop / "py.typed").unlink()
    specify("shop", SPEC.replace("amount", "count"))
    subprocess.run(
        ["git", "apply"],
        input=run("check").stdout.encode(),
        env={**os.environ, "GIT_CEILING_DIRECTORIES": str(project.parent)},
        check=True,
    )
    assert run("check") == (0, "shop: up to date, 4 files in generated/shop\n", "")


# Wrong usage, settings and specs


def test_a_broken_spec_is_reported_with_a_line_per_problem() -> None:
    specify("shop", SPEC.replace("?: number", "?: [number]").replace("description: W", "doc: W"))
    result = run("generate")
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [
        "spec/shop/messages.yaml:3:5",
        "spec/shop/messages.yaml:6:16",
    ]
    for command in (("check",), ("validate", "-", "--type", "Order")):
        assert run(*command) == result


def test_a_missing_project_is_reported_with_advice(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    expected = (
        f'{project}: no pyproject.toml here or in any folder above; "typescribe init" makes one, '
        "or give the folder of another with --project\n"
    )
    for command in (("generate",), ("check",), ("validate", "-", "--type", "Order")):
        assert run(*command) == (2, "", expected)


def test_an_unknown_setting_is_reported() -> None:
    configure("[tool.typescribe.packages.shop]", 'target = ["json_schema"]')
    assert run("check") == (
        2,
        "",
        "pyproject.toml: [tool.typescribe.packages.shop] "
        'has no setting "target"; did you mean "targets"?\n',
    )


@pytest.mark.parametrize("command", ["generate", "check"])
def test_an_unknown_package_is_reported_with_the_nearest_name(command: str) -> None:
    expected = 'pyproject.toml: there is no package "shopp"; did you mean "shop"?\n'
    assert run(command, "shopp") == (2, "", expected)


def test_a_name_cannot_send_escape_sequences_to_the_terminal() -> None:
    configure(r'[tool.typescribe.packages."a\u001b[31m\nb"]')
    assert run("check") == (
        2,
        "",
        "pyproject.toml: [tool.typescribe.packages.a\\x1b[31m\\nb]: "
        "a package needs the name of a Python module\n",
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["genrate"], "'generate'"),
        (["generate", "--projct", "."], "--project"),
        (["check", "--format", "yaml"], "'text', 'json'"),
        (["check", "--project", "nowhere"], "'nowhere' does not exist"),
        (["check", "--project", "pyproject.toml"], "'pyproject.toml' is a file"),
        (["validate", "--type", "Order"], "Missing argument 'SOURCE...'"),
        (["validate", "-"], "Missing option '--type'"),
        (["validate", "-", "--type", "Order", "--layout", "line"], "'document', 'lines'"),
        (["validate", "-", "--type", "Order", "--undeclare"], "--undeclared"),
    ],
)
def test_wrong_usage_exits_with_2_and_a_message(arguments: list[str], expected: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in result.stderr.splitlines()[-1]


def test_an_interrupt_that_an_import_turns_into_another_error_is_an_interrupt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "prepare", lambda *_: interrupted_import())
    with interrupts_handled():
        assert run("check") == (130, "", "interrupted\n")


def test_a_bug_in_typescribe_has_an_exit_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError("impossible")

    monkeypatch.setattr(pipeline, "prepare", fail)
    result = run("check")
    assert result.exit_code not in (0, 1, 2)
    assert result.stderr.startswith("Traceback (most recent call last):\n")
    assert result.stderr.endswith(
        "ZeroDivisionError: impossible\n"
        "This is a bug in typescribe: please report it with the lines above.\n"
    )


# Where commands are run


def test_commands_run_in_any_folder_of_the_project(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop)
    assert run("check") == (0, "shop: up to date, 4 files in generated/shop\n", "")
    monkeypatch.chdir(shop.parents[1] / "spec")
    assert run("generate") == (0, "shop: unchanged, 4 files in generated/shop\n", "")


def test_with_another_project_paths_are_still_relative_to_the_current_folder(
    project: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = project.parent / f"{project.name}-elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    Path("order.json").write_text('{"id": "1"}')
    there = os.path.relpath(shop)
    assert run("check", "--project", there) == (
        0,
        "shop: up to date, 4 files in generated/shop\n",
        "",
    )
    assert run("validate", "order.json", "--type", "Order", "--project", str(project)) == (
        0,
        "order.json: 1 message, 1 valid Order\n",
        "",
    )


# validate

ORDERS = '{"id": "1"}\n{"amount": "2", "sku": 3}\n\n{"id": "3",}\n{"id": "4", "amount": 4}\n'
ISSUES = [
    "orders.jsonl:2: id: expected string, got nothing",
    "orders.jsonl:2: amount: expected number, got string",
    "orders.jsonl:4: not JSON: expecting a property name in double quotes at column 12",
]
COUNT = "orders.jsonl: 4 messages, 2 valid Order, 1 invalid with 2 issues, 1 malformed"


def validate(file: str, *arguments: str, stdin: str | bytes | None = None) -> Ran:
    return run("validate", file, "--type", "Order", *arguments, stdin=stdin)


def lines(texts: Iterable[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def test_a_valid_document_is_counted(project: Path) -> None:
    (project / "order.json").write_text('{\n  "id": "1",\n  "sku": 3\n}\n')
    assert validate("order.json") == (0, "order.json: 1 message, 1 valid Order\n", "")


def test_every_issue_of_a_document_is_reported(project: Path) -> None:
    (project / "order.json").write_text('{\n  "id": 1,\n  "amount": null\n}\n')
    assert validate("order.json") == (
        1,
        "order.json: id: expected string, got number\n"
        "order.json: amount: expected number, got null\n"
        "order.json: 1 message, 0 valid Order, 1 invalid with 2 issues\n",
        "",
    )


def test_the_issues_of_json_lines_have_the_number_of_the_line(project: Path) -> None:
    (project / "orders.jsonl").write_text(ORDERS)
    assert validate("orders.jsonl") == (1, lines([*ISSUES, COUNT]), "")


def test_a_gzipped_file_is_unpacked(project: Path) -> None:
    (project / "orders.jsonl").write_bytes(gzip.compress(ORDERS.encode()))
    assert validate("orders.jsonl") == (1, lines([*ISSUES, COUNT]), "")


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode())])
def test_a_dash_is_the_standard_input(pack: Callable[[str], bytes]) -> None:
    expected = lines([*ISSUES, COUNT]).replace("orders.jsonl:", "standard input:")
    assert validate("-", stdin=pack(ORDERS)) == (1, expected, "")


def test_malformed_lines_make_the_answer_no(project: Path) -> None:
    (project / "orders.jsonl").write_text('{"id": "1"}\nnonsense\n')
    assert validate("orders.jsonl") == (
        1,
        "orders.jsonl:2: not JSON: expecting a value at column 1\n"
        "orders.jsonl: 2 messages, 1 valid Order, 1 malformed\n",
        "",
    )


def test_large_counts_have_thousands_separators(project: Path) -> None:
    (project / "orders.jsonl").write_text('{"id": "1"}\n' * 1200 + "{}\n" * 1300)
    result = validate("orders.jsonl")
    assert result.stdout.splitlines()[20] == (
        "orders.jsonl: 2,500 messages, 1,200 valid Order, 1,300 invalid with 1,300 issues"
    )


@pytest.mark.parametrize(
    "arguments",
    [("generate",), ("show", "Order"), ("validate", "a.json", "--type", "Order")],
    ids=lambda arguments: arguments[0],
)
def test_a_folder_that_does_not_exist_is_reported_as_a_setting(arguments: tuple[str, ...]) -> None:
    configure("[tool.typescribe.packages.shop]", 'spec = "spec/nope"')
    assert run(*arguments) == (
        2,
        "",
        'pyproject.toml: [tool.typescribe.packages.shop] spec: there is no folder "spec/nope"; '
        '"typescribe init shop" writes a first spec there\n',
    )


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_input_without_messages_is_valid_and_reported(project: Path, text: str) -> None:
    (project / "orders.jsonl").write_text(text)
    assert validate("orders.jsonl") == (0, "orders.jsonl: no messages\n", "")


def test_the_layout_can_be_chosen(project: Path) -> None:
    (project / "orders.jsonl").write_text('{"id": "1"}\n{"id": "2"}\n')
    (project / "order.json").write_text('{"id":\n"1"}\n')
    assert validate("orders.jsonl", "--layout", "lines").exit_code == 0
    assert validate("orders.jsonl", "--layout", "document") == (
        1,
        "orders.jsonl: not JSON: more text after the value at line 2, column 1\n"
        "orders.jsonl: 1 message, 0 valid Order, 1 malformed\n",
        "",
    )
    assert validate("order.json", "--layout", "document").exit_code == 0
    assert validate("order.json", "--layout", "lines").stdout.endswith(
        "order.json: 2 messages, 0 valid Order, 2 malformed\n"
    )


def test_undeclared_properties_are_reported_on_request(project: Path) -> None:
    (project / "order.json").write_text('{"id": "1", "sku": 3}')
    assert validate("order.json").exit_code == 0
    assert validate("order.json", "--undeclared") == (
        1,
        "order.json:1: sku: expected no undeclared property, got number\n"
        "order.json: 1 message, 1 valid Order, 1 with 1 undeclared property\n",
        "",
    )


def test_no_text_of_a_payload_is_printed(project: Path) -> None:
    (project / "orders.jsonl").write_text('{"id": ["secret"]}\n"secret"\n{"secret\n')
    assert "secret" not in validate("orders.jsonl").stdout


def test_validating_writes_nothing(project: Path) -> None:
    before = snapshot(project)
    validate("-", stdin=ORDERS)
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "nowhere.json",
            'nowhere.json: no such file; check the name, or give "-" to read standard input',
        ),
        ("nothing*.json", "nothing*.json: no file matches the pattern"),
    ],
)
def test_an_input_that_is_not_a_file_is_reported(file: str, expected: str) -> None:
    assert validate(file) == (2, "", f"{expected}\n")


def test_messages_before_the_input_fails_are_reported_and_counted(project: Path) -> None:
    # A gzip with missing bytes is broken, but its complete blocks can be unpacked.
    orders = "".join(f'{{"id": "{os.urandom(900).hex()}"}}\n' for _ in range(200)) + "{}\n"
    packed = gzip.compress((orders * 2).encode())
    (project / "orders.jsonl.gz").write_bytes(packed[:-2000])
    result = validate("orders.jsonl.gz")
    assert result.exit_code == 2
    assert result.stdout.splitlines()[0] == (
        "orders.jsonl.gz:201: id: expected string, got nothing"
    )
    assert re.fullmatch(
        r"orders\.jsonl\.gz: \d+ messages, \d+ valid Order, 1 invalid with 1 issue",
        result.stdout.splitlines()[1],
    )
    assert result.stderr == (
        "orders.jsonl.gz: the gzip data is incomplete; compress or download it again\n"
    )


# Finding the type


@pytest.mark.parametrize("name", ["web_order", "WebOrder"])
def test_a_type_is_found_by_its_name_in_the_spec_or_its_class(name: str) -> None:
    specify("shop", SPEC.replace("Order:", "web_order:"))
    assert run("validate", "-", "--type", name, stdin='{"id": "1"}') == (
        0,
        "standard input: 1 message, 1 valid WebOrder\n",
        "",
    )


def test_a_type_is_found_by_its_name_in_typescript() -> None:
    specify("shop", SPEC.replace("Order:", "WebShopOrder:"))
    for name in ("Web.Shop.Order", "WebShop.Order"):
        ran = run("validate", "-", "--type", name, stdin='{"id": "1"}')
        assert ran == (0, "standard input: 1 message, 1 valid WebShopOrder\n", "")
    # A name in full is needed, so that no message is checked against another type by accident.
    assert run("validate", "-", "--type", "Shop.Order", stdin='{"id": "1"}') == (
        2,
        "",
        '--type: there is no type "Shop.Order"; did you mean "WebShopOrder"?\n',
    )


def test_an_unknown_type_is_reported_with_the_nearest_name_or_all() -> None:
    specify("shop", SPEC + "  Item: {type: string}\n")
    assert run("validate", "-", "--type", "Ordre") == (
        2,
        "",
        '--type: there is no type "Ordre"; did you mean "Order"?\n',
    )
    assert run("validate", "-", "--type", "Customer") == (
        2,
        "",
        '--type: there is no type "Customer"; choose one of Order, Item\n',
    )


def test_a_type_of_two_packages_needs_the_package() -> None:
    two_packages(stock=SPEC.replace("id:", "number:"))
    assert validate("-", stdin='{"id": "1"}') == (
        2,
        "",
        '--type: several packages have a type "Order": shop, stock; choose one with --package\n',
    )
    assert validate("-", "--package", "shop", stdin='{"id": "1"}').exit_code == 0
    assert validate("-", "--package", "stock", stdin='{"id": "1"}').exit_code == 1
    assert validate("-", "--package", "stok", stdin='{"id": "1"}') == (
        2,
        "",
        'pyproject.toml: there is no package "stok"; did you mean "stock"?\n',
    )


def test_messages_are_checked_against_the_spec_not_the_generated_files(shop: Path) -> None:
    configure("[tool.typescribe.packages.shop]", 'targets = ["json_schema"]')
    specify("shop", SPEC.replace("amount?: number", "amount?: string"))
    assert validate("-", stdin='{"id": "1", "amount": "two"}').exit_code == 0


# Output for programs


def parsed(result: Ran) -> Any:
    return json.loads(result.stdout)


def test_generate_and_check_say_the_same_as_json(shop: Path) -> None:
    unchanged = [
        {
            "package": "shop",
            "output": "generated/shop",
            "stale": False,
            "created": [],
            "changed": [],
            "removed": [],
        }
    ]
    for command in ("generate", "check"):
        result = run(command, "--format", "json")
        assert (result.exit_code, parsed(result), result.stderr) == (0, unchanged, "")
    specify("shop", SPEC.replace("amount?: number", "amount?: string"))
    (shop / "py.typed").unlink()
    (shop / "old.py").write_text("# Generated by typescribe from spec/shop; do not edit.\n")
    changed = [
        {
            **unchanged[0],
            "stale": True,
            "created": ["py.typed"],
            "changed": ["typed_dicts.py", "schema.json"],
            "removed": ["old.py"],
        }
    ]
    result = run("check", "--format", "json")
    assert (result.exit_code, parsed(result)) == (1, changed)
    assert result.stderr == (
        "generated/shop is stale: 4 files differ. Run: typescribe generate shop\n"
    )
    result = run("generate", "--format", "json")
    assert (result.exit_code, parsed(result), result.stderr) == (0, changed, "")


def test_validate_says_the_same_as_json_lines(project: Path) -> None:
    (project / "orders.jsonl").write_text(ORDERS)
    result = validate("orders.jsonl", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {
            "file": "orders.jsonl",
            "line": 2,
            "issues": [
                {"path": ["id"], "expected": "string", "received": "nothing"},
                {"path": ["amount"], "expected": "number", "received": "string"},
            ],
        },
        {
            "file": "orders.jsonl",
            "line": 4,
            "malformed": "not JSON: expecting a property name in double quotes at column 12",
        },
        {
            "type": "Order",
            "messages": 4,
            "valid": 2,
            "invalid": 1,
            "malformed": 1,
            "issues": 2,
            "undeclared": 0,
            "complete": True,
            "places": [
                {
                    "place": "amount",
                    "kind": "type",
                    "expected": "number",
                    "received": "string",
                    "issues": 1,
                    "messages": 1,
                    "first": {"file": "orders.jsonl", "line": 2, "item": None},
                },
                {
                    "place": "id",
                    "kind": "missing",
                    "expected": "string",
                    "received": "nothing",
                    "issues": 1,
                    "messages": 1,
                    "first": {"file": "orders.jsonl", "line": 2, "item": None},
                },
            ],
        },
    ]


def test_the_json_of_a_document_has_no_line(project: Path) -> None:
    (project / "order.json").write_text("{\n}")
    first, last = validate("order.json", "--format", "json").stdout.splitlines()
    assert json.loads(first)["line"] is None
    assert json.loads(last)["invalid"] == 1


@pytest.mark.parametrize("command", [["generate"], ["check"], ["validate", "-", "--type", "X"]])
def test_problems_are_reported_as_text_even_with_json_output(command: list[str]) -> None:
    configure("[tool.typescribe.packages.shop]", "colour = 1")
    result = run(*command, "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("pyproject.toml: [tool.typescribe.packages.shop] has no")


# Help


def test_help_lists_every_command_and_the_settings() -> None:
    result = run("--help")
    assert (result.exit_code, result.stderr) == (0, "")
    for name, command in main.commands.items():
        assert re.search(
            rf"^  {name} +{re.escape(command.get_short_help_str(200))}$", result.stdout, re.M
        )
    assert "[tool.typescribe.packages.my_messages]" in result.stdout
    assert run("-h") == result


def test_without_a_command_help_is_printed() -> None:
    result = run()
    assert result.exit_code == 2
    assert result.stderr == run("--help").stdout


@pytest.mark.parametrize("name", sorted(main.commands))
def test_the_help_of_a_command_lists_every_option(name: str) -> None:
    result = run(name, "--help")
    assert (result.exit_code, result.stderr) == (0, "")
    assert run(name, "-h") == result
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help is not None
            assert all(option in result.stdout for option in parameter.opts)
            assert parameter.help.split()[0] in result.stdout
        else:
            assert parameter.make_metavar(click.Context(main)) in result.stdout


@pytest.mark.parametrize("name", sorted(main.commands))
def test_the_help_of_a_command_shows_examples_that_parse(name: str) -> None:
    shown = re.findall(
        r"^ +(?:.*\| |eval \"\$\()?(typescribe .*)$", run(name, "--help").stdout, re.M
    )
    assert shown
    for example in shown:
        _, command, *arguments = shlex.split(re.split(r" >|\)\"", example)[0])
        assert command == name
        main.commands[name].make_context(name, arguments)


HEAVY = {"black", "jinja2", "jsonschema", "rich", "tree_sitter", "watchfiles", "yaml"}
IMPORTED = """
import atexit, sys
from typescribe.cli.main import main
atexit.register(lambda: print("imported:", *sys.modules))
main(sys.argv[1:], prog_name="typescribe")
"""


def imported(*arguments: str) -> set[str]:
    """Return the modules that a command imports."""
    command = [sys.executable, "-c", IMPORTED, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return set(ran.stdout.partition("imported:")[2].split())


def test_help_imports_nothing_that_takes_time() -> None:
    assert "click" in imported("--help")
    assert not HEAVY & imported("--help")


def test_jsonschema_is_imported_only_if_a_spec_is_wrong(shop: Path) -> None:
    assert "jsonschema" not in imported("show", "Order")
    specify("shop", SPEC.replace("types:", "typos:"))
    assert "jsonschema" in imported("show", "Order")


def test_generation_imports_nothing_that_caches_do_not_depend_on(project: Path) -> None:
    loaded = {tuple(name.split(".")[:2]) for name in imported("generate")}
    assert ("typescribe", "rendering") in loaded
    assert not {("typescribe", room) for room in WITHOUT_EFFECT - {"cli"}} & loaded


def test_colours_can_be_forced_into_a_pipe(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    specify("shop", SPEC.replace("amount?: number", "amount?: string"))
    plain = run("check").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run("check").stdout
    assert coloured != plain
    assert STYLE.sub("", coloured) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("check").stdout == plain


def test_the_version_is_printed() -> None:
    assert run("--version") == (0, f"typescribe {typescribe.__version__}\n", "")


# As a process, in a pipe


def process(*arguments: str, stdin: bytes = b"", **environment: str) -> Ran:
    """Run a command as its users do, with pipes for all streams."""
    result = subprocess.run(
        [sys.executable, "-m", "typescribe", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )
    return Ran(result.returncode, result.stdout.decode(), result.stderr.decode())


def test_python_can_run_the_package() -> None:
    assert process("--version") == (0, f"typescribe {typescribe.__version__}\n", "")


def test_a_pipe_gets_the_plain_output_and_nothing_else(shop: Path) -> None:
    specify("shop", SPEC.replace("amount?: number", "amount?: string"))
    assert process("check") == run("check")


def test_no_progress_bar_is_drawn_into_a_pipe() -> None:
    expected = lines([*ISSUES, COUNT]).replace("orders.jsonl:", "standard input:")
    result = process("validate", "-", "--type", "Order", stdin=ORDERS.encode())
    assert result == (1, expected, "")


def test_characters_that_an_encoding_does_not_have_are_escaped(shop: Path) -> None:
    specify("shop", SPEC.replace("amount?: number", "amount?: {type: number, description: → 1}"))
    result = process("check", PYTHONIOENCODING="latin-1")
    assert result.exit_code == 1
    assert '+    """\\u2192 1"""\n' in result.stdout


INTERRUPTIBLE = """
import signal
from typescribe.cli.main import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main(prog_name="typescribe")
"""
"""Reacts to interrupts also if the tests run in the background, where shells ignore them."""


@contextlib.contextmanager
def validating() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has reported the issue of a first order, and waits for more on a pipe."""
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, "validate", "-", "--type", "Order"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        try:
            running.stdin.write(b"{}\n")
            assert select.select([running.stdout], [], [], 60)[0], "the first order is not reported"
            expected = b"standard input:1: id: expected string, got nothing\n"
            assert running.stdout.readline() == expected
            yield running
        finally:
            running.kill()


def read(stream: IO[bytes] | None) -> str:
    assert stream is not None
    return stream.read().decode()


@pytest.mark.skipif(os.name != "posix", reason="waits for a pipe as POSIX can")
def test_a_message_is_checked_before_the_next_one_arrives() -> None:
    with validating() as running:
        assert running.stdin is not None
        running.stdin.close()
        assert running.wait() == 1


@pytest.mark.skipif(os.name != "posix", reason="waits for a pipe as POSIX can")
def test_a_closed_pipe_ends_a_command_as_in_other_pipelines() -> None:
    with validating() as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdout.close()
        running.stdin.write(b"{}\n")
        assert read(running.stderr) == ""
        assert running.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no file that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("generate",),
        ("--help",),
        ("generate", "--help"),
        ("--version",),
        ("schema", "spec"),
    ],
    ids=" ".join,
)
def test_a_full_disk_is_reported_and_is_no_answer(arguments: tuple[str, ...], shop: Path) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "typescribe", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 74
    assert ended.stderr == "standard output: cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    "arguments",
    [("generate", "--nope"), ("nope",), ("show",), ("completion", "nope")],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_that_names_the_help(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.count("\n") == 1
    command = "typescribe" if arguments == ("nope",) else f"typescribe {arguments[0]}"
    assert ran.stderr.startswith(f"{command}: ")
    assert ran.stderr.endswith(f"; see {command} --help\n")


def test_without_a_command_the_help_is_printed() -> None:
    assert run().stderr.startswith("Usage: typescribe [OPTIONS] COMMAND")


def test_a_mistake_in_a_spec_that_packages_share_is_reported_once(project: Path) -> None:
    configure(
        '[tool.typescribe.packages.shop]\n[tool.typescribe.packages.twin]\nspec = "spec/shop"'
    )
    specify("shop", SPEC.replace("amount?: number", "amount?: numbr"))
    assert run("generate").stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_an_interrupted_validate_counts_what_it_has_read() -> None:
    with validating() as running:
        running.send_signal(signal.SIGINT)
        assert read(running.stdout) == (
            "standard input: 1 message, 0 valid Order, 1 invalid with 1 issue"
            " (incomplete: interrupted)\n"
        )
        assert read(running.stderr) == "interrupted\n"
        assert running.wait() == 130


# On a terminal


def terminal(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run a command on a terminal; return its exit code and everything that it printed there."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "typescribe", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, **environment},
    ) as running:
        os.close(theirs)
        received = b""
        with contextlib.suppress(OSError):  # Linux raises at the end of a terminal
            while read := os.read(ours, 65536):
                received += read
        os.close(ours)
        exit_code = running.wait()
    return exit_code, received.decode().replace("\r\n", "\n")


def seen(received: str) -> str:
    """Return the text left on the screen after the escape sequences that erase lines."""
    shown: list[str] = [""]
    for piece in re.split(r"(\n|\r|\x1b\[[0-9;?]*[A-Za-z])", received):
        if piece == "\n":
            shown.append("")
        elif piece == "\x1b[2K":
            shown[-1] = ""
        elif piece == "\x1b[1A":
            assert shown.pop() == ""
        elif not piece.startswith(("\x1b", "\r")):
            shown[-1] += piece
    return "\n".join(shown)


def test_a_terminal_gets_the_same_text_in_colour(shop: Path) -> None:
    specify("shop", SPEC.replace("amount?: number", "amount?: string"))
    plain = run("check")
    exit_code, received = terminal("check")
    assert exit_code == plain.exit_code
    assert seen(received) == plain.stdout + plain.stderr
    assert "\x1b[31m-    amount: NotRequired[int | float]\x1b[0m\n" in received
    assert "\x1b[32m+    amount: NotRequired[str]\x1b[0m\n" in received
    assert "\x1b[1m--- a/generated/shop/typed_dicts.py\x1b[0m\n" in received
    assert re.search(r"\n\x1b\[36m@@ [-+, 0-9]+ @@\x1b\[0m\n", received)


def test_no_color_is_respected(shop: Path) -> None:
    specify("shop", SPEC.replace("amount?: number", "amount?: string"))
    plain = run("check")
    _, received = terminal("check", NO_COLOR="1")
    assert seen(received) == plain.stdout + plain.stderr
    assert not STYLE.search(received)


def test_problems_are_in_colour_too() -> None:
    configure("[tool.typescribe]")
    _, received = terminal("check")
    assert received == (
        "\x1b[1mpyproject.toml:\x1b[0m \x1b[31m[tool.typescribe] declares no package; "
        '"typescribe init" adds one\x1b[0m\n'
    )


def test_a_terminal_shows_what_is_going_on() -> None:
    _, received = terminal("generate")
    assert re.search("shop: (reading spec|formatting generated)/shop", received)
    assert seen(received).startswith("shop: 4 of 4 files written to generated/shop\n")


def test_a_progress_bar_does_not_garble_the_issues(project: Path) -> None:
    (project / "orders.jsonl").write_text(ORDERS * 800)
    plain = validate("orders.jsonl")
    exit_code, received = terminal("validate", "orders.jsonl", "--type", "Order")
    assert exit_code == 1
    assert re.search(r"orders\.jsonl .*━━━.*/\d+\.\d.*kB", received)
    assert "\x1b[1morders.jsonl:2:\x1b[0m id: expected string, got nothing\n" in received
    assert seen(received) == plain.stdout


def test_json_on_a_terminal_is_still_json(project: Path) -> None:
    (project / "orders.jsonl").write_text(ORDERS)
    plain = validate("orders.jsonl", "--format", "json")
    _, received = terminal("validate", "orders.jsonl", "--type", "Order", "--format", "json")
    assert seen(received) == plain.stdout


# Memory

PEAK = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "typescribe", *sys.argv[1:]], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs a command as the child of a small process, since a child starts with its memory."""


def test_a_long_file_takes_no_more_memory_than_a_short_one(project: Path) -> None:
    pytest.importorskip("resource")
    message = json.dumps({"id": "1", "amount": 2, "remark": "x" * 900}) + "\n"
    batch = message * 1999 + '{"id": 1, "remark": "' + "x" * 900 + '"}\n'
    (project / "short.jsonl").write_text(batch)
    (project / "long.jsonl").write_text(batch * 20)
    short, long = (
        int(
            subprocess.run(
                [sys.executable, "-c", PEAK, "validate", file, "--type", "Order"],
                capture_output=True,
                check=True,
            ).stdout
        )
        * (1 if sys.platform == "darwin" else 1024)
        for file in ("short.jsonl", "long.jsonl")
    )
    assert (project / "long.jsonl").stat().st_size > 35_000_000
    assert short > 10_000_000, "this is the memory of the command, in bytes"
    assert long - short < 4_000_000
