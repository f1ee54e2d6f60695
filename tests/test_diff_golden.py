"""The JSON of `diff` for each kind of change, from an old and a new spec.

Each case of tests/diff_golden consists of old.yaml, new.yaml and diff.json.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main
from typescribe.comparing.changes import Kind

CASES = Path(__file__).parent / "diff_golden"
NAMES = sorted(folder.name for folder in CASES.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_every_change_is_reported_and_judged(
    name: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(CASES / name)
    result = CliRunner().invoke(main, ["diff", "old.yaml", "new.yaml", "--format", "json"])
    assert result.exit_code == 0, result.stderr
    expected = CASES / name / "diff.json"
    if request.config.getoption("--update-golden"):
        expected.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == expected.read_text(encoding="utf-8"), "pytest --update-golden rewrites"


def found() -> list[dict[str, Any]]:
    """Return every change that the cases expect."""
    texts = [(CASES / name / "diff.json").read_text(encoding="utf-8") for name in NAMES]
    return [change for text in texts for change in json.loads(text)["changes"]]


def test_there_is_a_case_for_each_kind_of_change() -> None:
    assert {change["kind"] for change in found()} == set(get_args(Kind))


def test_each_change_says_why_in_one_sentence() -> None:
    for change in found():
        assert change["why"].endswith("."), change
        assert (
            change["why"][0] != change["why"][0].lower() or not change["why"][0].isalpha()
        ), change


@pytest.mark.parametrize(
    ("kind", "breaks"),
    [
        ("field_made_optional", {"readers"}),
        ("field_made_required", {"writers"}),
        ("widened", {"readers"}),
        ("narrowed", {"writers"}),
        ("type_changed", {"readers", "writers"}),
        ("rewritten", set()),
        ("literal_added", {"readers"}),
        ("literal_removed", {"writers"}),
        ("values_opened", {"readers"}),
        ("values_closed", {"writers"}),
        ("constraint_narrowed", {"writers"}),
        ("constraint_widened", {"readers"}),
        ("constraint_changed", {"readers", "writers"}),
        ("format_changed", set()),
        ("default_changed", set()),
        ("examples_changed", set()),
        ("description_changed", set()),
        ("type_added", set()),
        ("type_renamed", set()),
        ("attribute_renamed", set()),
        ("reads_as_changed", set()),
    ],
)
def test_a_kind_breaks_whom_it_can_break_and_nobody_else(kind: str, breaks: set[str]) -> None:
    """A change of a literal breaks nobody if any other string is valid as well."""
    broken = {
        whom
        for change in found()
        for whom in ("readers", "writers")
        if change["kind"] == kind and change["breaks"][whom]
    }
    assert broken == breaks
