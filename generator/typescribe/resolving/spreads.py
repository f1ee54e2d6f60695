"""Spreads in tuples: `[...A, B]` becomes a tuple with the elements of A, then B.

Source: release notes of TypeScript 4.0, Variadic Tuple Types.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from typescribe.language.declared import ArrayOf, Keyword, TupleElement, TupleOf
from typescribe.language.errors import Position
from typescribe.resolving.closures import (
    MAX_VARIANTS,
    Closure,
    any_of,
    keyword,
    referred_to,
    refuse,
)

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

MAX_ELEMENTS = 1_000
"""The most elements of a tuple after its spreads are replaced by their elements."""


def spread_out(expander: Expander, closure: Closure, tuple_: TupleOf) -> Closure | None:
    """Return a tuple with its spreads replaced by their elements; `None` if it has no spread.

    The spread of a union results in a union of tuples. Raises `SpecError` for a spread of a type
    that is neither an array nor a tuple, and for too many elements.
    """
    if not any(element.spread for element in tuple_.elements):
        return None
    choices = [_choices(expander, closure, element) for element in tuple_.elements]
    if prod(map(len, choices)) > MAX_VARIANTS:
        message = f"this tuple has more than {MAX_VARIANTS} variants"
        raise refuse(tuple_.position, message)
    made = [
        normalized([each for part in chosen for each in part], tuple_.position)
        for chosen in product(*choices)
    ]
    return any_of(tuple(made), tuple_.position)


Element = tuple[TupleElement, Closure]
"""An element, and its type under its own type parameters."""


def _choices(expander: Expander, closure: Closure, element: TupleElement) -> list[list[Element]]:
    """Return the elements that one element stands for, once for each member of a union."""
    own = closure.of(element.type)
    if not element.spread:
        return [[(element, own)]]
    return [_elements(member) for member in expander.alternatives(own)]


def _elements(member: Closure) -> list[Element]:
    match member.expression:
        case TupleOf(elements=elements):
            return [(element, member.of(element.type)) for element in elements]
        case ArrayOf(item=item):
            return [(TupleElement(item, rest=True), member.of(item))]
        case Keyword(name="any"):
            return [(TupleElement(member.expression, rest=True), member)]
        case _:
            raise refuse(member.position, "only an array or a tuple can be spread in a tuple")


def normalized(elements: list[Element], position: Position) -> Closure:
    """Return a tuple of closures with at most one rest, after which nothing is optional.

    A rest and all elements up to the last rest or optional one become a single rest, and an
    optional element before a required one becomes required (release notes of TypeScript 4.2,
    Leading/Middle Rest Elements in Tuple Types). Raises `SpecError` for too many elements.
    """
    if len(elements) > MAX_ELEMENTS:
        raise refuse(position, f"this tuple has more than {MAX_ELEMENTS:,} elements")
    elements = _required_where_needed(elements)
    rests = [n for n, (element, _) in enumerate(elements) if element.rest]
    if rests:
        first = rests[0]
        open_ = [n for n, (e, _) in enumerate(elements) if e.rest or e.optional]
        last = max(n for n in open_ if n >= first)
        if last > first:
            joined = any_of(tuple(type_ for _, type_ in elements[first : last + 1]), position)
            rest = TupleElement(Keyword("unknown", position), rest=True)
            elements = [*elements[:first], (rest, joined), *elements[last + 1 :]]
    names, environment = referred_to([type_ for _, type_ in elements], position)
    made = tuple(
        TupleElement(name, element.optional, element.rest)
        for name, (element, _) in zip(names, elements, strict=True)
    )
    return Closure(TupleOf(made, position), environment)


def _required_where_needed(elements: list[Element]) -> list[Element]:
    required = [n for n, (e, _) in enumerate(elements) if not (e.optional or e.rest)]
    last = required[-1] if required else -1
    found: list[Element] = []
    for place, (element, type_) in enumerate(elements):
        if element.optional and place < last:
            absent = keyword("undefined", element.type.position)
            joined = any_of((type_, absent), element.type.position)
            found.append((TupleElement(element.type), joined))
        else:
            found.append((element, type_))
    return found
