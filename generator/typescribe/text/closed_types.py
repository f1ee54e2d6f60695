"""Types of the model -> TypeScript, as a spec would declare them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Final, TypeAlias

from typescribe.language import patterns
from typescribe.language.declared import (
    ArrayOf,
    DeclaredField,
    KeySignature,
    Keyword,
    LiteralOf,
    LiteralValue,
    ObjectOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import NOWHERE
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    KeyPattern,
    LiteralType,
    NamedType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.text import type_writer
from typescribe.text.type_writer import Notation, Piece, declared_name, signature_name, written
from typescribe.text.typescript import typescript_literal

_SHOWN: Final = Notation(is_parsed=False)
STRING: Final = Keyword("string", NOWHERE)
"""`string`, as it is declared."""

Record: TypeAlias = Callable[[TypeExpression], TypeExpression]
"""Returns the type of an object with any keys, given the type of its values."""


def generic_record(value: TypeExpression) -> TypeExpression:
    """Return `Record<string, V>`, where `V` is the given type."""
    return TypeReference("Record", (STRING, value), NOWHERE)


def as_declared(
    type_: Type, record: Record = generic_record, beside_texts: TypeExpression = STRING
) -> TypeExpression:
    """Return a type of the model as a declared type.

    Args:
        type_: the type.
        record: declares objects with any keys.
        beside_texts: the declared type of `string` in a union with string literals.
    """

    def declared(inner: Type) -> TypeExpression:
        match inner:
            case Primitive(name=name):
                return Keyword(name, NOWHERE)
            case Reference(name=name):
                return TypeReference(name, (), NOWHERE)
            case LiteralType(value=value):
                return LiteralOf(value, NOWHERE)
            case PatternType():
                return patterns.template_of(inner)
            case ArrayType(item=item):
                return ArrayOf(declared(item), NOWHERE)
            case RecordType(value=value):
                return record(declared(value))
            case TupleType(items=items, required=required, rest=rest, ending=ending):
                elements = [
                    TupleElement(declared(item), optional=place >= required)
                    for place, item in enumerate(items)
                ]
                if rest is not None:
                    elements.append(TupleElement(declared(rest), rest=True))
                elements += [TupleElement(declared(item)) for item in ending]
                return TupleOf(tuple(elements), NOWHERE)
            case UnionType(members=members):
                found = tuple(map(declared, members))
                if any(isinstance(m, LiteralType) and isinstance(m.value, str) for m in members):
                    found = tuple(beside_texts if each == STRING else each for each in found)
                return UnionOf(found, NOWHERE)

    return declared(type_)


def spelling(type_: Type) -> str:
    """Return a type in TypeScript.

    >>> spelling(ArrayType(UnionType((Primitive("string"), LiteralType(1)))))
    '(string | 1)[]'
    """
    return written(as_declared(type_), _SHOWN)


def pieces(type_: Type) -> tuple[Piece, ...]:
    """Return a type in TypeScript, in pieces that a page can link and colour.

    >>> [piece.text for piece in pieces(ArrayType(UnionType((Reference("A"), LiteralType(1)))))]
    ['(', 'A', ' | ', '1', ')[]']
    """
    runs = groupby(type_writer.pieces(as_declared(type_), _SHOWN), key=lambda piece: piece.kind)
    return tuple(
        piece for kind, run in runs for piece in ((_merged(run),) if kind == "sign" else run)
    )


def _merged(signs: Iterable[Piece]) -> Piece:
    return Piece("".join(sign.text for sign in signs), "sign")


def body_spelling(named: NamedType) -> str:
    """Return the type that a named type stands for in TypeScript."""
    if isinstance(named, AliasType):
        return spelling(named.type)
    fields = tuple(
        DeclaredField(field.wire_name, as_declared(field.type), field.optional, NOWHERE)
        for field in named.fields
    )
    index = None if named.index is None else as_declared(named.index)
    signatures = tuple(
        KeySignature(patterns.keys_of(pattern.keys), as_declared(pattern.value))
        for pattern in named.patterns
    )
    return written(ObjectOf(fields, NOWHERE, index, signatures=signatures), _SHOWN)


def field_spelling(field: Field) -> str:
    """Return a property in TypeScript: `taskId?: string`."""
    return f"{property_spelling(field)}: {spelling(field.type)}"


def property_spelling(field: Field) -> str:
    """Return the name of a property in TypeScript: `agentId`, `taskId?`."""
    return declared_name(field.wire_name, field.optional, _SHOWN)


def pattern_spelling(pattern: KeyPattern) -> str:
    """Return the name of an index signature in TypeScript: ``[key: `x-${string}`]``."""
    return signature_name(patterns.keys_of(pattern.keys), _SHOWN)


def key_spelling(pattern: KeyPattern) -> str:
    """Return the type of the keys in TypeScript: `` `x-${string}` ``, `number`."""
    return written(patterns.keys_of(pattern.keys), _SHOWN)


def literal_spelling(value: LiteralValue | None) -> str:
    """Return a literal in TypeScript; `None` is `null`."""
    return str(typescript_literal(value))
