"""Finds the types that `--entry` names, as TypeScript users write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from typescribe.language.errors import Problem, SpecError
from typescribe.language.syntax import quoted
from typescribe.language.type_names import ends_with, joined, suggestion
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.symbols import Module, Space, Symbol

OPTION = "--entry"


@dataclass(frozen=True, slots=True)
class NamedTypes:
    """The types that `--entry` names, and the names that no type has."""

    symbols: Mapping[str, tuple[Symbol, ...]]
    """The types by the name that was given; modules may declare several under one name."""
    unknown: Mapping[str, str]
    """Advice on each name that no type has; it begins with a semicolon."""


def named_types(
    names: Sequence[str],
    main: Sequence[Module],
    public: Mapping[str, Symbol],
    exported: Sequence[Symbol],
    program: Program,
) -> NamedTypes:
    """Find the types with these names.

    A name is looked up as an importer of the program writes it, `Stripe.Invoice`; then as the file
    that declares it does; then as the last part of a longer name, if only one type has it; then as
    a spec writes it, `StripeInvoice`.

    Args:
        names: the names.
        main: the modules whose exports are those of the program; earlier ones take precedence.
        public: these exports, by name, without those of namespaces.
        exported: the types that any module exports.
        program: the program.

    Raises:
        SpecError: several types have a name as the last part of theirs.
    """
    found: dict[str, tuple[Symbol, ...]] = {}
    unknown: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        seen = public.get(name) or _in_namespace(name, main, program)
        symbols = [seen] if seen else _declared(name, exported, program)
        full = list(dict.fromkeys(symbol.shown for symbol in symbols))
        if len(full) > 1:
            message = f"several types are called {quoted(name)}: {', '.join(full)}; choose one"
            problems.append(Problem(OPTION, message))
        elif symbols:
            found[name] = tuple(symbols)
        else:
            known = [*public, *(symbol.shown for symbol in exported)]
            unknown[name] = suggestion(name, known) or "; no file declares it"
    if problems:
        raise SpecError(problems)
    return NamedTypes(found, unknown)


def assert_known(named: NamedTypes) -> None:
    """Raise `SpecError` if no type has one of the names."""
    if named.unknown:
        raise SpecError(
            Problem(OPTION, f"there is no type {quoted(name)}{advice}")
            for name, advice in named.unknown.items()
        )


def _in_namespace(name: str, main: Sequence[Module], program: Program) -> Symbol | None:
    """Return the type that importers of a program see inside namespaces, if there is one."""
    *outer, last = name.split(".")
    for module in main if outer else ():
        space: object = module.space
        for part in outer:
            space = program.exported(space, part, "space") if isinstance(space, Space) else None
        found = program.exported(space, last, "type") if isinstance(space, Space) else None
        if isinstance(found, Symbol):
            return found
    return None


def _declared(name: str, exported: Sequence[Symbol], program: Program) -> list[Symbol]:
    """Return the types that files declare under a name, or under one that ends in it.

    Else, return the types that an import calls so.
    """
    every = program.scanner.symbols.values()
    for among in (exported, every):
        if found := [symbol for symbol in among if symbol.shown == name]:
            return found
    for among in (exported, every):
        if found := [symbol for symbol in among if ends_with(symbol.shown, name)]:
            return found
    return [symbol for symbol in exported if joined(symbol.shown) == name]
