"""Closed types -> TypeScript in pieces, so that a page can link and colour what it shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from typescribe.language.model import (
    ArrayType,
    LiteralType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.text.markup import page_line

PieceKind: TypeAlias = Literal["sign", "word", "literal", "reference"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a type; that of a reference is the name of the type that it leads to."""

    text: str
    kind: PieceKind


def pieces(type_: Type) -> tuple[Piece, ...]:
    """Return a type as TypeScript writes it; one sign follows another in one piece.

    >>> [piece.text for piece in pieces(ArrayType(UnionType((Reference("A"), LiteralType(1)))))]
    ['(', 'A', ' | ', '1', ')[]']
    """
    runs = groupby(_pieces(type_), key=lambda piece: piece.kind)
    return tuple(
        piece for kind, run in runs for piece in ((_joined(run),) if kind == "sign" else run)
    )


def _joined(signs: Iterator[Piece]) -> Piece:
    return Piece("".join(sign.text for sign in signs), "sign")


def literal_text(value: str | int | float | bool | None) -> str:
    """Return a literal as TypeScript writes it, on one line; `None` is `null`."""
    return page_line(json.dumps(value, ensure_ascii=False))


def _pieces(type_: Type) -> Iterator[Piece]:
    match type_:
        case Primitive(name=name):
            yield Piece(name, "word")
        case Reference(name=name):
            yield Piece(name, "reference")
        case LiteralType(value=value):
            yield Piece(literal_text(value), "literal")
        case PatternType(template=template):
            yield Piece(page_line(template), "literal")
        case ArrayType(item=item):
            yield from _in_brackets(item)
            yield Piece("[]", "sign")
        case RecordType(value=value):
            yield Piece("Record", "word")
            yield Piece("<", "sign")
            yield Piece("string", "word")
            yield Piece(", ", "sign")
            yield from _pieces(value)
            yield Piece(">", "sign")
        case TupleType():
            yield from _tuple(type_)
        case UnionType(members=members):
            for place, member in enumerate(members):
                if place:
                    yield Piece(" | ", "sign")
                yield from _pieces(member)


def _in_brackets(type_: Type) -> Iterator[Piece]:
    if isinstance(type_, UnionType):
        yield Piece("(", "sign")
        yield from _pieces(type_)
        yield Piece(")", "sign")
    else:
        yield from _pieces(type_)


def _tuple(type_: TupleType) -> Iterator[Piece]:
    yield Piece("[", "sign")
    for place, item in enumerate(type_.items):
        if place:
            yield Piece(", ", "sign")
        if place < type_.required:
            yield from _pieces(item)
        else:
            yield from _in_brackets(item)
            yield Piece("?", "sign")
    if type_.rest is not None:
        yield Piece(", ..." if type_.items else "...", "sign")
        yield from _pieces(ArrayType(type_.rest))
    yield Piece("]", "sign")
