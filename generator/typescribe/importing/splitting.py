"""Types that are too long for a spec -> declarations of their own.

A spec rejects expressions of more than `LONGEST` characters. A long union of literals becomes
documented values, whose number is not limited; any other long union is split into parts; and the
longest parts of any other long type become declarations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    ConditionalOf,
    Declaration,
    DeclaredValue,
    Fields,
    Keyword,
    LiteralOf,
    MappedOf,
    ObjectOf,
    TypeExpression,
    TypeParameter,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.language.expressions import inferences, inner_expressions, members_of
from typescribe.sources.expressions.type_expressions import LONGEST
from typescribe.sources.typescript.rewriting import with_parts
from typescribe.text.declared_types import type_text

_PART = LONGEST // 2
_MADE = TypeReference | LiteralOf
"""A part becomes a reference, and a literal is no shorter as a part: both stay in place."""


def split_long_types(declarations: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """Return declarations without long types; new parts follow the declaration they come from.

    The parts of a generic are generics with the same type parameters.
    """
    taken = {declaration.name for declaration in declarations}
    return tuple(made for d in declarations for made in _Splitter(taken, d).declarations())


class _Splitter:
    def __init__(self, taken: set[str], declaration: Declaration) -> None:
        self._taken = taken
        self._declaration = declaration
        self._own = tuple(parameter.name for parameter in declaration.parameters)
        self._parts: list[Declaration] = []

    def declarations(self) -> Iterator[Declaration]:
        """Yield the declaration and the parts that it now refers to."""
        body = self._body()
        yield self._declaration if body is None else replace(self._declaration, body=body)
        yield from self._parts

    def _body(self) -> Fields | Alias | Values | None:
        """Return the body without long types, `None` if it has none."""
        match self._declaration.body:
            case Alias(type=type_) if _is_long(type_):
                values = None if self._own else _values(type_)
                return values or Alias(self._short(type_, self._own))
            case Fields(object=body, extends=extends) if _has_long_types(body) or any(
                map(_is_long, extends)
            ):
                bases = tuple(self._short(base, self._own) for base in extends)
                return Fields(self._object(body, self._own), bases)
            case _:
                return None

    def _object(self, object_: ObjectOf, names: tuple[str, ...]) -> ObjectOf:
        """Return an object type whose properties a spec writes one by one."""

        def short(type_: TypeExpression) -> TypeExpression:
            if isinstance(type_, ObjectOf):
                return self._object(type_, names)
            return self._short(type_, names)

        changed = with_parts(object_, short)
        assert isinstance(changed, ObjectOf), "changing its parts keeps the kind"
        return changed

    def _short(self, type_: TypeExpression, names: tuple[str, ...]) -> TypeExpression:
        """Return an expression that is not long; `names` are the type parameters in its scope."""
        if not _is_long(type_):
            return type_
        if isinstance(type_, UnionOf):
            values = _values(type_)
            return self._part(values, type_, ()) if values else self._split(type_, names)
        if isinstance(type_, MappedOf):
            names = (*names, type_.parameter)
        if isinstance(type_, ConditionalOf):
            names = (*names, *(clause.name for clause in inferences(type_.extends)))
        longest = sorted(map(_length, inner_expressions(type_)), reverse=True)
        least = longest[0] if longest else 0
        while sum(length for length in longest if length < least) > _PART and least:
            least = max((length for length in longest if length < least), default=0)

        def short(part: TypeExpression) -> TypeExpression:
            if _length(part) < least or next(inferences(part), None) or isinstance(part, _MADE):
                return part
            return self._made(part, names)

        return with_parts(type_, short)

    def _split(self, union: UnionOf, names: tuple[str, ...]) -> UnionOf:
        groups: list[list[TypeExpression]] = [[]]
        length = 0
        for member in union.members:
            size = _length(member) + 3
            if groups[-1] and length + size > _PART:
                groups.append([])
                length = 0
            groups[-1].append(member)
            length += size
        parts = [
            self._made(UnionOf(tuple(g), union.position) if len(g) > 1 else g[0], names)
            for g in groups
        ]
        return UnionOf(tuple(parts), union.position)

    def _made(self, type_: TypeExpression, names: tuple[str, ...]) -> TypeReference:
        """Return a reference to a new declaration of a type, which is split in turn."""
        if isinstance(type_, ObjectOf):
            return self._part(Fields(self._object(type_, names)), type_, names)
        return self._part(Alias(self._short(type_, names)), type_, names)

    def _part(
        self, body: Alias | Fields | Values, of: TypeExpression, names: tuple[str, ...]
    ) -> TypeReference:
        number = len(self._parts) + 1
        while (name := f"{self._declaration.name}Part{number}") in self._taken:
            number += 1
        self._taken.add(name)
        parameters = tuple(TypeParameter(one, of.position) for one in dict.fromkeys(names))
        arguments = tuple(TypeReference(one.name, (), of.position) for one in parameters)
        self._parts.append(Declaration(name, parameters, body, of.position))
        return TypeReference(name, arguments, of.position)


def _has_long_types(object_: ObjectOf) -> bool:
    return any(
        _has_long_types(part) if isinstance(part, ObjectOf) else _is_long(part)
        for part in inner_expressions(object_)
    )


def _length(expression: TypeExpression) -> int:
    return len(type_text(expression))


def _is_long(expression: TypeExpression) -> bool:
    while isinstance(expression, ArrayOf):
        expression = expression.item
    match expression:
        case Keyword() | TypeReference(arguments=()):
            return False
        case _:
            return _length(expression) > LONGEST


def _values(type_: TypeExpression) -> Values | None:
    """Return a union as documented values, `None` for any other type."""
    members = members_of(type_)
    literals = [member for member in members if isinstance(member, LiteralOf)]
    if len(literals) < len(members):
        return None
    return Values(tuple(DeclaredValue(one.value, one.position) for one in literals))
