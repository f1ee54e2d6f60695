"""Model -> context of `reference.html.jinja`: a reference page that works offline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typescribe.language.model import Model
from typescribe.targets.html.diagrams import BOX
from typescribe.targets.html.examples import Examples
from typescribe.targets.html.figures import map_of, neighbourhoods, widths
from typescribe.targets.html.folding import FEW_MORE, MOST_SHOWN, folded
from typescribe.targets.html.groups import groups_of
from typescribe.targets.shared.reference import entries, facts


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    shown = entries(model)
    groups = groups_of(model, shown)
    messages = groups.messages
    around = neighbourhoods(shown)
    examples = Examples(model)
    return {
        "description": model.description,
        "groups": groups.all,
        "examples": {entry.name: examples.of(entry.name) for entry in messages},
        "folded": folded,
        "most_shown": MOST_SHOWN,
        "fewest_folded": MOST_SHOWN + FEW_MORE,
        "neighbourhoods": around,
        "widths": widths(around.values()),
        "map": map_of(model),
        "height_of_box": BOX,
        "facts": facts(model),
    }


def exports(model: Model) -> list[str]:
    """Return the public names that the file defines for Python: none."""
    return []
