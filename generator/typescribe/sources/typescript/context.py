"""The context of an expression, and the notes that are made while expressions are converted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from typescribe.language.constants import constant_name, constant_of
from typescribe.language.declared import (
    DeclaredValue,
    LinkedReference,
    LiteralOf,
    LiteralValue,
    ObjectOf,
    TypeExpression,
)
from typescribe.language.errors import Position
from typescribe.sources.typescript.notes import MissingName, Note
from typescribe.sources.typescript.symbols import Scope, Symbol


@dataclass(frozen=True, slots=True)
class Context:
    """The scope of an expression, the type parameters in scope, and the declaration around it."""

    scope: Scope
    symbol: Symbol | None
    parameters: frozenset[str] = frozenset()
    itself: LinkedReference | None = None
    """The type of `this`."""
    bound: Mapping[str, TypeExpression] = field(default_factory=dict)
    """The linked types that names stand for, where a generic is evaluated for its arguments."""
    compares: bool = False
    """Whether a condition compares the expression, so that the brand of a text matters."""
    is_argument: bool = False
    """Whether it is in an argument of a generic type, which may compare it."""


@dataclass(frozen=True, slots=True)
class Member:
    """The name of the constant with a literal, or "" for a member of a union; its comment."""

    constant: str
    comment: str
    names: tuple[str, ...] = ()
    """The names in the comment."""


@dataclass(slots=True)
class Notes:
    """The notes about a program, and the names and comments of its constants."""

    described: bool
    notes: list[Note] = field(default_factory=list)
    missing: list[MissingName] = field(default_factory=list)
    members: dict[Position, Member] = field(default_factory=dict)
    """The facts about the literal at a position."""

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
                    named = Member(member.wire_name, member.description)
                    self.members.setdefault(member.type.position, named)

    def documented(self, value: LiteralValue | None, position: Position) -> DeclaredValue:
        """Return a literal with the name and the comment of the constant at its position."""
        known = self.members.get(position, Member("", ""))
        described = known.comment if self.described else ""
        names = known.names or telling_names(value, known.constant)
        return DeclaredValue(value, position, described, names)


def telling_names(value: LiteralValue | None, name: str) -> tuple[str, ...]:
    """Return the name of a constant, unless its value alone makes the same constant in Python."""
    constant = constant_name(name)
    return (name,) if constant and constant != constant_of(value) else ()
