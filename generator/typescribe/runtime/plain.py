"""Values of JSON as plain ones: what the generated code tests values with.

This module imports nothing, since a check that passes needs nothing else.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Final, TypeAlias, TypeVar

    from typing_extensions import TypeIs  # type checkers bring it along

    T = TypeVar("T")

    Known: TypeAlias = dict[tuple[int, str], int]
    """Verdicts on the values in one message, by their identity and the name of a type.

    A verdict is one more than the depth at which a value was found valid, or minus that if it was
    not. While a value is tested, it counts as invalid at its depth. A test that comes back to it
    from inside is at a greater depth, and does not rely on that.
    """

MAX_DEPTH: Final = 200
"""The most values of recursive types that may be nested in one another."""


Refused: Final[type[KeyError]] = type("Refused", (KeyError,), {"__module__": __name__})
"""Raised by the generated code at the first fault; the faults are then explained.

It is a `KeyError`, as which a required property that is absent is found. It is made by a call,
since mypyc compiles no classes that inherit from `KeyError`.
"""


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
        plain = float.__float__(value)
        return plain if plain - plain == 0.0 else None
    if type(value) is bool:  # tested first: compiled code takes any `int` for a plain one
        return None
    return int.__int__(value) if is_instance(value, int) else None


def matches(value: object, regex: str) -> bool:
    """Whether a value is a string that matches the regular expression of a template literal."""
    text = plain_string(value)
    if text is None:
        return False
    matcher = _matchers.get(regex) or _matcher(regex)
    return matcher(text) is not None


def _matcher(regex: str) -> Callable[[str], object]:
    import re

    matcher = _matchers[regex] = re.compile(regex).match
    return matcher


_matchers: Final[dict[str, Callable[[str], object]]] = {}


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


def are_strings(value: Any) -> bool:
    """Whether a value is an array of strings."""
    items = value if type(value) is LIST else plain_list(value)
    if items is None:
        return False
    for item in items:  # noqa: SIM110 - as above
        if type(item) is not str and not is_instance(item, str):
            return False
    return True


def no_float(value: object) -> bool:
    """Whether a value is anything but a finite `float`; instances of subclasses count as such."""
    return type(value) is not float or value - value != 0.0


only_strings: Final = "".startswith
"""`only_strings(values, 1)` raises `TypeError` if a tuple contains anything but strings.

`str.startswith` tests the type of every prefix, whatever a value claims to be. It starts at index
1, past the end of the empty string, where no prefix matches, so the search never stops early.
"""

size_of: Final[Callable[[dict[Any, Any]], int]] = getattr(dict, "__sizeof__", lambda _: -1)
"""Returns the bytes that a dict takes, without its content; -1 if Python does not know."""


def _plain_sizes() -> frozenset[int]:
    """Return the sizes that only dicts have whose keys are all plain strings.

    CPython stores such a dict, until a key of another type is added, in a table whose entries have
    no room for hashes. So its size proves what a test of each key would. The keys of a dict of any
    other size are tested one by one, and so are those of all dicts in other Pythons.
    """
    lengths = [1, *(2**bits * 2 // 3 for bits in range(3, 11))]
    plain = {size_of(dict.fromkeys(map(str, range(length)))) for length in lengths}
    return frozenset(plain - {size_of(dict.fromkeys(range(length))) for length in lengths} - {-1})


PLAIN_SIZES: Final = _plain_sizes()
"""A dict of one of these sizes has only plain strings as keys."""


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
