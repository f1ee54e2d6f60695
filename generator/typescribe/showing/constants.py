"""A constant of a package as text for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from typescribe.language.model import Model
from typescribe.language.package_constants import NamedConstant
from typescribe.language.visible import visible


def constant_as_text(model: Model, name: str) -> Iterator[str]:
    """Yield the lines that show a constant, by its name in the source."""
    found = _constant(model, name)
    about = click.style(f", a constant of {model.name}", dim=True)
    yield f"{click.style(visible(name), bold=True)}{about}"
    if found.documentation:
        yield from map(visible, found.documentation.split("\n"))
    yield ""
    yield visible(f"  {found.constant} = {found.value}")


def constant_as_json(model: Model, name: str) -> dict[str, Any]:
    """Return a constant as JSON data, by its name in the source."""
    found = _constant(model, name)
    return {
        "package": model.name,
        "constant": name,
        "name": found.constant,
        "value": json.loads(found.value),
        "description": found.description,
        "deprecated": found.deprecated,
    }


def _constant(model: Model, name: str) -> NamedConstant:
    return next(constant for constant in model.constants if constant.name == name)
