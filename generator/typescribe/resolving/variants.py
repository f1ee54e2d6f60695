"""The variants of an object type or tuple: one for each combination of its discriminants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Final

from typescribe.resolving.type_view import (
    Items,
    Key,
    Members,
    Plain,
    Properties,
    Property,
    literals,
)

MAX_COMBINATIONS = 25
"""The most variants of one object; TypeScript has the same limit."""

_BOOLEANS: Final = tuple(literals([value]) for value in (True, False))


def variants(
    source: Properties | Items, target: Members, absent: Property
) -> list[Mapping[Key, Property]]:
    """Return each combination of the source's types for the discriminants of a union.

    The list is empty if there is nothing to combine, or if there are too many combinations.
    `absent` is the type of an optional property that is absent. Source: release notes of TypeScript
    3.5, Smarter union type checking.
    """
    parts = source.parts()
    keys = [
        key
        for key, part in parts.items()
        if key in target.discriminants and not (part.optional and isinstance(source, Items))
    ]
    choices = [list(_choices(parts[key], absent)) for key in keys]
    if not 1 < prod(map(len, choices)) <= MAX_COMBINATIONS:
        return []
    return [dict(zip(keys, chosen, strict=True)) for chosen in product(*choices)]


def _choices(part: Property, absent: Property) -> Iterator[Property]:
    for atom in part.type.members.atoms:
        for unit in _BOOLEANS if atom.view == Plain("boolean") else (atom,):
            yield Property(unit, optional=False)
    if part.optional:
        yield absent
