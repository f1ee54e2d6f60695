"""Building blocks of the strategies: objects with replaceable properties, limited recursion."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

DEEPEST: Final = 3
"""Values of recursive types are nested up to this depth, and deeper only if they must be."""
MOST: Final = 3
"""The most items that are drawn for an array, or members for a record."""

_ABSENT: Final = object()
SAFE: Final = 2**53 - 1  # the largest integer that JavaScript represents exactly


class Property(NamedTuple):
    """One declared property."""

    wire_name: str
    strategy: st.SearchStrategy[Any]
    optional: bool = False
    absent: object = _ABSENT
    """The value of the attribute if the property is absent."""
    endless: bool = False
    """Whether its values can be nested without limit."""


class Properties:
    """The declared properties of an object type, by attribute; `others` draws undeclared ones.

    They are made when they are first drawn from, since types refer to one another.
    """

    def __init__(
        self,
        declared: Callable[[], Mapping[str, Property]],
        others: Callable[[], st.SearchStrategy[dict[str, Any]]] | None = None,
    ) -> None:
        self._declared = declared
        self._others = others

    def dicts(self, given: Mapping[str, st.SearchStrategy[Any] | None]) -> st.SearchStrategy[Any]:
        """Draw objects as decoded JSON; given strategies replace those of declared properties."""
        _assert_strategies(given)
        required: dict[str, st.SearchStrategy[Any]] = {}
        optional: dict[str, st.SearchStrategy[Any]] = {}
        may_be_absent = False
        declared = self._declared()
        for attribute, found in declared.items():
            replaced = given.get(attribute)
            if replaced is not None:
                required[found.wire_name] = replaced
                may_be_absent = may_be_absent or found.optional
            elif not found.optional:
                required[found.wire_name] = found.strategy
            elif found.endless:
                optional[found.wire_name] = unless_deep(found.strategy, st.just(_ABSENT))
                may_be_absent = True
            else:
                optional[found.wire_name] = found.strategy
        drawn: st.SearchStrategy[Any] = st.fixed_dictionaries(required, optional=optional)
        if may_be_absent:
            drawn = drawn.map(_present)
        others = given.get("extra")
        if others is None and self._others is not None:
            others = self._others()
        if others is None:
            return drawn
        names = {found.wire_name for found in declared.values()}
        return st.tuples(drawn, others).map(lambda pair: _joined(*pair, names))

    def instances(
        self,
        from_dict: Callable[[object], Any],
        given: Mapping[str, st.SearchStrategy[Any] | None],
    ) -> st.SearchStrategy[Any]:
        """Draw instances of a class; given strategies draw the values of its attributes."""
        _assert_strategies(given)
        absent = {name: found.absent for name, found in self._declared().items()}
        sent = {
            name: strategy.map(_sending(absent.get(name, _ABSENT)))
            for name, strategy in given.items()
            if strategy is not None
        }
        return self.dicts(sent).map(from_dict)


def _assert_strategies(given: Mapping[str, object]) -> None:
    for name, found in given.items():
        if found is not None and not isinstance(found, st.SearchStrategy):
            kind = type(found).__name__
            raise TypeError(f"{name}: expected a strategy such as st.just(...), got {kind}")


def _present(drawn: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in drawn.items() if value is not _ABSENT}


def _joined(
    drawn: dict[str, Any], others: dict[str, Any] | None, declared: set[str]
) -> dict[str, Any]:
    found = {} if others is None else others  # in an instance without undeclared properties
    return {**{key: value for key, value in found.items() if key not in declared}, **drawn}


def _sending(absent: object) -> Callable[[Any], Any]:
    return lambda value: _ABSENT if value is absent else _sent(value)


def _sent(value: Any) -> Any:
    """Return the decoded JSON of the value of an attribute."""
    if issubclass(type(value), list):
        return [_sent(item) for item in value]
    if issubclass(type(value), dict):
        return {key: _sent(item) for key, item in value.items()}
    return value.to_dict() if hasattr(value, "to_dict") else value


class _Level(threading.local):
    depth = 0


_level = _Level()


@st.composite
def nested(draw: st.DrawFn, strategy: st.SearchStrategy[Any]) -> Any:
    """Draw a value of a recursive type, one level deeper."""
    _level.depth += 1
    try:
        return draw(strategy)
    finally:
        _level.depth -= 1


@st.composite
def unless_deep(
    draw: st.DrawFn, strategy: st.SearchStrategy[Any], flat: st.SearchStrategy[Any]
) -> Any:
    """Draw from a strategy; where recursive types are already deep, draw a flat value instead."""
    return draw(flat if _level.depth >= DEEPEST else strategy)


def empty_list() -> st.SearchStrategy[list[Any]]:
    """Draw an empty list, a new one each time."""
    return st.tuples().map(list[Any])


def empty_dict() -> st.SearchStrategy[dict[str, Any]]:
    """Draw an empty dict, a new one each time."""
    return st.tuples().map(dict[str, Any])


def list_of(item: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Draw short lists."""
    return st.lists(item, max_size=MOST)


