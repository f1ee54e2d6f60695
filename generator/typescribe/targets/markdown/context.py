"""Model -> context of `reference.md.jinja`: a reference page for GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from typescribe.language.model import Model
from typescribe.targets.shared.reference import entries, facts, graph_of
from typescribe.text.type_writer import Piece

MOST_DRAWN = 24
"""The most types in a Mermaid diagram; a larger one is unreadable."""


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a type in a table cell; `name` is the type that it links to, if any."""

    text: str
    name: str = ""


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    return {
        "description": model.description,
        "entries": entries(model),
        "facts": facts(model),
        "nodes": _nodes(model),
        "spans": spans,
    }


def exports(model: Model) -> list[str]:
    """Return the public names that the file defines for Python: none."""
    return []


def spans(pieces: tuple[Piece, ...]) -> tuple[Span, ...]:
    """Return a type as code spans: a single one if it links to at most one type."""
    names = dict.fromkeys(piece.text for piece in pieces if piece.kind == "reference")
    text = "".join(piece.text for piece in pieces)
    if len(names) < 2:
        return (Span(text, *names),)
    return tuple(
        span
        for leads, run in groupby(pieces, key=lambda piece: piece.kind == "reference")
        for span in (_linked(run) if leads else [Span("".join(p.text for p in run).strip())])
    )


def _linked(pieces: Iterable[Piece]) -> list[Span]:
    return [Span(piece.text, piece.text) for piece in pieces]


@dataclass(frozen=True, slots=True)
class Node:
    """One type in the diagram, with the numbers of the nodes that it refers to."""

    number: int
    name: str
    targets: tuple[int, ...]


def _nodes(model: Model) -> tuple[Node, ...]:
    """Return the types that refer to others or are referred to; none if there are too many."""
    graph = graph_of(model)
    targets = {target for name in graph for target in graph[name]}
    drawn = [name for name in graph if graph[name] or name in targets]
    if len(drawn) > MOST_DRAWN:
        return ()
    numbers = {name: number for number, name in enumerate(drawn, 1)}
    return tuple(
        Node(numbers[name], name, tuple(numbers[target] for target in graph[name]))
        for name in drawn
    )
