"""docs/commands.md shows existing commands, hooks and output; `test_pages` runs its sessions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from pre_commit.clientlib import load_manifest

from typescribe.cli.main import main
from typescribe.project.watching import Watched

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_watching_prints_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["init", "shop_messages"], ["generate"]):
        assert CliRunner().invoke(main, arguments).exit_code == 0
    spec = tmp_path / "spec" / "shop_messages" / "messages.yaml"
    text = spec.read_text(encoding="utf-8")

    def saves(_: Callable[[], Watched]) -> Iterator[None]:
        yield
        spec.write_text(text.replace("Line[]", "Lin[]"))
        yield
        spec.write_text(text.replace("sku: string", "sku: number"))
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("typescribe.cli.watch.saves", saves)
    ran = CliRunner().invoke(main, ["generate", "--watch"])
    printed = re.sub(r"^\d\d:\d\d:\d\d ", "", ran.output, flags=re.M)
    (block,) = blocks("text")
    command, *shown = re.sub(r"^\d\d:\d\d:\d\d ", "", block, flags=re.M).splitlines()
    assert command == "$ typescribe generate --watch"
    assert [*shown, "stopped"] == printed.splitlines()


def test_the_named_hooks_exist() -> None:
    (block,) = blocks("yaml")
    config = yaml.safe_load(block)
    (repository,) = config["repos"]
    offered = {hook["id"] for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")}
    assert {hook["id"] for hook in repository["hooks"]} <= offered


def test_every_named_command_exists() -> None:
    named = set(re.findall(r"(?:`|^\$ )typescribe ([a-z]+)", PAGE, re.MULTILINE))
    assert {"init", "generate", "check", "show", "schema", "completion"} <= named
    assert named <= set(main.commands)
