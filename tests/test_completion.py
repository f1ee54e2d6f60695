"""Shell completion: the candidates, and that real shells accept the scripts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem, ShellComplete
from commands import run

import typescribe
from typescribe.cli.completion import SHELLS
from typescribe.cli.main import main

SPEC = "types:\n  Order: {fields: {}}\n  order_state: {type: string}\n  Msg<T>: {fields: {a: T}}\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two packages, in which commands are completed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.typescribe.packages]\nshop = {}\nstock = {}\n")
    for name in ("shop", "stock"):
        (tmp_path / "spec" / name).mkdir(parents=True)
    (tmp_path / "spec" / "shop" / "messages.yaml").write_text(SPEC)
    (tmp_path / "spec" / "stock" / "items.yml").write_text("types:\n  Item: {fields: {}}\n")
    return tmp_path


def completed(*arguments: str) -> list[str]:
    """Return the candidates for the last of some arguments."""
    *before, incomplete = arguments
    found: list[CompletionItem] = ShellComplete(main, {}, "typescribe", "_").get_completions(
        before, incomplete
    )
    return [item.value for item in found]


def test_commands_are_completed() -> None:
    assert completed("ge") == ["generate"]
    assert completed("sh") == ["show"]


def test_packages_are_completed() -> None:
    assert completed("generate", "s") == ["shop", "stock"]
    assert completed("check", "sto") == ["stock"]
    assert completed("validate", "a.json", "--package", "sh") == ["shop"]


def test_types_are_completed_in_any_case_except_generic_ones() -> None:
    assert completed("show", "") == ["Item", "Order", "order_state"]
    assert completed("show", "ord") == ["Order", "order_state"]
    assert completed("validate", "-", "--type", "O") == ["Order", "order_state"]
    assert completed("show", "--package", "stock", "") == ["Item"]


def test_the_project_can_be_chosen(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)
    assert completed("generate", "--project", str(project), "sho") == ["shop"]


@pytest.mark.parametrize(
    "spec", ["types: [", "types: *a", "[1]", "types: 1", "a", "", "\x00", "[" * 5000, "1: {}", "é"]
)
def test_a_broken_spec_completes_nothing_without_an_error(project: Path, spec: str) -> None:
    (project / "spec" / "shop" / "messages.yaml").write_text(spec, encoding="latin-1")
    assert completed("show", "") == ["Item"]


def test_broken_settings_complete_nothing(project: Path) -> None:
    (project / "pyproject.toml").write_text("[")
    assert completed("show", "") == []
    assert completed("generate", "") == []


@pytest.mark.parametrize("shell", SHELLS)
def test_there_is_a_script_for_each_shell(shell: str) -> None:
    ran = run("completion", shell)
    assert ran.exit_code == 0
    assert "_TYPESCRIBE_COMPLETE" in ran.stdout


def test_an_unknown_shell_is_reported_with_the_known_ones() -> None:
    ran = run("completion", "tcsh")
    assert ran.exit_code == 2
    assert "'bash', 'zsh', 'fish'" in ran.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is the judge")
def test_bash_completes_with_the_script(project: Path) -> None:
    wrapper = project / "typescribe"
    wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m typescribe "$@"\n')
    wrapper.chmod(0o755)
    script = (
        'eval "$(typescribe completion bash)"; COMP_WORDS=(typescribe show Ord); COMP_CWORD=2; '
        '_typescribe_completion typescribe 2>/dev/null; echo "${COMPREPLY[@]}"'
    )
    environment = {
        **os.environ,
        "PATH": f"{project}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(typescribe.__file__).parents[1]),
    }
    ran = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert ran.stdout == "Order order_state\n"
