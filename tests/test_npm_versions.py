"""Versions are compared by the rules of semver.org, section 11."""

from __future__ import annotations

from itertools import combinations

from typescribe.sources.npm.versions import is_newer

# The versions up to 1.0.0 are the example of https://semver.org/spec/v2.0.0.html#spec-item-11.
IN_ORDER = [
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-alpha.beta",
    "1.0.0-beta",
    "1.0.0-beta.2",
    "1.0.0-beta.11",
    "1.0.0-rc.1",
    "1.0.0",
    "1.0.1",
    "1.9.0",
    "1.10.0",
    "2.0.0-0",
    "2.0.0",
    "10.0.0",
]


def test_a_later_version_is_newer() -> None:
    for earlier, later in combinations(IN_ORDER, 2):
        assert is_newer(later, earlier), (earlier, later)
        assert not is_newer(earlier, later), (earlier, later)


def test_no_version_is_newer_than_itself() -> None:
    assert not any(is_newer(version, version) for version in IN_ORDER)


def test_build_metadata_make_no_difference() -> None:
    assert not is_newer("1.0.0+2", "1.0.0+1")
