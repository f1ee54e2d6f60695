"""Two models -> in which entry types a change of a type is felt, and one way that leads to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from typescribe.language.graphs import strong_components
from typescribe.language.identifiers import is_typescript_identifier
from typescribe.language.model import (
    ArrayType,
    Model,
    NamedType,
    ObjectType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    parts,
    references,
)

_Step: TypeAlias = tuple[str, str]
"""The type that a step comes from, and the piece of path from there."""


class Reach:
    """Answers for the types that two models have in common, by their new names.

    An entry type is one that no other refers to: a message, not what messages are made of. Types
    that refer to each other in a circle are entry types together, where nothing else does.

    A change is felt where an entry type leads to it before as well as after: what leads to it on
    one side only has come or gone, and that is a change of its own.
    """

    def __init__(self, old: Model, new: Model, new_of: Mapping[str, str]) -> None:
        self._old_of = {new_name: old_name for old_name, new_name in new_of.items()}
        started = {new_of[name] for name in entries(old) if name in new_of}
        started |= {name for name in entries(new) if name in self._old_of}
        self._entries = [name for name in new.by_name if name in started]
        self._before = _led_to(old, [self._old_of[name] for name in self._entries])
        self._after = _led_to(new, self._entries)
        self._ways = _Ways(new)
        self._nearest = self._ways.below(self._entries)

    def entries_to(self, name: str) -> tuple[str, ...]:
        """Return the entry types that lead to a type of both models, or the type alone."""
        both = self._before[self._old_of[name]] & self._after[name]
        found = tuple(entry for n, entry in enumerate(self._entries) if both >> n & 1)
        return found or (name,)

    def path(self, entries_to: tuple[str, ...], name: str) -> str:
        """Return the shortest way from one of some types to a type: `Agent.media[*].call`."""
        path = _written(self._nearest, name)
        if path and path[0] in entries_to:
            return "".join(path)
        return "".join(_written(self._ways.below(entries_to[:1]), name))


def entries(model: Model) -> frozenset[str]:
    """Return the types that no other type refers to, and the circles of such types."""
    graph = _graph(model)
    component_of: dict[str, int] = {}
    components = list(strong_components(graph))
    for number, component in enumerate(components):
        component_of.update(dict.fromkeys(component, number))
    inner = {
        component_of[target]
        for name, targets in graph.items()
        for target in targets
        if component_of[target] != component_of[name]
    }
    return frozenset(
        name for number, names in enumerate(components) if number not in inner for name in names
    )


def step(wire_name: str) -> str:
    """Return how a path goes on to a property.

    >>> step("media"), step("x y")
    ('.media', '["x y"]')
    """
    return f".{wire_name}" if is_typescript_identifier(wire_name) else f'["{wire_name}"]'


def _graph(model: Model) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(dict.fromkeys(r for part in parts(named) for r in references(part)))
        for name, named in model.by_name.items()
    }


def _led_to(model: Model, starts: list[str]) -> dict[str, int]:
    """Return for each type the set of starts that lead to it, bit by bit."""
    graph = _graph(model)
    found = dict.fromkeys(graph, 0)
    for number, name in enumerate(starts):
        found[name] |= 1 << number
    for component in reversed(list(strong_components(graph))):  # those that refer come first
        together = 0
        for name in component:
            together |= found[name]
        for name in component:
            found[name] = together
            for target in graph[name]:
                found[target] |= together
    return found


class _Ways:
    """Finds the shortest ways down a model; what each type refers to is looked up once."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._steps: dict[str, dict[str, str]] = {}

    def below(self, starts: Sequence[str]) -> dict[str, _Step | None]:
        """Return the step that leads to each type below some others; `None` for these."""
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
    """Return the pieces of the path to a type, the type that it starts from first."""
    if name not in found:
        return []
    pieces: list[str] = []
    while (leading := found[name]) is not None:
        name, piece = leading
        pieces.append(piece)
    return [name, *reversed(pieces)]


def _steps(named: NamedType) -> Iterator[tuple[str, str]]:
    """Yield every reference of a named type with the piece of path that leads to it."""
    if not isinstance(named, ObjectType):
        yield from _inside(named.type, "")
        return
    for field in named.fields:
        yield from _inside(field.type, step(field.wire_name))
    if named.index is not None:
        yield from _inside(named.index, "[*]")


def _inside(type_: Type, path: str) -> Iterator[tuple[str, str]]:
    match type_:
        case Reference(name=name):
            yield path, name
        case ArrayType(item=inner) | RecordType(value=inner):
            yield from _inside(inner, f"{path}[*]")
        case TupleType(items=items, rest=rest):
            for place, item in enumerate(items):
                yield from _inside(item, f"{path}[{place}]")
            if rest is not None:
                yield from _inside(rest, f"{path}[*]")
        case UnionType(members=members):
            for member in members:
                yield from _inside(member, path)
