"""The constants that a program exports -> constants of a spec, for `--constants`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from typescribe.language.constraints import json_text
from typescribe.language.package_constants import DeclaredConstant
from typescribe.sources.expressions.jsdoc import read_jsdoc
from typescribe.sources.typescript.json_values import NoValueError, only_value
from typescribe.sources.typescript.notes import Note
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.symbols import Module, Piece, Space, Symbol
from typescribe.sources.typescript.value_types import ValueTypes


@dataclass(frozen=True, slots=True)
class ReadConstants:
    """The constants of a program by the file that declares them, and notes about others."""

    files: dict[str, tuple[DeclaredConstant, ...]]
    pieces: frozenset[int]
    """The ids of their declarations."""
    notes: tuple[Note, ...]


NO_CONSTANTS = ReadConstants({}, frozenset(), ())


def read_constants(
    program: Program,
    main: Sequence[Module],
    own: Sequence[Module],
    values: ValueTypes,
    *,
    described: bool,
) -> ReadConstants:
    """Return the constants that modules of a program export and whose values JSON can carry.

    One that importers of the program see has precedence over others of the same name.

    Args:
        program: the program.
        main: the modules whose exports are those of the program.
        own: all modules of the program, without those of its dependencies.
        values: the values of the program.
        described: whether to keep comments.
    """
    files: dict[str, list[DeclaredConstant]] = {}
    known: dict[str, str] = {}
    pieces: set[int] = set()
    declared: set[str] = set()
    notes: list[Note] = []
    within = {id(module) for module in own}
    for module in dict.fromkeys((*main, *own)):
        for name, piece in _public(module.space, program, (), set()):
            if id(piece.scope.module) not in within or (name in known and id(piece) in pieces):
                continue
            try:
                value = json_text(only_value(values.narrowest(piece)))
            except (NoValueError, RecursionError):
                continue
            tree = piece.scope.file.tree
            position = tree.position_of(piece.node.child_by_field_name("name") or piece.node)
            pieces.add(id(piece))
            if known.setdefault(name, value) != value:
                message = "another exported constant has this name"
                notes.append(Note("left out", name, position, message))
            elif name not in declared:
                found = read_jsdoc(piece.comment) if piece.comment else None
                text = found.full_description if found and described else ""
                deprecated = found.deprecated if found else None
                made = DeclaredConstant(name, value, position, text, deprecated)
                files.setdefault(piece.scope.file.name, []).append(made)
                declared.add(name)
    by_file = {file: tuple(found) for file, found in files.items()}
    return ReadConstants(by_file, frozenset(pieces), tuple(notes))


def _public(
    space: Space, program: Program, around: tuple[str, ...], seen: set[int]
) -> Iterator[tuple[str, Piece]]:
    """Yield the values of a module, and of the namespaces in it, by the names that they have."""
    if id(space) in seen:
        return
    seen.add(id(space))
    for name in dict.fromkeys(_names(space, program, set())):
        piece = program.exported(space, name, "value")
        is_type = isinstance(program.exported(space, name, "type"), Symbol)
        if isinstance(piece, Piece) and piece.kind == "variable_declarator" and not is_type:
            yield ".".join((*around, name)), piece
        inner = program.exported(space, name, "space")
        if isinstance(inner, Space):
            yield from _public(inner, program, (*around, name), seen)


def _names(space: Space, program: Program, seen: set[int]) -> Iterator[str]:
    if id(space) in seen:
        return
    seen.add(id(space))
    yield from space.exports
    yield from (name for name, piece in space.values.items() if piece.exported)
    yield from space.spaces
    for star, scope in space.stars:
        if other := program.module_space(star.specifier, scope):
            yield from _names(other, program, seen)
