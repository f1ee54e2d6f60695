"""Tests all strings and all keys of an object at once, for objects that are mostly strings.

`only_strings` tests every value faster than a test for one could be called, and a value that only
claims to be a string does not pass. The generated code removes from a copy of the object all
properties of other types, and tests the rest; if that fails, it passes the rest to `strings_hold`.
"""

from __future__ import annotations

from .plain import PLAIN_SIZES, plain_key, size_of
from .suspects import MISSING, NO_LENGTHS, NO_SHAPES, fails, object_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .objects import Object
    from .suspects import Suspects


def strings_hold(  # noqa: PLR0913, PLR0917 - keywords and tuples would take time
    v: dict[Any, Any],
    rest: dict[Any, Any],
    missing: frozenset[str],
    name: str,
    suspects: Suspects | None,
    lengths: Mapping[str, int] = NO_LENGTHS,
) -> bool:
    """Whether every property declared as a string is one or absent, and every key is a string.

    It is called if a test of all at once has failed.

    Args:
        v: the object.
        rest: its members that are declared as strings, and the undeclared ones.
        missing: the names of the strings that must be present and are not.
        name: the type of the object.
        suspects: where properties are added that are not of their type.
        lengths: the greatest lengths of strings, by the names of properties.
    """
    if missing and suspects is None:
        return False
    if lengths and _some_are_long(v, name, suspects, lengths):
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


def are_short(rest: dict[Any, Any], lengths: Mapping[str, int]) -> bool:
    """Whether strings are within their greatest lengths; raises `TypeError` if one is no string.

    It is called if all of them together are longer than one of them may be.
    """
    for key, length in lengths.items():
        x = rest.get(key, "")
        if type(x) is not str or len(x) > length:
            return False
    return True


def _some_are_long(
    v: dict[Any, Any], name: str, suspects: Suspects | None, lengths: Mapping[str, int]
) -> bool:
    """Whether an object fails at a property with a greatest length: too long, or not a string.

    While suspects are collected it does not: all such properties are added to them.
    """
    from .kinds import test_of

    object_ = object_of(name)
    for key in lengths:
        value = v.get(key, MISSING)
        if value is MISSING or test_of(object_.shapes[key])(value, NO_SHAPES):
            continue
        if suspects is None:
            return True
        suspects[0].wrong(suspects, key, value, object_)
    return False


def _by_name(
    v: dict[Any, Any], object_: Object, suspects: Suspects | None
) -> dict[str, Any] | None:
    """Return the members of an object with keys of type `str`; `None` if a key makes it fail."""
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
