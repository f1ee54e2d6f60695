"""Types of the model -> values that they accept, deep or flat, without chance."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    LiteralType,
    Model,
    NamedType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    children,
)
from typescribe.language.patterns import accepts
from typescribe.targets.shared.heights import Heights


def is_inhabited(model: Model, type_: Type) -> bool:
    """Whether any finite value matches a type."""
    return heights_of(model).is_inhabited(type_)


_known: dict[int, tuple[Model, Heights]] = {}
"""Heights by the identity of a model, which is kept with them so that its identity stays its own.

Each value that is made asks for them, and to compare two models takes as long as to compute them.
"""


def heights_of(model: Model) -> Heights:
    """Return the minimum nesting depths of the values of the types of a model."""
    if id(model) not in _known:
        if len(_known) == 8:
            _known.clear()
        _known[id(model)] = model, Heights(model)
    return _known[id(model)][1]


def texts_of(pattern: PatternType) -> list[str]:
    """Return some strings that match a pattern, whose fixed texts must not need escapes."""
    fillings = {"${string}": ("", "a", "7-"), "${number}": ("1", "-2.5e3", "0x1F")}
    pieces = re.split(r"(\$\{\w+\})", pattern.template[1:-1])
    made = map("".join, itertools.product(*(fillings.get(piece, (piece,)) for piece in pieces)))
    return [text for text in made if accepts(pattern, text)]


def sample(model: Model, type_: Type, depth: int = 3) -> Any:
    """Return one value of a type; down to a depth, it has all optional parts."""
    match type_:
        case Primitive(name=name):
            return {"string": "text", "number": 1.5, "boolean": True, "null": None}.get(
                name, {"a": [1]}
            )
        case LiteralType(value=value):
            return value
        case PatternType() as pattern:
            return texts_of(pattern)[-1]
        case ArrayType(item=item):
            return [sample(model, item, depth - 1)] if depth > 0 else []
        case TupleType(items=items, required=required, ending=ending):
            kept = children(type_) if depth > 0 else (*items[:required], *ending)
            return [sample(model, item, depth - 1) for item in kept]
        case RecordType(value=value):
            return {"0ae9": sample(model, value, depth - 1)} if depth > 0 else {}
        case UnionType(members=members):
            heights = heights_of(model)
            order = max if depth > 0 else min
            return sample(model, order(members, key=heights.of), depth)
        case Reference(name=name):
            named = model.by_name[name]
            if isinstance(named, AliasType):
                return sample(model, named.type, depth)
            return {
                field.wire_name: sample(model, field.type, depth - 1)
                for field in named.fields
                if not field.optional or (depth > 0 and is_inhabited(model, field.type))
            }


class Sizes:
    """How many values `sample` nests, without making them."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._heights = heights_of(model)
        self._known: dict[tuple[str, int], int] = {}

    def deepest(self, type_: Type, most: int, depth: int = 3) -> int:
        """Return the depth, up to `depth`, at which a sample of a type has at most `most` values.

        Raises:
            RecursionError: no finite value matches the type.
        """
        return next((d for d in range(depth, 0, -1) if self._size(type_, d) <= most), 0)

    def _size(self, type_: Type, depth: int) -> int:
        depth = max(depth, 0)
        match type_:
            case ArrayType(item=item) | RecordType(value=item):
                return 1 + (self._size(item, depth - 1) if depth > 0 else 0)
            case TupleType(items=items, required=required, ending=ending):
                kept = children(type_) if depth > 0 else (*items[:required], *ending)
                return 1 + sum(self._size(item, depth - 1) for item in kept)
            case UnionType(members=members):
                order = max if depth > 0 else min
                chosen = order(members, key=self._heights.of)
                return self._size(chosen, depth)
            case Reference(name=name):
                if (name, depth) not in self._known:
                    self._known[name, depth] = self._size_of(self._model.by_name[name], depth)
                return self._known[name, depth]
            case _:
                return 1

    def _size_of(self, named: NamedType, depth: int) -> int:
        if isinstance(named, AliasType):
            return self._size(named.type, depth)
        fields = [f for f in named.fields if not f.optional or depth > 0]
        return 1 + sum(self._size(f.type, depth - 1) for f in fields if self._is_there(f))

    def _is_there(self, field: Field) -> bool:
        return not field.optional or self._heights.is_inhabited(field.type)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container in a value with each of its keys or places."""
    waiting = [value]
    while waiting:
        container = waiting.pop()
        keys = list(container) if isinstance(container, dict) else range(len(container))
        for key in keys:
            yield container, key
            if isinstance(container[key], (dict, list)):
                waiting.append(container[key])
