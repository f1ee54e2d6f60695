"""The comparisons that the index signatures of an object type require of another type.

By `compiler`, they are those of `indexSignaturesRelatedTo` in TypeScript 5.9: the signature of the
source for the same keys is compared, or else every property and signature with such keys. By
`values`, everything is compared that an undeclared property of the source may be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from typescribe.language.model import PatternType
from typescribe.language.patterns import accepts
from typescribe.resolving.key_patterns import for_keys, keys_fit, may_share_a_key
from typescribe.resolving.type_view import Node, Properties


@dataclass(frozen=True, slots=True)
class Demand:
    """One of `sources` has to fit the target; if there are none, the types do not fit."""

    sources: Sequence[Node]
    target: Node
    may_be_absent: bool = False


def demands(
    source: Properties, target: Properties, *, by_compiler: bool, is_object: bool
) -> Iterator[Demand]:
    """Yield the demands that have to be met for the source to fit the target's index signatures.

    `is_object` is false for the properties of a string or an array: without an index signature for
    the same keys, these fit only signatures of `any`.
    """
    if not by_compiler:
        yield from _of_values(source, target)
        return
    for keys, wanted in _signatures(target):
        if target.index is not None and "any" in wanted.members.keywords:
            continue
        own = [] if keys is None else for_keys(source.patterns, keys)
        own = own or ([] if source.index is None else [source.index])
        if own or not is_object:
            yield Demand(own, wanted)
        if is_object and (keys is None or not own):
            yield from _of_members(source, target, keys, wanted)
            yield from (
                Demand([type_], wanted)
                for one, type_ in source.patterns.items()
                if keys is None or keys_fit(one, keys)
            )


def _signatures(target: Properties) -> Iterator[tuple[PatternType | None, Node]]:
    """Yield the index signatures; the one for all strings comes first, without keys."""
    if target.index is not None:
        yield None, target.index
    yield from target.patterns.items()


def _of_members(
    source: Properties, target: Properties, keys: PatternType | None, wanted: Node
) -> Iterator[Demand]:
    for name, part in source.members.items():
        # A property that the target declares fits the signature there.
        if name not in target.members and (keys is None or accepts(keys, name)):
            yield Demand([part.type], wanted, part.optional)


def _of_values(source: Properties, target: Properties) -> Iterator[Demand]:
    for keys, wanted in _signatures(target):
        yield from _of_members(source, target, keys, wanted)
        if keys is not None and (covering := for_keys(source.patterns, keys)):
            yield Demand(covering, wanted)  # whatever else such properties are, they are that
            continue
        for own, type_ in source.patterns.items():
            is_apart = keys is not None and not may_share_a_key(own, keys)
            if not is_apart and not (keys is None and for_keys(target.patterns, own)):
                yield Demand([type_], wanted)
        if source.index is not None:
            yield Demand([source.index], wanted)
