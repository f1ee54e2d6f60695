"""Makes the index signatures of an object type agree with one another and with its properties.

TypeScript requires that a property fits every signature whose keys include its name, and that a
signature for some keys fits the signature for all strings. If a declaration does not comply, or
contains `any`, the compiler compares each property of a value with all of them
(`membersRelatedToIndexer` in TypeScript 5.9). So types without parts become an intersection. An
intersection of others could grow without end: then the signature for some keys is dropped, which
accepts more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.language.declared import Keyword, LiteralOf, TemplateOf
from typescribe.language.model import PatternType
from typescribe.language.patterns import accepts
from typescribe.resolving.closures import Closure, Member, ObjectParts, all_of, refuse
from typescribe.resolving.everything import accepts_everything, is_any
from typescribe.resolving.key_patterns import for_keys
from typescribe.resolving.keys import values_of
from typescribe.resolving.undefined import admits_undefined, defined

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def settled(expander: Expander, parts: ObjectParts) -> ObjectParts:
    """Return an object type in which declared properties and index signatures agree.

    A signature that accepts all that the one for all strings accepts says nothing; it is dropped.
    Raises `SpecError` for a circular type, and, if the expander is exact, for a signature that is
    dropped although it says something.
    """
    if parts.index:
        parts = replace(parts, members=_without_any(expander, parts.members, parts.index))
    if not parts.patterns:
        return parts
    patterns: dict[PatternType, tuple[Closure, ...]] = {}
    for keys, types in parts.patterns.items():
        if parts.index and _fits(expander, parts.index, types):
            continue
        joined = _joined(expander, types, (*parts.index, *_around(parts, keys)))
        if joined is None:
            _drop(
                expander, types, "another index signature, which its values do not fit, includes it"
            )
        else:
            patterns[keys] = joined
    members: dict[str, Member] = {}
    for name, member in parts.members.items():
        members[name] = member
        for keys in [keys for keys in patterns if accepts(keys, name)]:
            made = _member(expander, members[name], patterns[keys])
            if made is None:
                _drop(expander, patterns.pop(keys), f'the property "{name}" does not fit it')
            else:
                members[name] = made
    return replace(parts, members=members, patterns=patterns)


def _without_any(
    expander: Expander, members: Mapping[str, Member], index: tuple[Closure, ...]
) -> Mapping[str, Member]:
    """Return properties of which those of type `any` have the type of the index signature."""
    if all(accepts_everything(expander, type_) for type_ in index):
        return members
    return {
        name: (
            replace(member, types=index, defined=False)
            if all(is_any(expander, type_) for type_ in member.types)
            else member
        )
        for name, member in members.items()
    }


def _drop(expander: Expander, types: tuple[Closure, ...], why: str) -> None:
    """Raise `SpecError` about a signature that is dropped, if every difference is reported."""
    if expander.is_exact:
        raise refuse(types[0].position, why, "signature")


def _around(parts: ObjectParts, keys: PatternType) -> tuple[Closure, ...]:
    """Return the types of the other signatures whose keys include all keys of this one."""
    others = {other: types for other, types in parts.patterns.items() if other != keys}
    return tuple(type_ for types in for_keys(others, keys) for type_ in types)


def _member(expander: Expander, member: Member, wanted: tuple[Closure, ...]) -> Member | None:
    types = member.of_values
    optional = member.optional or admits_undefined(expander, all_of(types, types[0].position))
    own = tuple(defined(expander, type_) for type_ in types) if optional else types
    # Whether it may be absent is said by the property, not by a signature with `undefined`.
    joined = _joined(expander, own, tuple(defined(expander, type_) for type_ in wanted))
    if joined is None or joined == own:
        return None if joined is None else member
    return replace(member, types=joined, optional=optional, signatures=())


def _joined(
    expander: Expander, types: tuple[Closure, ...], wanted: tuple[Closure, ...]
) -> tuple[Closure, ...] | None:
    """Return types with those others that they do not fit; `None` for some with parts.

    `any` is replaced by the others.
    """
    for other in wanted:
        if _fits(expander, types, (other,)):
            continue
        types = tuple(type_ for type_ in types if not accepts_everything(expander, type_))
        if types and not all(_is_plain(expander, type_) for type_ in (*types, other)):
            return None
        types = (*types, other)
    return types


def _fits(expander: Expander, types: tuple[Closure, ...], others: tuple[Closure, ...]) -> bool:
    position = types[0].position
    return expander.values_fit(all_of(types, position), all_of(others, position))


def _is_plain(expander: Expander, closure: Closure) -> bool:
    """Return whether a type has no parts, so that its intersections do not either."""
    return all(
        isinstance(member.expression, (Keyword, LiteralOf, TemplateOf))
        or values_of(expander, member) is not None
        for member in expander.alternatives(closure)
    )
