"""Finds the part of a model that some types refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from typescribe.language.model import Model, parts, references


def reachable(model: Model, names: Iterable[str]) -> Model:
    """Return the part of a model that types refer to, at any depth, including these types."""
    waiting = list(names)
    seen = set(waiting)
    while waiting:
        for part in parts(model.by_name[waiting.pop()]):
            new = [inner for inner in references(part) if inner not in seen]
            seen.update(new)
            waiting += new
    return replace(model, types=tuple(named for named in model.types if named.name in seen))
