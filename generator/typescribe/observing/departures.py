"""A tally and its declared type -> the departures, each with a type that would accept it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from typescribe.language.declared import LiteralOf, TypeExpression
from typescribe.language.model import Model, ObjectType
from typescribe.observing.counts import LONG, OTHERS, Count, Tally
from typescribe.observing.inference import (
    HERE,
    inferred,
    inferred_array,
    inferred_object,
    keyword,
)
from typescribe.targets.shared.checks import (
    Anything,
    Array,
    Check,
    Named,
    Nothing,
    Record,
    Scalars,
    Tuple,
    Union,
)
from typescribe.targets.shared.model_checks import Checks

Kind: TypeAlias = Literal[
    "missing", "null", "type", "literal", "reads_as", "undeclared", "any", "never"
]
Steps: TypeAlias = tuple[str, ...]
"""The place of a part in a type: `[]` for items, `{}` for values of a record, `[0]` in a tuple."""

MOST_NAMED: Final = 30
"""How many undeclared strings are proposed as literals; for more, `string` is proposed."""


@dataclass(frozen=True, slots=True)
class Departure:
    """One way in which the values at a place differ from their declared type."""

    kind: Kind
    steps: Steps
    what: str
    """The type or the literal that arrived."""
    count: Count
    of: int
    accepts: TypeExpression | None = None
    """The type to add to the declared one; it replaces a declared `any`."""
    below: str = ""
    """For an undeclared literal of a discriminator, the path to it; otherwise empty."""


class Types:
    """The types of a model, prepared for comparison with tallies."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.checks = Checks(model)

    def parts(self, check: Check) -> tuple[Scalars | None, tuple[Check, ...]] | None:
        """Return the scalar part of a type and its other members; `None` for `any`."""
        match check:
            case Anything():
                return None
            case Named(is_class=False, class_name=name) if name not in self.model.recursive:
                named = self.model.by_name[name]
                assert not isinstance(named, ObjectType), "it is an alias"
                return self.parts(self.checks.of(named.type))
            case Union(scalars=scalars, others=others):
                return scalars, others
            case Scalars():
                return check, ()
            case Nothing():
                return Scalars(), ()
            case _:
                return Scalars(), (check,)

    def discriminator(self, check: Check) -> str:
        """Return the path to the discriminator of a union, such as `data.type`, or ""."""
        match check:
            case Named(is_class=False, class_name=name):
                named = self.model.by_name[name]
                assert not isinstance(named, ObjectType), "it is an alias"
                return self.discriminator(self.checks.of(named.type))
            case Union(by=by) if by is not None:
                return ".".join(by.path)
        return ""


def departures(types: Types, check: Check, tally: Tally, steps: Steps = ()) -> Iterator[Departure]:
    """Yield the departures of the values at a place, then those of their parts."""
    parts = types.parts(check)
    if parts is None:
        kinds = [kind for kind in tally.kinds if kind[0] != "!"]
        if kinds:
            count = Count(tally.present, min(tally.kinds[kind].first for kind in kinds))
            yield Departure("any", steps, "any", count, tally.present, inferred(tally))
        return
    scalars, others = parts
    scalars = scalars or Scalars()
    if any(isinstance(other, Named) and not other.is_class for other in others):
        return  # an alias that contains itself has a tally of its own
    arrays = [other for other in others if isinstance(other, (Array, Tuple))]
    objects = [other for other in others if other not in arrays]
    yield from _wrong_kinds(scalars, bool(arrays), bool(objects), tally, steps)
    yield from _undeclared_literals(scalars, tally, steps)
    yield from _misfits(bool(arrays), bool(objects), tally, steps)
    for literal, members in tally.variants.items():
        assert members.first is not None, "there was one"
        count = Count(members.count, members.first)
        below = types.discriminator(check)
        what = literal or "another literal"
        accepts = inferred_object(members)
        yield Departure("literal", steps, what, count, tally.present, accepts, below)
    yield from _inside(types, arrays, objects, tally, steps)


