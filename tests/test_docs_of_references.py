"""The page about the reference says what the code does; `test_pages` runs it."""

from __future__ import annotations

from pathlib import Path

from typescribe.targets.html.diagrams import MOST_LINES, MOST_TOGETHER
from typescribe.targets.markdown.context import MOST_DRAWN

PAGE = Path(__file__).parent.parent / "docs" / "targets" / "reference.md"


def test_the_numbers_are_those_of_the_code() -> None:
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"up to {MOST_DRAWN} types" in text
    assert f"more than {MOST_TOGETHER} types or {MOST_LINES} lines" in text
