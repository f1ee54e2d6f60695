"""Model -> context of `reference.html.jinja`: a page that explains the package, on its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typescribe.language.model import Model
from typescribe.targets.shared.diagrams import BOX
from typescribe.targets.shared.reference import entries, facts, map_of


def context(model: Model) -> Mapping[str, Any]:
    """Return what the template is rendered with."""
    return {
        "description": model.description,
        "entries": entries(model),
        "map": map_of(model),
        "height_of_box": BOX,
        "facts": facts(model),
    }


def exports(model: Model) -> list[str]:
    """Return the public names that the file gives to Python: none."""
    return []
