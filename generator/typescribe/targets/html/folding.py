"""Long unions of literals -> the part that is shown, and the part that is folded."""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.text.type_writer import Piece

MOST_SHOWN = 8
"""The literals of a list that are shown before the rest of it is unfolded."""
FEW_MORE = 4
"""The fewest literals that are folded; the line to unfold them would take as much room."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A type in pieces: those that are shown, those that are folded, and the literals in these."""

    shown: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    more: int


def folded(pieces: tuple[Piece, ...]) -> Folded:
    """Return a type with the part behind its first literals folded, if it has many."""
    places = [place for place, piece in enumerate(pieces) if piece.kind == "literal"]
    more = len(places) - MOST_SHOWN
    if more < FEW_MORE:
        return Folded(pieces, (), 0)
    end = places[MOST_SHOWN - 1] + 1
    return Folded(pieces[:end], pieces[end:], more)
