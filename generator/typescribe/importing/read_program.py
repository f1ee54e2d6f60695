"""A TypeScript program -> the declarations of spec files, and notes on what is not exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from typescribe.importing.affected import affected
from typescribe.importing.approximating import approximate
from typescribe.importing.constants import NO_CONSTANTS, ReadConstants, read_constants
from typescribe.importing.dependents import widened
from typescribe.importing.drop_not_json import drop_not_json
from typescribe.importing.entries import Types, assert_known, chosen_types
from typescribe.importing.exports import (
    exported_symbols,
    exported_values,
    lost_exports,
    public_symbols,
)
from typescribe.importing.hoisting import hoisted
from typescribe.importing.losses import has_unknown_base, is_closed, losses
from typescribe.importing.origins import ReadFiles, read_files
from typescribe.importing.reached import convert_reached
from typescribe.importing.sensible import sensible
from typescribe.importing.short_names import GivenNames, short_names
from typescribe.importing.spec_names import SpecName, renamed, spec_names
from typescribe.importing.splitting import split_long_types
from typescribe.importing.users import users_of
from typescribe.language.declared import Declaration
from typescribe.language.errors import Position
from typescribe.language.package_constants import DeclaredConstant
from typescribe.resolving.budget import Budget
from typescribe.sources.typescript.conversion import Converter
from typescribe.sources.typescript.module_files import labels
from typescribe.sources.typescript.notes import Loss, MissingName, Note, NoteKind
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.symbols import Module, Symbol


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which types to read, and how.

    `entries` names the types; without it, all that is exported is read, but not the types that
    `excluded` names. `described` keeps comments. `by_hand` are the types that other files of the
    spec declare. With `entries_may_be_absent`, an unknown entry is not an error. With
    `class_names`, types in namespaces get short names for their classes, except for those that are
    given.
    """

    entries: tuple[str, ...] = ()
    described: bool = True
    by_hand: tuple[Declaration, ...] = ()
    entries_may_be_absent: bool = False
    excluded: tuple[str, ...] = ()
    class_names: GivenNames | None = None
    constants: bool = False
    """Whether to read the exported constants whose values JSON can carry."""
    constants_by_hand: frozenset[str] = frozenset()
    """The names of the constants that other files of the spec declare."""


@dataclass(frozen=True, slots=True)
class ReadTypes:
    """The types of a program by the file that declares them, and the notes about them."""

    files: Mapping[str, tuple[Declaration, ...]]
    labels: Mapping[str, str]
    """The path of each file, relative to their common folder."""
    own: frozenset[str]
    """The files of the source itself, without those of its dependencies."""
    notes: tuple[Note, ...]
    missing: tuple[MissingName, ...]
    exact: int
    approximated: int
    left_out: int
    read: ReadFiles
    inexact: frozenset[str]
    """The types that are approximated, by their names in the spec."""
    not_imported: frozenset[str]
    """The types that use one that is declared by hand, by their names in the spec."""
    entries: Mapping[str, tuple[str, ...]]
    """The names in the spec of the types that each entry names; of none if all were left out."""
    unknown_entries: Mapping[str, str]
    """Advice on each entry that no type has, if these may be absent."""
    unknown_excluded: Mapping[str, str]
    """Advice on each excluded name that no type has."""
    constants: Mapping[str, tuple[DeclaredConstant, ...]]
    """The constants by the file that declares them, if they are wanted."""


def read_program(
    program: Program, main: Sequence[Module], own: Sequence[Module], wanted: Wanted
) -> ReadTypes:
    """Read the types of a program.

    Args:
        program: with all its files added.
        main: the modules whose exports are those of the program; earlier ones take precedence.
        own: all modules of the program, without those of its dependencies.
        wanted: which types to read, and how.

    Raises:
        SpecError: an entry does not exist.
    """
    return _Reader(program, main, own, wanted).read()


