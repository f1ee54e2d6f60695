"""Tests all strings and all keys of an object at once, for objects that are mostly strings.

`only_strings` tests every value faster than a test for one could be called, and a value that only
claims to be a string does not pass. The generated code removes from a copy of the object all
properties of other types, and tests the rest; if that fails, it passes the rest to `strings_hold`.
"""

from __future__ import annotations

from .plain import PLAIN_SIZES, plain_key, size_of
from .suspects import fails, object_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .objects import Object
    from .suspects import Suspects


def strings_hold(
    v: dict[Any, Any],
    rest: dict[Any, Any],
    missing: frozenset[str],
    name: str,
    suspects: Suspects | None,
) -> bool:
    """Whether every property declared as a string is one or absent, and every key is a string.

    It is called if a test of all at once has failed.

    Args:
        v: the object.
        rest: its members that are declared as strings, and the undeclared ones.
        missing: the names of the strings that must be present and are not.
        name: the type of the object.
        suspects: where properties are added that are not of their type.
    """
    if missing and suspects is None:
        return False
    object_ = object_of(name)
    if size_of(v) not in PLAIN_SIZES:
        found = _by_name(v, object_, suspects)
        if found is None:
            return False
        rest = found
    if suspects is not None:
        suspects[0].strings(suspects, missing, rest, object_)
        return True
    plain = object_.plains.get
    for key, item in rest.items():
        if type(item) is not str and plain(key) is str and not issubclass(type(item), str):
            return False
    return True


def _by_name(
    v: dict[Any, Any], object_: Object, suspects: Suspects | None
) -> dict[str, Any] | None:
    """Return the members of an object by plain strings; `None` if it fails by a key."""
    members: dict[str, Any] = {}
    strange = False
    for key, item in v.items():
        found = key if type(key) is str else plain_key(key)
        if found is None:
            strange = True
        else:
            members[found] = item
    if not strange:
        return members
    # such a key may be equal to the name of a property
    names = [name for name in object_.place if name in v]
    if len(names) != len(v) and fails(v, None, suspects):
        return None
    return {name: v[name] for name in names if object_.plains.get(name) is str}
