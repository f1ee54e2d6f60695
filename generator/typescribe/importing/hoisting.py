"""Object types inside expressions -> declarations, where a spec has no notation for their names.

A type expression cannot give a class or an attribute a name; a declaration can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from typescribe.language import naming
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    Fields,
    KeySignature,
    MappedOf,
    ObjectOf,
    TypeExpression,
    TypeParameter,
    TypeReference,
)
from typescribe.language.declared_names import class_of
from typescribe.sources.typescript.rewriting import retyped, with_parts


def hoisted(declarations: tuple[Declaration, ...]) -> tuple[Declaration, ...]:
    """Return declarations in which every name that an import has given can be written."""
    taken = set(map(class_of, declarations))
    taken |= {declaration.name for declaration in declarations}
    return tuple(made for d in declarations for made in _Hoister(d, taken).declarations())


class _Hoister:
    def __init__(self, declaration: Declaration, taken: set[str]) -> None:
        self._declaration = declaration
        self._taken = taken
        self._made: list[Declaration] = []

    def declarations(self) -> Iterator[Declaration]:
        """Yield the declaration and those that it now refers to."""
        declaration = self._declaration
        owner = class_of(declaration)
        match declaration.body:
            case Fields(object=body, extends=extends):
                made = self._fields(body, owner)
                bases = tuple(self._expression(base, f"{owner}Base", ()) for base in extends)
                declaration = replace(declaration, body=Fields(made, bases))
            case Alias(type=type_):
                hint = f"{owner}Item"
                declaration = replace(declaration, body=Alias(self._expression(type_, hint, ())))
        yield declaration
        yield from self._made

    def _fields(self, body: ObjectOf, owner: str) -> ObjectOf:
        def hoisted_from(field: DeclaredField) -> TypeExpression:
            hint = naming.inner_class_name(owner, field.wire_name)
            if isinstance(field.type, ObjectOf):
                return self._fields(field.type, hint)
            return self._expression(field.type, hint, ())

        fields = tuple(retyped(field, hoisted_from(field)) for field in body.fields)
        index = body.index and self._expression(body.index, f"{owner}Value", ())
        signatures = self._signatures(body, f"{owner}Value", ())
        return replace(body, fields=fields, index=index, signatures=signatures)

    def _signatures(
        self, body: ObjectOf, hint: str, bound: tuple[str, ...]
    ) -> tuple[KeySignature, ...]:
        return tuple(
            KeySignature(one.keys, self._expression(one.value, hint, bound))
            for one in body.signatures
        )

    def _expression(
        self, expression: TypeExpression, hint: str, bound: tuple[str, ...]
    ) -> TypeExpression:
        if isinstance(expression, MappedOf):
            bound = (*bound, expression.parameter)
        if not isinstance(expression, ObjectOf):
            return with_parts(expression, lambda part: self._expression(part, hint, bound))
        if not (expression.class_name or any(field.attribute for field in expression.fields)):
            fields = tuple(
                retyped(
                    field,
                    self._expression(
                        field.type, naming.inner_class_name(hint, field.wire_name), bound
                    ),
                )
                for field in expression.fields
            )
            index = expression.index and self._expression(expression.index, hint, bound)
            signatures = self._signatures(expression, hint, bound)
            return replace(expression, fields=fields, index=index, signatures=signatures)
        return self._reference(expression, hint, bound)

    def _reference(self, body: ObjectOf, hint: str, bound: tuple[str, ...]) -> TypeReference:
        wanted = body.class_name or hint
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}{number}"
        self._taken.add(name)
        position = body.position
        own = [replace(p, default=None) for p in self._declaration.parameters]
        parameters = (*own, *(TypeParameter(inner, position) for inner in bound))
        made = Declaration(name, parameters, Fields(replace(body, class_name=None)), position)
        self._made += _Hoister(made, self._taken).declarations()
        arguments = tuple(TypeReference(p.name, (), position) for p in parameters)
        return TypeReference(name, arguments, position)
