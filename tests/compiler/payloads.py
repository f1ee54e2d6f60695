"""Payloads for the types of a program: of the model, of the compiler, near misses, and others."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from typescribe.language.model import AliasType, Model, Reference, Type, UnionType
from typescribe.verifying.payloads import KEYS, PLAIN, misses
from typescribe.verifying.values import is_inhabited, places, sample

_WORDS = re.compile(r'"([^"]*)"|(\b\d+\b)')
_PLAIN: tuple[Any, ...] = (*PLAIN, "1", [[]], {"a": 1})
_MEMBERS = 12
"""The most members of a union of which values are drawn."""


def payloads(
    chance: random.Random, text: str, samples: Iterable[Any], ours: Iterable[Any], most: int
) -> list[Any]:
    """Return payloads, each once, for a type of a program whose source is `text`.

    `samples` are values that the compiler gives, `ours` those that the closed model gives. Two
    thirds are these and near misses of them, so that both verdicts have their share.
    """
    words: list[Any] = [int(b) if b else a for a, b in _WORDS.findall(text)]
    known = [*samples, *ours]
    pool = [*_PLAIN, *words, *known]
    found: dict[str, Any] = {}
    missed = list(misses(chance, known, pool))
    chance.shuffle(missed)
    plain = chance.sample(_PLAIN, most // 6)
    for value in (*known[: most // 3], *missed[: most // 3], *plain):
        found.setdefault(json.dumps(value), value)
    repeated = 0
    while len(found) < most and repeated < most:
        value = _value(chance, pool, 2)
        repeated += json.dumps(value) in found
        found.setdefault(json.dumps(value), value)
    return list(found.values())[:most]


def parts_of(payload: Any) -> list[Any]:
    """Return a payload, the values inside it, and plain values: what a smaller type may refuse."""
    inner = [container[key] for container, key in places([payload])]
    found = {json.dumps(value): value for value in (*inner, *_PLAIN)}
    return list(found.values())


def of_model(model: Model, name: str) -> list[Any]:
    """Return values of a type of the model, deep and flat; none for a type without values."""
    if name not in model.by_name:
        return []
    try:
        return list(_values(model, name))
    except RecursionError:  # a type that contains itself and has no value
        return []


def _values(model: Model, name: str) -> Iterator[Any]:
    type_: Type = Reference(name)
    if isinstance(model.by_name[name], AliasType):
        type_ = model.expand(type_)
    members: Sequence[Type] = type_.members if isinstance(type_, UnionType) else (type_,)
    for member in members[:_MEMBERS]:
        if is_inhabited(model, member):
            yield sample(model, member, 3)
            yield sample(model, member, 0)


def _value(chance: random.Random, pool: list[Any], depth: int) -> Any:
    kind = chance.random()
    if depth == 0 or kind < 0.4:
        return copy.deepcopy(chance.choice(pool))
    if kind < 0.6:
        return [_value(chance, pool, depth - 1) for _ in range(chance.randint(0, 3))]
    keys = chance.sample(KEYS, chance.randint(0, 4))
    return {key: _value(chance, pool, depth - 1) for key in keys}
