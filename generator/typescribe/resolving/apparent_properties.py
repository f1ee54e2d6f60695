"""The properties of strings, arrays and tuples, as the TypeScript compiler compares them.

Strings and arrays have `length`, and tuples have their indices. Methods are left out, as JSON has
none; a type with methods only still counts as having properties.
"""

from __future__ import annotations

from functools import cache

from typescribe.language.model import LiteralType, PatternType
from typescribe.resolving.type_view import (
    Items,
    Leaf,
    Plain,
    Properties,
    Property,
    literals,
    plain,
)

_LENGTH = Property(plain("number"), optional=False)


@cache
def _length(least: int, most: int) -> Property:
    # Cached, since nodes are compared by identity.
    return Property(literals(range(least, most + 1)), optional=False)


def apparent_properties(view: Leaf | Items) -> Properties | None:
    """Return the properties of a type other than an object; `None` for `null`, which has none."""
    match view:
        case Plain(name="null" | "undefined" | "unknown"):
            return None
        case Plain(name="string") | PatternType() | LiteralType(value=str()):
            return Properties({"length": _LENGTH})
        case Items(items=items, required=required, rest=rest):
            length = _LENGTH if rest else _length(required, len(items))
            places = {str(place): part for place, part in view.parts().items()}
            return Properties({"length": length, **places})
        case _:
            return Properties({})


def shares_nothing(source: Properties, target: Properties, *, is_object: bool) -> bool:
    """Return whether a target that requires nothing declares no property of the source.

    The compiler rejects that ("weak type detection", release notes of TypeScript 2.4).
    """
    is_weak = target.index is None and all(part.optional for part in target.members.values())
    return (
        is_weak
        and bool(target.members)
        and (bool(source.members) or not is_object)
        and target.members.keys().isdisjoint(source.members)
    )
