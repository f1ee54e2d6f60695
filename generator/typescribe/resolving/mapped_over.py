"""Mapped types over the keys of what is no object type: unions, arrays, tuples, scalar types.

Source: TypeScript handbook, Mapped Types; `instantiateMappedType` in TypeScript 5.9.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    ArrayOf,
    IndexedAccess,
    KeyOf,
    Keyword,
    LiteralOf,
    MappedOf,
    TemplateOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.expressions import place_of_rest
from typescribe.resolving.closures import Closure, any_of, keyword, keyword_name, literal, not_null
from typescribe.resolving.keys import is_never, values_of
from typescribe.resolving.spreads import normalized

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def over_parameter(expander: Expander, closure: Closure, mapped: MappedOf) -> Closure | None:
    """Return the type of `{[K in keyof T]: ...}` if the type parameter T is no object type.

    A union is mapped member by member, an array item by item, and a scalar type is unchanged.
    `None` if T is an object type, whose properties are mapped.
    """
    if not (isinstance(mapped.keys, KeyOf) and isinstance(mapped.keys.type, TypeReference)):
        return None
    name = mapped.keys.type.name
    argument = closure.environment.get(name)
    if argument is None:
        return None
    members = expander.alternatives(argument, splits_object=False)
    if len(members) == 1:
        if is_never(expander, members[0]):
            return keyword("never", mapped.position)
        is_list = isinstance(members[0].expression, (ArrayOf, TupleOf))
        # With an `as` clause an array is mapped by its properties, which are not JSON.
        if mapped.renamed is not None and (is_list or keyword_name(members[0]) == "any"):
            return None
        return _over_one(expander, closure, mapped, name, members[0])
    each = (Closure(mapped, {**closure.environment, name: member}) for member in members)
    return any_of(tuple(each), mapped.position)


def _over_one(
    expander: Expander, closure: Closure, mapped: MappedOf, name: str, argument: Closure
) -> Closure | None:
    position = mapped.position
    match argument.expression:
        case UnionOf(is_object=True):
            return argument
        case ArrayOf():
            key = keyword("number", position)
            environment = {**closure.environment, mapped.parameter: key}
            return Closure(ArrayOf(mapped.value, position), environment)
        case TupleOf(elements=elements):
            return _over_tuple(closure, mapped, name, argument.of, elements)
        case Keyword(name="any"):
            environment = {
                **closure.environment,
                mapped.parameter: keyword("string", position),
            }
            return Closure(_any_key(mapped), environment)
        case Keyword(name="unknown"):
            return not_null(position)
        case Keyword() | LiteralOf() | TemplateOf():
            return argument
        case TypeReference() if values_of(expander, argument):
            return argument
        case _:
            return None


def _any_key(mapped: MappedOf) -> TypeExpression:
    key = Keyword("string", mapped.position)
    return TypeReference("Record", (key, mapped.value), mapped.position)


def _over_tuple(
    closure: Closure,
    mapped: MappedOf,
    name: str,
    of_argument: Callable[[TypeExpression], Closure],
    elements: tuple[TupleElement, ...],
) -> Closure:
    """Map a tuple item by item; the items from the rest on have no index.

    To the compiler, each of those is the item of an array of its own.
    """
    made: list[tuple[TupleElement, Closure]] = []
    rest = place_of_rest(elements)
    for place, element in enumerate(elements):
        key = literal(str(place), mapped.position)
        inner: dict[str, Closure] = {**closure.environment, mapped.parameter: key}
        if place >= rest:
            inner[mapped.parameter] = keyword("number", mapped.position)
            inner[name] = of_argument(ArrayOf(element.type, mapped.position))
        optional = element.optional if mapped.optional is None else mapped.optional
        changed = replace(element, optional=optional and not element.rest)
        made.append((changed, Closure(mapped.value, inner)))
    return normalized(made, mapped.position)


def applied_to_parts(
    expander: Expander, closure: Closure, utility: TypeReference
) -> Closure | None:
    """Return the type of `Partial<T>` or `Required<T>` if T is no object type, else `None`.

    Both are mapped types over `keyof T`, so they apply to members and items (lib.es5.d.ts).
    """
    (type_,) = utility.arguments
    argument = closure.of(type_)
    members = expander.alternatives(argument, splits_object=False)
    position = utility.position
    parameter = TypeReference("T", (), position)
    if len(members) != 1:
        again = replace(utility, arguments=(parameter,))
        return any_of(tuple(Closure(again, {"T": member}) for member in members), position)
    if is_never(expander, members[0]):
        return keyword("never", position)
    key = TypeReference("P", (), position)
    mapped = MappedOf(
        "P",
        KeyOf(parameter, position),
        IndexedAccess(parameter, key, position),
        position,
        optional=utility.name == "Partial",
    )
    return _over_one(expander, Closure(mapped, {"T": members[0]}), mapped, "T", members[0])
