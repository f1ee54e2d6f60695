"""Objects that are mostly strings: what lets their strings and keys be tested all at once.

`only_strings` looks at every value faster than any test of one can be called, and refuses what is
no string whatever that says of itself. The generated code takes out of an object what may be
something else, has the rest looked at, and asks `strings_hold` where that fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ._explain import Shape
from ._objects import Object
from ._runtime import plain_key
from ._suspects import Suspects, fails

size_of: Final[Callable[[dict[Any, Any]], int]] = getattr(dict, "__sizeof__", lambda _: -1)
"""How many bytes a dict takes, without what is in it; -1 where Python does not say."""


def _plain_sizes() -> frozenset[int]:
    """Return the sizes that only dicts have whose keys are all plain strings.

    CPython keeps such a dict, up to the first key of another type, in a table whose entries have
    no room for hashes. So a size tells at once what a look at each key would; a dict of any other
    size, or all of them where Python is another, takes that look.
    """
    lengths = [1, *(2**bits * 2 // 3 for bits in range(3, 11))]
    plain = {size_of(dict.fromkeys(map(str, range(length)))) for length in lengths}
    return frozenset(plain - {size_of(dict.fromkeys(range(length))) for length in lengths} - {-1})


PLAIN_SIZES: Final = _plain_sizes()


def strings_hold(
    v: dict[Any, Any], rest: dict[Any, Any], shape: Shape, suspects: Suspects | None
) -> bool:
    """Whether every string that an object declares is one, if it is there, and so is every key.

    `rest` holds what of the object may be such a string, and what is undeclared.
    """
    assert isinstance(shape, Object), "only objects have strings that are gathered"
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
    if strange:  # what is found under the name of a property may stand under such a key
        names = [name for name in shape.place if name in v]
        for name in names:
            if plain(name) is str and type(v[name]) is not str and fails(v, name, suspects, str):
                return False
        if len(names) != len(v) and fails(v, None, suspects):
            return False
    return True
