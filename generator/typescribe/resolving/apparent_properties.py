"""The properties of strings, arrays and tuples that the TypeScript compiler compares.

Strings and arrays have `length`, and tuples have their indices. Methods are left out, since JSON
has none; but a type that has only methods counts as having properties.
"""

from __future__ import annotations

from functools import cache

from typescribe.language.model import LiteralType, PatternType
from typescribe.language.patterns import NUMBER_KEYS
from typescribe.resolving.type_view import (
    Items,
    Leaf,
    Node,
    OneOf,
    Plain,
    Properties,
    Property,
    literals,
    plain,
)

_LENGTH = Property(plain("number"), optional=False)
_OF_STRINGS = Properties({"length": _LENGTH}, patterns={NUMBER_KEYS: plain("string")})


@cache
def _length(least: int, most: int) -> Property:
    # Cached, since nodes are compared by identity.
    return Property(literals(range(least, most + 1)), optional=False)


@cache
def _item(items: Items) -> Node:
    """Return the type of any item; cached, since nodes are compared by identity."""
    nodes = [*items.items, *([] if items.rest is None else [items.rest]), *items.ending]
    return nodes[0] if len(nodes) == 1 else Node(lambda: OneOf(nodes))


def apparent_properties(view: Leaf | Items) -> Properties | None:
    """Return the properties of a type other than an object; `None` for `null`, which has none."""
    match view:
        case Plain(name="null" | "undefined" | "unknown"):
            return None
        case Plain(name="string") | PatternType() | LiteralType(value=str()):
            return _OF_STRINGS
        case Items(items=items, required=required, rest=rest):
            length = _LENGTH if rest else _length(required, len(items))
            places = {str(place): part for place, part in view.parts().items()}
            return Properties({"length": length, **places}, patterns={NUMBER_KEYS: _item(view)})
        case _:
            return Properties({})


def shares_nothing(source: Properties, target: Properties, *, is_object: bool) -> bool:
    """Return whether all properties of a target are optional, and the source has none of them.

    The compiler rejects such a source ("weak type detection", release notes of TypeScript 2.4).
    """
    is_weak = target.is_closed and all(part.optional for part in target.members.values())
    return (
        is_weak
        and bool(target.members)
        and (bool(source.members) or not is_object)
        and target.members.keys().isdisjoint(source.members)
    )
