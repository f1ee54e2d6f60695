"""Used by the code that builds the instances of dataclasses, and converts them back to JSON.

A function `build_x` takes a decoded JSON value and raises `Refused` if it is not a valid `X`. That
of a class also takes a new instance, which `new_x` creates; of a frozen class, it is a draft until
all attributes are set.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn, Protocol, TypeVar

from .message import SharedMethods
from .plain import (
    DICT,
    LIST,
    PLAIN_SIZES,
    Refused,
    all_strings,
    is_flat,
    is_instance,
    plain_dict,
    plain_list,
    plain_number,
    size_of,
)
from .suspects import object_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .plain import Known

T = TypeVar("T")


class New(Protocol):
    """Creates an instance of a class without calling its `__init__`."""

    def __call__(self, class_: type[T], /) -> T: ...


new: Final[New] = object.__new__

# Values that are not of the plain type: they are returned if they are of a subclass.


def text(x: Any) -> Any:
    """Return a string; raises `Refused` for any other value."""
    if is_instance(x, str):
        return x
    raise Refused


def number(x: Any) -> Any:
    """Return a number; raises `Refused` for any other value."""
    if (type(x) is float and x - x == 0.0) or plain_number(x) is not None:
        return x
    raise Refused


def boolean(x: Any) -> NoReturn:
    """Raise `Refused`: `bool` has no subclasses."""
    raise Refused


def assert_literal(x: Any, name: str, key: str) -> None:
    """Raise `Refused`, unless a value is equal to a literal of a property without being plain."""
    if not object_of(name).shapes[key].suits(x, {}):
        raise Refused


def members(value: Any) -> dict[Any, Any]:
    """Return an object as a plain dict; raises `Refused` for any other value."""
    v = plain_dict(value)
    if v is None:
        raise Refused
    return v


def record(x: Any) -> dict[Any, Any]:
    """Return an object whose keys are strings as a plain dict; raises `Refused` for others."""
    v = x if type(x) is DICT else members(x)
    if size_of(v) in PLAIN_SIZES or all_strings(v):
        return v
    raise Refused


def items(x: Any) -> list[Any]:
    """Return an array as a plain list; raises `Refused` for any other value."""
    found = x if type(x) is LIST else plain_list(x)
    if found is None:
        raise Refused
    return found


def strings(x: Any) -> list[Any]:
    """Return a copy of an array of strings as a plain list; raises `Refused` for others."""
    found = x if type(x) is LIST else items(x)
    for item in found:
        if type(item) is not str and not is_instance(item, str):
            raise Refused
    return [*found]


def undeclared(members: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the undeclared members of an object; raises `Refused` for a key that is no string."""
    if not all_strings(members):
        raise Refused
    declared = object_of(name).place
    return {key: item for key, item in members.items() if key not in declared}


def as_sent(value: object) -> Any:
    """Return a value as JSON data, if any value in it may be an instance of a class.

    Lists and dicts are copied, and instances replaced by their `to_dict()`. The value may be nested
    to any depth, and may contain itself.
    """
    root = [value]
    copies: dict[int, Any] = {}
    waiting: list[Any] = [root]
    while waiting:
        container = waiting.pop()
        for key, item in container.items() if type(container) is DICT else enumerate(container):
            if is_instance(item, SharedMethods):
                container[key] = item.to_dict()
                continue
            copy = copies.get(id(item))
            if copy is None:
                copy = _plain_copy(item)
                if copy is None:
                    continue
                copies[id(item)] = copy
                waiting.append(copy)
            container[key] = copy
    return root[0]


def _plain_copy(value: object) -> list[Any] | dict[Any, Any] | None:
    if is_instance(value, LIST):
        return LIST.copy(value)
    return DICT.copy(value) if is_instance(value, DICT) else None


class Place:
    """A place in a message, with what was built there as each type, and the places inside.

    Two members of a union may hold the same type under the same key. If the first does not match,
    the second needs that part as well. To build it anew would double the work at every level of a
    message. What is kept belongs to a place, not to a value: what a message contains twice is
    built twice.
    """

    __slots__ = ("_built", "_inside", "_known")

    def __init__(self, known: Known | None = None) -> None:
        self._known: Known = {} if known is None else known
        self._built: dict[str, tuple[int, tuple[Any] | None]] = {}
        self._inside: dict[str | int, Place] = {}

    def at(self, key: str | int) -> Place:
        """Return the place of a part by its key or index."""
        place = self._inside.get(key)
        if place is None:
            place = self._inside[key] = Place(self._known)
        return place

    def earlier(self, name: str, value: object, depth: int) -> tuple[Any] | None:
        """Return what was built here as a type, as the only item of a tuple; `None` if nothing was.

        Raises `Refused` if the value is not of the type. It counts as such until `keep` is called.
        What was found at a smaller depth holds only if nothing in the value can be too deep.
        """
        earlier = self._built.get(name)
        if earlier is None or (earlier[0] < depth and not is_flat(value, depth, self._known)):
            self._built[name] = (depth, None)
            return None
        if earlier[1] is None:
            raise Refused
        return earlier[1]

    def keep(self, name: str, depth: int, built: Any) -> None:
        """Keep what was built here as a type."""
        self._built[name] = (depth, (built,))
