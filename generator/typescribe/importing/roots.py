"""Which types of a program come over: those that are exported, or those that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from typescribe.language.errors import Problem, SpecError, nearest
from typescribe.language.syntax import quoted
from typescribe.sources.typescript.notes import Told
from typescribe.sources.typescript.program import Kind, Missing, Program
from typescribe.sources.typescript.symbols import Import, Module, Piece, Scope, Space, Symbol


def exported_symbols(modules: Sequence[Module], program: Program) -> list[Symbol]:
    """Return every type that a module exports, under whatever name."""
    found: dict[str, Symbol] = {}
    own = {id(module) for module in modules}
    for space in _spaces(modules, program):
        for symbol in _symbols(space):
            is_own = any(id(piece.scope.module) in own for piece in symbol.pieces)
            exported = any(piece.exported for piece in symbol.pieces)
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


def public_symbols(entry: Module, program: Program) -> dict[str, Symbol]:
    """Return the types that a module shows to others, by the names that others use."""
    names = _public_names(entry.space, program, set())
    found: dict[str, Symbol] = {}
    for name in names:
        symbol = program.exported(entry.space, name, "type")
        if isinstance(symbol, Symbol):
            found[name] = symbol
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


def named_symbols(
    names: Sequence[str],
    public: dict[str, Symbol],
    exported: Sequence[Symbol],
    every: Sequence[Symbol],
) -> list[Symbol]:
    """Return the types called so: what the entry exports comes before what modules export.

    Raises:
        SpecError: there is none; the nearest name is told.
    """
    found: list[Symbol] = []
    problems: list[Problem] = []
    for name in names:
        inside = [s for s in exported if s.shown == name] or [s for s in every if s.shown == name]
        if name in public:
            found.append(public[name])
        elif inside:
            found += inside
        else:
            known = [*public, *(symbol.shown for symbol in exported)]
            advice = nearest(name, known) or "; it is declared in none of the files"
            problems.append(Problem("--entry", f"there is no type {quoted(name)}{advice}"))
    if problems:
        raise SpecError(problems)
    return found


def lost_exports(modules: Sequence[Module], program: Program) -> Iterator[Told]:
    """Tell what is exported of other modules and cannot be found there."""
    own = {id(module) for module in modules}
    for space in _spaces(modules, program):
        passed_on = (pair for pair in space.exports.values() if isinstance(pair[0], Import))
        for imported, scope in (*space.stars, *passed_on):
            assert isinstance(imported, Import), "a name of this module is not passed on"
            if id(scope.module) in own and (reason := _lost(imported, scope, program)):
                name = "(exports)" if imported.name == "*" else imported.name
                position = scope.file.tree.position_of(imported.node)
                yield Told("left out", name, position, reason)


def _lost(imported: Import, scope: Scope, program: Program) -> str | None:
    """Return why what is passed on is not there, if it is not."""
    space = program.module_space(imported.specifier, scope)
    if space is None:
        return f"{quoted(imported.specifier)} cannot be resolved"
    kinds: tuple[Kind, ...] = ("type", "value", "space")
    found = (program.exported(space, imported.name, kind) for kind in kinds)
    if imported.name == "*" or any(one and not isinstance(one, Missing) for one in found):
        return None
    return f"{quoted(imported.specifier)} does not export it"


def exported_values(
    modules: Sequence[Module], program: Program, was_read: Callable[[Piece], bool]
) -> Iterator[Told]:
    """Tell the constants and functions that are exported: a spec holds types.

    `was_read` says of which a type was made.
    """
    own = {id(module) for module in modules}
    for space in _spaces(modules, program):
        for told, piece in _values(space):
            if not was_read(piece) and id(piece.scope.module) in own:
                yield told


def _values(space: Space) -> Iterator[tuple[Told, Piece]]:
    for name, piece in space.values.items():
        if piece.exported and name not in space.symbols:
            what = "a constant, not a type" if _is_constant(piece) else "a function"
            node = piece.node.child_by_field_name("name") or piece.node
            position = piece.scope.file.tree.position_of(node)
            yield Told("left out", ".".join((*space.qualifier, name)), position, what), piece
    for inner in space.spaces.values():
        yield from _values(inner)


def _is_constant(piece: Piece) -> bool:
    if piece.node.type != "variable_declarator":
        return False
    annotation = piece.node.child_by_field_name("type")
    return not annotation or annotation.named_children[0].type != "function_type"
