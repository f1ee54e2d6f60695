"""Nodes of `checks` -> how what was built turns back into JSON.

A built value does not say which member of a union it was built by, so that its Python class
has to: of a union, everything that a list may hold is put together, and so is what a dict may.
What is under `any` is never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.quoting import Code
from typescribe.targets.checks import Array, Check, Named, Record, Tuple, Union


@dataclass(frozen=True, slots=True)
class Dump:
    """What a value may be of that has to change: nothing in it is what it is to stay."""

    classes: tuple[Code, ...] = ()
    """Generated classes, which have `to_dict`."""
    aliases: tuple[Code, ...] = ()
    """Functions of aliases, which see to all that these may be, and let pass what they are not."""
    items: Dump | None = None
    """What is in a list, where the value may be one."""
    values: Dump | None = None
    """What is in a dict, where the value may be one."""
    others: bool = False
    """Whether the value may be something that stays as it is."""

    @property
    def stays(self) -> bool:
        """Whether there is nothing to do."""
        return not self.kinds and not self.aliases

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the value may be of what this sees to itself."""
        return tuple(kind for kind in ("classes", "items", "values") if getattr(self, kind))

    def __or__(self, other: Dump) -> Dump:
        """Return what sees to values of both kinds."""
        return Dump(
            tuple(dict.fromkeys(self.classes + other.classes)),
            tuple(dict.fromkeys(self.aliases + other.aliases)),
            _either(self.items, other.items),
            _either(self.values, other.values),
            self.others or other.others,
        )


def _either(left: Dump | None, right: Dump | None) -> Dump | None:
    return left | right if left and right else left or right


NOTHING = Dump()
STAYS = Dump(others=True)


def dump(node: Check) -> Dump:
    """Return how a value that was built along a node turns back into JSON."""
    match node:
        case Named(is_class=True, class_name=name):
            return Dump(classes=(name,))
        case Named(function=function):
            return Dump(aliases=(function,))
        case Array(item=item):
            return Dump(items=dump(item))
        case Tuple():
            return Dump(items=_any_of(node.parts()))
        case Record(value=value):
            return Dump(values=dump(value))
        case Union(scalars=scalars, others=others):
            return _any_of(others) | (STAYS if scalars else NOTHING)
        case _:
            return STAYS


def _any_of(nodes: tuple[Check, ...]) -> Dump:
    found = NOTHING
    for node in nodes:
        found |= dump(node)
    return found
