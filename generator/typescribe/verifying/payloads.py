"""A type of the model -> payloads for it: values of the type, and near misses."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from typescribe.language.model import AliasType, Model, Reference, Type, UnionType
from typescribe.verifying.values import Sizes, is_inhabited, places, sample

PLAIN: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    2,
    -1,
    2.5,
    "",
    "a",
    "b",
    "x-a",
    [],
    {},
    [1],
    ["a"],
)
LARGEST = 200
"""How many values a payload may nest, so that thousands of payloads are checked quickly."""
KEYS = ("id", "kind", "a", "b", "x-a", "0", "1", "zz")


def values_of(model: Model, name: str, sizes: Sizes | None = None) -> list[Any]:
    """Return a deep and a flat value of a type of the model; if it is a union, of each member.

    If `sizes` is given, it limits the depth so that values do not become too large.
    """
    type_: Type = Reference(name)
    named = model.by_name[name]
    if isinstance(named, AliasType):
        type_ = model.expand(type_)
    members = type_.members if isinstance(type_, UnionType) else (type_,)
    return [
        sample(model, member, depth)
        for member in members
        if is_inhabited(model, member)
        for depth in (sizes.deepest(member, LARGEST) if sizes else 3, 0)
    ]


def misses(
    chance: random.Random, values: Iterable[Any], pool: Sequence[Any], keys: Sequence[str] = KEYS
) -> Iterator[Any]:
    """Yield values with one change each, most of which make them invalid.

    Args:
        chance: decides on the changes.
        values: the values to change; four changed copies of each are made.
        pool: the values with which parts are replaced.
        keys: the keys that are added to objects.
    """
    for value in values:
        for _ in range(4):
            root = [copy.deepcopy(value)]
            container, key = chance.choice(list(places(root)))
            match chance.randrange(4):
                case 0 if container is not root:
                    del container[key]
                case 1 if isinstance(container[key], dict):
                    container[key][chance.choice(keys)] = chance.choice(pool)
                case 2 if isinstance(container[key], list):
                    container[key].append(chance.choice(pool))
                case _:
                    container[key] = copy.deepcopy(chance.choice(pool))
            if root:
                yield root[0]
