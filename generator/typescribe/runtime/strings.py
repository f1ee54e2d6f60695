"""Tests all strings and all keys of an object at once, for objects that are mostly strings.

`only_strings` tests every value faster than a test for one could be called, and a value that only
claims to be a string does not pass. The generated code removes from a copy of the object all
properties of other types, and passes the rest to `strings_hold`.
"""

from __future__ import annotations

from .plain import PLAIN_SIZES, only_strings, plain_key, size_of
from .suspects import fails, object_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .suspects import Suspects


def strings_hold(
    v: dict[Any, Any],
    rest: dict[Any, Any],
    required: frozenset[str],
    name: str,
    suspects: Suspects | None,
) -> bool:
    """Whether every property declared as a string is one or absent, and every key is a string.

    Args:
        v: the object.
        rest: its members that are declared as strings, and the undeclared ones.
        required: the names of the strings that must be present.
        name: the type of the object.
        suspects: where properties are added that are not of their type.
    """
    missing = required.difference(v)
    if not missing:
        try:
            only_strings(tuple(rest.values()), 1)
            if size_of(v) in PLAIN_SIZES:
                return True
        except TypeError:
            pass
    elif suspects is None:
        return False
    if suspects is None or size_of(v) not in PLAIN_SIZES:
        return _each_holds(v, rest, missing, name, suspects)
    suspects[0].strings(suspects, missing, rest, object_of(name))
    return True


def _each_holds(
    v: dict[Any, Any],
    rest: dict[Any, Any],
    missing: frozenset[str],
    name: str,
    suspects: Suspects | None,
) -> bool:
    object_ = object_of(name)
    plain = object_.plains.get
    strange = False
    if size_of(v) not in PLAIN_SIZES:
        rest = {}
        for key, item in v.items():
            found = key if type(key) is str else plain_key(key)
            if found is None:
                strange = True
            else:
                rest[found] = item
    if strange:  # such a key may be equal to the name of a property
        names = [name for name in object_.place if name in v]
        rest = {name: v[name] for name in names if plain(name) is str}
        if len(names) != len(v) and fails(v, None, suspects):
            return False
    if suspects is not None:
        suspects[0].strings(suspects, missing, rest, object_)
        return True
    for key, item in rest.items():
        if type(item) is not str and plain(key) is str and not issubclass(type(item), str):
            return False
    return True
