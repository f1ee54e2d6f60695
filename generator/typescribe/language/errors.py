"""Positions in source files, problems found there, and the exceptions that report problems."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from typescribe.language.visible import visible

ProblemCode: TypeAlias = Literal[
    "array_base", "attribute_name", "base", "class_name", "signature", "size", "too_many_classes"
]
"""The kinds of problems that the program itself reacts to, so that it need not read messages."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A position in a source file; lines and columns start at 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Position("", 0, 0)
"""The position of a type that is not from a file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the user's input, reported on one line: where, what was found and expected.

    `where` is a position, or the name of a file, folder or setting if no line can be given.
    """

    where: Position | str
    message: str
    code: ProblemCode | None = field(default=None, compare=False, kw_only=True)

    def __str__(self) -> str:
        return visible(f"{self.where}: {self.message}")


class TypescribeError(Exception):
    """The user's input is wrong; `problems` holds all problems that were found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ConfigError(TypescribeError):
    """The settings in `pyproject.toml` are wrong or incomplete."""


class SpecError(TypescribeError):
    """A spec cannot be read, or its types cannot be resolved."""


class TemplateError(TypescribeError):
    """A template failed, or its output is invalid."""


class PluginError(TypescribeError):
    """A target that another distribution provides cannot be used."""


class OutputError(TypescribeError):
    """The output folder cannot be written, or holds files that typescribe did not generate."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean "..."?` with the known name most like `name`, or "" if none is."""
    by_lower_case: dict[str, str] = {}
    for candidate in sorted(known):
        by_lower_case.setdefault(candidate.lower(), candidate)
    found = difflib.get_close_matches(name.lower(), by_lower_case, n=1)
    return f'; did you mean "{by_lower_case[found[0]]}"?' if found else ""


def nearest_or_some(name: str, known: Iterable[str], most: int = 20) -> str:
    """Return what `nearest` does, or, if no known name is similar, a list of up to `most` names.

    The most similar names come first.
    """
    found = nearest(name, known := sorted(set(known)))
    if found or not known:
        return found
    matcher = difflib.SequenceMatcher(b=name.lower())

    def likeness(candidate: str) -> float:
        matcher.set_seq1(candidate.lower())
        return matcher.ratio()

    first = sorted(known, key=likeness, reverse=True)[:most]
    more = f" and {len(known) - most:,} more" if len(known) > most else ""
    return f"; choose one of {', '.join(first)}{more}"


def nearest_or_all(name: str, known: Collection[str]) -> str:
    """Return what `nearest` does, or, if no known name is similar, a list of the known names."""
    found = nearest(name, known)
    if found or len(known) > 1:
        return found or f"; choose one of {', '.join(known)}"
    return "".join(f'; there is only "{one}"' for one in known)
