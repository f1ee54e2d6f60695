"""Finds changes of the constants of a package."""

from __future__ import annotations

from collections.abc import Iterator

from typescribe.comparing.changes import Breaks, Change, Place
from typescribe.comparing.note_changes import deprecation_changes, description_changes
from typescribe.comparing.sentences import sentence
from typescribe.language.model import Model


def package_constant_changes(old: Model, new: Model) -> Iterator[Change]:
    """Yield the changes of constants: in the order of the new model, then the removed ones."""
    before = {constant.name: constant for constant in old.constants}
    for constant in new.constants:
        place = Place(None, constant.name)
        was = before.pop(constant.name, None)
        if was is None:
            why = sentence("Nobody uses it yet.")
            yield Change("constant_added", place, None, constant.value, why)
            continue
        if was.value != constant.value:
            why = sentence(
                "Python code that uses it gets the new value; messages stay as they are."
            )
            yield Change("constant_changed", place, was.value, constant.value, why)
        yield from description_changes(place, was.description, constant.description)
        yield from deprecation_changes(place, was.deprecated, constant.deprecated)
    for name, constant in before.items():
        why = sentence("Python code can no longer import it; messages stay as they are.")
        place = Place(None, name)
        yield Change("constant_removed", place, constant.value, None, why, Breaks(python=True))
