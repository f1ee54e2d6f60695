"""Collects the properties that fail the tests of an object, so that they can be explained.

A generated test answers yes or no, and stops at the first failure. To find all issues, it is
called with suspects: then it adds each property that fails to the list in them, and goes on. Values
of subclasses fail the tests of the generated code, and are looked at once more here.

This module imports what a passing test needs, and loads the tables of types only for others.
"""

from __future__ import annotations

from .plain import LIST, PLAIN_SIZES, Refused, all_strings, plain_dict, plain_list, size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Final, Protocol, TypeAlias

    from .explain import Shapes
    from .objects import Object
    from .runtime import Path

    Flat: TypeAlias = tuple[
        str, type | None, frozenset[str], Callable[[object, Shapes], bool], bool
    ]
    """A property: its name, the type and the strings that are valid, its test, and if required."""

    Test: TypeAlias = Callable[..., bool]
    """A generated test: returns whether a value passes; of an object, it can collect suspects."""

    class Finding(Protocol):
        """The list that failed properties are added to: `Found`, in `reports.py`."""

        in_order: bool

        def missing(self, suspects: Suspects, keys: Iterable[str], object_: Object, /) -> None: ...
        def strings(
            self,
            suspects: Suspects,
            missing: frozenset[str],
            members: dict[Any, Any],
            object_: Object,
            /,
        ) -> None: ...
        def wrong(
            self, suspects: Suspects, key: str, value: object, object_: Object, /
        ) -> None: ...
        def whole(self, path: Path, value: object, /) -> None: ...

    Suspects: TypeAlias = tuple[Finding, *tuple[str, ...]]
    """The list that failed properties are added to, then the path of the object under test."""

MISSING: Final = object()
"""The value of a required property that the object does not have; it matches no type."""

NO_SHAPES: Final[Shapes] = {}
"""Properties without parts have no shapes with a name."""

NO_LENGTHS: Final[Mapping[str, int]] = {}

_loaded: list[Shapes] = []


def shapes_of_package() -> Shapes:
    """Return the tables of all types, which are loaded when the first of them is needed."""
    if not _loaded:
        from importlib import import_module

        _loaded.append(import_module(".shapes", __package__).SHAPES)
    return _loaded[0]


_objects: dict[str, Object] = {}


def object_of(name: str) -> Object:
    """Return the table of an object type."""
    found = _objects.get(name)
    return _load(name) if found is None else found


def _load(name: str) -> Object:
    from .explain import Recursive
    from .objects import Object

    shape = shapes_of_package()[name]
    object_ = shape.shape if type(shape) is Recursive else shape
    assert isinstance(object_, Object), "only objects have properties"
    _objects[name] = object_
    return object_


_flat: dict[str, tuple[tuple[Flat, ...], tuple[Flat, ...]]] = {}


def _flat_of(name: str) -> tuple[tuple[Flat, ...], tuple[Flat, ...]]:
    """Return the properties of an object type that have no parts: all, and those but strings."""
    from .kinds import is_without_parts, strings_of, test_of

    object_ = object_of(name)
    found: tuple[Flat, ...] = tuple(
        (key, object_.plains[key], strings_of(shape), test_of(shape), key in object_.required)
        for key, shape in object_.shapes.items()
        if is_without_parts(shape)
    )
    both = _flat[name] = (found, tuple(flat for flat in found if flat[1] is not str))
    return both


def members(value: Any, suspects: Suspects | None) -> dict[Any, Any] | None:
    """Return the members of a `dict` subclass as a plain dict; `None` for any other value.

    While suspects are collected, the answer is `None` for a subclass too: the object as a whole
    then becomes a suspect of the object around it, and its explanation handles subclasses.
    """
    return plain_dict(value) if suspects is None else None


def some_fail(
    v: dict[Any, Any],
    name: str,
    suspects: Suspects | None,
    rest: dict[Any, Any] | None = None,
    lengths: Mapping[str, int] = NO_LENGTHS,
) -> bool:
    """Whether the test of an object fails at a property without parts.

    While suspects are collected it does not: all such properties that fail are added to them, and
    the test goes on. With `rest`, members that are strings are left to `strings_hold`, also those
    in `lengths`: the others are removed from it.
    """
    flat, others = _flat.get(name) or _flat_of(name)
    if rest is not None:
        flat = tuple(each for each in others if each[0] not in lengths) if lengths else others
        for property_ in flat:
            rest.pop(property_[0], None)
    for key, plain, strings, suits, required in flat:
        if key in v:
            value = v[key]
            if (
                type(value) is plain
                or (type(value) is str and value in strings)
                or suits(value, NO_SHAPES)
                or value is MISSING  # it has been added before
            ):
                continue
            if suspects is None:
                return True
            suspects[0].wrong(suspects, key, value, object_of(name))
        elif required:
            if suspects is None:
                return True
            suspects[0].missing(suspects, (key,), object_of(name))
    return False


def misses(
    test: Test, v: dict[Any, Any], name: str, suspects: Suspects | None, *arguments: Any
) -> bool:
    """Return the result of a test that has stopped at a missing property.

    It is `False`, unless suspects are collected: then missing properties are added to them, and
    the test is repeated with a copy of the object in which they are `MISSING`. The test stopped at
    a `KeyError`; if nothing is missing, a hostile key raised it, and so is `Refused`.
    """
    if suspects is None:
        return False
    object_ = object_of(name)
    missing = object_.required.difference(v)
    if not missing:
        raise Refused
    suspects[0].missing(suspects, missing, object_)
    suspects[0].in_order = False  # all properties that fail are added once more
    return test({**v, **dict.fromkeys(missing, MISSING)}, suspects, *arguments)


def fails(v: dict[Any, Any], key: str | None, suspects: Suspects | None) -> bool:
    """Whether the test of an object fails at a property whose value has parts.

    While suspects are collected it does not: the property is added to them and the test goes on.

    `key` is `None` if the fault is in the undeclared properties or in a key that is not a string.
    Only a walk over the whole value can explain that, so `Refused` is raised.
    """
    if suspects is None:
        return True
    if key is None:
        raise Refused
    value = v[key]
    if value is not MISSING:
        suspects[0].whole((*suspects[1:], key), value)
    return False


def keys_hold(v: dict[Any, Any], name: str, suspects: Suspects | None) -> bool:
    """Whether every key of an object is a string, or equal to the name of a property.

    A key that is no string may be equal to such a name, and the property is found by it. As there
    is no saying what else such a key does, no undeclared properties may be beside it.
    """
    if size_of(v) in PLAIN_SIZES or all_strings(v):
        return True
    declared = [key for key in object_of(name).place if key in v]
    return len(declared) == len(v) or not fails(v, None, suspects)


def each(test: Callable[[Any], bool], value: object) -> bool:
    """Whether a value is an array whose items all pass a test."""
    items = value if type(value) is LIST else plain_list(value)
    if items is None:
        return False
    for item in items:  # noqa: SIM110 - a generator for `all` would take twice the time
        if not test(item):
            return False
    return True
