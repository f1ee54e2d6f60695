"""The notes of an import, which say how the spec differs from the declarations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from typescribe.language.declared import FunctionKind
from typescribe.language.errors import Position

NoteKind: TypeAlias = Literal["approximated", "left out", "not kept", "renamed", "by hand", "hint"]
"""`not kept` is a constraint, which does not change what the type means in TypeScript."""
Subject: TypeAlias = FunctionKind | Literal["constant", "user"]


@dataclass(frozen=True, slots=True)
class Loss:
    """A part that a spec does not have, so that operators over the type could answer differently.

    As text, it is the message of its note.
    """

    of: Literal["base", "type"]
    """A base type is left out, or a type has become `unknown`."""
    why: str
    part: str = ""
    """The part of an operand that JSON cannot carry, if the result of an operator depends on it."""

    def __str__(self) -> str:
        outcome = "its base type is left out" if self.of == "base" else "it becomes unknown"
        return f"{outcome}: {self.why}{f' ({self.part})' if self.part else ''}"


@dataclass(frozen=True, slots=True)
class Note:
    """One row of the import report."""

    kind: NoteKind
    name: str
    """The type, or the path to a part of it, as TypeScript writes it."""
    position: Position
    message: str
    declaration: str = ""
    """The key of the declaration that the note is about, or that contains the part."""
    subject: Subject | None = None
    """The kind of subject that the report counts: a function or constant that is left out, or
    a type that uses an approximated one; `None` for any other note.
    """
    loss: Loss | None = None


@dataclass(frozen=True, slots=True)
class MissingName:
    """A use of a name that is not declared anywhere."""

    name: str
    use: str
    """The name with its arguments, as it is written there."""
    position: Position
    specifier: str | None
    """The module that the name is imported from, if it is imported."""
    arguments: int
    of_constants: bool
    """Whether one of its arguments is the `typeof` of a constant."""
