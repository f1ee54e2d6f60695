"""Finds constraints that make no sense: for their type, with one another, or in themselves."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from typescribe.language.constrained_values import exact, has_type, violated
from typescribe.language.constraints import (
    Constraints,
    Number,
    given,
    without,
    without_words,
)
from typescribe.language.errors import Position, Problem
from typescribe.language.model import (
    ArrayType,
    LiteralType,
    Model,
    PatternType,
    Primitive,
    Type,
    UnionType,
)
from typescribe.language.regex_sense import matches_nothing
from typescribe.language.regex_time import is_slow
from typescribe.language.regexes import RegexError, read_regex

_LONGEST = 40
_MOST = 2**53 - 1
"""The greatest length that JavaScript can count; libraries in C and Rust have limits above it."""

_NOUNS = {"number": "a number", "string": "a string", "array": "an array that is no tuple"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A word that makes no sense at a place, and why; `of_items` if it is one about items."""

    position: Position
    word: str
    why: str
    of_items: int = 0
    """How many times `items` is around the word."""

    @property
    def path(self) -> str:
        """The word, after `items.` if it is one about items."""
        return "items." * self.of_items + self.word

    @property
    def problem(self) -> Problem:
        """The fault as a mistake of a spec."""
        return Problem(self.position, f'"{self.path}" {self.why}')


@dataclass(frozen=True, slots=True)
class Constrained:
    """A type with constraints, and where they are declared."""

    position: Position
    type: Type | None
    """None for a type that cannot have constraints: an object type or a generic one."""
    constraints: Constraints


def faults(model: Model, places: Iterable[Constrained]) -> list[Fault]:
    """Return the faults of a model.

    A field of a generic type has as many places as the generic has uses, all with one position; a
    word that makes sense at one of them is no fault.
    """
    found: dict[Fault, int] = {}
    uses: dict[Position, int] = {}
    for place in places:
        uses[place.position] = uses.get(place.position, 0) + 1
        first: dict[str, Fault] = {}
        for fault in _faults(model, place, 0):
            first.setdefault(fault.path, fault)
        for fault in first.values():
            found[fault] = found.get(fault, 0) + 1
    return [fault for fault, count in found.items() if count == uses[fault.position]]


def _faults(model: Model, place: Constrained, depth: int) -> Iterator[Fault]:
    position, type_, limits = place.position, place.type, place.constraints
    if type_ is None:
        why = "has no place here: only a field, and an alias of a type without fields, may have it"
        yield from (Fault(position, word.name, why, depth) for word, _ in given(limits))
        if limits.items:
            yield Fault(position, "items", why, depth)
        return
    leaves = list(_leaves(model, type_))
    kinds = {_kind(leaf) for leaf in leaves}
    for word, _ in given(limits):
        if word.applies_to not in ("any", *kinds) and "any" not in kinds:
            why = f"concerns {_NOUNS[word.applies_to]}; this is never one"
            yield Fault(position, word.name, why, depth)
    for word_name, why in (*_ranges(limits), *_pattern(limits), *_values(model, type_, limits)):
        yield Fault(position, word_name, why, depth)
    for leaf in leaves:
        if isinstance(leaf, LiteralType) and (broken := violated(_readable(limits), leaf.value)):
            yield Fault(
                position, broken, f"excludes {_shown(leaf.value)}, which is declared", depth
            )
    if limits.items:
        items = [leaf.item for leaf in leaves if isinstance(leaf, ArrayType)]
        if items:
            held = items[0] if len(items) == 1 else UnionType(tuple(items))
            yield from _faults(model, Constrained(position, held, limits.items), depth + 1)
        elif "any" not in kinds:
            yield Fault(position, "items", f"concerns {_NOUNS['array']}; this is never one", depth)


def _leaves(model: Model, type_: Type) -> Iterator[Type]:
    """Yield the members of a union and of the aliases in it; any other type alone."""
    expanded = model.expand(type_)
    if isinstance(expanded, UnionType):
        for member in expanded.members:
            yield from _leaves(model, member)
    else:
        yield expanded


