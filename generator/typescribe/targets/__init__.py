"""Targets: each turns a model into the context of one template. A new one is a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from typescribe.model import Model
from typescribe.targets import (
    dataclasses,
    json_schema,
    msgspec,
    pydantic,
    shapes,
    typed_dicts,
    validators,
)


@dataclass(frozen=True, slots=True)
class Target:
    """What one generated file is made of."""

    name: str
    """How settings ask for it."""
    file: str
    """What it is called in the generated package; its template has `.jinja` behind that."""
    context: Callable[[Model], Mapping[str, Any]]
    exports: Callable[[Model], list[str]]
    """The public names that the file defines."""
    needs: tuple[str, ...] = ()
    """Other targets whose files it imports."""
    carries: tuple[str, ...] = ()
    """Modules of `typescribe.runtime` whose copies it imports."""


_EXPLAINING = ("_explain.py", "_kinds.py", "_objects.py", "_unions.py")
_SUPPORT = ("_runtime.py", *_EXPLAINING)

TARGETS = (
    Target(
        "dataclasses",
        "models.py",
        dataclasses.context,
        dataclasses.exports,
        ("shapes",),
        (*_SUPPORT, "_readings.py"),
    ),
    Target("typed_dicts", "typed_dicts.py", typed_dicts.context, typed_dicts.exports),
    Target(
        "validators",
        "validators.py",
        validators.context,
        validators.exports,
        ("typed_dicts", "shapes"),
        (*_SUPPORT, "_doubts.py"),
    ),
    Target("json_schema", "schema.json", json_schema.context, json_schema.exports),
    Target(
        "pydantic",
        "pydantic_models.py",
        pydantic.context,
        pydantic.exports,
        (),
        ("_runtime.py", "_readings.py", "_pydantic.py"),
    ),
    Target(
        "msgspec",
        "msgspec_structs.py",
        msgspec.context,
        msgspec.exports,
        (),
        ("_runtime.py", "_readings.py"),
    ),
    Target("shapes", "_shapes.py", shapes.context, shapes.exports, (), _SUPPORT),
)

SELECTABLE = tuple(target.name for target in TARGETS if not target.file.startswith("_"))
"""The names that settings may ask for, in the order in which files are told."""


def with_needs(names: tuple[str, ...]) -> list[Target]:
    """Return the targets of some names and of everything that they import, in the order above."""
    by_name = {target.name: target for target in TARGETS}
    wanted = list(names)
    for name in wanted:
        wanted += [needed for needed in by_name[name].needs if needed not in wanted]
    return [target for target in TARGETS if target.name in wanted]
