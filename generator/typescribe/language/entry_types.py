"""Finds the entry types of a model: messages, and not parts of messages."""

from __future__ import annotations

from typescribe.language.graphs import strong_components
from typescribe.language.model import Model, parts, references


def entry_types(model: Model) -> frozenset[str]:
    """Return the names of the types that no other type refers to.

    Types that refer to each other in a circle are all entry types if no type outside the circle
    refers to them.
    """
    graph = graph_of(model)
    component_of: dict[str, int] = {}
    components = list(strong_components(graph))
    for number, component in enumerate(components):
        component_of.update(dict.fromkeys(component, number))
    inner = {
        component_of[target]
        for name, targets in graph.items()
        for target in targets
        if component_of[target] != component_of[name]
    }
    return frozenset(
        name for number, names in enumerate(components) if number not in inner for name in names
    )


def graph_of(model: Model) -> dict[str, tuple[str, ...]]:
    """Return the names of the types that each type refers to, each once."""
    return {
        name: tuple(dict.fromkeys(r for part in parts(named) for r in references(part)))
        for name, named in model.by_name.items()
    }
