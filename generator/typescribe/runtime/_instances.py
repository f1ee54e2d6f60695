"""Used by the dataclasses to create their instances, and to convert them back to JSON."""

from __future__ import annotations

from typing import Any, Final, Protocol, TypeVar

from ._runtime import DICT, LIST, Refused, all_strings, is_instance

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
