"""docs/diff.md tells all that `typescribe diff` can say."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from typescribe.comparing.changes import Kind

PAGE = Path(__file__).parent.parent / "docs" / "diff.md"


def test_the_page_tells_each_kind_of_change() -> None:
    text = PAGE.read_text("utf-8")
    assert [kind for kind in get_args(Kind) if f"`{kind}`" not in text] == []
