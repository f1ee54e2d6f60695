"""The pages about targets show what was run: every session of them is run here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_readme import run_session

PAGES = sorted((Path(__file__).parent.parent / "docs" / "targets").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_commands_say_what_is_shown(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    sessions = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert sessions and len(sessions) * 2 == len(re.findall("^```", text, re.MULTILINE))
    run_session("".join(sessions), tmp_path)
