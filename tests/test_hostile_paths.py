"""Paths and names that a system does not take: reported on one line, with exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main

LONG = {"a name": "x" * 5_000, "a path": "/".join(["y" * 200] * 30)}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settle("[tool.typescribe.packages.p]\n")
    write("spec/p/a.yaml", "types: {A: {type: string}}")
    write("a.d.ts", "export type A = string;")
    write("m.json", '"x"')


def settle(text: str) -> None:
    Path("pyproject.toml").write_text(text)


def write(file: str, text: str) -> None:
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(text)


def run(*arguments: str) -> tuple[int, list[str]]:
    """Return the exit code and the lines on stderr, without the help after wrong usage."""
    result = CliRunner().invoke(main, list(arguments))
    assert "Traceback" not in result.stderr
    return result.exit_code, result.stderr.splitlines()


COMMANDS = (
    "import {}",
    "import a.d.ts --output {}",
    "import a.d.ts --prelude {}",
    "diff a.d.ts {}",
    "diff a.d.ts HEAD:{}",
    "diff a.d.ts a.d.ts --prelude {}",
    "validate {} --type A",
    "validate m.json --type A --rejected {}",
    "observe {} --type A",
    "observe m.json --type A --overlay {}",
    "observe m.json --type A --save {}",
    "observe --compare {0} {0}",
    "show A --project {}",
    "generate --project {}",
    "schema --output {}",
    "init --project {}",
    "init {}",
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("path", LONG)
def test_a_path_that_is_too_long_is_reported(command: str, path: str) -> None:
    exit_code, lines = run(*command.format(LONG[path]).split())
    assert exit_code == 2
    assert lines


@pytest.mark.parametrize("key", ["spec", "output", "templates"])
@pytest.mark.parametrize("path", LONG)
@pytest.mark.parametrize("command", ["generate", "check"])
def test_a_path_in_the_settings_that_is_too_long_is_reported(
    command: str, path: str, key: str
) -> None:
    settle(f"[tool.typescribe.packages.p]\n{key} = {json.dumps(LONG[path])}\n")
    exit_code, lines = run(command)
    assert (exit_code, len(lines)) == (2, 1)


def test_what_is_too_long_is_shown_by_its_beginning() -> None:
    assert run("schema", "--output", "x" * 5_000) == (
        2,
        [f"{'x' * 40}…: longer than a path may be on this system"],
    )


@pytest.mark.parametrize("name", ["con", "Nul", "COM1"])
def test_names_that_windows_keeps_for_devices_are_reported(name: str) -> None:
    settle(f"[tool.typescribe.packages.{name}]\nspec = 'spec/p'\n")
    reason = f'Windows keeps the name "{name}" for a device; choose another'
    where = f"pyproject.toml: [tool.typescribe.packages.{name}]"
    assert run("generate") == (2, [f"{where}: {reason}"])
    settle(f"[tool.typescribe.packages.p]\noutput = 'generated/{name}.d/x'\n")
    reason = reason.replace(name, f"{name}.d")
    where = "pyproject.toml: [tool.typescribe.packages.p]"
    assert run("generate") == (2, [f"{where} output: {reason}"])
    Path("pyproject.toml").unlink()
    exit_code, lines = run("init", name)
    message = f'NAME: "{name}": Windows keeps the name for a device; choose another, such as'
    assert (exit_code, lines) == (2, [f"{message} my_messages"])


def test_an_import_names_no_file_as_windows_keeps_it_and_none_too_long() -> None:
    inner = "/".join(["n" * 100] * 5)
    write("package/index.ts", f'export * from "./con"; export * from "./{inner}/b";')
    write("package/con.ts", "export type C = 1;")
    write(f"package/{inner}/b.ts", "export type B = 1;")
    exit_code, _ = run("import", "package", "--output", "out")
    assert exit_code == 0
    names = sorted(path.name for path in Path("out").iterdir())
    assert names == [f"{('_' + 'n' * 100)[-98:]}_b.yaml", "types_con.yaml"]


def test_names_that_differ_in_case_only_are_reported() -> None:
    settle(
        "[tool.typescribe.packages.p]\noutput = 'out/p'\n"
        "[tool.typescribe.packages.q]\nspec = 'spec/p'\noutput = 'Out/P'\n"
    )
    message = '"p" and "q" share the output Out/P on a disk that ignores case'
    assert run("generate") == (2, [f"pyproject.toml: {message}; each needs its own"])
    settle("[tool.typescribe.packages.p]\n")
    write("generated/p/Models.py", "A = 1\n")
    message = 'the same file as "Models.py" on a disk that ignores case; rename one of them'
    assert run("generate") == (2, [f"generated/p/models.py: {message}"])
    write("spec/p/Orders.yaml", "types: {B: {type: string}}")
    write("orders.d.ts", "export type C = string;")
    exit_code, lines = run("import", "orders.d.ts", "--output", "spec/p")
    message = message.replace("Models.py", "Orders.yaml")
    assert (exit_code, lines) == (2, [f"spec/p/orders.yaml: {message}"])


def test_a_generated_file_may_change_the_case_of_its_name() -> None:
    assert run("generate")[0] == 0
    Path("generated/p/models.py").rename("generated/p/Models.py")
    assert run("generate")[0] == 0
    assert run("check")[0] == 0
