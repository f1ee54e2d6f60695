"""Support for the generated modules: `UNSET`, `Issue`, `ValidationError`, decoding."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from datetime import UTC
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

    from typing_extensions import TypeIs  # type checkers bring it along

MAX_DEPTH: Final = 200
"""How many values of recursive types may be inside one another."""


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Stands for an absent property where `None` stands for `null`."""

Path: TypeAlias = tuple[str | int, ...]


class Issue(NamedTuple):
    """One reason why a value is not of a type.

    It holds types, lengths and declared literals, never a value of the payload.
    """

    path: Path
    """The keys and places that lead to the value, from the outside in."""
    expected: str
    """What the declaration asks for."""
    received: str
    """What kind of value was found."""

    def __str__(self) -> str:
        return f"{format_path(self.path)}: expected {self.expected}, got {self.received}"


class ValidationError(ValueError):
    """A value is not of the type that was asked for; `issues` says everything that is wrong."""

    SHOWN = 20
    """How many issues the message tells; `issues` holds all of them."""

    def __init__(self, expected: str, issues: list[Issue]) -> None:
        super().__init__(expected, issues)
        self.expected = expected
        self.issues = issues

    def __str__(self) -> str:
        count = len(self.issues)
        lines = [f"not a valid {self.expected}: {count} issue{'' if count == 1 else 's'}"]
        lines += [f"  {issue}" for issue in self.issues[: self.SHOWN]]
        if count > self.SHOWN:
            lines.append(f"  ... and {count - self.SHOWN} more")
        return "\n".join(lines)


class Refused(Exception):  # noqa: N818 - a signal inside the generated code, never seen outside
    """What the generated code raises at the first fault, before the faults are explained."""


_NAME = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def format_path(path: Path) -> str:
    """Return a path as TypeScript would write it: `data.media["0ae9"].participants[0]`."""
    pieces: list[str] = []
    for key in path:
        if isinstance(key, str) and _NAME.fullmatch(key):
            pieces.append(f".{key}" if pieces else key)
        else:
            pieces.append(f"[{json.dumps(key)}]")
    return "".join(pieces) or "value"


def describe(value: object) -> str:
    """Return the JSON type of a value, or the Python type of one that JSON does not have."""
    if value is None:
        return "null"
    if is_instance(value, bool):
        return "boolean"
    if is_instance(value, int) or is_instance(value, float):
        return "number" if is_number(value) else "a number that is not finite"
    for python_type, name in ((str, "string"), (LIST, "array"), (DICT, "object")):
        if is_instance(value, python_type):
            return name
    return f"a Python {type(value).__name__}"


# Values of subclasses and values that only look right: off the fast path.

T = TypeVar("T")


def is_instance(value: object, kind: type[T]) -> TypeIs[T]:
    """Whether a value is of a class or of a subclass, whatever its `__class__` says."""
    return issubclass(type(value), kind)


def is_number(value: object) -> bool:
    """Whether a value is a number of JSON (RFC 8259, section 6): no bool, no NaN, no infinity."""
    return plain_number(value) is not None


def plain_string(value: object) -> str | None:
    """Return the text of a string, as a plain `str`; `None` for anything else."""
    if type(value) is str:
        return value
    return str.__str__(value) if is_instance(value, str) else None


def plain_number(value: object) -> int | float | None:
    """Return a number as a plain `int` or `float`; `None` for anything else."""
    if is_instance(value, float):
        return float.__float__(value) if math.isfinite(value) else None
    if is_instance(value, int) and type(value) is not bool:
        return int.__int__(value)
    return None


def matches(value: object, regex: str) -> bool:
    """Whether a value is a string of a template literal type, told by a regular expression."""
    text = plain_string(value)
    return text is not None and _matcher(regex)(text) is not None


@cache
def _matcher(regex: str) -> Callable[[str], object]:
    return re.compile(regex).match


# To a strict type checker, a test for a bare `list` leaves a list of unknowns; these hold `Any`.
LIST: Final[type[list[Any]]] = list
DICT: Final[type[dict[Any, Any]]] = dict


