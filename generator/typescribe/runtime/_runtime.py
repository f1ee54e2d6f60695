"""Support for the generated modules: `UNSET`, `Issue`, `ValidationError`, and plain values."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:

    from typing_extensions import TypeIs  # type checkers bring it along

MAX_DEPTH: Final = 200
"""The most values of recursive types that may be nested in one another."""


class Unset(Enum):
    """The type of `UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""The value of an attribute whose property is absent, where `None` stands for `null`."""

Path: TypeAlias = tuple[str | int, ...]


class Issue(NamedTuple):
    """One reason why a value is not of a type.

    It contains types, lengths and declared literals, never a value of the payload.
    """

    path: Path
    """The keys and indexes that lead to the value, from the outside in."""
    expected: str
    """The types or literals that the declaration allows."""
    received: str
    """The kind of value that was found."""

    def __str__(self) -> str:
        return f"{format_path(self.path)}: expected {self.expected}, got {self.received}"


class ValidationError(ValueError):
    """A value is not of the expected type; `issues` lists everything that is wrong with it."""

    SHOWN = 20
    """The most issues that the message shows; `issues` contains all of them."""

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
    """Raised by the generated code at the first fault; the faults are then explained."""


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
    """Return the JSON type of a value, or the name of its Python type if JSON has none for it."""
    kind = type(value)
    if type(kind) is type:  # with a metaclass, a class may hash and compare in any way
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


def describe_text(value: object) -> str:
    """Return what `describe` does, but for a string its length."""
    text = plain_string(value)
    return describe(value) if text is None else f"string of length {len(text)}"


# Off the fast path: values of subclasses, and values that only claim to be of a type.

T = TypeVar("T")


def is_instance(value: object, kind: type[T]) -> TypeIs[T]:
    """Whether a value is of a class or of a subclass, whatever its `__class__` claims."""
    return issubclass(type(value), kind)


def is_number(value: object) -> bool:
    """Whether a value is a JSON number (RFC 8259, section 6): no bool, NaN or infinity."""
    return plain_number(value) is not None


def plain_string(value: object) -> str | None:
    """Return a string as a plain `str`; `None` for any other value."""
    if type(value) is str:
        return value
    return str.__str__(value) if is_instance(value, str) else None


def plain_key(key: object) -> str | None:
    """Return a key as a plain `str`; `None` for keys that JSON does not have (RFC 8259, section 4).

    A `str` that does not hash and compare like its text does not count: it cannot be found by that
    text. Nor does one whose class has a metaclass, since that could fake the methods compared here.
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
    """Return a number as a plain `int` or `float`; `None` for any other value."""
    if is_instance(value, float):
        return float.__float__(value) if math.isfinite(value) else None
    if is_instance(value, int) and type(value) is not bool:
        return int.__int__(value)
    return None


def matches(value: object, regex: str) -> bool:
    """Whether a value is a string that matches the regular expression of a template literal."""
    text = plain_string(value)
    return text is not None and _matcher(regex)(text) is not None


@cache
def _matcher(regex: str) -> Callable[[str], object]:
    return re.compile(regex).match


# After a test for bare `list`, strict type checkers assume items of unknown type; here, of `Any`.
LIST: Final[type[list[Any]]] = list
DICT: Final[type[dict[Any, Any]]] = dict


def plain_list(value: object) -> list[Any] | None:
    """Return a list itself, or a copy of a subclass made without calling overridden methods.

    Returns `None` for any other value.
    """
    if type(value) is LIST:
        return value
    return LIST.copy(value) if is_instance(value, LIST) else None


def plain_dict(value: object) -> dict[Any, Any] | None:
    """Return a dict itself, or a copy of a subclass made without calling overridden methods.

    Returns `None` for any other value, and for a subclass with a key that is not a string.
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
"""`only_strings(values, 1)` raises `TypeError` if a tuple contains anything but strings.

`str.startswith` tests the type of every prefix, whatever a value claims to be. It starts at index
1, past the end of the empty string, where no prefix matches, so the search never stops early.
"""


def literal_at(value: object, *path: str) -> str | int | float | bool | None:
    """Return the string, number or boolean at a path of properties, as a plain value.

    Returns `None` if there is none. It is the literal that identifies the variant of a union.
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


# What is known about the values in one message, by their identity and the name of a type.

Known: TypeAlias = dict[tuple[int, str], int]
"""Verdicts: one more than the depth at which a value was found valid, or minus that if it was not.

While a value is tested, it counts as invalid at its depth. A test that comes back to it from inside
is at a greater depth, and does not rely on that.
"""


def is_flat(value: object, depth: int, known: Known) -> bool:
    """Whether nothing in a value can be too deep, with so many values of recursive types around it.

    Then a verdict from a smaller depth holds as well. The levels of each value are counted once.
    """
    return depth + _levels(value, known) <= MAX_DEPTH


def _levels(value: object, known: Known) -> int:
    """Return how many lists and dicts are in one another; too many if a value contains itself."""
    root = [value]
    path: list[tuple[object, Iterator[object]]] = [(root, iter(root))]
    levels = [0]
    while True:
        for part in path[-1][1]:
            found = known.get((id(part), ""))
            if found is None:
                parts = _parts(part)
                if parts is not None:
                    known[id(part), ""] = MAX_DEPTH
                    path.append((part, parts))
                    levels.append(0)
                    break
            elif found > levels[-1]:
                levels[-1] = found
        else:
            container, _ = path.pop()
            found = levels.pop()
            if not path:
                return found
            known[id(container), ""] = found + 1
            levels[-1] = max(levels[-1], found + 1)


def _parts(value: object) -> Iterator[object] | None:
    if is_instance(value, DICT):
        return iter(DICT.values(value))
    return LIST.__iter__(value) if is_instance(value, LIST) else None


# Decoding.


def parse(expected: str, raw: str | bytes | bytearray, loads: Callable[[Any], Any]) -> Any:
    """Return the value of a JSON text; raises `ValidationError` if it is not JSON.

    Neither the error nor the exceptions chained to it contain any part of the text.
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
