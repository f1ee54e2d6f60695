"""What an import has to say of what did not come over whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from typescribe.language.errors import Position

Kind: TypeAlias = Literal["narrowed", "left out", "renamed", "by hand"]


@dataclass(frozen=True, slots=True)
class Told:
    """One departure: what it is about, where it stands, and what was done for which reason."""

    kind: Kind
    name: str
    position: Position
    message: str
    declaration: str = ""
    """The key of the declaration that it is a part of."""


@dataclass(frozen=True, slots=True)
class MissingName:
    """A name that is declared nowhere, as one place uses it."""

    name: str
    use: str
    position: Position
    specifier: str | None
    arguments: int
    of_constants: bool
    """Whether its argument is a `typeof` of a constant."""
