"""docs/diff.md lists every kind of change."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from typescribe.comparing.changes import Kind

PAGE = Path(__file__).parent.parent / "docs" / "diff.md"


def test_every_kind_of_change_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    assert [kind for kind in get_args(Kind) if f"`{kind}`" not in text] == []
