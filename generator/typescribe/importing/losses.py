"""The notes of an import -> how the declarations of a spec differ from those in TypeScript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from typescribe.language.declared import Declaration, Fields, Keyword
from typescribe.sources.typescript.notes import Note
from typescribe.sources.typescript.symbols import Symbol

_CLOSED = {"interface_declaration", "class_declaration", "abstract_class_declaration"}
"""The nodes of types that others may add to."""


@dataclass(frozen=True, slots=True)
class Losses:
    """The differences between the declarations of a spec and those in TypeScript, by name."""

    approximated: frozenset[str] = frozenset()
    """Types part of which is wider."""
    without_bases: frozenset[str] = frozenset()
    """Types that have lost a base type, so that not all their properties are known."""
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The properties of each type that JSON cannot carry."""
    undefined: frozenset[str] = frozenset()
    """Types that have become unknown because an operator did: they may be `undefined`."""
    closed: frozenset[str] = frozenset()
    """Interfaces and classes: others may add to them, so they fit no index signature."""


def losses(
    declarations: Sequence[Declaration],
    keys: Mapping[str, str],
    notes: Iterable[Note],
    closed: frozenset[str],
    with_unknown_bases: Set[str],
) -> Losses:
    """Return how declarations differ from TypeScript, as far as notes say.

    Args:
        declarations: those of the spec.
        keys: the key of each by its name; those that were made of its parts share it.
        notes: what has been approximated or left out.
        closed: the names of those that fit no index signature.
        with_unknown_bases: the keys of those with a base type that is not known.
    """
    names: dict[str, list[str]] = {}
    for name, key in keys.items():
        names.setdefault(key, []).append(name)
    members: dict[str, set[str]] = {}
    approximated: set[str] = set()
    without_bases = {name for key in with_unknown_bases for name in names.get(key, ())}
    undefined: set[str] = set()
    for note in notes:
        for name in names.get(note.declaration, ()):
            if note.kind == "left out":
                members.setdefault(name, set()).add(note.name.rpartition(".")[2])
            elif note.kind == "approximated":
                approximated.add(name)
                if note.loss is not None:
                    (without_bases if note.loss.of == "base" else undefined).add(name)
    known = frozenset(declaration.name for declaration in declarations)
    return Losses(
        known & approximated,
        known & without_bases,
        {name: frozenset(lost) for name, lost in members.items() if name in known},
        known & undefined,
        known & closed,
    )


def has_unknown_base(declaration: Declaration) -> bool:
    """Return whether a linked declaration has a base type that is not known."""
    match declaration.body:
        case Fields(extends=extends):
            return any(isinstance(base, Keyword) for base in extends)
        case _:
            return False


def is_closed(symbol: Symbol) -> bool:
    """Return whether others may add to a type, so that it fits no index signature."""
    return any(piece.kind in _CLOSED for piece in symbol.pieces)
