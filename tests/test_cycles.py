"""A value that holds itself ends in one issue, whichever members of a union could go on with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import specs

from typescribe.validating import in_memory

SPEC = """
types:
  Link: {fields: {next: Link | Loop | null}}
  Loop: {fields: {next: Link | Loop | null, "name?": string}}
"""


def test_a_cycle_through_a_union_is_not_tried_with_every_member_at_every_depth(
    tmp_path: Path,
) -> None:
    check = in_memory.checker(specs.SETTINGS, specs.load(tmp_path, SPEC), "Link")
    cycle: dict[str, Any] = {}
    cycle["next"] = cycle
    (issue,) = check(cycle)
    assert issue.path == ("next",) * len(issue.path)
    assert check({"next": {"next": None}}) == []
