"""Computes the minimum nesting depth of the values of a type; infinite if none is finite."""

from __future__ import annotations

import math
from heapq import heapify, heappop, heappush

from typescribe.language.model import (
    AliasType,
    ArrayType,
    Model,
    NamedType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    parts,
    references,
)


class Heights:
    """The minimum nesting depths of the types of a model."""

    def __init__(self, model: Model) -> None:
        self._named: dict[str, float] = dict.fromkeys(model.by_name, math.inf)
        users: dict[str, set[str]] = {name: set() for name in model.by_name}
        for name, named in model.by_name.items():
            for part in parts(named):
                for reference in references(part):
                    users[reference].add(name)
        # The lowest first: a height that is found is final (Knuth, "A Generalization of Dijkstra's
        # Algorithm", 1977).
        waiting = [(self._of_named(named), name) for name, named in model.by_name.items()]
        heapify(waiting)
        while waiting and waiting[0][0] < math.inf:
            height, name = heappop(waiting)
            if height >= self._named[name]:
                continue
            self._named[name] = height
            for user in users[name]:
                if (found := self._of_named(model.by_name[user])) < self._named[user]:
                    heappush(waiting, (found, user))

    def of(self, type_: Type) -> float:
        """Return the minimum depth of a type; `math.inf` if it has no finite value."""
        match type_:
            case Primitive(name="never"):
                return math.inf
            case Reference(name=name):
                return self._named[name]
            case UnionType(members=members):
                return min(map(self.of, members))
            case TupleType(items=items, required=required, ending=ending):
                return 1 + max(map(self.of, (*items[:required], *ending)), default=0)
            case ArrayType() | RecordType():
                return 1
            case _:
                return 0

    def is_inhabited(self, type_: Type) -> bool:
        """Whether a type has a finite value."""
        return self.of(type_) < math.inf

    def _of_named(self, named: NamedType) -> float:
        if isinstance(named, AliasType):
            return self.of(named.type)
        required = (field.type for field in named.fields if not field.optional)
        return 1 + max(map(self.of, required), default=0)
