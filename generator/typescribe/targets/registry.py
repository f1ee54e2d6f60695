"""The targets of typescribe: registered here by name, imported when they are used."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from typescribe.targets.contract import Target

NAMES = (
    "dataclasses",
    "typed_dicts",
    "validators",
    "json_schema",
    "pydantic",
    "msgspec",
    "attrs",
    "typescript",
    "hypothesis",
    "markdown",
    "html",
    "distribution",
    "_shapes",
)
"""The folders of this room that hold a `TARGET`, in the order in which files are reported.

A name with an underscore cannot be chosen in the settings: its file is made because the file of
another target imports it.
"""

SELECTABLE = tuple(name for name in NAMES if not name.startswith("_"))
"""The targets that settings can name."""


@cache
def built_in(name: str) -> Target:
    """Return one of the targets above."""
    target = import_module(f"typescribe.targets.{name}").TARGET
    assert isinstance(target, Target)
    assert target.name == name, "a target is called like its folder"
    return target


def built_in_targets() -> tuple[Target, ...]:
    """Return all of them."""
    return tuple(map(built_in, NAMES))
