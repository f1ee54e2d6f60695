"""docs/import.md shows what was run: its session is run here."""

from __future__ import annotations

import re
from pathlib import Path

from test_readme import run_session

PAGE = Path(__file__).parent.parent / "docs" / "import.md"


def test_the_commands_say_what_is_shown(tmp_path: Path) -> None:
    blocks = re.findall(
        r"^```console\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) == 5
    run_session("".join(blocks), tmp_path)
