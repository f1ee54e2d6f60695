"""Payloads for the types of a program: of the model, of the compiler, near misses, and others."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from strategies import is_inhabited, sample

from typescribe.language.model import AliasType, Model, Reference, Type, UnionType

_WORDS = re.compile(r'"([^"]*)"|(\b\d+\b)')
_PLAIN: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 2, -1, 2.5, "", "a", "b", "x-a", "1"),
    *([], {}, [1], ["a"], [[]], {"a": 1}),
)
_KEYS = ("id", "kind", "a", "b", "x-a", "0", "1", "zz")
_CHANGES = 4
"""How many near misses are made of each value."""
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
    misses = list(_misses(chance, known, pool))
    chance.shuffle(misses)
    plain = chance.sample(_PLAIN, most // 6)
    for value in (*known[: most // 3], *misses[: most // 3], *plain):
        found.setdefault(json.dumps(value), value)
    missed = 0
    while len(found) < most and missed < most:
        value = _value(chance, pool, 2)
        missed += json.dumps(value) in found
        found.setdefault(json.dumps(value), value)
    return list(found.values())[:most]


def parts_of(payload: Any) -> list[Any]:
    """Return a payload, the values inside it, and plain values: what a smaller type may refuse."""
    inner = [container[key] for container, key in _places([payload])]
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


def _misses(chance: random.Random, values: list[Any], pool: list[Any]) -> Iterator[Any]:
    for value in values:
        for _ in range(_CHANGES):
            root = [copy.deepcopy(value)]
            container, key = chance.choice(list(_places(root)))
            match chance.randrange(4):
                case 0 if container is not root:
                    del container[key]
                case 1 if isinstance(container[key], dict):
                    container[key][chance.choice(_KEYS)] = copy.deepcopy(chance.choice(pool))
                case 2 if isinstance(container[key], list):
                    container[key].append(copy.deepcopy(chance.choice(pool)))
                case _:
                    container[key] = copy.deepcopy(chance.choice(pool))
            yield root[0]


def _places(container: Any) -> Iterator[tuple[Any, Any]]:
    keys = container if isinstance(container, dict) else range(len(container))
    for key in keys:
        yield container, key
        if isinstance(container[key], (dict, list)):
            yield from _places(container[key])


def _value(chance: random.Random, pool: list[Any], depth: int) -> Any:
    kind = chance.random()
    if depth == 0 or kind < 0.4:
        return copy.deepcopy(chance.choice(pool))
    if kind < 0.6:
        return [_value(chance, pool, depth - 1) for _ in range(chance.randint(0, 3))]
    keys = chance.sample(_KEYS, chance.randint(0, 4))
    return {key: _value(chance, pool, depth - 1) for key in keys}
