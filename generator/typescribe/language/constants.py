"""The names of literals: those that a source gives them, and their constants in Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from typescribe.language import naming

Literal: TypeAlias = str | int | float | bool | None
"""`None` is `null`."""


LONGEST: Final = 80


def constant_name(name: str) -> str:
    """Return the name of a constant in Python for a name or a text, or "" if there is none.

    It has at most `LONGEST` characters.

    >>> constant_name("InvalidSession"), constant_name("in-progress"), constant_name("2FA")
    ('INVALID_SESSION', 'IN_PROGRESS', 'VALUE_2FA')
    """
    constant = unicodedata.normalize("NFKC", naming.snake_case(name).upper())
    if constant and not constant.isidentifier():
        constant = f"VALUE_{constant}"
    return constant[:LONGEST].rstrip("_") if constant.isidentifier() else ""


def constant_of(value: Literal) -> str:
    """Return the name of the constant of a literal to which no source gives a name.

    >>> constant_of("in-progress"), constant_of(-1), constant_of(1.5), constant_of("<=")
    ('IN_PROGRESS', 'VALUE_MINUS_1', 'VALUE_1_5', 'LESS_THAN_SIGN_EQUALS_SIGN')
    """
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case str():
            return constant_name(value) or constant_name(_spelled(value)) or "EMPTY"
        case _:
            return "VALUE_" + re.sub(r"[^0-9A-Z]+", "_", str(value).upper().replace("-", "MINUS_"))


def _spelled(text: str) -> str:
    """Return the names of the characters of a text, for a text without letters and digits."""
    return " ".join(unicodedata.name(c, f"U {ord(c):04X}") for c in text[:20])


def constants_of(values: Sequence[tuple[Literal, Sequence[str]]]) -> list[tuple[str, ...]]:
    """Return the constants of literals, which differ; several for one with several names.

    Each literal is given with its names. If two constants would have one name, the later one gets
    a number: that of a literal without a name after that of one with a name.
    """
    wanted = [list(filter(None, map(constant_name, names))) for _, names in values]
    taken: set[str] = set()
    found: dict[int, tuple[str, ...]] = {}
    named = sorted(range(len(values)), key=lambda place: not wanted[place])
    for place in named:
        constants = dict.fromkeys(wanted[place] or [constant_of(values[place][0])])
        found[place] = tuple(free_constant(constant, taken) for constant in constants)
    return [found[place] for place in range(len(values))]


def free_constant(constant: str, taken: set[str]) -> str:
    """Return a name, with a number if it is among those that are taken, and add it to them."""
    number, free = 2, constant
    while free in taken:
        free, number = f"{constant}_{number}", number + 1
    taken.add(free)
    return free


def new_names(value: Literal, names: Iterable[str]) -> tuple[str, ...]:
    """Return those names of a literal that its text does not repeat.

    >>> new_names("in-progress", ["InProgress", "Running"]), new_names(0, ["Dispatch"])
    (('Running',), ('Dispatch',))
    """
    text = _letters(str(value))
    return tuple(name for name in names if _letters(name) != text)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
