"""Counts the work of resolving, so that a short spec cannot ask for hours of it.

Limits on results come too late for types that double what they refer to: a template of a template,
an intersection of unions, a mapped type that renames its keys.
"""

from __future__ import annotations

from typing import Final

from typescribe.language.errors import NOWHERE, Position
from typescribe.resolving.closures import refuse

OF_TYPE: Final = 600_000
"""The most steps for one type."""

OF_PACKAGE: Final = 600_000
"""The most steps for all types of a package, apart from what each declaration adds."""

OF_DECLARATION: Final = 1_000
"""The steps that each declaration of a package adds, since a long spec may take longer."""

RUNS: Final = 2
"""The multiple of its steps that a package may take if it is resolved after each change."""

ALWAYS: Final = 300
"""The steps that a type may take even if others have taken all of the package's."""

STEPS_OF_FIELD: Final = 2
"""The steps that the name of a field counts as, apart from its type."""

CHARACTERS: Final = 16
"""The characters of made text that count as a step."""


class Budget:
    """The steps that are left for the type that is being resolved, and for the package."""

    def __init__(self, declarations: int) -> None:
        self._of_run = OF_PACKAGE + OF_DECLARATION * declarations
        self._of_runs = RUNS * self._of_run
        self._of_package = self._of_run
        self._of_type = OF_TYPE
        self._place = NOWHERE

    def begin_run(self) -> None:
        """Start to resolve the package once more, with what earlier runs have left."""
        self._of_package = min(self._of_run, self._of_runs)

    def begin(self, place: Position) -> None:
        """Start to count for the type at a place."""
        self._of_type = max(min(OF_TYPE, self._of_package), ALWAYS)
        self._place = place

    def spend(self, steps: int) -> None:
        """Count steps; raises `SpecError` at the place of the type if it takes too many."""
        if steps > self._of_type:
            self._of_type = 0
            message = "this type takes too much work to resolve; write it shorter"
            raise refuse(self._place, message)
        self._of_runs -= steps
        self._of_package -= steps
        self._of_type -= steps
