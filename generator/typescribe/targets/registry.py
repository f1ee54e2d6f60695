"""The built-in targets, which are registered by name and imported when they are used."""

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
    "constants",
    "protocols",
    "typescript",
    "hypothesis",
    "markdown",
    "html",
    "distribution",
    "_shapes",
)
"""The folders that define a `TARGET`, in the order in which their files are reported.

Settings cannot list a name that begins with an underscore; its file is generated for the targets
that need it.
"""

SELECTABLE = tuple(name for name in NAMES if not name.startswith("_"))
"""The targets that settings can list."""


@cache
def built_in(name: str) -> Target:
    """Return a built-in target by its name."""
    target = import_module(f"typescribe.targets.{name}").TARGET
    assert isinstance(target, Target)
    assert target.name == name, "a target has the name of its folder"
    return target


def built_in_targets() -> tuple[Target, ...]:
    """Return all built-in targets."""
    return tuple(map(built_in, NAMES))
