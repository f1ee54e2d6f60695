"""Conditions whose branch is not known, since they look at what an import has approximated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from typescribe.importing.losses import Losses
from typescribe.importing.reach import Reach
from typescribe.importing.sensitive import expressions_below
from typescribe.language.declared import ConditionalOf, Declaration, KeyOf, TypeExpression
from typescribe.language.expressions import inferences, parts_of

READONLY: Final = "readonly"
"""In place of a name, since `readonly` is a reserved word of TypeScript."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """Finds the types because of which the branch of a condition is not known."""

    by_name: Mapping[str, Declaration]
    reach: Reach
    losses: Losses
    _looks: dict[str, _Looks] = field(default_factory=dict)
    """Cached results of `_looks_of`, by the name of the generic."""

    def by(self, checked: TypeExpression, *extends: TypeExpression) -> str | None:
        """Return a type because of which it is not known whether one type extends others."""
        if self.reach.has_changeable(extends) and self.reach.has_readonly([checked]):
            return READONLY
        is_indexed = self.reach.has_index(extends)
        for name in self.reach.below([checked]):
            if name in self.losses.approximated or (is_indexed and name in self.losses.closed):
                return name
        for name in self.reach.below(extends):
            if name in self.losses.approximated or name in self.losses.members:
                return name
        mentioned = self.reach.mentioned(extends)
        for name in self.reach.below([checked]):
            if not mentioned.isdisjoint(self.losses.members.get(name, ())):
                return name
        return None

    def inside(self, conditional: ConditionalOf) -> str | None:
        """Return `READONLY` if a condition in a branch may look at a readonly array.

        It may look at what the outer condition has inferred.
        """
        if not any(inferences(conditional.extends)):
            return None
        if not self.reach.has_readonly([conditional.checked]):
            return None
        return (
            READONLY if self.reach.has_changeable(self.reach.targets([conditional.yes])) else None
        )

    def in_generic(self, generic: str, arguments: tuple[TypeExpression, ...]) -> str | None:
        """Return a type in the arguments of a generic that its conditions or keys depend on."""
        declaration = self.by_name[generic]
        defaults = (one.default for one in declaration.parameters[len(arguments) :])
        given = [*arguments, *(default for default in defaults if default is not None)]
        looks = self._looks.get(generic)
        if looks is None:
            looks = self._looks[generic] = self._looks_of(generic)
        if looks.at_changeable and self.reach.has_readonly(given):
            return READONLY
        for name in self.reach.below(arguments):
            if name in self.losses.approximated or (looks.at_index and name in self.losses.closed):
                return name
            if not looks.at_properties.isdisjoint(self.losses.members.get(name, ())):
                return name
        if looks.at_keys:
            for argument in arguments:
                if cause := self.reach.lost_names(argument):
                    return cause
        return None

    def _looks_of(self, generic: str) -> _Looks:
        body = expressions_below(generic, self.by_name)
        targets = list(self.reach.targets(body))
        return _Looks(
            at_properties=frozenset(self.reach.mentioned(body)),
            at_keys=any(isinstance(part, KeyOf) for part in parts_of(body)),
            at_index=self.reach.has_index(targets),
            at_changeable=self.reach.has_changeable(targets),
        )


@dataclass(frozen=True, slots=True)
class _Looks:
    """The parts of its arguments that a generic inspects in conditions and in `keyof`."""

    at_properties: frozenset[str]
    at_keys: bool
    at_index: bool
    at_changeable: bool
