"""Used by the dataclasses to create their instances, and to convert them back to JSON."""

from __future__ import annotations

from typing import Any, Final, Protocol, TypeVar

from ._runtime import DICT, LIST, Known, Refused, all_strings, is_flat, is_instance

T = TypeVar("T")


class New(Protocol):
    """Creates an instance of a class without calling its `__init__`."""

    def __call__(self, class_: type[T], /) -> T: ...


new: Final[New] = object.__new__


def undeclared(members: dict[str, Any], declared: frozenset[str]) -> dict[str, Any]:
    """Return the undeclared members of an object; raises `Refused` for a key that is no string."""
    if not all_strings(members):
        raise Refused
    return {key: item for key, item in members.items() if key not in declared}


def as_sent(value: object, classes: tuple[type[Any], ...]) -> Any:
    """Return a value as JSON data, if any value in it may be an instance of some classes.

    Lists and dicts are copied, and instances of the classes replaced by their `to_dict()`. The
    value may be nested to any depth, and may contain itself.
    """
    root = [value]
    copies: dict[int, Any] = {}
    waiting: list[Any] = [root]
    while waiting:
        container = waiting.pop()
        for key, item in container.items() if type(container) is DICT else enumerate(container):
            if issubclass(type(item), classes):
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
