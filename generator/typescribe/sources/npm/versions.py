"""Compares versions by https://semver.org/spec/v2.0.0.html#spec-item-11."""

from __future__ import annotations

from typing import TypeAlias

_Key: TypeAlias = tuple[tuple[int, ...], bool, tuple[tuple[bool, int, str], ...]]


def is_newer(version: str, other: str) -> bool:
    """Return whether a version takes precedence over another one.

    >>> is_newer("3.12.0", "3.9.0"), is_newer("4.0.0-beta.2", "4.0.0"), is_newer("1.0.0", "1.0.0")
    (True, False, False)
    """
    return _key(version) > _key(other)


def _key(version: str) -> _Key:
    release, _, before = version.partition("+")[0].partition("-")
    numbers = tuple(int(part) if part.isdecimal() else 0 for part in release.split("."))
    # Numbers come before words, and a pre-release comes before the release.
    parts = tuple(
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part)
        for part in before.split(".")
        if part
    )
    return numbers, not before, parts
