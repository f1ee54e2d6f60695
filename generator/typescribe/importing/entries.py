"""Finds the types that `--entry` and `--exclude` name, as TypeScript users write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from typescribe.language.errors import Problem, SpecError
from typescribe.language.syntax import quoted
from typescribe.language.type_names import ends_with, joined, suggestion
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.symbols import Module, Space, Symbol

OPTION = "--entry"
EXCLUDE = "--exclude"


@dataclass(frozen=True, slots=True)
class NamedTypes:
    """The types that an option names, and the names that no type has."""

    symbols: Mapping[str, tuple[Symbol, ...]]
    """The types by the name that was given; modules may declare several under one name."""
    unknown: Mapping[str, str]
    """Advice on each name that no type has; it begins with a semicolon."""

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all these types."""
        return frozenset(symbol.key for found in self.symbols.values() for symbol in found)


@dataclass(frozen=True, slots=True)
class Types:
    """The types of a program, among which names are looked up."""

    program: Program
    main: Sequence[Module]
    """The modules whose exports are those of the program; earlier ones take precedence."""
    public: Mapping[str, Symbol]
    """These exports, by name, without those of namespaces."""
    exported: Sequence[Symbol]
    """The types that any module exports."""


def named_types(names: Sequence[str], types: Types, option: str) -> NamedTypes:
    """Find the types with these names.

    A name is looked up as an importer of the program writes it, `Stripe.Invoice`; then as the file
    that declares it does; then as the last part of a longer name, if only one type has it; then as
    a spec writes it, `StripeInvoice`.

    Args:
        names: the names.
        types: the types of the program.
        option: the option that gave the names.

    Raises:
        SpecError: several types have a name as the last part of theirs.
    """
    found: dict[str, tuple[Symbol, ...]] = {}
    unknown: dict[str, str] = {}
    problems: list[Problem] = []
    for name in names:
        seen = types.public.get(name) or _in_namespace(name, types.main, types.program)
        symbols = [seen] if seen else _declared(name, types.exported, types.program)
        full = list(dict.fromkeys(symbol.shown for symbol in symbols))
        if len(full) > 1:
            message = f"several types are called {quoted(name)}: {', '.join(full)}; choose one"
            problems.append(Problem(option, message))
        elif symbols:
            found[name] = tuple(symbols)
        else:
            known = [*types.public, *(symbol.shown for symbol in types.exported)]
            unknown[name] = suggestion(name, known) or "; no file declares it"
    if problems:
        raise SpecError(problems)
    return NamedTypes(found, unknown)


def chosen_types(
    types: Types, entries: Sequence[str], excluded: Sequence[str]
) -> tuple[list[Symbol], NamedTypes, NamedTypes]:
    """Return the types to start from, those that entries name, and those that are excluded.

    Without entries, these are all exported types that are not excluded.

    Raises:
        SpecError: several types have a name as the last part of theirs.
    """
    without = named_types(excluded, types, EXCLUDE)
    named = named_types(entries, types, OPTION)
    roots = [symbol for symbols in named.symbols.values() for symbol in symbols]
    if not entries:
        roots = [symbol for symbol in types.exported if symbol.key not in without.keys]
    return roots, named, without


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
