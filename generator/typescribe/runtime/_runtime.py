"""Support for the generated modules: `UNSET`, `Issue`, `ValidationError`, decoding."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:

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


_JSON_TYPES: Final[dict[type[Any], str]] = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def describe(value: object) -> str:
    """Return the JSON type of a value, or the Python type of one that JSON does not have."""
    kind = type(value)
    if type(kind) is type:  # any other may hash and compare as it likes
        name = _JSON_TYPES.get(kind)
        if name is not None:
            return name
    if is_instance(value, int) or is_instance(value, float):
        return "number" if is_number(value) else "a number that is not finite"
    for python_type, name in ((str, "string"), (LIST, "array"), (DICT, "object")):
        if is_instance(value, python_type):
            return name
    return f"a Python {_name_of(kind)}"


_name_of: Final[Callable[[type], str]] = type.__dict__["__name__"].__get__


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


def plain_key(key: object) -> str | None:
    """Return the text of a key of an object; `None` for what is no string (RFC 8259, section 4).

    A string that does not hash or compare as its text is found under no name, so it is none; nor
    is one of a class with a metaclass, which may say what it likes about that.
    """
    if type(key) is str:
        return key
    kind = type(key)
    if not is_instance(key, str) or type(kind) is not type:
        return None
    if kind.__hash__ is str.__hash__ and kind.__eq__ is str.__eq__:
        return str.__str__(key)
    return None


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
        name = plain_key(key)
        if name is None:
            return None
        plain[name] = item
    return plain


def all_strings(keys: Iterable[object]) -> bool:
    """Whether every key of a dict is a string, as in every JSON object (RFC 8259, section 4)."""
    for key in keys:  # noqa: SIM110 - a generator for `all` would take twice the time
        if type(key) is not str and plain_key(key) is None:
            return False
    return True


only_strings: Final = "".startswith
"""`only_strings(values, 1)` raises `TypeError` where a tuple holds anything but strings.

`str.startswith` looks at the type of every prefix, whatever a value says of itself. None is found
behind the end of a string, where 1 is: so none ends the search.
"""


def literal_at(value: object, *path: str) -> str | int | float | bool | None:
    """Return the string, number or boolean that lies at a path of properties, plain.

    `None` where there is none. It says which variant of a union a value is meant to be.
    """
    for key in path:
        members = value if type(value) is DICT else plain_dict(value)
        if members is None or key not in members:
            return None
        value = members[key]
    if type(value) is str or type(value) is bool:
        return value
    text = plain_string(value)
    return plain_number(value) if text is None else text


# From text.


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
