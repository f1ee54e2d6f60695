"""docs/targets.md lists every target and every setting."""

from __future__ import annotations

from pathlib import Path

from typescribe.project import settings as config
from typescribe.targets.registry import SELECTABLE

TEXT = (Path(__file__).parent.parent / "docs" / "targets.md").read_text(encoding="utf-8")


def test_every_target_has_a_row() -> None:
    assert [target for target in SELECTABLE if f"\n| `{target}` |" not in TEXT] == []


def test_every_setting_has_a_row() -> None:
    assert [key for key in config._SETTINGS if f"\n| `{key}` |" not in TEXT] == []
