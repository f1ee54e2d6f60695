"""Payloads for the types of a program: of the model, of the compiler, near misses, and others."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterable
from typing import Any

from typescript_corpus import payloads_of

from typescribe.language.model import Model
from typescribe.verifying.payloads import KEYS, PLAIN, misses

_WORDS = re.compile(r'"([^"]*)"|(\b\d+\b)')


def payloads(
    chance: random.Random, text: str, samples: Iterable[Any], ours: list[Any], most: int
) -> list[Any]:
    """Return payloads, each once, for a type of a program whose source is `text`.

    `samples` are values that the compiler gives, `ours` those that the closed model gives.
    """
    words: list[Any] = [int(b) if b else a for a, b in _WORDS.findall(text)]
    pool = [*PLAIN, *words]
    found: dict[str, Any] = {}
    for value in (
        *samples,
        *misses(chance, list(samples), pool),
        *chance.sample(ours, min(len(ours), most // 2)),
    ):
        found.setdefault(json.dumps(value), value)
    while len(found) < most:
        value = _value(chance, pool, 2)
        if json.dumps(value) in found and chance.random() < 0.2:
            break
        found.setdefault(json.dumps(value), value)
    return list(found.values())[:most]


def of_model(model: Model, name: str) -> list[Any]:
    """Return values of a type of the model, and near misses; none for a type without values."""
    if name not in model.by_name:
        return []
    try:
        return list(payloads_of(model, name))
    except RecursionError:  # a type that contains itself and has no value
        return []


def _value(chance: random.Random, pool: list[Any], depth: int) -> Any:
    kind = chance.random()
    if depth == 0 or kind < 0.4:
        return copy.deepcopy(chance.choice(pool))
    if kind < 0.6:
        return [_value(chance, pool, depth - 1) for _ in range(chance.randint(0, 3))]
    keys = chance.sample(KEYS, chance.randint(0, 4))
    return {key: _value(chance, pool, depth - 1) for key in keys}
