"""Model -> the diagrams of a page: one around each type, and a map of all types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from typescribe.language.graphs import weak_components
from typescribe.language.model import Field, Model
from typescribe.targets.html.diagrams import (
    NARROW,
    Diagram,
    neighbourhood,
    neighbourhood_below,
    overview,
)
from typescribe.targets.shared.reference import Entry, graph_of

STEP = 80
"""The style of the page has a rule for each multiple of this width, in pixels."""


@dataclass(frozen=True, slots=True)
class Part:
    """A diagram of types that refer to one another; not all of them, if there are too many."""

    diagram: Diagram
    types: int

    @property
    def caption(self) -> str:
        """The text below the diagram; empty if it shows all types."""
        shown = len(self.diagram.boxes)
        if shown == self.types:
            return ""
        return (
            f"The {shown} types nearest to {self.diagram.boxes[0].name}, of {self.types:,}. "
            "+2: it refers to two types that are not shown."
        )


@dataclass(frozen=True, slots=True)
class Map:
    """All types, grouped by the references between them."""

    parts: tuple[Part, ...]
    """A diagram for each group of types that refer to one another, the largest first."""
    alone: tuple[str, ...]
    """The types without references to or from others."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A diagram around a type, and one for screens that are too narrow for it, if any are."""

    wide: Diagram
    narrow: Diagram | None

    @property
    def needs(self) -> int:
        """The width that the wide diagram needs, as a multiple of `STEP`."""
        return -(-self.wide.width // STEP) * STEP


def map_of(model: Model) -> Map:
    """Return the map of all types of a model."""
    graph = graph_of(model)
    groups = sorted(weak_components(graph), key=len, reverse=True)
    return Map(
        tuple(
            Part(overview({name: graph[name] for name in group}), len(group))
            for group in groups
            if group[1:]
        ),
        tuple(group[0] for group in groups if not group[1:]),
    )


def neighbourhoods(entries: Iterable[Entry]) -> Mapping[str, Neighbourhood]:
    """Return the diagrams around types by name; a type without references has none."""
    return {entry.name: found for entry in entries if (found := _neighbourhood(entry))}


def widths(around: Iterable[Neighbourhood]) -> list[int]:
    """Return the widths for which the style of the page needs rules, each once."""
    return sorted({each.needs for each in around if each.narrow})


def _neighbourhood(entry: Entry) -> Neighbourhood | None:
    left = {use.name: _note(use.fields) for use in entry.users if use.name != entry.name}
    right = {use.name: _note(use.fields) for use in entry.used if use.name != entry.name}
    if not left and not right:
        return None
    recurs = any(use.name == entry.name for use in entry.used)
    wide = neighbourhood(entry.name, left, right, recurs=recurs)
    if wide.width <= NARROW:
        return Neighbourhood(wide, None)
    return Neighbourhood(wide, neighbourhood_below(entry.name, left, right, recurs=recurs))


def _note(fields: tuple[Field, ...]) -> str:
    """Return the first attribute that refers, and the number of further ones: `.lines +2`."""
    if not fields:
        return ""
    more = f" +{len(fields) - 1}" if fields[1:] else ""
    return f".{fields[0].attribute}{more}"