def _wrong_kinds(
    scalars: Scalars, arrays: bool, objects: bool, tally: Tally, steps: Steps
) -> Iterator[Departure]:
    declared = {
        "null": scalars.null,
        "boolean": scalars.boolean or scalars.true or scalars.false,
        "number": scalars.number or bool(scalars.numbers),
        "string": scalars.string or bool(scalars.strings or scalars.patterns),
        "array": arrays,
        "object": objects,
    }
    for kind, is_declared in declared.items():
        count = tally.kinds.get(kind)
        if count is None or is_declared:
            continue
        accepts: TypeExpression
        match kind:
            case "null":
                yield Departure("null", steps, "null", count, tally.present, keyword("null"))
                continue
            case "array":
                accepts = inferred_array(tally)
            case "object":
                accepts = inferred_object(tally.members)
            case "boolean":
                accepts = keyword("boolean")
            case "number":
                accepts = keyword("number" if "!number" not in tally.kinds else "unknown")
            case _:
                accepts = keyword("string")
        yield Departure("type", steps, kind, count, tally.present, accepts)


def _undeclared_literals(scalars: Scalars, tally: Tally, steps: Steps) -> Iterator[Departure]:
    if not scalars.literals:
        return
    found: list[tuple[str, Count]] = []
    for text, count in sorted(tally.literals.items()):
        if text in (OTHERS, LONG):
            found.append((text, count))
            continue
        value = json.loads(text)
        if not _is_declared(scalars, value):
            found.append((text, count))
    strings = [text for text, _ in found if text[:1] in ('"', "l", "")]
    too_many = len(strings) > MOST_NAMED or any(text in (OTHERS, LONG) for text in strings)
    for text, count in found:
        if text in (OTHERS, LONG):
            what = "many others" if text == OTHERS else "a long string"
            accepts: TypeExpression = keyword("string")
        else:
            value = json.loads(text)
            what = text
            is_wide = too_many and isinstance(value, str)
            accepts = keyword("string") if is_wide else LiteralOf(value, HERE)
        yield Departure("literal", steps, what, count, tally.present, accepts)


def _is_declared(scalars: Scalars, value: object) -> bool:
    match value:
        case bool():
            # If no boolean is declared, this is a value of another type, not another literal.
            one = scalars.true or scalars.false
            return scalars.boolean or (scalars.true if value else scalars.false) or not one
        case str():
            declared = scalars.string or value in scalars.strings
            return declared or bool(scalars.patterns) or not scalars.strings
        case _:
            return scalars.number or value in scalars.numbers or not scalars.numbers


def _misfits(arrays: bool, objects: bool, tally: Tally, steps: Steps) -> Iterator[Departure]:
    for kind, count in tally.kinds.items():
        accepts: TypeExpression
        match kind:
            case "!string":
                what, accepts = "string of another form", keyword("string")
            case "!number":
                what, accepts = "a number that is not finite", keyword("unknown")
            case "!array" if arrays:
                what, accepts = "array of another length or type", inferred_array(tally)
            case "!object" if objects:
                what, accepts = "object of another type", inferred_object(tally.members)
            case _:
                continue
        yield Departure("type", steps, what, count, tally.present, accepts)


def _inside(
    types: Types, arrays: Sequence[Check], objects: Sequence[Check], tally: Tally, steps: Steps
) -> Iterator[Departure]:
    match arrays:
        case [Array(item=item)] if tally.items is not None:
            yield from departures(types, item, tally.items, (*steps, "[]"))
        case [Tuple(items=items, rest=rest, ending=ending)]:
            numbered = [*enumerate(items), *enumerate(ending, -len(ending))]
            for place, inner in numbered:
                if (found := tally.places.get(str(place))) is not None:
                    yield from departures(types, inner, found, (*steps, f"[{place}]"))
            if rest is not None and (found := tally.places.get("rest")) is not None:
                yield from departures(types, rest, found, (*steps, "[rest]"))
    records = [other for other in objects if isinstance(other, Record)]
    if len(records) == 1 and tally.values is not None:
        yield from departures(types, records[0].value, tally.values, (*steps, "{}"))
