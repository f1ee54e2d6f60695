"""Finds the entry types (messages) that a change of a type affects, and a path to the type."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from typescribe.language.entry_types import entry_types, graph_of
from typescribe.language.graphs import strong_components
from typescribe.language.identifiers import is_typescript_identifier
from typescribe.language.model import (
    ArrayType,
    KeyPattern,
    Model,
    NamedType,
    ObjectType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.text.closed_types import key_spelling

_Step: TypeAlias = tuple[str, str]
"""The type that a step starts from, and the piece of path from there."""


class Reach:
    """Paths from entry types to the types that two models have in common, by their new names.

    An entry type is one that no other type refers to: a message, not a part of messages. Types
    that refer to each other in a circle are all entry types if no type outside the circle refers
    to them.

    A change affects the entry types that refer to the changed type, at any depth, both before
    and after. If one does so in only one of the models, that is a change of its own.
    """

    def __init__(self, old: Model, new: Model, new_of: Mapping[str, str]) -> None:
        self._old_of = {new_name: old_name for old_name, new_name in new_of.items()}
        started = {new_of[name] for name in entry_types(old) if name in new_of}
        started |= {name for name in entry_types(new) if name in self._old_of}
        self._entries = [name for name in new.by_name if name in started]
        self._before = _led_to(old, [self._old_of[name] for name in self._entries])
        self._after = _led_to(new, self._entries)
        self._paths = _Paths(new)
        self._nearest = self._paths.below(self._entries)

    def entries_to(self, name: str) -> tuple[str, ...]:
        """Return the entry types that refer to a type, at any depth; the type itself if none do."""
        both = self._before[self._old_of[name]] & self._after[name]
        found = tuple(entry for n, entry in enumerate(self._entries) if both >> n & 1)
        return found or (name,)

    def path(self, entries_to: tuple[str, ...], name: str) -> str:
        """Return a shortest path from one of the entry types to a type: `Agent.media[*].call`."""
        path = _written(self._nearest, name)
        if path and path[0] in entries_to:
            return "".join(path)
        return "".join(_written(self._paths.below(entries_to[:1]), name))


def step(wire_name: str) -> str:
    """Return the step of a path to a property.

    >>> step("media"), step("x y")
    ('.media', '["x y"]')
    """
    return f".{wire_name}" if is_typescript_identifier(wire_name) else f'["{wire_name}"]'


def _led_to(model: Model, starts: list[str]) -> dict[str, int]:
    """Return for each type the starting types that refer to it at any depth, as bits."""
    graph = graph_of(model)
    found = dict.fromkeys(graph, 0)
    for number, name in enumerate(starts):
        found[name] |= 1 << number
    for component in reversed(list(strong_components(graph))):  # referring types first
        together = 0
        for name in component:
            together |= found[name]
        for name in component:
            found[name] = together
            for target in graph[name]:
                found[target] |= together
    return found


class _Paths:
    """Finds shortest paths between types of a model."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._steps: dict[str, dict[str, str]] = {}

    def below(self, starts: Sequence[str]) -> dict[str, _Step | None]:
        """Return the last step of a shortest path to each type that can be reached.

        For the starting types themselves, it is `None`.
        """
        found: dict[str, _Step | None] = dict.fromkeys(starts)
        waiting = deque(starts)
        while waiting:
            name = waiting.popleft()
            if name not in self._steps:
                self._steps[name] = {}
                for piece, target in _steps(self._model.by_name[name]):
                    self._steps[name].setdefault(target, piece)
            for target, piece in self._steps[name].items():
                if target not in found:
                    found[target] = (name, piece)
                    waiting.append(target)
        return found


def _written(found: Mapping[str, _Step | None], name: str) -> list[str]:
    """Return the pieces of the path to a type, beginning with the starting type."""
    if name not in found:
        return []
    pieces: list[str] = []
    while (leading := found[name]) is not None:
        name, piece = leading
        pieces.append(piece)
    return [name, *reversed(pieces)]


def _steps(named: NamedType) -> Iterator[tuple[str, str]]:
    """Yield the piece of path to each reference in a named type, with the name referred to."""
    if not isinstance(named, ObjectType):
        yield from _inside(named.type, "")
        return
    for field in named.fields:
        yield from _inside(field.type, step(field.wire_name))
    if named.index is not None:
        yield from _inside(named.index, "[*]")
    for pattern in named.patterns:
        yield from _inside(pattern.value, step_of_keys(pattern))


def step_of_keys(pattern: KeyPattern) -> str:
    """Return the piece of path to the properties with some keys: ``[`x-${string}`]``."""
    return f"[{key_spelling(pattern)}]"


def _inside(type_: Type, path: str) -> Iterator[tuple[str, str]]:
    match type_:
        case Reference(name=name):
            yield path, name
        case ArrayType(item=inner) | RecordType(value=inner):
            yield from _inside(inner, f"{path}[*]")
        case TupleType(items=items, rest=rest, ending=ending):
            for place, item in enumerate(items):
                yield from _inside(item, f"{path}[{place}]")
            if rest is not None:
                yield from _inside(rest, f"{path}[*]")
            for place, item in enumerate(ending, -len(ending)):
                yield from _inside(item, f"{path}[{place}]")
        case UnionType(members=members):
            for member in members:
                yield from _inside(member, path)
