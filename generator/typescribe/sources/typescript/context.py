"""Where an expression stands, and what gathers while expressions are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from typescribe.language.declared import LiteralOf, ObjectOf, TypeExpression
from typescribe.language.errors import Position
from typescribe.sources.typescript.notes import Kind, MissingName, Told
from typescribe.sources.typescript.symbols import Scope, Symbol


@dataclass(frozen=True, slots=True)
class Context:
    """The block that an expression stands in, the type parameters there, what it is a part of."""

    scope: Scope
    symbol: Symbol | None
    parameters: frozenset[str] = frozenset()
    itself: TypeExpression | None = None
    """What `this` means there."""


@dataclass(slots=True)
class Notes:
    """What there is to say of a program, and what is known of its constants."""

    described: bool
    told: list[Told] = field(default_factory=list)
    missing: list[MissingName] = field(default_factory=list)
    members: dict[Position, tuple[str, str]] = field(default_factory=dict)
    """The constant, and what is said of it, that the literal at a place comes from."""

    def tell(self, symbol: Symbol | None, position: Position, kind: Kind, message: str) -> None:
        """Note what did not come over whole."""
        name, key = (symbol.shown, symbol.key) if symbol else ("", "")
        self.told.append(Told(kind, name, position, message, key))

    def remember_members(self, expression: TypeExpression) -> None:
        """Keep what each literal in the type of a constant is called there."""
        if isinstance(expression, ObjectOf):
            for member in expression.fields:
                if isinstance(member.type, LiteralOf):
                    said = member.wire_name, member.description
                    self.members.setdefault(member.type.position, said)

    def of_member(self, literal: TypeExpression) -> str:
        """Return what to say of a literal that comes from a constant, or has a comment."""
        name, said = self.members.get(literal.position, ("", ""))
        value = str(literal.value) if isinstance(literal, LiteralOf) else "null"
        return self.described_member(name, value, said)

    def described_member(self, name: str, value: str, said: str) -> str:
        """Return what to say of a constant: its name if the value is another, and its comment."""
        same = not name or _letters(name) == _letters(value)
        return ": ".join(filter(None, ("" if same else name, said if self.described else "")))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
