"""Finds the index signatures that apply to a name or to the keys of another signature.

The rules are those of the compiler (`isApplicableIndexType` and `getApplicableIndexInfo` in
TypeScript 5.9): the signature for all strings applies only where no other one does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from typescribe.language.model import PatternType
from typescribe.language.patterns import NUMBER_KEYS, accepts, pieces
from typescribe.resolving.template_fits import template_fits

T = TypeVar("T")

_OF_NUMBERS: Final = frozenset("-+.0123456789eINafinty")
"""The characters in the texts of numbers, `Infinity` and `NaN` included."""


def for_name(patterns: Mapping[PatternType, T], name: str) -> list[T]:
    """Return the types of the signatures whose keys include a name."""
    return [type_ for keys, type_ in patterns.items() if accepts(keys, name)]


def for_keys(patterns: Mapping[PatternType, T], keys: PatternType) -> list[T]:
    """Return the types of the signatures whose keys include all of the given keys."""
    return [type_ for wanted, type_ in patterns.items() if keys_fit(keys, wanted)]


def keys_fit(source: PatternType, target: PatternType) -> bool:
    """Return whether all keys of one signature are keys of another.

    `` `${number}` `` also accepts texts such as "01", which `number` as a type of keys does not;
    the compiler counts it as part of `number` all the same.
    """
    if target == NUMBER_KEYS:
        return source == NUMBER_KEYS or source.template == "`${number}`"
    return source != NUMBER_KEYS and template_fits(source, target)


def may_share_a_key(left: PatternType, right: PatternType) -> bool:
    """Return whether any key may belong to both signatures; only `False` is certain."""
    if NUMBER_KEYS in (left, right):
        other = right if left == NUMBER_KEYS else left
        return other == NUMBER_KEYS or all(_OF_NUMBERS.issuperset(t) for t, _ in pieces(other))
    (start, end), (other_start, other_end) = _ends(left), _ends(right)
    starts = start.startswith(other_start) or other_start.startswith(start)
    return starts and (end.endswith(other_end) or other_end.endswith(end))


def _ends(template: PatternType) -> tuple[str, str]:
    """Return the texts that every string of a template begins and ends with."""
    found = pieces(template)
    return found[0][0], found[-1][0]
