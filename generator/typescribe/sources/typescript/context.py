"""The context of an expression, and the notes that are made while expressions are converted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from typescribe.language.declared import LiteralOf, ObjectOf, TypeExpression
from typescribe.language.errors import Position
from typescribe.sources.typescript.notes import MissingName, Note
from typescribe.sources.typescript.symbols import Scope, Symbol


@dataclass(frozen=True, slots=True)
class Context:
    """The scope of an expression, the type parameters in scope, and the declaration around it."""

    scope: Scope
    symbol: Symbol | None
    parameters: frozenset[str] = frozenset()
    itself: TypeExpression | None = None
    """The type of `this`."""
    bound: Mapping[str, TypeExpression] = field(default_factory=dict)
    """The linked types that names stand for, where a generic is evaluated for its arguments."""


@dataclass(slots=True)
class Notes:
    """The notes about a program, and the names and comments of its constants."""

    described: bool
    notes: list[Note] = field(default_factory=list)
    missing: list[MissingName] = field(default_factory=list)
    members: dict[Position, tuple[str, str]] = field(default_factory=dict)
    """The name and the comment of the constant with the literal at a position."""

    def approximate(self, symbol: Symbol | None, position: Position, message: str) -> None:
        """Add a note that a part of a type is approximated."""
        name, key = (symbol.shown, symbol.key) if symbol else ("", "")
        self.notes.append(Note("approximated", name, position, message, key))

    def not_kept(self, symbol: Symbol | None, part: str, position: Position, message: str) -> None:
        """Add a note that a constraint of a part of a type cannot be kept."""
        name, key = (symbol.shown, symbol.key) if symbol else ("", "")
        name = ".".join(filter(None, (name, part)))
        self.notes.append(Note("not kept", name, position, message, key))

    def remember_members(self, expression: TypeExpression) -> None:
        """Remember the name and the comment of each literal in the type of a constant."""
        if isinstance(expression, ObjectOf):
            for member in expression.fields:
                if isinstance(member.type, LiteralOf):
                    named = member.wire_name, member.description
                    self.members.setdefault(member.type.position, named)

    def of_member(self, literal: TypeExpression) -> str:
        """Return the description of a literal that comes from a constant or has a comment."""
        name, comment = self.members.get(literal.position, ("", ""))
        value = str(literal.value) if isinstance(literal, LiteralOf) else "null"
        return self.described_member(name, value, comment)

    def described_member(self, name: str, value: str, comment: str) -> str:
        """Return the name of a constant, unless its value repeats it, and its comment."""
        same = not name or _letters(name) == _letters(value)
        return ": ".join(filter(None, ("" if same else name, comment if self.described else "")))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
