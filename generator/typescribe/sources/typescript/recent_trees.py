"""Keeps the syntax trees of the files that were used last, since all together take much memory."""

from __future__ import annotations

from typing import Final

from typescribe.language.syntax import SyntaxTree

KEPT: Final = 1_000_000
"""How many bytes of source the trees that are kept may have; the last one is always kept."""

PARSED: Final = 4
"""How often each byte may be parsed on average. After that no tree is dropped."""


class RecentTrees:
    """The trees of a program, of which the ones that were not used for long are dropped."""

    def __init__(self) -> None:
        self._kept: dict[SyntaxTree, None] = {}  # in the order of their last use
        self._bytes_kept = 0
        self._bytes_known = 0
        self._bytes_parsed = 0

    def add(self, tree: SyntaxTree) -> None:
        """Take over the tree of a file that has just been parsed."""
        self._bytes_known += len(tree.source)
        self.use(tree)

    def use(self, tree: SyntaxTree) -> None:
        """Keep a tree that is needed now, and drop others if there are too many."""
        if tree in self._kept:
            del self._kept[tree]
            self._kept[tree] = None
            return
        self._kept[tree] = None
        self._bytes_kept += len(tree.source)
        self._bytes_parsed += len(tree.source)
        while self._is_too_much():
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self._bytes_kept -= len(oldest.source)
            oldest.forget()

    def _is_too_much(self) -> bool:
        return (
            self._bytes_kept > KEPT
            and len(self._kept) > 1
            and self._bytes_parsed < PARSED * self._bytes_known
        )
