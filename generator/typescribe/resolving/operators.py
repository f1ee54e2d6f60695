"""TypeScript's operators on unions: `Exclude`, `Extract`, `NonNullable`, conditional types.

Source: TypeScript handbook, Utility Types, Conditional Types and Template Literal Types.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    ConditionalOf,
    IntersectionOf,
    Keyword,
    LiteralOf,
    TemplateOf,
    TypeReference,
    UnionOf,
)
from typescribe.language.expressions import inferences
from typescribe.resolving.closures import (
    EMPTY,
    MAX_VARIANTS,
    Closure,
    Joined,
    all_of,
    any_of,
    is_everything,
    keyword,
    keyword_name,
    not_null,
    operands,
    refuse,
)
from typescribe.resolving.inference import inferred
from typescribe.resolving.keys import is_never
from typescribe.resolving.mapped_over import applied_to_parts
from typescribe.resolving.template_literals import CASES, in_case
from typescribe.resolving.units import distributed, key, units

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def applied(expander: Expander, closure: Closure, reference: TypeReference) -> Closure | None:
    """Return the type that a utility type stands for; `None` if it is a new object type."""
    match reference:
        case TypeReference(name="Readonly", arguments=(argument,)):
            operand = closure.of(argument)
            members = expander.alternatives(operand, splits_object=False)
            head = members[0] if len(members) == 1 else expander.head(operand)
            if _is_any(head):
                key = Keyword("string", head.position)
                any_ = Keyword("any", head.position)
                return Closure(TypeReference("Record", (key, any_), head.position), EMPTY)
            if keyword_name(head) == "unknown":
                return not_null(head.position)
            if isinstance(head.expression, IntersectionOf | Joined) and _is_brand(expander, head):
                raise refuse(reference.position, "a text or number with properties is not mapped")
            return operand
        case TypeReference(name="Partial" | "Required"):
            return applied_to_parts(expander, closure, reference)
        case TypeReference(name="Exclude" | "Extract" as name, arguments=(type_, others)):
            target = closure.of(others)
            wanted = name == "Extract"
            takes_all = _takes_all(expander, target)
            return _filtered(
                expander,
                closure.of(type_),
                lambda unit: (_is_any(unit) and not takes_all)
                or expander.fits(unit, target) is wanted,
            )
        case TypeReference(name="NonNullable", arguments=(type_,)):
            return _non_nullable(expander, closure.of(type_))
        case TypeReference(name=name, arguments=(type_,)) if name in CASES:
            return in_case(expander, closure.of(type_), name, reference.position)
        case _:
            return None


def _is_brand(expander: Expander, head: Closure) -> bool:
    """Return whether a type is an intersection of an object with something else."""
    kinds = {expander.object_parts(member) is None for member in operands(head)}
    is_union = isinstance(head.expression, Joined) and not head.expression.intersection
    return kinds == {True, False} and not is_union


def _filtered(expander: Expander, closure: Closure, keeps: Callable[[Closure], bool]) -> Closure:
    """Return the union of the members that are kept; the type itself if all are."""
    kept: list[Closure] = []
    members = distributed(expander, closure)
    dropped = len(members) < len(expander.alternatives(closure, splits_object=False))
    for member in members:
        parts = units(expander, member)
        left = [part for part in parts if keeps(part)]
        whole = len(left) == len(parts)
        kept += [member] if whole else left
        dropped = dropped or not whole
    return any_of(tuple(kept), closure.position) if dropped else closure


def _is_any(closure: Closure) -> bool:
    return keyword_name(closure) == "any"


def _is_null(closure: Closure) -> bool:
    return keyword_name(closure) in ("null", "undefined")


def _takes_all(expander: Expander, closure: Closure) -> bool:
    return any(map(is_everything, expander.alternatives(closure)))


def _non_nullable(expander: Expander, closure: Closure) -> Closure:
    found = _filtered(expander, closure, lambda unit: not _is_null(unit))
    members = expander.alternatives(found)
    if any(keyword_name(member) == "unknown" for member in members):
        return not_null(found.position)
    return found


def decided(expander: Expander, closure: Closure, conditional: ConditionalOf) -> Closure:
    """Return the branch or branches that a conditional type takes.

    If a type parameter is checked, each member of a union is decided by itself, and the result for
    `never` is `never`.
    """
    infers = next(inferences(conditional.extends), None) is not None
    checked = conditional.checked
    is_parameter = isinstance(checked, TypeReference) and checked.name in closure.environment
    if not (isinstance(checked, TypeReference) and is_parameter):
        whole = closure.of(checked)
        return _branch(expander, whole, closure, conditional, infers=infers)
    found: list[Closure] = []
    for member in distributed(expander, closure.environment[checked.name]):
        for unit in units(expander, member):
            if is_never(expander, unit):
                continue
            inner = {**closure.environment, checked.name: unit}
            own = Closure(conditional, inner)
            found.append(_branch(expander, unit, own, conditional, infers=infers))
    return any_of(tuple(found), conditional.position)


def _branch(
    expander: Expander,
    checked: Closure,
    closure: Closure,
    conditional: ConditionalOf,
    *,
    infers: bool,
) -> Closure:
    """Return the branch for one checked type; for `any`, both, unless every type is accepted.

    `infers` says whether the `extends` clause has names to infer.
    """
    extends, no = closure.of(conditional.extends), closure.of(conditional.no)
    if infers:
        extends = Closure(conditional.extends, inferred(expander, checked, extends))
    yes = Closure(conditional.yes, extends.environment)
    if _takes_all(expander, extends):
        return yes
    if any(map(_is_any, expander.alternatives(checked))):
        return any_of((yes, no), extends.position)
    return yes if expander.fits(checked, extends) else no


def intersected(expander: Expander, closure: Closure) -> Closure | None:
    """Return the type of an intersection of scalar types or of unions; `None` for any other.

    `` `on${string & K}` `` is the common way to restrict keys to strings (handbook, Mapped Types).
    """
    if (apart := variants_of_object(expander, closure)) is not None:
        return any_of(tuple(all_of(one, closure.position) for one in apart), closure.position)
    members = [expander.alternatives(operand) for operand in operands(closure)]
    if (simple := _without_unknown(closure, members)) is not None:
        return simple
    first, *others = (_without_parts(expander, alternatives) for alternatives in members)
    if first is None or None in others:
        return _spread(closure, members)
    found = first
    for other in others:
        found = _both(expander, found, other or [])
    return any_of(tuple(found), closure.position)


def variants_of_object(expander: Expander, closure: Closure) -> list[tuple[Closure, ...]] | None:
    """Return `[(A,)]` for `object & (A | 1)`, where A is an object type; `None` if nothing changes.

    Each variant is an intersection.

    For the compiler, `object & 1` is `never`, while `{ a: 1 } & 1` is a type
    (`addTypeToIntersection` in TypeScript 5.9).
    """
    members = [expander.alternatives(o, splits_object=False) for o in operands(closure)]
    each = [member for found in members for member in found]
    if not any(map(is_object, each)) or prod(map(len, members)) > MAX_VARIANTS:
        return None
    scalars = {id(member) for member in each if _is_scalar(units(expander, member)[0])}
    with_fields = {
        id(member)
        for member in each
        if not is_object(member) and expander.object_parts(member) is not None
    }
    variants = list(product(*members))
    found: list[tuple[Closure, ...]] = []
    for variant in variants:
        others = tuple(member for member in variant if not is_object(member))
        if len(others) == len(variant) or scalars.isdisjoint(map(id, others)):
            is_plain = others and all(id(member) in with_fields for member in others)
            found.append(others if is_plain else variant)
    return None if found == variants else found


def is_object(member: Closure) -> bool:
    """Return whether a type is `object`."""
    return isinstance(member.expression, UnionOf) and member.expression.is_object


def _is_scalar(member: Closure) -> bool:
    match member.expression:
        case Keyword(name=name):
            return name not in ("any", "unknown", "never")
        case LiteralOf() | TemplateOf():
            return True
        case _:
            return False


def _both(expander: Expander, some: list[Closure], others: list[Closure]) -> list[Closure]:
    """Return what two unions of scalar types have in common."""
    listed = {key(b.expression) for b in others if isinstance(b.expression, LiteralOf)}
    if len(listed) == len(others) and all(isinstance(a.expression, LiteralOf) for a in some):
        return [
            a for a in some if isinstance(a.expression, LiteralOf) and key(a.expression) in listed
        ]
    expander.budget.spend(len(some) * len(others))
    return [c for a in some for b in others if (c := _narrower(expander, a, b))]


def _without_unknown(closure: Closure, members: list[list[Closure]]) -> Closure | None:
    """Return `any` for `T & any`, and `T` for `T & unknown`; `None` for any other intersection."""
    alone = [keyword_name(found[0]) if len(found) == 1 else "" for found in members]
    if "any" in alone and "never" not in alone:
        return keyword("any", closure.position)
    if "unknown" not in alone:
        return None
    kept = [o for o, name in zip(operands(closure), alone, strict=True) if name != "unknown"]
    return all_of(tuple(kept), closure.position) if kept else keyword("unknown", closure.position)


def _spread(closure: Closure, members: list[list[Closure]]) -> Closure | None:
    """Return `(A & C) | (B & C)` for `(A | B) & C`; `None` if it contains no union."""
    if not 1 < prod(map(len, members)) <= MAX_VARIANTS:
        return None
    spread = (all_of(chosen, closure.position) for chosen in product(*members))
    return any_of(tuple(spread), closure.position)


def _without_parts(expander: Expander, members: list[Closure]) -> list[Closure] | None:
    found = [unit for member in members for unit in units(expander, member)]
    is_plain = all(isinstance(u.expression, (Keyword, LiteralOf, TemplateOf)) for u in found)
    return found if is_plain and not any(map(_is_any, found)) else None


def _narrower(expander: Expander, left: Closure, right: Closure) -> Closure | None:
    """Return the scalar type that fits the other, if one does.

    Raises `SpecError` for templates of which some texts, but not all, match both.
    """
    if expander.fits(left, right):
        return left
    if expander.fits(right, left):
        return right
    if isinstance(left.expression, TemplateOf) and isinstance(right.expression, TemplateOf):
        ends = left.expression.texts, right.expression.texts
        if not _differ(ends[0][0], ends[1][0]) and not _differ(
            ends[0][-1][::-1], ends[1][-1][::-1]
        ):
            raise refuse(left.position, "two templates that share some texts cannot be intersected")
    return None


def _differ(one: str, other: str) -> bool:
    """Return whether no text starts with both."""
    return not one.startswith(other) and not other.startswith(one)
