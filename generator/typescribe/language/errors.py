"""What goes wrong and where: positions, problems, and the exceptions that carry them."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from typescribe.language.visible import visible

ProblemCode: TypeAlias = Literal["attribute_name", "class_name", "too_many_classes"]
"""The kinds of problem that a program can act on; no program reads the message for that."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a source file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Position("", 0, 0)
"""The position of what stands in no file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake, told on one line: where it is, what was found, what was expected.

    `where` is a `Position` in a file with lines, or the name of a file, a setting or a
    folder where there are none.
    """

    where: Position | str
    message: str
    code: ProblemCode | None = field(default=None, compare=False, kw_only=True)

    def __str__(self) -> str:
        return visible(f"{self.where}: {self.message}")


class TypescribeError(Exception):
    """The question is wrong; every problem found in the run is in `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ConfigError(TypescribeError):
    """The settings in `pyproject.toml` do not say what to do."""


class SpecError(TypescribeError):
    """The spec cannot be read or has no closed meaning."""


class TemplateError(TypescribeError):
    """A template failed, or made something other than what was meant."""


class PluginError(TypescribeError):
    """A target of another distribution cannot be used."""


class OutputError(TypescribeError):
    """The output folder cannot be written, or holds files that are not ours."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean "..."?` for the known name closest to `name`, or nothing."""
    by_lower_case: dict[str, str] = {}
    for candidate in sorted(known):
        by_lower_case.setdefault(candidate.lower(), candidate)
    found = difflib.get_close_matches(name.lower(), by_lower_case, n=1)
    return f'; did you mean "{by_lower_case[found[0]]}"?' if found else ""


def nearest_or_all(name: str, known: Collection[str]) -> str:
    """Return what `nearest` does, or if no known name is close, a list of all of them."""
    found = nearest(name, known)
    if found or len(known) > 1:
        return found or f"; known are {', '.join(known)}"
    return "".join(f'; there is only "{one}"' for one in known)
