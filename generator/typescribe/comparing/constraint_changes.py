"""Finds changes of constraints: what is valid now and was not before, or the other way round."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from typescribe.comparing.changes import Breaks, Change, Kind, Place
from typescribe.comparing.sentences import sentence
from typescribe.language.constrained_values import is_multiple
from typescribe.language.constraints import BY_NAME, NONE, Constraints, given
from typescribe.text.constraints import phrase

Order: TypeAlias = Literal["narrowed", "widened", "changed"]
_SAID: dict[str, Kind] = {
    "format": "format_changed",
    "default": "default_changed",
    "examples": "examples_changed",
}


@dataclass(frozen=True, slots=True)
class _Slot:
    """One constraint: a word, or the tighter one of two words about the same end of a range."""

    words: tuple[str, ...]
    compared: Callable[[Any, Any], Order]
    """How the values of the constraint relate, if both sides have one."""


def _lower(old: Any, new: Any) -> Order:
    return "narrowed" if new > old else "widened"


def _upper(old: Any, new: Any) -> Order:
    return "narrowed" if new < old else "widened"


def _steps(old: Any, new: Any) -> Order:
    if is_multiple(new[0], old[0]):
        return "narrowed"
    return "widened" if is_multiple(old[0], new[0]) else "changed"


def _other(_old: Any, _new: Any) -> Order:
    return "changed"


_SLOTS = (
    _Slot(("minimum", "exclusiveMinimum"), _lower),
    _Slot(("maximum", "exclusiveMaximum"), _upper),
    _Slot(("multipleOf",), _steps),
    _Slot(("integer",), _other),
    _Slot(("minLength",), _lower),
    _Slot(("maxLength",), _upper),
    _Slot(("pattern",), _other),
    _Slot(("minItems",), _lower),
    _Slot(("maxItems",), _upper),
    _Slot(("uniqueItems",), _other),
)


def constraint_changes(place: Place, old: Constraints, new: Constraints) -> Iterator[Change]:
    """Yield a change for each constraint that differs, with those of the items after the others."""
    before, after = ({word.name: value for word, value in given(each)} for each in (old, new))
    for slot in _SLOTS:
        first, second = _tightest(slot, before), _tightest(slot, after)
        if first != second:
            yield _change(place, slot, first, second)
    for name, kind in _SAID.items():
        if before.get(name) != after.get(name):
            why = sentence("It is only said and never checked; messages stay as they are.")
            texts = [_text(name, each[name]) if name in each else None for each in (before, after)]
            yield Change(kind, place, texts[0], texts[1], why)
    if old.items or new.items:
        inside = place.within("[*]")
        yield from constraint_changes(inside, old.items or NONE, new.items or NONE)


def _tightest(slot: _Slot, values: dict[str, Any]) -> tuple[Any, ...] | None:
    """Return the value of a constraint in a form to compare, with its word last; None without one.

    At the same number, a bound that excludes the number is tighter than one that includes it.
    """
    found = [
        (values[name], place if slot.compared is _lower else -place, name)
        for place, name in enumerate(slot.words)
        if name in values
    ]
    if not found:
        return None
    return min(found) if slot.compared is _upper else max(found)


def _change(
    place: Place, slot: _Slot, old: tuple[Any, ...] | None, new: tuple[Any, ...] | None
) -> Change:
    if old is None:
        order: Order = "narrowed"
    elif new is None:
        order = "widened"
    else:
        order = slot.compared(old, new)
    texts = [None if each is None else _text(each[-1], each[0]) for each in (old, new)]
    kind, text, breaks = _KINDS[order]
    return Change(kind, place, texts[0], texts[1], sentence(text), breaks)


_KINDS: dict[Order, tuple[Kind, str, Breaks]] = {
    "narrowed": (
        "constraint_narrowed",
        "Writers may send values that are no longer valid.",
        Breaks(writers=True),
    ),
    "widened": (
        "constraint_widened",
        "Readers may receive values that were not valid before.",
        Breaks(readers=True),
    ),
    "changed": (
        "constraint_changed",
        "Readers may receive values that were not valid before, and writers may send others that "
        "are no longer valid.",
        Breaks(readers=True, writers=True),
    ),
}


def _text(name: str, value: object) -> str:
    if name == "examples" and isinstance(value, tuple):
        return ", ".join(value)
    return str(value) if name in _SAID else phrase(BY_NAME[name], value)
