"""docs/diff.md shows what was run: its sessions are run here, in order, in one folder."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
from test_readme import run_session

from typescribe.differences.changes import Kind

PAGE = Path(__file__).parent.parent / "docs" / "diff.md"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_commands_say_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@example.com")
    sessions = re.findall(r"^```console\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(sessions) > 5
    run_session("".join(sessions), tmp_path)


def test_the_page_tells_each_kind_of_change() -> None:
    text = PAGE.read_text("utf-8")
    assert [kind for kind in get_args(Kind) if f"`{kind}`" not in text] == []
