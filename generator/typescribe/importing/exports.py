"""The types of a program to import: all that are exported, or those named by `--entry`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from typescribe.language.syntax import quoted
from typescribe.sources.typescript.lookup import Missing
from typescribe.sources.typescript.notes import Note, Subject
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.symbols import Import, Kind, Module, Piece, Scope, Space, Symbol


def exported_symbols(modules: Sequence[Module], program: Program) -> list[Symbol]:
    """Return every type that one of the modules exports, under any name."""
    found: dict[str, Symbol] = {}
    own = {id(module) for module in modules}
    for space in _spaces(modules, program):
        for symbol in _symbols(space):
            is_own = any(id(piece.scope.module) in own for piece in symbol.pieces)
            exported = any(piece.exported for piece in symbol.pieces)
            if program.adds_to_library(symbol):
                continue
            if is_own and (exported or _is_listed(symbol, space)):
                found[symbol.key] = symbol
    return list(found.values())


def _spaces(modules: Sequence[Module], program: Program) -> Iterable[Space]:
    spaces = [module.space for module in modules]
    spaces += [module.space for module in program.scanner.ambient.values()]
    return dict.fromkeys([*spaces, program.scanner.globals])


def _symbols(space: Space) -> Iterator[Symbol]:
    yield from space.symbols.values()
    for inner in space.spaces.values():
        yield from _symbols(inner)


def _is_listed(symbol: Symbol, space: Space) -> bool:
    if space.symbols.get(symbol.name) is not symbol:
        return False
    targets = [target for target, _ in space.exports.values()]
    return symbol.name in targets or bool(space.assigned and space.assigned[0] == symbol.name)


def public_symbols(main: Sequence[Module], program: Program) -> dict[str, Symbol]:
    """Return the types that importers of modules see, by the names that they use.

    If two modules export a name, the earlier one takes precedence.
    """
    found: dict[str, Symbol] = {}
    for module in main:
        for name in dict.fromkeys(_public_names(module.space, program, set())):
            symbol = program.exported(module.space, name, "type")
            if isinstance(symbol, Symbol):
                found.setdefault(name, symbol)
    return found


def _public_names(space: Space, program: Program, seen: set[int]) -> Iterator[str]:
    if id(space) in seen:
        return
    seen.add(id(space))
    yield from space.exports
    yield from (s.name for s in space.symbols.values() if any(p.exported for p in s.pieces))
    for star, scope in space.stars:
        if other := program.module_space(star.specifier, scope):
            yield from _public_names(other, program, seen)


def lost_exports(modules: Sequence[Module], program: Program) -> Iterator[Note]:
    """Yield a note for each re-export whose module or name cannot be found."""
    own = {id(module) for module in modules}
    for space in _spaces(modules, program):
        reexports = (pair for pair in space.exports.values() if isinstance(pair[0], Import))
        for imported, scope in (*space.stars, *reexports):
            assert isinstance(imported, Import), "re-exports are imports"
            if id(scope.module) in own and (reason := _lost(imported, scope, program)):
                name = "(exports)" if imported.name == "*" else imported.name
                position = scope.file.tree.position_at(imported.start)
                yield Note("left out", name, position, reason)


def _lost(imported: Import, scope: Scope, program: Program) -> str | None:
    """Return why a re-export cannot be found, None if it can."""
    space = program.module_space(imported.specifier, scope)
    if space is None:
        return f"{quoted(imported.specifier)} cannot be resolved"
    kinds: tuple[Kind, ...] = ("type", "value", "space")
    found = (program.exported(space, imported.name, kind) for kind in kinds)
    if imported.name == "*" or any(one and not isinstance(one, Missing) for one in found):
        return None
    return f"{quoted(imported.specifier)} does not export it"


def exported_values(
    modules: Sequence[Module],
    program: Program,
    were_read: Collection[int],
    constant: str = "a constant, not a type",
) -> Iterator[Note]:
    """Yield a note for each exported constant and function, because a spec holds only types.

    `were_read` are the ids of values from which types were derived, or which were read themselves.
    `constant` is the message about constants.
    """
    own = {id(module) for module in modules}
    for space in _spaces(modules, program):
        for note, piece in _values(space, constant):
            if id(piece) not in were_read and id(piece.scope.module) in own:
                yield note


def _values(space: Space, constant: str) -> Iterator[tuple[Note, Piece]]:
    for name, piece in space.values.items():
        if piece.exported and name not in space.symbols:
            subject: Subject = "constant" if _is_constant(piece) else "function"
            message = constant if subject == "constant" else "a function"
            node = piece.node.child_by_field_name("name") or piece.node
            position = piece.scope.file.tree.position_of(node)
            shown = ".".join((*space.qualifier, name))
            yield Note("left out", shown, position, message, subject=subject), piece
    for inner in space.spaces.values():
        yield from _values(inner, constant)


def _is_constant(piece: Piece) -> bool:
    if piece.kind != "variable_declarator":
        return False
    annotation = piece.node.child_by_field_name("type")
    return not annotation or annotation.named_children[0].type != "function_type"
