"""The page about the reference shows what was run."""

from __future__ import annotations

import re
from pathlib import Path

from test_readme import run_session

from typescribe.targets.diagrams import MOST_LINES, MOST_TOGETHER
from typescribe.targets.markdown_page import MOST_DRAWN

PAGE = Path(__file__).parent.parent / "docs" / "targets" / "reference.md"


def test_the_commands_say_what_is_shown(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (session,) = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    run_session(session, tmp_path)


def test_the_numbers_are_those_of_the_code() -> None:
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"up to {MOST_DRAWN} types" in text
    assert f"more than {MOST_TOGETHER} types or {MOST_LINES} lines" in text
