"""What the dataclasses make their instances with, and turn them back into JSON."""

from __future__ import annotations

from typing import Any, Final, Protocol, TypeVar

from ._runtime import DICT, LIST, Refused, all_strings, is_instance

T = TypeVar("T")


class New(Protocol):
    """Makes an instance of a class without a call of its `__init__`."""

    def __call__(self, class_: type[T], /) -> T: ...


new: Final[New] = object.__new__


def undeclared(members: dict[str, Any], declared: frozenset[str]) -> dict[str, Any]:
    """Return what an object holds beside the declared; `Refused` where a key is no string."""
    if not all_strings(members):
        raise Refused
    return {key: item for key, item in members.items() if key not in declared}


def as_sent(value: object, classes: tuple[type[Any], ...]) -> Any:
    """Return a value as JSON where it is not known what in it was built into one of some classes.

    Lists and dicts are copied, and instances of the classes in them written by their `to_dict`.
    What stays as it was sent may be as deep as it likes, and hold itself.
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
