"""Groups the properties of an object type into sets that generated code tests together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from typescribe.language import naming
from typescribe.language.identifiers import is_plain_word
from typescribe.text.quoting import Code

MANY_WORDS = 4
"""The number of words from which a string of them is shorter than a set."""


class Keyed(Protocol):
    """A property, by its wire name and whether it is optional."""

    @property
    def wire_name(self) -> str: ...
    @property
    def optional(self) -> bool: ...
    @property
    def is_string(self) -> bool: ...


P = TypeVar("P", bound=Keyed)


@dataclass(frozen=True, slots=True)
class KeySets(Generic[P]):
    """The properties of one object type, and the constants that hold sets of their wire names."""

    all: tuple[P, ...]
    strings: tuple[P, ...]
    """The properties of type `string` that are tested in one step; usually none."""
    constant: Code
    """The constant for all wire names."""
    strings_constant: Code
    """The constant for the wire names of `strings`."""

    @property
    def required(self) -> list[P]:
        return [found for found in self.all if not found.optional]

    @property
    def optional(self) -> list[P]:
        return [found for found in self.all if found.optional]

    @property
    def other_required(self) -> list[P]:
        """The required properties that are tested one by one."""
        return self._others(self.required)

    @property
    def other_optional(self) -> list[P]:
        """The optional properties that are tested one by one."""
        return self._others(self.optional)

    def are_words(self, found: Sequence[P]) -> bool:
        """Whether the names of some properties are many words, which are written in a string."""
        return len(found) >= MANY_WORDS and all(is_plain_word(each.wire_name) for each in found)

    def _others(self, properties: list[P]) -> list[P]:
        together = {found.wire_name for found in self.strings}
        return [found for found in properties if found.wire_name not in together]


def key_sets(class_name: str, properties: Sequence[P], strings: Iterable[P] = ()) -> KeySets[P]:
    """Return the key sets of an object type, from its properties and the strings among them."""
    prefix = f"_{naming.snake_case(class_name).upper()}"
    return KeySets(
        tuple(properties), tuple(strings), Code(f"{prefix}_KEYS"), Code(f"{prefix}_STRINGS")
    )


def strings_among(properties: Iterable[P], at_least: int) -> list[P]:
    """Return the properties of type `string`; none if there are fewer than `at_least`."""
    strings = [found for found in properties if found.is_string]
    return strings if len(strings) >= at_least else []
