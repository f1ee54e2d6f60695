"""Unions that are too long for a spec -> declarations of their own.

A spec rejects expressions of more than `LONGEST` characters. A long union of literals becomes
documented values, whose number is not limited; any other long union is split into parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredValue,
    Fields,
    LiteralOf,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.sources.expressions.type_expressions import LONGEST
from typescribe.text.declared_types import type_text

_PART = LONGEST // 2


def split_long_types(declarations: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """Return declarations without long unions; new parts follow the declaration they come from."""
    taken = {declaration.name for declaration in declarations}
    return tuple(made for d in declarations for made in _Splitter(taken, d).declarations())


class _Splitter:
    def __init__(self, taken: set[str], declaration: Declaration) -> None:
        self._taken = taken
        self._declaration = declaration
        self._parts: list[Declaration] = []

    def declarations(self) -> Iterator[Declaration]:
        """Yield the declaration and the parts that it now refers to."""
        declaration = self._declaration
        # The parts of a generic would need its type parameters, so it is not split.
        if not declaration.parameters:
            declaration = replace(declaration, body=self._body())
        yield declaration
        yield from self._parts

    def _body(self) -> Fields | Alias | Values:
        match self._declaration.body:
            case Alias(type=UnionOf() as union) if _is_long(union):
                return _values(union) or Alias(self._split(union))
            case Fields(object=body, extends=extends):
                return Fields(self._object(body), extends)
            case other:
                return other

    def _object(self, object_: ObjectOf) -> ObjectOf:
        fields = tuple(replace(f, type=self._field(f.type)) for f in object_.fields)
        return replace(object_, fields=fields)

    def _field(self, type_: TypeExpression) -> TypeExpression:
        if isinstance(type_, ObjectOf):
            return self._object(type_)
        if isinstance(type_, UnionOf) and _is_long(type_):
            if values := _values(type_):
                return self._part(values, type_)
            return self._split(type_)
        return type_

    def _split(self, union: UnionOf) -> UnionOf:
        groups: list[list[TypeExpression]] = [[]]
        length = 0
        for member in union.members:
            size = len(type_text(member)) + 3
            if groups[-1] and length + size > _PART:
                groups.append([])
                length = 0
            groups[-1].append(member)
            length += size
        parts = [
            self._part(Alias(UnionOf(tuple(g), union.position) if len(g) > 1 else g[0]), union)
            for g in groups
        ]
        return UnionOf(tuple(parts), union.position)

    def _part(self, body: Alias | Values, of: UnionOf) -> TypeReference:
        number = len(self._parts) + 1
        while (name := f"{self._declaration.name}Part{number}") in self._taken:
            number += 1
        self._taken.add(name)
        self._parts.append(Declaration(name, (), body, of.position))
        return TypeReference(name, (), of.position)


def _is_long(expression: TypeExpression) -> bool:
    return len(type_text(expression)) > LONGEST


def _values(union: UnionOf) -> Values | None:
    literals = [member for member in union.members if isinstance(member, LiteralOf)]
    if len(literals) < len(union.members):
        return None
    return Values(tuple(DeclaredValue(one.value, one.position) for one in literals))
