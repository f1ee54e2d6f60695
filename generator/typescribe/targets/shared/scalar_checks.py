"""Types without parts, with their constraints -> the check of their union."""

from __future__ import annotations

from typing import TypeAlias

from typescribe.language.constraints import Constraints
from typescribe.language.model import LiteralType, PatternType, Primitive
from typescribe.targets.shared.checks import Scalars
from typescribe.targets.shared.limit_tests import Limit
from typescribe.targets.shared.limits import kind_of, of_kind

Member: TypeAlias = tuple[Primitive | LiteralType | PatternType, Constraints]
"""A type, and the constraints of the union that it is in."""


def scalars(members: list[Member]) -> Scalars:
    """Return the check of a union; a type with constraints is none beside the type without."""
    limits = [_limit(*member) for member in members]
    free = [type_ for (type_, _), limit in zip(members, limits, strict=True) if limit is None]
    names = {member.name for member in free if isinstance(member, Primitive)}
    literals = [member.value for member in free if isinstance(member, LiteralType)]
    boolean = "boolean" in names or {True, False} <= {v for v in literals if isinstance(v, bool)}
    limited = dict.fromkeys(limit for limit in limits if limit and limit.kind not in names)
    return Scalars(
        string="string" in names,
        number="number" in names,
        boolean=boolean,
        null="null" in names,
        strings=() if "string" in names else tuple(v for v in literals if isinstance(v, str)),
        numbers=(
            ()
            if "number" in names
            else tuple(
                v for v in literals if isinstance(v, (int, float)) and not isinstance(v, bool)
            )
        ),
        patterns=(
            ()
            if "string" in names
            else tuple(dict.fromkeys(m for m in free if isinstance(m, PatternType)))
        ),
        true=not boolean and any(v is True for v in literals),
        false=not boolean and any(v is False for v in literals),
        limited=tuple(limited),
    )


def _limit(type_: Primitive | LiteralType | PatternType, constraints: Constraints) -> Limit | None:
    """Return a type within constraints; None if there are none that concern it."""
    kind = kind_of(type_)
    own = of_kind(constraints, kind) if kind else None
    match type_:
        case Primitive(name="number" | "string" as name) if own:
            return Limit(name, own)
        case PatternType() if own:
            return Limit("string", own, type_)
        case _:
            return None
