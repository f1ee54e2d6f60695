"""Model -> the diagrams of a page: one around each type, and a map of all types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from typescribe.language.graphs import weak_components
from typescribe.language.model import Field, Model
from typescribe.targets.html.diagrams import Diagram, neighbourhood, overview
from typescribe.targets.shared.reference import Entry, graph_of


@dataclass(frozen=True, slots=True)
class Map:
    """All types, grouped by the references between them."""

    diagrams: tuple[Diagram, ...]
    """A diagram for each group of types that refer to one another, the largest first."""
    alone: tuple[str, ...]
    """The types without references to or from others."""


def map_of(model: Model) -> Map:
    """Return the map of all types of a model."""
    graph = graph_of(model)
    groups = sorted(weak_components(graph), key=len, reverse=True)
    return Map(
        tuple(overview({name: graph[name] for name in group}) for group in groups if group[1:]),
        tuple(group[0] for group in groups if not group[1:]),
    )


def neighbourhoods(entries: Iterable[Entry]) -> Mapping[str, Diagram]:
    """Return the diagrams around types by name; a type without references has none."""
    return {entry.name: found for entry in entries if (found := _neighbourhood(entry))}


def _neighbourhood(entry: Entry) -> Diagram | None:
    left = {use.name: _note(use.fields) for use in entry.users if use.name != entry.name}
    right = {use.name: _note(use.fields) for use in entry.used if use.name != entry.name}
    if not left and not right:
        return None
    recurs = any(use.name == entry.name for use in entry.used)
    return neighbourhood(entry.name, left, right, recurs=recurs)


def _note(fields: tuple[Field, ...]) -> str:
    """Return the first attribute that refers, and the number of further ones: `.lines +2`."""
    if not fields:
        return ""
    more = f" +{len(fields) - 1}" if fields[1:] else ""
    return f".{fields[0].attribute}{more}"
