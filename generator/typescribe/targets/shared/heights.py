"""Computes the minimum nesting depth of the values of a type; infinite if none is finite."""

from __future__ import annotations

import math

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
)


class Heights:
    """The minimum nesting depths of the types of a model."""

    def __init__(self, model: Model) -> None:
        self._named: dict[str, float] = dict.fromkeys(model.by_name, math.inf)
        waiting = True
        while waiting:
            found = {name: self._of_named(named) for name, named in model.by_name.items()}
            waiting = found != self._named
            self._named = found

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
