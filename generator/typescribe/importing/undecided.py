"""Conditions whose branch is not known, since they look at what an import has approximated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
        body = expressions_below(generic, self.by_name)
        mentioned = self.reach.mentioned(body)
        targets = list(self.reach.targets(body))
        if self.reach.has_changeable(targets) and self.reach.has_readonly(given):
            return READONLY
        is_indexed = self.reach.has_index(targets)
        for name in self.reach.below(arguments):
            if name in self.losses.approximated or (is_indexed and name in self.losses.closed):
                return name
            if not mentioned.isdisjoint(self.losses.members.get(name, ())):
                return name
        if any(isinstance(part, KeyOf) for part in parts_of(body)):
            for argument in arguments:
                if cause := self.reach.lost_names(argument):
                    return cause
        return None
