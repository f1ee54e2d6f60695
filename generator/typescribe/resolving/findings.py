"""The problems that are found while types are resolved, with the types in which they are."""

from __future__ import annotations

from collections.abc import Iterable

from typescribe.language.errors import Position, Problem


class Findings:
    """Collects problems, so that all of a package are reported together."""

    def __init__(self) -> None:
        self.problems: dict[Problem, list[Position]] = {}
        """Each problem with the positions of the types in which it was found."""
        self.place = Position("", 1, 1)
        """The position of the type that is being resolved."""

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems of the type that is being resolved."""
        for problem in problems:
            places = self.problems.setdefault(problem, [])
            if problem.code == "size" and isinstance(problem.where, Position) and not places:
                places.append(problem.where)  # narrow the type that is too large, not this one
            if self.place not in places[-1:]:
                places.append(self.place)
