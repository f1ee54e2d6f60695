"""The declarations of a reference -> files of TypeScript, one for each module.

The files are read like any others; their positions are those in the reference. Each module also
has a global name, by which declarations of other modules refer to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.sources.typedoc.chunks import Chunk, Places, joined
from typescribe.sources.typedoc.defaults import with_names
from typescribe.sources.typedoc.entries import TYPES, Entry
from typescribe.sources.typedoc.naming import hiding, module_of, names_of, namespaces
from typescribe.sources.typedoc.writing import declaration
from typescribe.sources.typescript.recovery import Broken
from typescribe.sources.typescript.source_files import SourceFile, parse_file


@dataclass(frozen=True, slots=True)
class Reading:
    """A reference as TypeScript."""

    files: tuple[SourceFile, ...]
    broken: tuple[Broken, ...]


def read_entries(entries: Sequence[Entry], shown_as: str) -> Reading:
    """Return the files of the modules that a reference documents.

    Args:
        entries: its declarations.
        shown_as: the name of the reference, and of the file of its only module.
    """
    entries = with_names(entries)
    names = names_of(entries)
    within: dict[tuple[str, ...], set[str]] = {}
    for entry in entries:
        within.setdefault(namespaces(entry), set()).add(entry.name)
    modules: dict[str, list[Entry]] = {}
    for entry in entries:
        modules.setdefault(module_of(entry), []).append(entry)
    files: list[SourceFile] = []
    broken: list[Broken] = []
    for module, found in sorted(modules.items()):
        name = f"{shown_as}/{module}" if module else shown_as
        chunks: list[Chunk] = []
        for entry in sorted(found, key=lambda one: one.order):
            shown = ".".join((*namespaces(entry), entry.name))
            try:
                chunks += declaration(entry, names, hiding(entry, within), name)
            except SpecError as error:
                broken.append(_broken(entry, shown, error))
        end = chunks[-1].position if chunks else Position(name, 1, 1)
        chunks.append(Chunk(f"\nexport as namespace {names.aliases[module]};\n", end))
        files.append(parse_file(joined(chunks), name, Places(chunks).locate))
    return Reading(tuple(files), tuple(broken))


def declaration_file(entry: Entry, name: str) -> SourceFile:
    """Return a file with the declaration of an entry alone.

    Raises:
        SpecError: the signature is not TypeScript.
    """
    chunks = declaration(entry, names_of([entry]), set(), name)
    return parse_file(joined(chunks), name, Places(chunks).locate)


def _broken(entry: Entry, shown: str, error: SpecError) -> Broken:
    problem: Problem = error.problems[0]
    where = problem.where if isinstance(problem.where, Position) else entry.position
    return Broken(shown, where, problem.message, entry.kind in TYPES)