def plain_list(value: object) -> list[Any] | None:
    """Return a list itself, and of a subclass a copy made without calling what it overrides.

    `None` for anything else.
    """
    if type(value) is LIST:
        return value
    return LIST.copy(value) if is_instance(value, LIST) else None


def plain_dict(value: object) -> dict[Any, Any] | None:
    """Return a dict itself, and of a subclass a copy made without calling what it overrides.

    `None` for anything else, and for a subclass with a key that is no string.
    """
    if type(value) is DICT:
        return value
    if not is_instance(value, DICT):
        return None
    plain: dict[str, Any] = {}
    for key, item in DICT.items(value):
        name = plain_string(key)
        if name is None:
            return None
        plain[name] = item
    return plain


def all_strings(keys: Iterable[object]) -> bool:
    """Whether every key of a dict is a string, as in every JSON object (RFC 8259, section 4)."""
    for key in keys:  # noqa: SIM110 - a generator for `all` would take twice the time
        if type(key) is not str and not is_instance(key, str):
            return False
    return True


def undeclared(members: dict[str, Any], declared: frozenset[str]) -> dict[str, Any]:
    """Return what an object holds beside the declared; `Refused` where a key is no string."""
    if not all_strings(members):
        raise Refused
    return {key: item for key, item in members.items() if key not in declared}


# From text, and from values that carry something else.


def parse(expected: str, raw: str | bytes | bytearray, loads: Callable[[Any], Any]) -> Any:
    """Return the value of a JSON text; `ValidationError` where it is none.

    The error keeps no part of the text, and neither does what it was raised from.
    """
    try:
        return loads(raw)
    except RecursionError:
        received = "a text nested too deep to parse"
    except json.JSONDecodeError as error:
        received = f"a text that is not JSON (line {error.lineno}, column {error.colno})"
    except UnicodeDecodeError as error:
        received = f"bytes that are not {error.encoding.upper()} (at byte {error.start})"
    except ValueError:
        received = "a text that cannot be parsed"
    raise ValidationError(expected, [Issue((), "JSON", received)])


_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def as_bool(value: object, field: str) -> bool:
    """Return the boolean that a value is or spells; `ValueError` for any other."""
    text = plain_string(value)
    if text == "true" or value is True:
        return True
    if text == "false" or value is False:
        return False
    raise ValueError(f'{field}: expected "true" or "false", got {_undecoded(value)}')


def as_number(value: object, field: str) -> int | float:
    """Return the number that a value is or spells in decimals; `ValueError` for any other."""
    number = plain_number(value)
    text = plain_string(value)
    if text is not None and (match := _DECIMAL.fullmatch(text)):
        try:
            number = float(text) if match[1] or match[2] else int(text)
        except ValueError:  # more digits than `sys.get_int_max_str_digits` allows
            number = None
    if number is None or not is_number(number):
        raise ValueError(f"{field}: expected a number in decimals, got {_undecoded(value)}")
    return number


def as_int(value: object, field: str) -> int:
    """Return the integer that a value is or spells in decimals; `ValueError` for any other."""
    number = as_number(value, field)
    if number != int(number):
        raise ValueError(f"{field}: expected an integer, got a number with a fraction")
    return int(number)


def as_datetime(value: object, field: str) -> datetime:
    """Return the moment, in UTC, that lies so many milliseconds after the Unix epoch."""
    from datetime import datetime, timedelta

    number = as_number(value, field)
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number)
    except OverflowError:
        message = f"{field}: expected milliseconds since 1970, got a number out of range"
        raise ValueError(message) from None


def as_json(value: object, field: str) -> Any:
    """Return the value of a JSON text; `ValueError` where it is none."""
    text = plain_string(value)
    if text is not None:
        try:
            return json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            pass
    raise ValueError(f"{field}: expected a JSON text, got {_undecoded(value)}")


def _no_constant(_: str) -> None:
    raise ValueError("NaN and the infinities are not JSON (RFC 8259, section 6)")


def _undecoded(value: object) -> str:
    text = plain_string(value)
    return describe(value) if text is None else f"a string of length {len(text)}"
