"""Declared types -> TypeScript on one line: keywords, signs and brackets.

Specs, `index.d.ts`, the reference pages, `show` and `diff` all use this module. `closed_types`
converts types of the model to declared types for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, Literal, TypeAlias

from typescribe.language.declared import (
    ArrayOf,
    ConditionalOf,
    DeclaredField,
    IndexedAccess,
    InferOf,
    IntersectionOf,
    KeyOf,
    Keyword,
    LinkedReference,
    LiteralOf,
    MappedOf,
    NotJson,
    ObjectOf,
    TemplateOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.text.typescript import property_name, template_literal, typescript_literal

PieceKind: TypeAlias = Literal["sign", "word", "literal", "reference"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of the text of a type. The text of a reference is the name that it refers to."""

    text: str
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class Notation:
    """How types are written in one kind of text: in specs, in `index.d.ts`, in messages."""

    is_parsed: bool
    """Whether tree-sitter will parse the text, so that forms that it misreads are avoided."""
    is_spaced: bool = False
    """Whether braces have spaces inside, and intersections in unions have brackets."""
    kept: str = ""
    """Invisible characters that are not escaped in template literal types."""
    documented: Callable[[ObjectOf], str] | None = None
    """A function that writes an object type with comments; `None` leaves comments out."""


# How tightly operators bind, from loose to tight. Each level is a function of TypeScript's parser:
# parseType, parseUnionTypeOrHigher, parseIntersectionTypeOrHigher, parseTypeOperatorOrHigher and
# parsePostfixTypeOrHigher.
_CONDITIONAL, _UNION, _INTERSECTION, _OPERATOR, _POSTFIX = range(5)

# After `(` and `...`, tree-sitter-typescript misreads `[A?` and `{a: [A?]` as parameters of a
# function. After `(| ` it does not, and for TypeScript both mean the same.
_MISREAD: Final = re.compile(r"\[.*\?|\{(?! ?\[).*\?[],]", re.DOTALL)


def written(expression: TypeExpression, notation: Notation) -> str:
    """Return an expression in TypeScript, on one line unless it has comments."""
    return _joined(pieces(expression, notation))


def pieces(
    expression: TypeExpression, notation: Notation, least: int = _CONDITIONAL
) -> list[Piece]:
    """Return an expression in pieces, in brackets if it binds less tightly than `least`."""
    writer = _Writer(notation)
    writer.write(expression, least)
    return writer.pieces


def member_texts(combination: UnionOf | IntersectionOf, notation: Notation) -> list[str]:
    """Return the text of each member of a union or intersection, in brackets if it needs them."""
    least = _least_of_member(combination, notation)
    return [_joined(pieces(member, notation, least)) for member in combination.members]


def element_text(element: TupleElement, notation: Notation) -> str:
    """Return the text of an element of a tuple."""
    writer = _Writer(notation)
    writer.element(element)
    return _joined(writer.pieces)


def opening(
    part: TypeExpression, whole: ArrayOf | UnionOf | IntersectionOf, notation: Notation
) -> str:
    """Return the bracket to put before a part of a type: `(`, `(| `, or "" if it needs none."""
    least = _POSTFIX if isinstance(whole, ArrayOf) else _least_of_member(whole, notation)
    if _binding(part) >= least:
        return ""
    return "(| " if _is_misread(written(part, notation), notation) else "("


