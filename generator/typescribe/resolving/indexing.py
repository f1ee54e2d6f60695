"""Indexed access `T[K]`: the types of properties or items (handbook, Indexed Access Types)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import ArrayOf, Keyword, LiteralOf, TemplateOf, TupleOf, UnionOf
from typescribe.language.errors import Position, SpecError, nearest
from typescribe.language.expressions import place_of_rest
from typescribe.resolving.closures import (
    Closure,
    ObjectParts,
    all_of,
    any_of,
    keyword,
    literal,
    refuse,
)
from typescribe.resolving.keys import is_never, listed_keys, properties
from typescribe.resolving.undefined import defined

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def indexed(expander: Expander, object_: Closure, index: Closure, position: Position) -> Closure:
    """Return the type of an indexed access; an optional property adds `undefined`.

    A union is indexed member by member. Raises `SpecError` if there is no such property or item.
    """
    found = [
        _indexed(expander, member, index, position) for member in expander.alternatives(object_)
    ]
    if _has_no_key(expander, index) and (
        any(is_never(expander, one) for one in found) or _is_object(expander, object_)
    ):
        return keyword("never", position)  # a union has the index signatures of all its members
    return any_of(tuple(found), position)


def apparent(expander: Expander, source: Closure, name: str) -> Closure | None:
    """Return the type of a property that a string, an array or a tuple has for the compiler.

    `None` for any other property: methods are not sent.
    """
    position = source.position
    match source.expression:
        case Keyword(name="string") | LiteralOf(value=str()) | TemplateOf() if name == "length":
            return keyword("number", position)
        case ArrayOf() if name == "length":
            return keyword("number", position)
        case TupleOf() as body if name == "length" or _place(name) is not None:
            index = literal(name, position)
            try:
                return _places(expander, source, body, index, position)
            except SpecError:  # it has no such item
                return None
        case _:
            return None


def _indexed(expander: Expander, object_: Closure, index: Closure, position: Position) -> Closure:
    if is_never(expander, object_):
        return keyword("never", position)
    match object_.expression:
        case Keyword(name="any"):
            return object_
        case ArrayOf(item=item):
            return _item(expander, object_.of(item), index, position)
        case TupleOf() as tuple_:
            return _places(expander, object_, tuple_, index, position)
    parts = properties(expander, object_)
    if parts is None:
        raise refuse(position, "only a type with fields, an array or a tuple can be indexed")
    if _has_no_key(expander, index):
        return _without_key(parts, position)
    listed = listed_keys(expander, index)
    found: list[Closure] = []
    if listed.any_string or listed.patterns:
        types = [parts.of_keys(keys) for keys in listed.patterns]
        types += [parts.index] if listed.any_string else []
        if not all(types):
            raise refuse(index.position, "there is no index signature; name a property")
        found += [all_of(each, position) for each in types]
    for name, written in listed.names.items():
        member = parts.members.get(name)
        if member is None:
            types_of_name = parts.undeclared(name)
            if not types_of_name:
                advice = nearest(name, parts.members)
                raise refuse(written.position, f'there is no property "{name}"{advice}')
            found.append(all_of(types_of_name, position))
            continue
        type_ = all_of(member.types, position)
        found.append(defined(expander, type_) if member.defined else type_)
        if member.optional:
            found.append(keyword("undefined", position))
    return any_of(tuple(found), position)


def _is_object(expander: Expander, closure: Closure) -> bool:
    """Return whether a type is `object`, or a union with it, which has no index signature."""
    members = expander.alternatives(closure, splits_object=False)
    return any(isinstance(member.expression, UnionOf) for member in members)


def _has_no_key(expander: Expander, index: Closure) -> bool:
    return all(is_never(expander, one) for one in expander.alternatives(index))


def _keys(expander: Expander, index: Closure, position: Position) -> list[Closure]:
    """Return the keys of an array; those of `never` are all numbers, as for `T[never]`."""
    if _has_no_key(expander, index):
        return [keyword("number", position)]
    return expander.alternatives(index)


def _without_key(parts: ObjectParts, position: Position) -> Closure:
    """Return `T[never]`: the types of the index signatures, all of which have the key `never`.

    That for all strings counts if there is no other (`getApplicableIndexInfo` in TypeScript 5.9).
    """
    types = tuple(type_ for each in parts.patterns.values() for type_ in each) or parts.index
    return all_of(types, position) if types else keyword("never", position)


def _item(expander: Expander, item: Closure, index: Closure, position: Position) -> Closure:
    found: list[Closure] = []
    for closure in _keys(expander, index, position):
        match closure.expression:
            case Keyword(name="number"):
                found.append(item)
            case LiteralOf(value="length"):
                found.append(keyword("number", position))
            case LiteralOf(value=value) if _place(value) is not None:
                found.append(item)
            case other:
                raise refuse(
                    other.position, "an array is indexed by number or by an index such as 0"
                )
    return any_of(tuple(found), position)


def _places(
    expander: Expander, tuple_: Closure, body: TupleOf, index: Closure, position: Position
) -> Closure:
    at = place_of_rest(body.elements)
    fixed = body.elements[:at]
    rest = [tuple_.of(element.type) for element in body.elements[at:]]
    items = [
        (tuple_.of(e.type), *([keyword("undefined", position)] if e.optional else ()))
        for e in fixed
    ]
    found: list[Closure] = []
    for closure in _keys(expander, index, position):
        match closure.expression:
            case Keyword(name="number"):
                found += [type_ for item in items for type_ in item] + rest
            case LiteralOf(value="length"):
                least = sum(not element.optional for element in fixed)
                lengths = [literal(n, position) for n in range(least, len(fixed) + 1)]
                found += [keyword("number", position)] if rest else lengths
            case LiteralOf(value=value) if (place := _place(value)) is not None and (
                rest or place < len(items)
            ):
                found += items[place] if place < len(items) else rest
            case _:
                last = len(items) - 1
                raise refuse(position, f"expected number or an index from 0 to {last}")
    return any_of(tuple(found), position)


def _place(value: object) -> int | None:
    """Return the index that a literal such as `0` or `"0"` means; `None` for other literals."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        is_place = value.isascii() and value.isdecimal() and len(value) < 10
        return int(value) if is_place else None
    return value if isinstance(value, int) and value >= 0 else None
