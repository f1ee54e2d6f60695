"""Progress of a long step: the function that receives it, which a command shows on a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

MoveOn: TypeAlias = Callable[[int, int], None]
"""Receives how many parts of a step are done, and of how many."""


def unseen(_done: int, _total: int) -> None:
    """Ignore progress."""