def dict_of(value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw small dicts with arbitrary keys."""
    return st.dictionaries(st.text(), value, max_size=MOST)


class Keyed(NamedTuple):
    """The undeclared properties whose names match a pattern; none if there is no strategy."""

    template: str
    regex: str
    strategy: st.SearchStrategy[Any] | None


def keyed(
    patterns: list[Keyed], others: st.SearchStrategy[dict[str, Any]] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """Draw small dicts whose values depend on their keys; `others` draws those of other keys.

    A key that matches several patterns is left out: its value has to be of several types.
    """
    matchers = [re.compile(pattern.regex).match for pattern in patterns]

    def kept(drawn: tuple[dict[str, Any], ...]) -> dict[str, Any]:
        return {
            key: value
            for place, found in enumerate(drawn)
            for key, value in found.items()
            if not any(match(key) for n, match in enumerate(matchers) if n != place)
        }

    drawn = [
        (
            empty_dict()
            if pattern.strategy is None
            else st.dictionaries(
                key_of(pattern.template, pattern.regex), pattern.strategy, max_size=MOST
            )
        )
        for pattern in patterns
    ]
    return st.tuples(*drawn, *([] if others is None else [others])).map(kept)


def key_of(template: str, regex: str) -> st.SearchStrategy[str]:
    """Draw keys of an index signature; the template may be `number`."""
    if template == "number":
        return st.integers(0, 99).map(str) | st.from_regex(regex, fullmatch=True)
    return text_of(template, regex)


def tuple_of(
    required: list[st.SearchStrategy[Any]],
    optional: list[st.SearchStrategy[Any]],
    rest: st.SearchStrategy[Any] | None = None,
    ending: list[st.SearchStrategy[Any]] | None = None,
) -> st.SearchStrategy[list[Any]]:
    """Draw lists with a type for each position; the last items are those of `ending`."""
    lengths = [
        st.tuples(*required, *optional[:count]).map(list[Any]) for count in range(len(optional) + 1)
    ]
    if rest is not None:
        lengths.append(st.tuples(lengths[-1], list_of(rest)).map(lambda pair: pair[0] + pair[1]))
    drawn = st.one_of(lengths)
    if not ending:
        return drawn
    return st.tuples(drawn, st.tuples(*ending)).map(lambda pair: [*pair[0], *pair[1]])


@cache
def number() -> st.SearchStrategy[int | float]:
    """Draw JSON numbers: finite, and integers that JavaScript represents exactly."""
    return st.integers(-SAFE, SAFE) | st.floats(allow_nan=False, allow_infinity=False)


@cache
def json_value() -> st.SearchStrategy[Any]:
    """Draw decoded JSON of any type, made of a few values."""
    return st.recursive(
        st.none() | st.booleans() | number() | st.text(),
        lambda inner: list_of(inner) | dict_of(inner),
        max_leaves=5,
    )


_PIECES: Final = re.compile(r"((?:\\.|[^$\\]|\$(?!\{))+)|\$\{(\w+)\}", re.DOTALL)


def text_of(template: str, regex: str) -> st.SearchStrategy[str]:
    """Draw strings of a template literal type: with typical values in its holes, or any others."""
    pieces: list[st.SearchStrategy[str]] = []
    for text, hole in _PIECES.findall(template[1:-1]):
        if hole:
            pieces.append(number().map(str) if hole == "number" else st.text())
        else:
            pieces.append(st.just(re.sub(r"\\(.)", _unescaped, text)))
    filled = st.tuples(*pieces).map("".join).filter(re.compile(regex).match)
    return filled | st.from_regex(regex, fullmatch=True)


def _unescaped(escape: re.Match[str]) -> str:
    return {"n": "\n", "r": "\r"}.get(escape[1], escape[1])
