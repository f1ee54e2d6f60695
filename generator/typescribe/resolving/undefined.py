"""`undefined` in types: JSON has none, so a property that may be `undefined` may be absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import IntersectionOf
from typescribe.resolving.closures import Closure, Joined, any_of, is_everything, keyword_name

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def admits_undefined(expander: Expander, closure: Closure) -> bool:
    """Return whether a type includes `undefined`, so that a property of it may be absent."""
    members = expander.alternatives(closure)
    if any(map(is_everything, members)):  # `unknown | undefined` is `unknown`
        return False
    return any(_admits_undefined(expander, member) for member in members)


def _admits_undefined(expander: Expander, member: Closure) -> bool:
    match member.expression:
        case IntersectionOf(members=members):
            return all(admits_undefined(expander, member.of(inner)) for inner in members)
        case Joined(members=closures):
            return all(admits_undefined(expander, inner) for inner in closures)
        case _:
            return keyword_name(member) == "undefined"


def defined(expander: Expander, closure: Closure) -> Closure:
    """Return a type without `undefined`."""
    members = expander.alternatives(closure)
    kept = tuple(member for member in members if keyword_name(member) != "undefined")
    return closure if len(kept) == len(members) else any_of(kept, closure.position)
