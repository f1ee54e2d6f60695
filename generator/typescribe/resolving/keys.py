"""Keys: the property names that `Pick`, `Omit`, `Record` and mapped types take, and `keyof`.

Source: TypeScript handbook, Keyof Type Operator and Utility Types.
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
    ObjectParts,
    all_of,
    any_of,
    keyword,
    literal,
    refuse,
)
from typescribe.resolving.undefined import defined

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

_NO_KEYS = "expected string or property names as the keys"


def literal_keys(expander: Expander, keys: Closure) -> dict[str, LiteralOf] | None:
    """Return the property names that a type lists, or `None` if it includes every string.

    Raises `SpecError` for a type that is no key.
    """
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
    if any_string:  # `keyof` returns `string | number` for an index signature
        return None
    if numbers:
        raise refuse(numbers[0], _NO_KEYS)
    return names


def values_of(expander: Expander, closure: Closure) -> Values | None:
    """Return the documented literals of the declaration that a closure refers to, if it has any."""
    declaration = expander.declaration(closure)
    body = declaration.body if declaration else None
    return body if isinstance(body, Values) else None


def properties(expander: Expander, closure: Closure) -> ObjectParts | None:
    """Return the properties of an object type, or those that all members of a union share.

    `None` for any other type. Source: handbook, Everyday Types, Working with Union Types.
    """
    parts = expander.object_parts(closure)
    if parts is not None:
        return parts
    members = expander.alternatives(closure)
    all_parts = [
        found for member in members if (found := expander.object_parts(member)) is not None
    ]
    if len(members) < 2 or len(all_parts) < len(members):
        return None
    position = closure.position
    common: dict[str, Member] = {}
    for name, first in all_parts[0].members.items():
        same = [found.members[name] for found in all_parts if name in found.members]
        if len(same) == len(all_parts):
            types = tuple(_type_of(expander, member, position) for member in same)
            optional = any(member.optional for member in same)
            common[name] = Member(first.declared, optional, (any_of(types, position),))
    index: tuple[Closure, ...] = ()
    if all(found.index for found in all_parts):
        index = (any_of(tuple(all_of(s.index, position) for s in all_parts), position),)
    return ObjectParts(common, index)


def _type_of(expander: Expander, member: Member, position: Position) -> Closure:
    whole = all_of(member.types, position)
    return defined(expander, whole) if member.defined else whole


def keys_of(expander: Expander, closure: Closure, position: Position) -> Closure:
    """Return `keyof T`: the property names of T, or `string | number` for an index signature.

    `keyof Record<string, V>` is `string`, since a record is a mapped type over its keys
    (lib.es5.d.ts). Raises `SpecError` for a type that has no properties.
    """
    head = expander.head(closure)
    if isinstance(head.expression, IntersectionOf):
        # Each member decides on its own what its index signature adds.
        members = tuple(head.of(member) for member in head.expression.members)
        return any_of(tuple(keys_of(expander, member, position) for member in members), position)
    if isinstance(head.expression, Keyword):
        match head.expression.name:
            case "any" | "never":
                names = (keyword("string", position), keyword("number", position))
                return any_of(names, position)
            case "unknown":
                return keyword("never", position)
    parts = properties(expander, head)
    if parts is None:
        raise refuse(position, "keyof needs a type with fields")
    if not parts.index:
        return any_of(tuple(literal(name, position) for name in parts.members), position)
    declaration = expander.declaration(head)
    if isinstance(head.expression, ObjectOf) or declaration is not None:
        return any_of((keyword("string", position), keyword("number", position)), position)
    return keyword("string", position)


def selected(expander: Expander, parts: ObjectParts, keys: Closure, *, keep: bool) -> ObjectParts:
    """Return `Pick<T, K>` or `Omit<T, K>` of an object type.

    With an index signature, `keyof T` does not list the declared properties, so `Omit` drops
    them and keeps the index signature. Raises `SpecError` for a name that T does not have.
    """
    names = literal_keys(expander, keys)
    if parts.index and (names is None or not keep):
        return ObjectParts(index=parts.index)
    if names is None:
        raise refuse(keys.position, 'expected property names here, such as "a" | "b"')
    if not keep:
        return ObjectParts({n: m for n, m in parts.members.items() if n not in names})
    members: dict[str, Member] = {}
    for name, found in names.items():
        if name in parts.members:
            continue
        if not parts.index:
            message = f'there is no property "{name}" to pick{nearest(name, parts.members)}'
            raise refuse(found.position, message)
        members[name] = _made(name, found.position, all_of(parts.index, found.position))
    kept = {n: m for n, m in parts.members.items() if n in names}
    return ObjectParts({**kept, **members})


def record(expander: Expander, key: Closure, value: Closure) -> ObjectParts:
    """Return `Record<K, V>`: a property for each name, or an index signature if K is `string`."""
    names = literal_keys(expander, key)
    if names is None:
        return ObjectParts(index=(value,))
    return ObjectParts({name: _made(name, found.position, value) for name, found in names.items()})


def _made(name: str, position: Position, type_: Closure) -> Member:
    declared = DeclaredField(name, Keyword("unknown", position), False, position)
    return Member(declared, False, (type_,))
