"""Shell completion: the candidates, and that real shells accept the scripts."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import CompletionItem, ShellComplete
from commands import run
from interactive_shells import terminal

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
    """Return the candidates for the last of the given arguments."""
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


def test_templates_are_completed(project: Path) -> None:
    assert completed("templates", "ref") == [
        "reference.md.jinja",
        "reference.html.jinja",
        "reference.css.jinja",
        "reference.js.jinja",
    ]
    (project / "pyproject.toml").write_text("[")
    assert completed("templates", "models") == ["models.py.jinja"]


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


def wrapped(project: Path) -> dict[str, str]:
    """Write a `typescribe` that completes, and otherwise prints its arguments, to the path."""
    wrapper = project / "bin" / "typescribe"
    wrapper.parent.mkdir()
    wrapper.write_text(f"""#!/bin/sh
if [ "$1" = completion ] || [ -n "$_TYPESCRIBE_COMPLETE" ]; then
    exec "{sys.executable}" -m typescribe "$@"
fi
printf GOT; printf " <%s>" "$@"; echo " END"
""")
    wrapper.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{wrapper.parent}:{os.environ['PATH']}",
        "HOME": str(project),
        "PYTHONPATH": str(Path(typescribe.__file__).parents[1]),
    }


HOSTILE = "Order;touch${IFS}X;#"


@pytest.mark.parametrize("shell", SHELLS)
def test_no_shell_runs_a_part_of_a_name_that_it_completed(shell: str, project: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    environment = wrapped(project)
    (project / "spec" / "shop" / "messages.yaml").write_text(f'types: {{"{HOSTILE}": {{}}}}')
    with terminal(shell, project, environment) as opened:
        opened.press("typescribe show Ord\t", "X")
        printed = opened.press("\n", " END")
    assert f"GOT <show> <{HOSTILE}> END" in printed
    assert not (project / "X").exists()


IN_SHELLS = [
    (["generate", "rese"], "reserveZ"),
    (["show", "one"], "one Z"),
    (["show", "it"], "it's Z"),
    (["show", "back"], 'back`tick` ${x} $(x) !x "x" *Z'),
    (["show", "--package", "rese"], "reserveZ"),
    (["validate", "-", "--type", "one"], "one Z"),
    (["templates", "_checks"], "_checks.jinja"),
    (["templates", "pyd"], "pydantic_models.py.jinja"),
]
"""Words that are typed, and what the last one is completed to: one word, to the letter."""


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_completes_packages_types_and_templates(shell: str, project: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    names = [name for words, name in IN_SHELLS if words[0] == "show" and name != "reserveZ"]
    (project / "pyproject.toml").write_text("[tool.typescribe.packages.reserveZ]\n")
    (project / "spec" / "reserveZ").mkdir()
    spec = json.dumps({"types": {name: {} for name in names}})
    (project / "spec" / "reserveZ" / "messages.yaml").write_text(spec)
    with terminal(shell, project, wrapped(project)) as opened:
        for words, expected in IN_SHELLS:
            opened.press(f"typescribe {' '.join(words)}\t", "jinja" if "jinja" in expected else "Z")
            got = "".join(f" <{word}>" for word in [*words[:-1], expected])
            assert f"GOT{got} END" in opened.press("\n", " END")


NAMES = [
    "Order",
    HOSTILE,
    "a b",
    "$(x)",
    "`x`",
    "it's",
    "*",
    "~root",
    "$Foo",
    "é",
    "x\u202ey",
]
UNSEPARATED = ("a\nplain,b", "a,b", "a:b", "-x", "a\\b")


def offered_by_bash(project: Path, typed: str) -> list[str]:
    """Return what bash inserts for the names, for a word that was typed after `show`."""
    spec = json.dumps({"types": {name: {} for name in (*NAMES, *UNSEPARATED)}})
    (project / "spec" / "shop" / "messages.yaml").write_text(spec)
    (project / "spec" / "stock" / "items.yml").unlink()
    script = (
        f'eval "$(typescribe completion bash)"; COMP_WORDS=(typescribe show {shlex.quote(typed)});'
        "COMP_CWORD=2; _typescribe_completion typescribe 2>/dev/null;"
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    command = ["bash", "-c", script]
    environment = wrapped(project)
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return ran.stdout.splitlines()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_gets_names_as_one_word_each_and_none_that_cannot_be_seen(project: Path) -> None:
    found = offered_by_bash(project, "")
    assert [shlex.split(word) for word in found] == [[name] for name in sorted(NAMES[:-1])]
    assert {"Order", "é"} <= set(found), "what needs no quotation marks has none"
    assert all(word[0] == "'" for word in found if word not in ("Order", "é"))


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("typed", ["'Ord", '"Ord', "Ord\\"])
def test_bash_gets_no_quotation_marks_inside_of_others(project: Path, typed: str) -> None:
    assert all(word == "Order" for word in filter(None, offered_by_bash(project, typed)))


def test_a_pipe_among_the_spec_files_does_not_stop_completion(project: Path) -> None:
    os.mkfifo(project / "spec" / "shop" / "pipe.yaml")
    assert completed("show", "It") == ["Item"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is the judge")
def test_bash_completes_with_the_script(project: Path) -> None:
    environment = wrapped(project)
    script = (
        'eval "$(typescribe completion bash)"; COMP_WORDS=(typescribe show Ord); COMP_CWORD=2; '
        '_typescribe_completion typescribe 2>/dev/null; echo "${COMPREPLY[@]}"'
    )
    ran = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert ran.stdout == "Order order_state\n"