def _kind(type_: Type) -> str:
    match type_:
        case Primitive(name="unknown"):
            return "any"
        case Primitive(name=name):
            return name
        case PatternType():
            return "string"
        case ArrayType():
            return "array"
        case LiteralType(value=bool()):
            return "boolean"
        case LiteralType(value=value):
            return "string" if isinstance(value, str) else "number"
        case _:
            return "object"


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _readable(limits: Constraints) -> Constraints:
    """Return constraints without a pattern that cannot be used, which is a fault by itself."""
    return without(limits, "pattern") if any(_pattern(limits)) else limits


def _pattern(limits: Constraints) -> Iterator[tuple[str, str]]:
    if limits.pattern is None:
        return
    try:
        parts = read_regex(limits.pattern)
    except RegexError as error:
        yield "pattern", f"cannot be used: {error}"
        return
    if matches_nothing(parts):
        yield "pattern", "matches no text"
    elif is_slow(parts):
        why = "may take exponential time: it can repeat the same text in more than one way"
        yield "pattern", why


def _ranges(limits: Constraints) -> Iterator[tuple[str, str]]:
    """Yield bounds that exclude everything, and other numbers without meaning."""
    for said, value in given(limits):
        is_length = said.attribute.endswith(("_length", "_items"))
        if is_length and isinstance(value, int) and value > _MOST:
            yield said.name, f"is more than {_MOST:,}, the most that can be counted"
    for word, least, most in (
        ("maxLength", limits.min_length, limits.max_length),
        ("maxItems", limits.min_items, limits.max_items),
    ):
        if least is not None and most is not None and most < least:
            yield word, f"is less than {word.replace('max', 'min')}: {most} is less than {least}"
    if limits.multiple_of is not None and limits.multiple_of <= 0:
        yield "multipleOf", f"has to be more than 0; found {limits.multiple_of}"
        return
    if excluding := _excluding_word(limits):
        yield excluding, "excludes everything, together with the other bounds"


def _excluding_word(limits: Constraints) -> str | None:
    """Return the bound that, with the others, excludes every number; None if some are left."""
    upper = _tightest(("maximum", limits.maximum), ("exclusiveMaximum", limits.exclusive_maximum))
    lower = _tightest(("minimum", limits.minimum), ("exclusiveMinimum", limits.exclusive_minimum))
    if upper is None or lower is None:
        return None
    word, most = upper
    least = lower[1]
    is_open = (limits.exclusive_minimum == least, limits.exclusive_maximum == most)
    step = limits.multiple_of
    if limits.integer:
        # The numbers that are multiples of both: the least common multiple of two fractions.
        fraction = exact(1 if step is None else step)
        step = fraction.numerator
    if step is None:
        return word if least > most or (least == most and any(is_open)) else None
    size = exact(step)
    first, last = math.ceil(exact(least) / size), math.floor(exact(most) / size)
    first += is_open[0] and first * size == exact(least)
    last -= is_open[1] and last * size == exact(most)
    return word if first > last else None


def _tightest(
    inclusive: tuple[str, Number | None], exclusive: tuple[str, Number | None]
) -> tuple[str, Number] | None:
    """Return the bound that allows less, with its word."""
    found = [(word, bound) for word, bound in (exclusive, inclusive) if bound is not None]
    pick = max if "inimum" in inclusive[0] else min
    return pick(found, key=lambda pair: pair[1]) if found else None


def _values(model: Model, type_: Type, limits: Constraints) -> Iterator[tuple[str, str]]:
    checked = _readable(limits)
    listed = [("default", limits.default)] + [("examples", text) for text in limits.examples]
    for word, text in listed:
        if text is None:
            continue
        value = json.loads(text)
        if not has_type(model, type_, value):
            yield word, f"is not of the declared type: {_shortened(text)}"
        elif broken := violated(checked, value):
            yield word, f'does not match "{broken}": {_shortened(text)}'


def without_faults(limits: Constraints, found: Iterable[Fault]) -> Constraints:
    """Return constraints without the words that have faults."""
    return without_words(limits, [fault.path for fault in found])
