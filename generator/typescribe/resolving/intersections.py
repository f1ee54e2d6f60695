"""Intersections -> types of the model: `A & B` merges objects and distributes over unions.

Source: TypeScript handbook, Object Types.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from typescribe.language.declared import ArrayOf, IntersectionOf, Keyword, LiteralOf, TupleOf
from typescribe.language.errors import Position
from typescribe.language.model import ANY, NEVER, Primitive, Type
from typescribe.language.patterns import NUMBER_KEYS, accepts
from typescribe.resolving.array_intersections import joined_arrays
from typescribe.resolving.closures import (
    MAX_VARIANTS,
    Closure,
    Joined,
    ObjectParts,
    all_of,
    identity,
    keyword_name,
    operands,
    refuse,
)
from typescribe.resolving.operators import intersected, is_object, variants_of_object
from typescribe.resolving.unions import intersection, union
from typescribe.resolving.units import key, literals

if TYPE_CHECKING:
    from typescribe.resolving.closing import Closer
    from typescribe.resolving.expand import Expander

MAX_COMBINED = 20_000
"""The most combinations of members of unions that are examined."""


def close_intersection(closer: Closer, whole: Closure, hint: str) -> Type:
    """Return the type of an intersection.

    Raises `SpecError` for one that no type of the model expresses, such as that of two patterns.
    """
    if (apart := variants_of_object(closer.expander, whole)) is not None:
        return _apart(closer, apart, whole.position, hint)
    members = operands(whole)
    variants = [closer.expander.alternatives(member) for member in members]
    single = {keyword_name(found[0]) for found in variants if len(found) == 1}
    if "any" in single:
        return NEVER if "never" in single else ANY
    if "unknown" in single:  # `unknown & T` is T
        pairs = zip(members, variants, strict=True)
        kept = [m for m, found in pairs if [keyword_name(one) for one in found] != ["unknown"]]
        return closer.close(all_of(tuple(kept), whole.position) if kept else members[0], hint)
    needed = _unabsorbed(variants)
    if len(needed) < len(members):
        least = tuple(members[place] for place in needed)
        return closer.close(all_of(least, whole.position), hint)
    if prod(map(len, variants)) == 1:
        return _variant(closer, members, whole.position, hint, alone=True)
    return union(
        _variant(closer, variant, whole.position, hint, alone=False)
        for variant in _possible(closer.expander, variants, whole.position)
    )


def _apart(closer: Closer, apart: list[tuple[Closure, ...]], position: Position, hint: str) -> Type:
    """Return the union of the intersections into which one with `object` has been taken apart."""
    if len(apart) == 1:
        return closer.close(all_of(apart[0], position), hint)
    return union(
        (
            _variant(closer, list(members), position, hint, alone=False)
            if len(members) > 1 and not any(map(is_object, members))
            else closer.close(all_of(members, position), hint)
        )
        for members in apart
    )


def _unabsorbed(variants: list[list[Closure]]) -> list[int]:
    """Return the places of the members that say more than another: `A & (A | B)` is `A`."""
    keys = [frozenset(identity(one) or id(one) for one in found) for found in variants]
    return [
        place
        for place, mine in enumerate(keys)
        if not any(
            other < mine or (other == mine and before < place) for before, other in enumerate(keys)
        )
    ]


def _possible(
    expander: Expander, variants: list[list[Closure]], position: Position
) -> list[list[Closure]]:
    """Return the combinations of one member of each union that do not exclude each other.

    The intersection of two objects that a literal property distinguishes is `never` (release notes
    of TypeScript 3.9, Intersections Reduced By Discriminant Properties).
    """
    found: list[list[Closure]] = [[]]
    for members in variants:
        count = len(found) * len(members)
        if count > MAX_COMBINED:
            break
        expander.budget.spend(count)
        combined = ([*some, member] for some in found for member in members)
        found = [some for some in combined if not _exclude_one_another(expander, some)]
    else:
        count = len(found)
    if count > MAX_VARIANTS:
        message = f"this intersection has {count:,} variants; the limit is {MAX_VARIANTS}"
        raise refuse(position, message)
    return found


def _exclude_one_another(expander: Expander, members: list[Closure]) -> bool:
    if len(members) == 1:
        return False
    if len({key(m.expression) for m in members if isinstance(m.expression, LiteralOf)}) > 1:
        return True
    all_parts = [
        parts for member in members if (parts := expander.object_parts(member)) is not None
    ]
    if len(all_parts) < len(members):
        return False
    for member in expander.merged(all_parts).members.values():
        if member.optional or len(member.of_values) == 1:
            continue
        listed = [found for type_ in member.of_values if (found := literals(expander, type_))]
        if listed and not frozenset.intersection(*listed):
            return True
    return False


def _variant(
    closer: Closer, members: list[Closure], position: Position, hint: str, *, alone: bool
) -> Type:
    """Return the intersection of types, none of which is a union.

    If no JSON value matches it, for example because it would have to be an object and a string, it
    is `never` if it is one of several variants. If it is the only one, `SpecError` is raised if an
    object is among them: it is a mistake, or a brand that exists only for the compiler.
    """
    members = _flat(members)
    all_parts = [closer.expander.object_parts(member) for member in members]
    found = [parts for parts in all_parts if parts is not None]
    if len(found) == len(all_parts):
        if not alone and len(members) > 1:  # the same members are one class, as elsewhere
            return closer.close(all_of(tuple(members), position), hint)
        return closer.object_of(closer.expander.merged(found), position, hint)
    # `string & {}` is a TypeScript idiom for any other string: `{}` only excludes null.
    said = [(m, s) for m, s in zip(members, all_parts, strict=True) if not _says_nothing(s)]
    kinds = {kind for member, parts in said if (kind := _kind(closer, member, parts))}
    if len(said) < len(members) and "null" in kinds:
        return NEVER
    if len(kinds) > 1:
        if not alone or "null" in kinds or "an object" not in kinds:
            return NEVER
        found_kinds = " and ".join(sorted(kinds))
        raise refuse(position, f"no JSON value is both {found_kinds}; declare what is sent")
    if kinds == {"an array"}:
        arrays = [member for member, _ in said]
        joined = _narrowest(closer.expander, arrays) or joined_arrays(closer.expander, arrays)
        if joined is not None:
            return closer.close(joined, hint)
    if kinds == {"a plain value"}:
        scalar = intersected(closer.expander, all_of(tuple(m for m, _ in said), position))
        if scalar is not None:
            return closer.close(scalar, hint)
    closed: Type = Primitive("unknown")
    for member, _ in said:
        both = intersection(closed, closer.close(member, hint))
        if both is None:
            raise refuse(position, "only objects and scalar types can be intersected")
        closed = both
    return closed


def _flat(members: list[Closure]) -> list[Closure]:
    """Return the members of an intersection, and those of the intersections among them."""
    found: list[Closure] = []
    for member in members:
        match member.expression:
            case IntersectionOf() | Joined(intersection=True):
                found += _flat(operands(member))
            case _:
                found.append(member)
    return found


def _says_nothing(parts: ObjectParts | None) -> bool:
    """Return whether every text, number and array matches an object type, as `{ tag?: "id" }`."""
    if parts is None or parts.index or parts.patterns or parts.refuses_others:
        return False
    return all(
        member.optional and name != "length" and not accepts(NUMBER_KEYS, name)
        for name, member in parts.members.items()
    )


def _narrowest(expander: Expander, members: list[Closure]) -> Closure | None:
    """Return the member that fits every other member, if there is one."""
    for member in members:
        if all(other is member or expander.fits(member, other) for other in members):
            return member
    return None


def _kind(closer: Closer, member: Closure, parts: ObjectParts | None) -> str:
    """Return the kind of JSON value of a type; "" if its values are of several kinds."""
    if parts is not None:
        return "an object"
    match closer.expander.head(member).expression:
        case ArrayOf() | TupleOf():
            return "an array"
        case Keyword(name="any" | "unknown" | "never"):
            return ""
        case Keyword(name="null" | "undefined"):
            return "null"
        case _:
            return "a plain value"
