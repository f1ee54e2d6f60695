"""`A & B` -> a closed type: objects are merged, unions taken apart (handbook, Object Types)."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from typescribe.language.declared import ArrayOf, Keyword, LiteralOf, TupleOf
from typescribe.language.errors import Position
from typescribe.language.model import NEVER, Primitive, Type
from typescribe.resolving.closures import MAX_VARIANTS, Closure, Shape, operands, refuse
from typescribe.resolving.unions import intersection, union
from typescribe.resolving.units import key, literals

if TYPE_CHECKING:
    from typescribe.resolving.closing import Closer
    from typescribe.resolving.expand import Expander

MAX_COMBINED = 20_000
"""How many ways of combining unions are looked at."""


def close_intersection(closer: Closer, whole: Closure, hint: str) -> Type:
    """Return the closed type of an intersection.

    Raises `SpecError` for one that has no simple form, such as that of two arrays.
    """
    members = operands(whole)
    variants = [closer.expander.alternatives(member) for member in members]
    if prod(map(len, variants)) == 1:
        return _variant(closer, members, whole.position, hint, alone=True)
    return union(
        _variant(closer, variant, whole.position, hint, alone=False)
        for variant in _possible(closer.expander, variants, whole.position)
    )


def _possible(
    expander: Expander, variants: list[list[Closure]], position: Position
) -> list[list[Closure]]:
    """Return one member of each union, in every way in which they do not exclude one another.

    The intersection of two objects that a literal property tells apart is `never` (release
    notes of TypeScript 3.9, Intersections Reduced By Discriminant Properties).
    """
    found: list[list[Closure]] = [[]]
    for members in variants:
        count = len(found) * len(members)
        if count > MAX_COMBINED:
            break
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
    shapes = [shape for member in members if (shape := expander.shape(member)) is not None]
    if len(shapes) < len(members):
        return False
    for member in expander.merged(shapes).members.values():
        if member.optional or len(member.types) == 1:
            continue
        listed = [found for type_ in member.types if (found := literals(expander, type_))]
        if listed and not frozenset.intersection(*listed):
            return True
    return False


def _variant(
    closer: Closer, members: list[Closure], position: Position, hint: str, *, alone: bool
) -> Type:
    """Return the intersection of types none of which is a union.

    Of several variants those that no JSON can be of, as it would have to be an object and a
    text, go without a word; alone it is a mistake, or a brand that only the compiler sees.
    """
    shapes = [closer.expander.shape(member) for member in members]
    found = [shape for shape in shapes if shape is not None]
    if len(found) == len(shapes):
        return closer.object_of(closer.expander.merged(found), position, hint)
    # `string & {}` is TypeScript's idiom for any other string: `{}` says no more than not null.
    said = [(m, s) for m, s in zip(members, shapes, strict=True) if s != Shape()]
    kinds = {kind for member, shape in said if (kind := _kind(closer, member, shape))}
    if len(said) < len(members) and "null" in kinds:
        return NEVER
    if len(kinds) > 1:
        if not alone:
            return NEVER
        found_kinds = " and ".join(sorted(kinds))
        raise refuse(position, f"no JSON is both {found_kinds}; write what is sent")
    if kinds == {"an array"} and (narrowest := _narrowest(closer.expander, [m for m, _ in said])):
        return closer.close(narrowest, hint)
    closed: Type = Primitive("unknown")
    for member, _ in said:
        both = intersection(closed, closer.close(member, hint))
        if both is None:
            raise refuse(position, "only objects and types without parts can be intersected")
        closed = both
    return closed


def _narrowest(expander: Expander, members: list[Closure]) -> Closure | None:
    """Return the member all of whose values are values of every other one, if there is one."""
    for member in members:
        if all(other is member or expander.fits(member, other) for other in members):
            return member
    return None


def _kind(closer: Closer, member: Closure, shape: Shape | None) -> str:
    """Return which of the kinds of JSON a type is of that exclude one another, if only of one."""
    if shape is not None:
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
