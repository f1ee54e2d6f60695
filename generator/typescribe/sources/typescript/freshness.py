"""Which constants have a literal type that widens where another variable gets their value.

`const a = "x"` does, but `const a: "x" = "x"` and `const a = "x" as const` do not (release notes of
TypeScript 2.1, Improved Inference for Literal Types).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.syntax import named_parts
from typescribe.sources.typescript.symbols import Piece, Scope, Space, Symbol
from typescribe.sources.typescript.values import initial_constant

if TYPE_CHECKING:
    from typescribe.sources.typescript.program import Program

_DEEPEST = 50
"""How many constants may be initialised by one another."""
_CASTS = {"as_expression", "type_assertion"}


def widens(program: Program, scope: Scope, name: str) -> bool:
    """Return whether the literal type of a constant widens, by its name in a scope.

    That of a property of an object does not: if it is a literal, somebody has declared it.
    """
    for _ in range(_DEEPEST):
        found = _found(program, scope, name)
        if isinstance(found, Symbol):
            return True
        initial = initial_constant(found) if isinstance(found, Piece) else None
        while initial is not None and initial.type == "parenthesized_expression":
            (initial,) = named_parts(initial)
        if not isinstance(found, Piece) or initial is None or initial.type in _CASTS:
            return False
        if initial.type not in {"identifier", "member_expression"}:
            return True
        scope, name = found.scope, found.scope.file.tree.text_of(initial)
    return False


def _found(program: Program, scope: Scope, name: str) -> object:
    """Return the constant with a name, or the class or enum whose static member has it."""
    outer, _, last = name.rpartition(".")
    if not outer:
        return program.find(scope, name, "value")
    space = program.find(scope, outer, "space")
    if isinstance(space, Space) and (exported := program.exported(space, last, "value")):
        return exported
    return program.find(scope, outer, "value") if "." not in outer else None
