"""Remembers what is computed from a model, since several modules need the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from typescribe.language.model import Model

T = TypeVar("T")


def for_last_models(function: Callable[[Model], T]) -> Callable[[Model], T]:
    """Return the function, which returns the same again for the last two models.

    Each file is made from two models: that of the spec, and its copy with placeholders. Models are
    compared by identity, since comparing their contents takes long.
    """
    last: list[tuple[Model, T]] = []

    @wraps(function)
    def remembering(model: Model) -> T:
        for known, made in last:
            if known is model:
                return made
        made = function(model)
        last[:] = [*last[-1:], (model, made)]
        return made

    return remembering
