"""The targets of a package -> context of `__init__.py.jinja`: its public names, loaded lazily."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from typescribe.model import Model
from typescribe.quoting import Code

RUNTIME_NAMES = ("UNSET", "Issue", "Unset", "ValidationError")
RAISING = "_explain.py"
"""What a package carries that says what is wrong by those names."""


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the package and the public names that come from it."""

    name: Code
    names: tuple[Code, ...]


def context(model: Model, exports: Iterable[tuple[str, list[str]]]) -> Mapping[str, Any]:
    """Return what the template is rendered with, from the names that each file defines."""
    taken: set[str] = set()
    modules: list[Module] = []
    for file, names in exports:
        new = sorted(set(names) - taken)
        taken.update(new)
        if new:
            modules.append(Module(Code(file.removesuffix(".py")), tuple(map(Code, new))))
    return {
        "description": model.description,
        "modules": modules,
        "names": [Code(name) for name in sorted(taken)],
    }
