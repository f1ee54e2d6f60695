"""Tests all strings and all keys of an object at once, for objects that are mostly strings.

`only_strings` tests every value faster than a test for one could be called, and a value that only
claims to be a string does not pass. The generated code removes from a copy of the object all
properties of other types, tests the rest that way, and calls `strings_hold` if that fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ._explain import Shape
from ._objects import Object
from ._runtime import plain_key
from ._suspects import Suspects, fails

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


def strings_hold(
    v: dict[Any, Any], rest: dict[Any, Any], shape: Shape, suspects: Suspects | None
) -> bool:
    """Whether every property declared as a string is one or absent, and every key is a string.

    `rest` contains the members that are declared as strings, and the undeclared ones.
    """
    assert isinstance(shape, Object), "only objects have declared strings"
    plain = shape.plains.get
    if size_of(v) in PLAIN_SIZES:
        for key, item in rest.items():
            if type(item) is not str and plain(key) is str and fails(v, key, suspects, str):
                return False
        return True
    strange = False
    for key, item in v.items():
        name = key if type(key) is str else plain_key(key)
        if name is None:
            strange = True
        elif type(item) is not str and plain(name) is str and fails(v, name, suspects, str):
            return False
    if strange:  # such a key may be equal to the name of a property
        names = [name for name in shape.place if name in v]
        for name in names:
            if plain(name) is str and type(v[name]) is not str and fails(v, name, suspects, str):
                return False
        if len(names) != len(v) and fails(v, None, suspects):
            return False
    return True
