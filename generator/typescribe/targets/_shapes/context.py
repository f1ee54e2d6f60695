"""Model -> context of `_shapes.py.jinja`: a table for each type, to explain invalid values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import Any

from typescribe.language.identifiers import is_plain_word
from typescribe.language.model import AliasType, Model, NamedType
from typescribe.targets.contract import Definitions
from typescribe.targets.shared.checks import Anything, Check, KeyCheck, Property, Scalars
from typescribe.targets.shared.key_sets import KeySets, key_sets
from typescribe.targets.shared.model_checks import Checks
from typescribe.text.quoting import LINE_LENGTH, Code

_OF_ONE_WORD = (
    *(Anything(), Scalars(string=True), Scalars(number=True), Scalars(boolean=True)),
    Scalars(null=True),
)
"""The types whose shapes are constants, with names that are no longer than the longest of them."""
_AROUND = len('**k.each("", k.ANYTHING),')


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table: one property, or several of the same type, with their names as words."""

    wire_name: str
    words: str
    check: Check


@dataclass(frozen=True, slots=True)
class NamedShape:
    """The table of one type: an object type has `keys`, an alias has `check`."""

    name: Code
    recursive: bool
    keys: KeySets[Property] | None
    index: Check | None
    check: Check | None
    patterns: tuple[KeyCheck, ...] = ()

    @property
    def required(self) -> list[Entry]:
        """The lines for the required properties."""
        return self._entries(self.keys.required if self.keys else ())

    @property
    def optional(self) -> list[Entry]:
        """The lines for the optional properties."""
        return self._entries(self.keys.optional if self.keys else ())

    def _entries(self, properties: Iterable[Property]) -> list[Entry]:
        margin = 12 if self.recursive else 8
        return list(_entries(properties, LINE_LENGTH - margin - _AROUND))

    @property
    def deep(self) -> list[str]:
        """The properties whose values may be nested deep, which the generated code tests last."""
        return [found.wire_name for found in self.keys.all if found.is_deep] if self.keys else []


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    checks = Checks(model, enforces=True)
    return {"shapes": Definitions(_shape(model, checks, named) for named in model.types)}


def exports(model: Model) -> list[str]:
    """Return the public names that the module defines: none."""
    return []


def _shape(model: Model, checks: Checks, named: NamedType) -> NamedShape:
    name, recursive = Code(named.name), named.name in model.recursive
    if isinstance(named, AliasType):
        return NamedShape(name, recursive, None, None, checks.of_alias(named))
    index = None if named.index is None else checks.of(named.index)
    keys = key_sets(named.name, checks.properties(named))
    return NamedShape(name, recursive, keys, index, None, checks.patterns(named))


def _entries(properties: Iterable[Property], width: int) -> Iterator[Entry]:
    """Yield the lines of a table; the words of a line have at most the width."""

    def kind(found: Property) -> tuple[bool, Check]:
        return found.check in _OF_ONE_WORD and is_plain_word(found.wire_name), found.check

    for (are_words, check), group in groupby(properties, kind):
        names = [found.wire_name for found in group]
        if are_words and len(names) > 1:
            lines = wrap(" ".join(names), width, break_long_words=False)
            yield from (Entry("", words, check) for words in lines)
        else:
            yield from (Entry(name, "", check) for name in names)
