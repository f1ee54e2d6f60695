"""Model -> context of `reference.md.jinja`: the reference for those who read on GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from typescribe.language.model import Model
from typescribe.targets.shared.reference import entries, facts, graph_of
from typescribe.text.type_writer import Piece

MOST_DRAWN = 24
"""How many types a diagram of Mermaid holds: of more, it makes what nobody can read."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some text of a type in a cell, and the name of the type that it leads to, if to any."""

    text: str
    name: str = ""


def context(model: Model) -> Mapping[str, Any]:
    """Return what the template is rendered with."""
    return {
        "description": model.description,
        "entries": entries(model),
        "facts": facts(model),
        "nodes": _nodes(model),
        "spans": spans,
    }


def exports(model: Model) -> list[str]:
    """Return the public names that the file gives to Python: none."""
    return []


def spans(pieces: tuple[Piece, ...]) -> tuple[Span, ...]:
    """Return a type as code spans: as one, if it leads to one type at most."""
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
    """One type of the diagram, with the numbers of those that it refers to."""

    number: int
    name: str
    targets: tuple[int, ...]


def _nodes(model: Model) -> tuple[Node, ...]:
    """Return the types that refer to others or are referred to; none where they are too many."""
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
