"""The hooks for pre-commit: those of this repository, and the one that `init` writes.

`make hooks` installs the hooks of this repository as other repositories do, which needs a network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run
from pre_commit.clientlib import load_config, load_manifest

import typescribe

ROOT = Path(__file__).parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"


def test_the_manifest_is_one_and_names_both_hooks() -> None:
    hooks = {hook["id"]: hook for hook in load_manifest(MANIFEST)}
    assert set(hooks) == {"typescribe-generate", "typescribe-check"}
    for hook in hooks.values():
        assert hook["language"] == "python"
        assert not hook["pass_filenames"], "a package is more than the files that were changed"


@pytest.mark.parametrize("hook", load_manifest(MANIFEST), ids=lambda hook: hook["id"])
def test_the_entries_are_commands(
    hook: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init")
    command, *arguments = hook["entry"].split()
    assert command == "typescribe"
    assert run(*arguments).exit_code == 1, "nothing is generated yet"
    run("generate")
    assert run(*arguments).exit_code == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit works in a git repository")
def test_the_hook_that_init_writes_generates_before_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "shop"
    project.mkdir()
    monkeypatch.chdir(project)
    command = tmp_path / "typescribe"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m typescribe "$@"\n')
    command.chmod(0o755)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(typescribe.__file__).parents[1]),
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
        "PRE_COMMIT_COLOR": "never",
    }

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], env=environment, check=True)

    def hook() -> tuple[int, str]:
        git("add", "--all")
        reported = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return reported.returncode, reported.stdout

    run("init")
    load_config(".pre-commit-config.yaml")
    git("init", "--quiet")
    code, reported = hook()
    assert code == 1
    assert "files written to shop_messages\n" in reported
    code, reported = hook()
    assert (code, reported.count("Passed")) == (0, 1)
    spec = project / "spec" / "shop_messages" / "messages.yaml"
    spec.write_text(spec.read_text().replace("sku: string", "sku: strin"))
    code, reported = hook()
    assert code == 1
    assert "spec/shop_messages/messages.yaml:27:12: unresolved reference" in reported