class _Writer:
    """Collects the pieces of one text."""

    def __init__(self, notation: Notation) -> None:
        self.pieces: list[Piece] = []
        self._notation = notation

    def write(
        self, expression: TypeExpression, least: int = _CONDITIONAL, *, after_dots: bool = False
    ) -> None:
        """Write an expression, in brackets if it binds less tightly than `least`."""
        start = len(self.pieces)
        self._simple(expression)
        is_looser = _binding(expression) < least
        if is_looser or after_dots:
            is_misread = _is_misread(_joined(self.pieces[start:]), self._notation)
            if is_looser or is_misread:
                self.pieces.insert(start, Piece("(| " if is_misread else "(", "sign"))
                self._sign(")")

    def element(self, element: TupleElement) -> None:
        """Write an element of a tuple."""
        if element.rest or element.spread:
            self._sign("...")
            self.write(element.type, _POSTFIX, after_dots=True)
            if element.rest:
                self._sign("[]")
        elif element.optional:
            self.write(element.type, _POSTFIX)
            self._sign("?")
        else:
            self.write(element.type)

    def _sign(self, sign: str) -> None:
        self.pieces.append(Piece(sign, "sign"))

    def _simple(self, expression: TypeExpression) -> None:
        match expression:
            case Keyword(name=name):
                self.pieces.append(Piece(name, "word"))
            case LiteralOf(value=value):
                self.pieces.append(Piece(str(typescript_literal(value)), "literal"))
            case TypeReference(name=name, arguments=()):
                self.pieces.append(Piece(name, "reference"))
            case TypeReference(name=name, arguments=arguments):
                self.pieces.append(Piece(name, "word"))
                self._sign("<")
                self._listed(arguments, ", ")
                self._sign(">")
            case ArrayOf(item=item):
                self.write(item, _POSTFIX)
                self._sign("[]")
            case TupleOf(elements=elements):
                self._tuple(elements)
            case UnionOf(is_object=True):
                self.pieces.append(Piece("object", "word"))
            case UnionOf(members=members):
                self._listed(members, " | ", _least_of_member(expression, self._notation))
            case IntersectionOf(members=members):
                self._listed(members, " & ", _least_of_member(expression, self._notation))
            case ObjectOf():
                self._object(expression)
            case LinkedReference() | NotJson():
                raise AssertionError("only an import holds these, and it writes neither")
            case _:
                self._operator(expression)

    def _listed(
        self, expressions: Sequence[TypeExpression], between: str, least: int = _CONDITIONAL
    ) -> None:
        for place, expression in enumerate(expressions):
            if place:
                self._sign(between)
            self.write(expression, least)

    def _tuple(self, elements: Sequence[TupleElement]) -> None:
        self._sign("[")
        for place, element in enumerate(elements):
            if place:
                self._sign(", ")
            self.element(element)
        self._sign("]")

    def _object(self, object_: ObjectOf) -> None:
        if self._notation.documented and any(map(has_comment, object_.fields)):
            self._sign(self._notation.documented(object_))
            return
        members = [
            (declared_name(field.wire_name, field.optional, self._notation), field.type)
            for field in object_.fields
        ]
        if object_.index is not None:
            members.append(("[key: string]", object_.index))
        for one in object_.signatures:
            members.append((signature_name(one.keys, self._notation), one.value))
        space = " " if self._notation.is_spaced and members else ""
        self._sign(f"{{{space}")
        for place, (name, type_) in enumerate(members):
            self._sign(f"; {name}: " if place else f"{name}: ")
            self.write(type_)
        self._sign(f"{space}}}")

    def _operator(
        self, expression: KeyOf | IndexedAccess | MappedOf | TemplateOf | ConditionalOf | InferOf
    ) -> None:
        match expression:
            case KeyOf(type=type_):
                self._sign("keyof ")
                self.write(type_, _POSTFIX)
            case IndexedAccess(object=object_, index=index):
                self.write(object_, _POSTFIX)
                self._sign("[")
                self.write(index)
                self._sign("]")
            case MappedOf():
                self._mapped(expression)
            case TemplateOf(texts=texts, types=types):
                holes = (written(type_, self._notation) for type_ in types)
                parts = zip_longest(texts, holes, fillvalue="")
                text = str(template_literal(parts, self._notation.kept))
                self.pieces.append(Piece(text, "literal"))
            case ConditionalOf(checked=checked, extends=extends, yes=yes, no=no):
                self.write(checked, _UNION)
                self._sign(" extends ")
                self.write(extends, _UNION)
                self._sign(" ? ")
                self.write(yes)
                self._sign(" : ")
                self.write(no)
            case InferOf(name=name, constraint=constraint):
                self._sign(f"infer {name}")
                if constraint is not None:
                    self._sign(" extends ")
                    self.write(constraint, _UNION)

    def _mapped(self, mapped: MappedOf) -> None:
        space = " " if self._notation.is_spaced else ""
        mark = {None: "", True: "?", False: "-?"}[mapped.optional]
        self._sign(f"{{{space}[{mapped.parameter} in ")
        self.write(mapped.keys)
        if mapped.renamed is not None:
            self._sign(" as ")
            self.write(mapped.renamed)
        self._sign(f"]{mark}: ")
        self.write(mapped.value)
        self._sign(f"{space}}}")


def declared_name(wire_name: str, optional: bool, notation: Notation) -> str:
    """Return the name of a property in an object type: `agentId`, `"x-y"?`."""
    name = property_name(wire_name, is_parsed=notation.is_parsed)
    return f"{name}{'?' if optional else ''}"


def signature_name(keys: TypeExpression, notation: Notation) -> str:
    """Return the name of an index signature for some keys: ``[key: `x-${string}`]``."""
    return f"[key: {written(keys, notation)}]"


def has_comment(field: DeclaredField) -> bool:
    """Return whether a property has a description or constraints, or is deprecated."""
    return bool(field.description or field.constraints) or field.deprecated is not None


def _binding(expression: TypeExpression) -> int:
    """Return how tightly the outermost operator of an expression binds."""
    match expression:
        case KeyOf() | InferOf(constraint=None):
            return _OPERATOR
        case ConditionalOf() | InferOf():
            return _CONDITIONAL
        case UnionOf(is_object=False):
            return _UNION
        case IntersectionOf():
            return _INTERSECTION
        case _:
            return _POSTFIX


def _least_of_member(combination: UnionOf | IntersectionOf, notation: Notation) -> int:
    """Return how tightly a member has to bind to need no brackets."""
    bare = isinstance(combination, UnionOf) and not notation.is_spaced
    return _INTERSECTION if bare else _OPERATOR


def _is_misread(text: str, notation: Notation) -> bool:
    return notation.is_parsed and _MISREAD.match(text) is not None


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