@dataclass(slots=True)
class _Reader:
    program: Program
    main: Sequence[Module]
    own: Sequence[Module]
    wanted: Wanted
    notes: list[Note] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    """The key of each declaration by its name in the spec."""
    with_unknown_bases: set[str] = field(default_factory=set)
    """The keys of the declarations with a base type that is not known."""

    def read(self) -> ReadTypes:
        public = public_symbols(self.main, self.program)
        every = exported_symbols(self.own, self.program)
        types = Types(self.program, self.main, public, every)
        roots, entries, excluded = chosen_types(types, self.wanted.entries, self.wanted.excluded)
        if not self.wanted.entries_may_be_absent:
            assert_known(entries)
        by_hand = {declaration.name: declaration for declaration in self.wanted.by_hand}
        own_names = frozenset(by_hand)
        converter = Converter(self.program, self.wanted.described, own_names, excluded.keys)
        reached = convert_reached(self.program, converter, roots)
        self.shown = {key: symbol.shown for key, symbol in reached.items()}
        with_unknown_bases = (k for k, one in converter.declared.items() if has_unknown_base(one))
        self.with_unknown_bases.update(with_unknown_bases)
        pruned = drop_not_json(converter.declared, self.shown, self.notes.append)
        self.notes += converter.notes.notes
        for key, why in pruned.left_out.items():
            position = converter.declared[key].position
            note = Note("left out", self.shown[key], position, why.reason, key, why.function)
            self.notes.append(note)
        files = {module.file.name: place for place, module in enumerate(self.own)}
        kept = sorted(
            (reached[key] for key in pruned.declarations if key in reached),
            key=lambda s: (files.get(s.file.name, -1), s.file.name, s.first.at.start),
        )
        preferred = {symbol.key for name, symbol in public.items() if name == symbol.name}
        paths = self._labels(kept)
        other_files = {name: d.position.file for name, d in by_hand.items()}
        names = spec_names(kept, preferred, other_files, paths)
        given = self.wanted.class_names
        classes = short_names(kept, names, given) if given else {}
        declared = [
            replace(
                self._renamed(pruned.declarations[s.key], names[s.key], names),
                class_name=classes.get(s.key),
            )
            for s in kept
            if not self._is_by_hand(s.key, pruned.declarations[s.key].position, names[s.key])
        ]
        closed = frozenset(names[s.key].name for s in kept if is_closed(s))
        by_file: dict[str, list[Declaration]] = {}
        # A page of a reference declares part of a file.
        home = {pruned.declarations[s.key].position.file: s.file.name for s in kept}
        for declaration in self._resolvable(tuple(declared), tuple(by_hand.values()), closed):
            file = declaration.position.file
            by_file.setdefault(home.get(file, file), []).append(declaration)
        kept_by_hand = {note.declaration for note in self.notes if note.kind == "by hand"}
        absent = kept_by_hand | pruned.left_out.keys()
        self.notes += [
            Note("left out", one.name, one.position, one.message)
            for one in (*self.program.broken, *self.program.refused())
        ]
        departing = (note for note in self.notes if note.kind in ("approximated", "left out"))
        approximated = {note.declaration for note in departing} - absent - {""}
        approximated |= self._report_users(pruned.declarations, approximated)
        using = users_of(pruned.declarations, kept_by_hand)
        imported = [(names[s.key].name, s) for s in kept if s.key not in kept_by_hand]
        were_read = converter.values.were_read()
        constants = self._constants(converter) if self.wanted.constants else NO_CONSTANTS
        self.notes += constants.notes
        if not self.wanted.entries:
            self.notes += self._values(were_read | constants.pieces)
            self.notes += lost_exports(self.own, self.program)
        return ReadTypes(
            {file: tuple(declarations) for file, declarations in by_file.items()},
            paths,
            frozenset(files),
            tuple(sorted(dict.fromkeys(self.notes), key=lambda note: note.position)),
            tuple(converter.notes.missing),
            exact=len(declared) - len(approximated),
            approximated=len(approximated),
            left_out=len(pruned.left_out) + sum(one.is_type for one in self.program.broken),
            read=read_files(self.program, imported),
            inexact=frozenset(names[key].name for key in approximated if key in names),
            not_imported=frozenset(names[key].name for key in using if key in names),
            entries={
                entry: tuple(names[s.key].name for s in symbols if s.key in names)
                for entry, symbols in entries.symbols.items()
            },
            unknown_entries=entries.unknown,
            unknown_excluded=excluded.unknown,
            constants=constants.files,
        )

    def _constants(self, converter: Converter) -> ReadConstants:
        found = read_constants(
            self.program,
            self.main,
            self.own,
            converter.values,
            described=self.wanted.described,
        )
        by_hand = self.wanted.constants_by_hand
        notes = [
            Note("by hand", one.name, one.position, "the constant is declared by hand")
            for declared in found.files.values()
            for one in declared
            if one.name in by_hand
        ]
        files = {
            file: tuple(one for one in declared if one.name not in by_hand)
            for file, declared in found.files.items()
        }
        kept = {file: declared for file, declared in files.items() if declared}
        return replace(found, files=kept, notes=(*found.notes, *notes))

    def _values(self, were_read: frozenset[int]) -> Iterable[Note]:
        """Return the notes on exported values that the spec does not have."""
        if self.wanted.constants:
            message = "a constant whose value is not declared, or cannot be sent as JSON"
            return exported_values(self.own, self.program, were_read, message)
        return exported_values(self.own, self.program, were_read)

    def _labels(self, symbols: Iterable[Symbol]) -> dict[str, str]:
        """Return the path of each file as the spec shows it."""
        paths = labels([module.file.name for module in self.own])
        for symbol in symbols:
            paths.setdefault(symbol.file.name, PurePosixPath(symbol.file.name).name)
        return paths

    def _resolvable(
        self,
        declared: tuple[Declaration, ...],
        others: tuple[Declaration, ...],
        closed: frozenset[str],
    ) -> tuple[Declaration, ...]:
        """Return declarations that a spec can hold, together with `others` that do not change.

        No operator in them depends on a type that the import has approximated. `closed` has the
        names of those that fit no index signature.
        """
        budget = Budget(len(declared) + len(others))
        before = declared
        named = approximate(declared, others, self._change, budget)
        while True:
            while True:
                known = losses(named, self.keys, self.notes, closed, self.with_unknown_bases)
                changed = widened(named, known, self._change)
                if changed == named:
                    break
                depending = affected(named, changed)
                named = approximate(changed, others, self._change, budget, depending)
            short = split_long_types(hoisted(named))
            self._know_hoisted(short)
            if short == before:
                return sensible(short, others, self._change)
            before = short
            named = approximate(short, others, self._change, budget)
            if named == short:
                return sensible(short, others, self._change)

    def _know_hoisted(self, declarations: Sequence[Declaration]) -> None:
        """Attribute declarations that were made of parts to the declaration before them."""
        owner = ""
        for declaration in declarations:
            if declaration.name in self.keys:
                owner = declaration.name
            else:
                self.keys[declaration.name] = self.keys[owner]
                self.shown[declaration.name] = self.shown[owner]

    def _report_users(
        self, declarations: Mapping[str, Declaration], approximated: set[str]
    ) -> set[str]:
        """Add a note for each type that uses an approximated one, directly or not; return them."""
        found = {
            key: cause
            for key, cause in users_of(declarations, approximated).items()
            if key in self.shown
        }
        for key, cause in found.items():
            message = f"it uses `{self.shown[cause]}`, which is approximated"
            position = declarations[key].position
            self.notes.append(Note("approximated", self.shown[key], position, message, key, "user"))
        return set(found)

    def _is_by_hand(self, key: str, position: Position, name: SpecName) -> bool:
        if not name.by_hand:
            return False
        message = f"`{name.name}` is declared by hand in {name.by_hand}"
        self.notes.append(Note("by hand", self.shown[key], position, message, key))
        return True

    def _renamed(
        self, declaration: Declaration, name: SpecName, names: Mapping[str, SpecName]
    ) -> Declaration:
        if name.instead_of:
            message = f'is called "{name.name}": "{name.instead_of}" is {name.taken_by}'
            shown, position = self.shown[declaration.name], declaration.position
            self.notes.append(Note("renamed", shown, position, message, declaration.name))
        self.shown[name.name] = self.shown[declaration.name]
        self.keys[name.name] = declaration.name
        return renamed(declaration, names)

    def _change(
        self,
        declaration: Declaration,
        position: Position,
        message: str | Loss,
        kind: NoteKind,
        part: str = "",
    ) -> None:
        shown = self.shown.get(declaration.name, declaration.name)
        key = self.keys.get(declaration.name, declaration.name)
        name = ".".join(filter(None, (shown, part)))
        loss = message if isinstance(message, Loss) else None
        note = Note(kind, name, position, str(message), key, loss=loss)
        if kind == "renamed":  # a name that was changed again has one note
            before = (kind, key, position)
            self.notes = [n for n in self.notes if (n.kind, n.declaration, n.position) != before]
        self.notes.append(note)
