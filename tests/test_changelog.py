"""The changelog has the version of the package, and sections of the standard kinds."""

from __future__ import annotations

import re
from pathlib import Path

import typescribe

TEXT = (Path(__file__).parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_newest_version_is_that_of_the_package() -> None:
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", TEXT, re.MULTILINE)
    assert versions[0][0] == typescribe.__version__
    assert versions == sorted(versions, key=lambda version: version[1], reverse=True)


def test_every_section_is_of_a_standard_kind() -> None:
    known = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.*)$", TEXT, re.MULTILINE)) <= known
