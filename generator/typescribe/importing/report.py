"""The report of an import: what is approximated or left out and why, hints, and counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import click

from typescribe.amending.obsolete import Obsolete
from typescribe.importing.entries import EXCLUDE
from typescribe.importing.read_program import ReadTypes
from typescribe.language.errors import Position, Problem
from typescribe.language.syntax import quoted
from typescribe.language.visible import visible
from typescribe.sources.npm.specifier import is_npm
from typescribe.sources.typescript.notes import MissingName, Note, NoteKind, Subject
from typescribe.text.counting import counted
from typescribe.text.reports import Detail, Group, Row, layout

_SHOWN_MEMBERS = 4
_FEW = 3
"""From how many rows about one package on the report joins them."""
_COUNTED: dict[Subject | None, str] = {
    "constant": "constants, not types",
    "function": "functions",
    "method": "methods",
}
"""Subjects that share a row with their neighbours, and how the row calls them."""
_JSON_KINDS: dict[NoteKind, str] = {"approximated": "narrowed"}
"""Kinds that JSON calls otherwise than the table, since programs read them."""


_GROUPS: tuple[tuple[NoteKind, str], ...] = (
    ("approximated", "yellow"),
    ("left out", "yellow"),
    ("not kept", "yellow"),
    ("renamed", "cyan"),
    ("hint", "cyan"),
    ("by hand", "cyan"),
)
"""The groups of the report in their order, each with its colour."""


def table(read: ReadTypes, width: int | None = None) -> list[str]:
    """Return the lines of the report: the counts, then the notes in groups.

    `width` is that of the terminal; without it, each row is one line.
    """
    notes = grouped(of_packages(read))
    groups = [
        Group(
            kind.capitalize(),
            kind,
            colour,
            tuple(
                Row(note.name, note.message, position=str(note.position))
                for note in notes
                if note.kind == kind
            ),
        )
        for kind, colour in _GROUPS
    ]
    groups.append(Group("Missing", "missing", "red", tuple(_missing(read.missing))))
    exact = not any(group.rows for group in groups)
    first = click.style(counts(read), fg="green" if exact else "yellow")
    return [first, *map(visible, unknown_excluded(read)), *layout(groups, width)]


def counts(read: ReadTypes) -> str:
    """Return the number of exact, approximated and left out types in one line."""
    total = read.exact + read.approximated + read.left_out
    types = "1 type" if total == 1 else f"{total} types"
    return (
        f"{types}: {read.exact} exact, {read.approximated} approximated, {read.left_out} left out"
    )


def grouped(notes: Iterable[Note]) -> list[Note]:
    """Join notes that a reader needs to read once.

    These are notes about the methods of one type, the values of one module or namespace, the types
    that use one type, and notes with one message.
    """
    listed = list(notes)
    repeated = Counter((n.kind, n.message) for n in listed if n.subject is None and n.declaration)
    groups: dict[object, list[Note]] = {}
    for place, note in enumerate(listed):
        owner = note.name.rpartition(".")[0]
        key: object = place
        if note.subject == "user":
            key = note.subject, note.message
        elif note.subject in _COUNTED and (owner or not note.declaration):
            key = note.declaration, note.position.file, owner, note.subject
        elif note.subject is None and repeated[note.kind, note.message] >= _FEW:
            key = note.kind, note.message
        groups.setdefault(key, []).append(note)
    return [_joined(group) for group in groups.values()]


def _joined(group: Sequence[Note]) -> Note:
    first = group[0]
    if len(group) == 1:
        return first
    if first.subject == "user":
        shown = _listed([one.name for one in group])
        used = first.message.removeprefix("it uses ")
        return replace(first, message=f"{len(group)} types use {used}: {shown}")
    if first.subject is None:
        others = list(dict.fromkeys(one.name for one in group[1:]))
        more = len(group) - 1
        places = "more" if len(others) == more else "more places"
        message = f"{first.message}; also {more} {places}: {_listed(others)}"
        return replace(first, message=message)
    owner = first.name.rpartition(".")[0]
    names = list(dict.fromkeys(one.name.rpartition(".")[2] for one in group))
    if len(names) == 1:  # its overloads
        return first
    message = f"{len(names)} {_COUNTED[first.subject]}: {_listed(names)}"
    return Note("left out", owner or "(exports)", first.position, message, first.declaration)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN_MEMBERS]) + (", …" if len(names) > _SHOWN_MEMBERS else "")


def of_packages(read: ReadTypes) -> list[Note]:
    """Join the notes about names of one package that is not installed, if there are several."""
    specifiers = {
        (one.position, one.name): one.specifier
        for one in read.missing
        if one.specifier and not one.specifier.startswith(".")
    }
    by_package: dict[str, list[Note]] = {}
    names: dict[str, set[tuple[str, str]]] = {}
    others: list[Note] = []
    for note in read.notes:
        found = re.fullmatch(
            r'`(([\w$]+)[^`]*)` becomes unknown: "(.+)" cannot be resolved', note.message
        )
        if found and specifiers.get((note.position, found[2])) == found[3]:
            package = _package(found[3])
            by_package.setdefault(package, []).append(note)
            # `m.N` is the name N of a module that is imported as m.
            names.setdefault(package, set()).add((found[1].partition(".")[2] or found[1], found[3]))
        else:
            others.append(note)
    for package, notes in by_package.items():
        if len(notes) < _FEW:
            others += notes
            continue
        types = len({note.declaration for note in notes})
        many = counted(len(names[package]), "name")
        become = "becomes" if len(names[package]) == 1 else "become"
        what = f'{many} of "{package}" {become} unknown in {counted(types, "type")}'
        if is_npm(notes[0].position.file):
            message = f"{what}: --with-dependencies downloads that package"
        else:
            message = (
                f"{what}: it is not installed beside the source; run `npm install {package}` there"
            )
        others.append(replace(notes[0], name="(imports)", message=message))
    return sorted(others, key=lambda note: note.position)


def _package(specifier: str) -> str:
    pieces = specifier.split("/")
    return "/".join(pieces[: 2 if specifier.startswith("@") else 1])


def _missing(missing: Iterable[MissingName]) -> Iterator[Row]:
    """Yield for each undeclared name how it is used and how to declare it."""
    by_name: dict[str, list[MissingName]] = {}
    for one in missing:
        if one.specifier is None:
            by_name.setdefault(one.name, []).append(one)
    for name, uses in by_name.items():
        more = f" and {len(uses) - 1} more" if len(uses) > 1 else ""
        advice = "a file given with --prelude can declare it, such as:"
        yield Row(
            name,
            f"used as `{uses[0].use}`{more}",
            (Detail(f"{advice} {_declaration(uses)}"),),
            str(uses[0].position),
        )


def _declaration(uses: Sequence[MissingName]) -> str:
    count = max(use.arguments for use in uses)
    name = uses[0].name
    if count == 1 and any(use.of_constants for use in uses):
        return f"type {name}<T> = T[keyof T];"
    parameters = ", ".join("TUVWXYZ"[place % 7] for place in range(count))
    return f"type {name}{f'<{parameters}>' if count else ''} = unknown;"


def unknown_excluded(read: ReadTypes, where: str = EXCLUDE) -> Iterator[str]:
    """Yield a line for each excluded name that no type has; `where` is the option or setting."""
    for name, advice in read.unknown_excluded.items():
        yield f"{where}: there is no type {quoted(name)}{advice}"


def nothing_to_import(read: ReadTypes, source: str) -> list[Problem]:
    """Return the problem that a source holds no type, and what it exports instead."""
    reasons = [
        Problem(note.position, f"{note.name} is left out: {note.message}")
        for note in grouped(read.notes)
    ]
    why = "what it exports cannot be sent as JSON" if reasons else "it exports nothing"
    return [Problem(source, f"no type to import: {why}"), *reasons]


def of_overlay(obsolete: Obsolete, width: int | None = None) -> Iterator[str]:
    """Yield lines about the amendments of an overlay that no longer apply."""
    groups = [
        Group(kind.capitalize(), kind, colour, tuple(_amendment(problem) for problem in problems))
        for kind, colour, problems in (
            ("no longer applies", "red", obsolete.refused),
            ("no longer needed", "cyan", obsolete.needless),
        )
    ]
    yield from layout(groups, width)
    if obsolete.refused:
        yield ""
        yield "typescribe generate rejects the overlay until these are fixed"


def _amendment(problem: Problem) -> Row:
    return Row(str(problem.where), problem.message)


def obsolete_as_json(obsolete: Obsolete) -> list[dict[str, Any]]:
    """Return the amendments that no longer apply, for JSON."""
    return [
        {"kind": kind, **_place(problem.where), "message": problem.message}
        for kind, problem in _kinds(obsolete)
        if isinstance(problem.where, Position)
    ]


def _kinds(obsolete: Obsolete) -> Iterator[tuple[str, Problem]]:
    yield from (("no longer applies", problem) for problem in obsolete.refused)
    yield from (("no longer needed", problem) for problem in obsolete.needless)


def as_json(read: ReadTypes) -> dict[str, Any]:
    """Return the report for JSON."""
    return {
        "whole": read.exact,
        "narrowed": read.approximated,
        "left_out": read.left_out,
        "told": [
            {
                "kind": _JSON_KINDS.get(note.kind, note.kind),
                "name": note.name,
                **_place(note.position),
                "message": note.message,
            }
            for note in read.notes
        ],
        "missing": [
            {"name": one.name, "use": one.use, "module": one.specifier, **_place(one.position)}
            for one in read.missing
        ],
    }


def _place(position: Position) -> dict[str, Any]:
    return {"file": position.file, "line": position.line, "column": position.column}
