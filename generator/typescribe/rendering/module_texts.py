"""The text of a Python module, in pieces, before it is formatted."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from typescribe.text.quoting import LINE_LENGTH, Code

BETWEEN = "\n\n\n"
"""The separator of definitions: two empty lines, which black requires or keeps."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module, in pieces that can be formatted one by one; the first contains the imports."""

    pieces: tuple[str, ...]
    heading: str = ""
    """Comments above the first piece, which are not formatted."""
    is_written: bool = False
    """Whether all pieces but the first are written as black would, except for long lines."""
    is_compact: bool = False
    """Whether no empty lines are between single statements."""
    public: frozenset[str] = frozenset()
    """The public names that one of several modules of a target defines."""

    @property
    def source(self) -> str:
        """The text of the whole module, before it is formatted."""
        if self.is_compact:
            return self.heading + joined(self.pieces, self.is_compact)
        return self.heading + BETWEEN.join(self.pieces) + "\n"

    def names(self) -> set[str]:
        """Return the names that the module defines or imports."""
        found: set[str] = set()
        for statement in ast.parse(self.source).body:
            match statement:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    found.add(name)
                case ast.Import() | ast.ImportFrom():
                    found |= {alias.asname or alias.name for alias in statement.names}
                case _:
                    found |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
        return found


@dataclass(frozen=True, slots=True)
class Names:
    """A module of a package, and names that it defines."""

    name: Code
    names: tuple[Code, ...]

    @property
    def lines(self) -> list[Code]:
        """The module with a colon, then the names, in lines of the usual length."""
        width = LINE_LENGTH - len(" " * 8)
        text = f"{self.name}: {' '.join(self.names)}"
        lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
        return list(map(Code, lines))


def joined(pieces: Sequence[str], is_compact: bool) -> str:
    """Join pieces to a module, with the empty lines that black puts between them.

    In a compact module, no empty lines are between single statements.
    """
    head = pieces[0]
    text = [head]
    for before, piece in pairwise(pieces):
        # After imports, black puts two empty lines before a definition and one before others.
        if before is head and not _defines(piece) and _ends_in_import(head):
            text.append("\n\n")
        elif is_compact and before is not head and not (_defines(before) or _defines(piece)):
            text.append("\n")
        else:
            text.append(BETWEEN)
        text.append(piece)
    return "".join(text) + "\n"


def _defines(piece: str) -> bool:
    return piece.startswith(("@", "class ", "def "))


def _ends_in_import(source: str) -> bool:
    statements = ast.parse(source).body
    return bool(statements) and isinstance(statements[-1], (ast.Import, ast.ImportFrom))
