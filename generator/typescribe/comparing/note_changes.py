"""Finds changes of descriptions and deprecations."""

from __future__ import annotations

from collections.abc import Iterator

from typescribe.comparing.changes import Change, Place
from typescribe.comparing.sentences import sentence
from typescribe.language.model import AliasType
from typescribe.text.closed_types import literal_spelling


def description_changes(place: Place, old: str, new: str) -> Iterator[Change]:
    """Yield a change if the description differs."""
    if old == new:
        return
    if not old:
        why = sentence("It is described now; messages stay as they are.")
    elif not new:
        why = sentence("It is no longer described; messages stay as they are.")
    else:
        why = sentence("Its description is worded differently; messages stay as they are.")
    yield Change("description_changed", place, old or None, new or None, why)


def deprecation_changes(place: Place, old: str | None, new: str | None) -> Iterator[Change]:
    """Yield a change if the deprecation differs."""
    if old == new:
        return
    if new is None:
        why = sentence("It may be used again; messages stay as they are.")
        yield Change("no_longer_deprecated", place, old, None, why)
    else:
        why = sentence("It should no longer be used; messages stay as they are.")
        yield Change("deprecated", place, old, new, why)


def value_changes(place: Place, old: AliasType, new: AliasType) -> Iterator[Change]:
    """Yield the changes of the descriptions of literals that both types have."""
    before = {literal_spelling(value.value): value.documentation for value in old.values}
    for value in new.values:
        text = literal_spelling(value.value)
        if text in before:
            inside = place.within(f"[{text}]")
            yield from description_changes(inside, before[text], value.documentation)
