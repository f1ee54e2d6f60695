"""What an import tells at its end: counts, what is not whole and why, what would help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from typescribe.amending.obsolete import Obsolete
from typescribe.importing.read_program import ReadTypes
from typescribe.language.errors import Position, Problem
from typescribe.sources.typescript.notes import MissingName, Told

_SHOWN_MEMBERS = 4
_GROUPED = {
    "a constant, not a type": "constants, not types",
    "a function": "functions",
    "a method": "methods",
}
"""Reasons that are told once for all that stand together, and how."""


def table(read: ReadTypes) -> list[str]:
    """Return the lines of the closing table."""
    rows = [(told.kind, str(told.position), told.name, told.message) for told in grouped(read.told)]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    ]
    lines += [""] if lines else []
    lines += hints(read.missing)
    return [*lines, counts(read)]


def counts(read: ReadTypes) -> str:
    """Return the counts of types in one line."""
    total = read.whole + read.narrowed + read.left_out
    types = "1 type" if total == 1 else f"{total} types"
    return (
        f"{types}: {read.whole} came over whole, {read.narrowed} narrowed, {read.left_out} left out"
    )


def grouped(told: Iterable[Told]) -> list[Told]:
    """Return one row for all methods of a type, and for all values of a module or namespace."""
    groups: dict[object, list[Told]] = {}
    for place, one in enumerate(told):
        owner = one.name.rpartition(".")[0]
        key: object = place
        if one.message in _GROUPED and (owner or not one.declaration):
            key = one.declaration, one.position.file, owner, one.message
        groups.setdefault(key, []).append(one)
    return [_joined(group) for group in groups.values()]


def _joined(group: Sequence[Told]) -> Told:
    first = group[0]
    if len(group) == 1:
        return first
    owner = first.name.rpartition(".")[0]
    names = [one.name.rpartition(".")[2] for one in group]
    shown = ", ".join(names[:_SHOWN_MEMBERS]) + (", …" if len(names) > _SHOWN_MEMBERS else "")
    message = f"{len(group)} {_GROUPED[first.message]}: {shown}"
    return Told("left out", owner or "(exports)", first.position, message, first.declaration)


def hints(missing: Iterable[MissingName]) -> Iterator[str]:
    """Yield for each name that is declared nowhere how it is used, and what would supply it."""
    by_name: dict[str, list[MissingName]] = {}
    for one in missing:
        if one.specifier is None:
            by_name.setdefault(one.name, []).append(one)
    for name, uses in by_name.items():
        first = uses[0]
        more = f" and {len(uses) - 1} more" if len(uses) > 1 else ""
        yield f'missing: "{name}", used as `{first.use}` at {first.position}{more};'
        yield f"  a file given with --prelude can declare it, such as: {_declaration(uses)}"


def _declaration(uses: Sequence[MissingName]) -> str:
    count = max(use.arguments for use in uses)
    name = uses[0].name
    if count == 1 and any(use.of_constants for use in uses):
        return f"type {name}<T> = T[keyof T];"
    parameters = ", ".join("TUVWXYZ"[place % 7] for place in range(count))
    return f"type {name}{f'<{parameters}>' if count else ''} = unknown;"


def nothing_to_import(read: ReadTypes, source: str) -> list[Problem]:
    """Return that a source holds no type, and what it holds instead."""
    reasons = [
        Problem(t.position, f"{t.name} is left out: {t.message}") for t in grouped(read.told)
    ]
    why = "what it exports cannot be sent as JSON" if reasons else "it exports nothing"
    return [Problem(source, f"no type to import: {why}"), *reasons]


def of_overlay(obsolete: Obsolete) -> Iterator[str]:
    """Yield the lines about amendments of an overlay that no longer apply."""
    rows = [(kind, str(problem.where), problem.message) for kind, problem in _kinds(obsolete)]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(2)]
    yield from [""] if rows else []
    for kind, where, message in rows:
        yield f"{kind.ljust(widths[0])}  {where.ljust(widths[1])}  {message}"
    if obsolete.refused:
        yield "typescribe generate refuses the overlay until that is changed"


def obsolete_as_json(obsolete: Obsolete) -> list[dict[str, Any]]:
    """Return the amendments that no longer apply, for a program."""
    return [
        {"kind": kind, **_place(problem.where), "message": problem.message}
        for kind, problem in _kinds(obsolete)
        if isinstance(problem.where, Position)
    ]


def _kinds(obsolete: Obsolete) -> Iterator[tuple[str, Problem]]:
    yield from (("no longer applies", problem) for problem in obsolete.refused)
    yield from (("no longer needed", problem) for problem in obsolete.needless)


def as_json(read: ReadTypes) -> dict[str, Any]:
    """Return the report for a program."""
    return {
        "whole": read.whole,
        "narrowed": read.narrowed,
        "left_out": read.left_out,
        "told": [
            {"kind": one.kind, "name": one.name, **_place(one.position), "message": one.message}
            for one in read.told
        ],
        "missing": [
            {"name": one.name, "use": one.use, "module": one.specifier, **_place(one.position)}
            for one in read.missing
        ],
    }


def _place(position: Position) -> dict[str, Any]:
    return {"file": position.file, "line": position.line, "column": position.column}
