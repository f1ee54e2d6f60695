"""Public names of the package: `UNSET`, `Issue` and `ValidationError`."""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from .plain import DICT, LIST, is_instance, is_number, plain_string

if TYPE_CHECKING:
    from collections.abc import Callable


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

    path: tuple[str | int, ...]
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


def format_path(path: Path) -> str:
    """Return a path as TypeScript would write it: `data.media["0ae9"].participants[0]`."""
    import json
    import re

    pieces: list[str] = []
    for key in path:
        if isinstance(key, str) and re.fullmatch(r"[A-Za-z_$][A-Za-z0-9_$]*", key):
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


def unparsed(expected: str, error: Exception) -> ValidationError:
    """Return the error of a text that is not JSON, from what its decoder has raised.

    It contains no part of the text, and must be raised where the other error is not handled.
    """
    from json import JSONDecodeError

    match error:
        case RecursionError():
            received = "a text nested too deep to parse"
        case JSONDecodeError():
            received = f"a text that is not JSON (line {error.lineno}, column {error.colno})"
        case UnicodeDecodeError():
            received = f"bytes that are not {error.encoding.upper()} (at byte {error.start})"
        case _:
            received = "a text that cannot be parsed"
    return ValidationError(expected, [Issue((), "JSON", received)])


# Tracebacks and pickles name these classes by the package, from which they are imported.
_PACKAGE: Final = __name__.removesuffix(".private.runtime")
for _public in (Unset, Issue, ValidationError):
    _public.__module__ = _PACKAGE
# Earlier releases pickled them as part of this module.
sys.modules.setdefault(f"{_PACKAGE}._runtime", sys.modules[__name__])
