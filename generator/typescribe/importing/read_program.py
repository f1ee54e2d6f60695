"""A TypeScript program -> declarations of spec files, and what did not come over whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from typescribe.importing.carrying import carry
from typescribe.importing.fitting import fit
from typescribe.importing.roots import (
    exported_symbols,
    exported_values,
    lost_exports,
    named_symbols,
    public_symbols,
)
from typescribe.importing.shortening import shortened
from typescribe.importing.spec_names import SpecName, spec_names
from typescribe.language.declared import (
    Alias,
    Declaration,
    Fields,
    ObjectOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.errors import Position
from typescribe.sources.typescript.conversion import Converter
from typescribe.sources.typescript.module_files import labels
from typescribe.sources.typescript.notes import Kind, MissingName, Told
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.rebuilding import mentioned, with_parts
from typescribe.sources.typescript.symbols import Module, Symbol


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read of a program.

    `entries` are the names asked for; without them, all that is exported. `by_hand` are the
    types that other files of the spec declare.
    """

    entries: tuple[str, ...] = ()
    described: bool = True
    by_hand: tuple[Declaration, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadTypes:
    """The types of a program, by the file that declares them, and all there is to tell."""

    files: Mapping[str, tuple[Declaration, ...]]
    labels: Mapping[str, str]
    """The path of each file from where all of them are."""
    own: frozenset[str]
    """The files of the source itself, without what others supply."""
    told: tuple[Told, ...]
    missing: tuple[MissingName, ...]
    whole: int
    narrowed: int
    left_out: int


def read_program(
    program: Program, main: Sequence[Module], own: Sequence[Module], wanted: Wanted
) -> ReadTypes:
    """Read the types of a program.

    Args:
        program: with all its files added.
        main: the modules whose exports are the program's, the first one before all.
        own: all modules of the program, without what others supply.
        wanted: what to read of it.

    Raises:
        SpecError: an entry that is not there.
    """
    return _Reader(program, main, own, wanted).read()


@dataclass(slots=True)
class _Reader:
    program: Program
    main: Sequence[Module]
    own: Sequence[Module]
    wanted: Wanted
    told: list[Told] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)

    def read(self) -> ReadTypes:
        public: dict[str, Symbol] = {}
        for module in self.main:
            for name, symbol in public_symbols(module, self.program).items():
                public.setdefault(name, symbol)
        every = exported_symbols(self.own, self.program)
        roots = every
        if self.wanted.entries:
            roots = named_symbols(self.wanted.entries, public, every, self.program.scanner.symbols)
        by_hand = {declaration.name: declaration for declaration in self.wanted.by_hand}
        converter = Converter(self.program, self.wanted.described, frozenset(by_hand))
        reached = self._convert(converter, roots)
        self.shown = {key: symbol.shown for key, symbol in reached.items()}
        carried = carry(converter.declared, self.shown, self._tell)
        self.told += converter.notes.told
        for key, reason in carried.left_out.items():
            self._tell(key, "left out", self.shown[key], converter.declared[key].position, reason)
        files = {module.file.name: place for place, module in enumerate(self.own)}
        kept = sorted(
            (reached[key] for key in carried.declarations if key in reached),
            key=lambda s: (files.get(s.file.name, -1), s.file.name, s.first.node.start_byte),
        )
        preferred = {symbol.key for name, symbol in public.items() if name == symbol.name}
        paths = labels([module.file.name for module in self.own])
        for symbol in kept:
            paths.setdefault(symbol.file.name, PurePosixPath(symbol.file.name).name)
        other_files = {name: d.position.file for name, d in by_hand.items()}
        names = spec_names(kept, preferred, other_files, paths)
        declared = [
            self._renamed(carried.declarations[s.key], names[s.key], names)
            for s in kept
            if not self._is_by_hand(s.key, carried.declarations[s.key].position, names[s.key])
        ]
        fitted = shortened(fit(tuple(declared), tuple(by_hand.values()), self._narrow))
        by_file: dict[str, list[Declaration]] = {}
        for declaration in fitted:
            by_file.setdefault(declaration.position.file, []).append(declaration)
        left = {told.declaration for told in self.told if told.kind == "by hand"}
        left |= carried.left_out.keys()
        narrowed = {t.declaration for t in self.told if t.kind in ("narrowed", "left out")} - left
        if not self.wanted.entries:
            self.told += exported_values(self.own, self.program, converter.values.was_read)
            self.told += lost_exports(self.own, self.program)
        return ReadTypes(
            {file: tuple(declarations) for file, declarations in by_file.items()},
            paths,
            frozenset(files),
            tuple(sorted(dict.fromkeys(self.told), key=lambda told: told.position)),
            tuple(converter.notes.missing),
            whole=len(declared) - len(narrowed),
            narrowed=len(narrowed),
            left_out=len(carried.left_out),
        )

    def _convert(self, converter: Converter, roots: Sequence[Symbol]) -> dict[str, Symbol]:
        """Convert the roots and all that they reach."""
        by_key = self.program.scanner.symbols
        reached: dict[str, Symbol] = {}
        waiting = list(reversed(roots))
        while waiting:
            symbol = waiting.pop()
            if symbol.key in reached:
                continue
            reached[symbol.key] = symbol
            declaration = converter.declare(symbol)
            assert declaration is not None, "nothing is being made any more"
            keys = [name for name in mentioned(declaration) if name.startswith("#")]
            waiting += [by_key[int(key[1:])] for key in sorted(keys, reverse=True)]
        # What was only looked into, as `Enum<typeof X>` looks into `Enum`, is not needed.
        for key in [key for key in converter.declared if key not in reached]:
            del converter.declared[key]
        converter.notes.told[:] = [t for t in converter.notes.told if t.declaration in reached]
        return reached

    def _is_by_hand(self, key: str, position: Position, name: SpecName) -> bool:
        if not name.by_hand:
            return False
        message = f"`{name.name}` is declared by hand in {name.by_hand}"
        self._tell(key, "by hand", self.shown[key], position, message)
        return True

    def _renamed(
        self, declaration: Declaration, name: SpecName, names: Mapping[str, SpecName]
    ) -> Declaration:
        if name.instead_of:
            message = f'is called "{name.name}": "{name.instead_of}" is {name.taken_by}'
            shown, position = self.shown[declaration.name], declaration.position
            self._tell(declaration.name, "renamed", shown, position, message)
        self.shown[name.name] = self.shown[declaration.name]

        def rename(expression: TypeExpression) -> TypeExpression:
            renamed = with_parts(expression, rename)
            if isinstance(renamed, TypeReference) and renamed.name in names:
                return replace(renamed, name=names[renamed.name].name)
            return renamed

        parameters = tuple(
            replace(
                parameter,
                constraint=parameter.constraint and rename(parameter.constraint),
                default=parameter.default and rename(parameter.default),
            )
            for parameter in declaration.parameters
        )
        body = declaration.body
        match body:
            case Alias(type=type_):
                body = Alias(rename(type_))
            case Fields(object=object_, extends=extends):
                made = rename(object_)
                assert isinstance(made, ObjectOf), "renaming keeps the kind"
                body = replace(body, object=made, extends=tuple(map(rename, extends)))
        return replace(declaration, name=name.name, parameters=parameters, body=body)

    def _tell(self, key: str, kind: Kind, name: str, position: Position, message: str) -> None:
        self.told.append(Told(kind, name, position, message, key))

    def _narrow(self, declaration: Declaration, position: Position, message: str) -> None:
        name = self.shown[declaration.name]
        self._tell(declaration.name, "narrowed", name, position, message)
