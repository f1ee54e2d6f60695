"""The names that types list: the keys of `Pick`, `Record` and mapped types, and `keyof`.

The rules are those of the TypeScript handbook, pages Keyof Type Operator and Utility Types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import (
    DeclaredField,
    IntersectionOf,
    Keyword,
    LiteralOf,
    ObjectOf,
    TypeReference,
    Values,
)
from typescribe.language.errors import Position, nearest
from typescribe.resolving.closures import (
    Closure,
    Member,
    Shape,
    all_of,
    any_of,
    keyword,
    literal,
    refuse,
)

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

_NO_KEYS = "expected string or names of properties as the keys"


def literal_keys(expander: Expander, keys: Closure) -> dict[str, LiteralOf] | None:
    """Return the property names that a type lists, or `None` where any string will do."""
    names: dict[str, LiteralOf] = {}
    numbers: list[Position] = []
    any_string = False
    for closure in expander.alternatives(keys):
        match closure.expression:
            case LiteralOf(value=str() | int() | float() as value) as found if not isinstance(
                value, bool
            ):
                names[str(value)] = found
            case Keyword(name="string"):
                any_string = True
            case Keyword(name="never"):
                pass
            case Keyword(name="number", position=position):
                numbers.append(position)
            case TypeReference() if values := values_of(expander, closure):
                any_string = any_string or values.open
                names.update(
                    (str(v.value), LiteralOf(str(v.value), v.position)) for v in values.values
                )
            case other:
                raise refuse(other.position, _NO_KEYS)
    if any_string:  # `string | number` is what `keyof` gives where there is an index signature
        return None
    if numbers:
        raise refuse(numbers[0], _NO_KEYS)
    return names


def values_of(expander: Expander, closure: Closure) -> Values | None:
    """Return the documented literals that a closure refers to, if it refers to any."""
    declaration = expander.declaration(closure)
    body = declaration.body if declaration else None
    return body if isinstance(body, Values) else None


def properties(expander: Expander, closure: Closure) -> Shape | None:
    """Return the properties that every value of a type may be asked for.

    Those of an object type are its own; those of a union are the ones that all members have
    (handbook, Everyday Types, Working with Union Types). `None` for any other type.
    """
    shape = expander.shape(closure)
    if shape is not None:
        return shape
    members = expander.alternatives(closure)
    shapes = [found for member in members if (found := expander.shape(member)) is not None]
    if len(members) < 2 or len(shapes) < len(members):
        return None
    position = closure.position
    common: dict[str, Member] = {}
    for name, first in shapes[0].members.items():
        same = [found.members[name] for found in shapes if name in found.members]
        if len(same) == len(shapes):
            types = tuple(_type_of(expander, member, position) for member in same)
            optional = any(member.optional for member in same)
            common[name] = Member(first.declared, optional, (any_of(types, position),))
    index: tuple[Closure, ...] = ()
    if all(found.index for found in shapes):
        index = (any_of(tuple(all_of(s.index, position) for s in shapes), position),)
    return Shape(common, index)


def _type_of(expander: Expander, member: Member, position: Position) -> Closure:
    whole = all_of(member.types, position)
    return expander.defined(whole) if member.defined else whole


def keys_of(expander: Expander, closure: Closure, position: Position) -> Closure:
    """Return `keyof T`: the names of its properties; of an index signature, any.

    An index signature of strings can be asked for numbers too, `Record<string, V>` is declared
    by its keys: the handbook's page shows the one, lib.es5.d.ts the other.
    """
    head = expander.head(closure)
    if isinstance(head.expression, IntersectionOf):
        # Every name that any of them has, so that each decides for itself what an index means.
        members = tuple(head.of(member) for member in head.expression.members)
        return any_of(tuple(keys_of(expander, member, position) for member in members), position)
    if isinstance(head.expression, Keyword):
        match head.expression.name:
            case "any" | "never":
                names = (keyword("string", position), keyword("number", position))
                return any_of(names, position)
            case "unknown":
                return keyword("never", position)
    shape = properties(expander, head)
    if shape is None:
        raise refuse(position, "keyof needs a type with fields")
    if not shape.index:
        return any_of(tuple(literal(name, position) for name in shape.members), position)
    declaration = expander.declaration(head)
    if isinstance(head.expression, ObjectOf) or declaration is not None:
        return any_of((keyword("string", position), keyword("number", position)), position)
    return keyword("string", position)


def selected(expander: Expander, shape: Shape, keys: Closure, *, keep: bool) -> Shape:
    """Return `Pick<T, K>` or `Omit<T, K>` of an object type.

    Where any name is allowed, `keyof T` does not list those that are declared beside: `Omit`
    forgets them, and leaves the index signature.
    """
    names = literal_keys(expander, keys)
    if shape.index and (names is None or not keep):
        return Shape(index=shape.index)
    if names is None:
        raise refuse(keys.position, 'expected property names here, such as "a" | "b"')
    if not keep:
        return Shape({n: m for n, m in shape.members.items() if n not in names})
    members: dict[str, Member] = {}
    for name, found in names.items():
        if name in shape.members:
            continue
        if not shape.index:
            message = f'there is no property "{name}" to pick{nearest(name, shape.members)}'
            raise refuse(found.position, message)
        members[name] = _made(name, found.position, all_of(shape.index, found.position))
    kept = {n: m for n, m in shape.members.items() if n in names}
    return Shape({**kept, **members})


def record(expander: Expander, key: Closure, value: Closure) -> Shape:
    """Return `Record<K, V>`: a property for each name, or an index signature for any string."""
    names = literal_keys(expander, key)
    if names is None:
        return Shape(index=(value,))
    return Shape({name: _made(name, found.position, value) for name, found in names.items()})


def _made(name: str, position: Position, type_: Closure) -> Member:
    declared = DeclaredField(name, Keyword("unknown", position), False, position)
    return Member(declared, False, (type_,))
