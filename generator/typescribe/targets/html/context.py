"""Model -> context of `reference.html.jinja`: a reference page that works offline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typescribe.language.model import Model
from typescribe.targets.html.diagrams import BOX
from typescribe.targets.html.figures import map_of, neighbourhoods
from typescribe.targets.shared.reference import entries, facts


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    shown = entries(model)
    return {
        "description": model.description,
        "entries": shown,
        "neighbourhoods": neighbourhoods(shown),
        "map": map_of(model),
        "height_of_box": BOX,
        "facts": facts(model),
    }


def exports(model: Model) -> list[str]:
    """Return the public names that the file defines for Python: none."""
    return []
