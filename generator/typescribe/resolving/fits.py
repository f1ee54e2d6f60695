"""The relation "fits" (assignability): whether every value of one type is a value of another.

Types are compared by structure, never by name (TypeScript handbook, Type Compatibility). Types
that contain themselves are compared coinductively: a pair is assumed to fit while it is being
decided (Amadio and Cardelli, "Subtyping Recursive Types", 1993). The result is the greatest fixed
point. It is found with a worklist, so deep types do not exhaust the stack. The rules for one pair
are in `fit_rules`.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable

from typescribe.resolving.fit_rules import Comparison, Pair, Rules
from typescribe.resolving.type_view import Node

MAX_COMPARISONS = 50_000
"""The most comparisons of two parts for one question."""


class Fits:
    """The relation between nodes; decided pairs are kept for later questions.

    `given` are pairs, source first, that are assumed to fit as parts of other types.
    """

    def __init__(self, rules: Rules, given: Iterable[Pair] = ()) -> None:
        self._rules: Rules = rules
        self._given: defaultdict[Node, set[Node]] = defaultdict(set)
        for source, target in given:
            self._given[source].add(target)
        self._fitting: set[Pair] = set()
        self._failing: set[Pair] = set()

    def holds(self, source: Node, target: Node) -> bool:
        """Return whether the source fits the target.

        Raises `UndecidedError` if that takes more than `MAX_COMPARISONS`.
        """
        if target in self._given.get(source, ()):
            return True
        known = self.is_known((source, target))
        return self._settled((source, target)) if known is None else known

    def given(self, source: Node) -> set[Node]:
        """Return the targets that a source is assumed to fit."""
        return self._given.get(source, set())

    def is_known(self, pair: Pair) -> bool | None:
        """Return whether a pair fits; `None` if it is not decided yet."""
        if pair in self._failing:
            return False
        return True if pair in self._fitting else None

    def _settled(self, asked: Pair) -> bool:
        """Find the greatest fixed point: assume that all pairs fit, and remove those that fail."""
        dependents: defaultdict[Pair, set[Pair]] = defaultdict(set)
        seen = {asked}
        # Breadth first, so that a difference is found even if other parts are infinite.
        waiting = deque([asked])
        allowance = MAX_COMPARISONS
        while waiting and asked not in self._failing:
            pair = waiting.popleft()
            comparison = Comparison(self, self._rules, allowance)
            if pair not in self._failing and comparison.structural(*pair):
                for other in comparison.needed:
                    dependents[other].add(pair)
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
            else:
                self._failing.add(pair)
                waiting.extendleft(dependents.pop(pair, ()))
            allowance = comparison.allowance
            if not waiting:
                # Computing a type may have asked another question, in which a pair failed.
                failed = [pair for pair in dependents if pair in self._failing]
                waiting.extend(reader for pair in failed for reader in dependents.pop(pair))
        if asked in self._failing:
            return False
        self._fitting |= seen - self._failing
        return True
