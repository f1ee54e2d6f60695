"""Branded texts and numbers, `string & { __brand: "Id" }`, which are sent as plain ones.

A brand exists only for the compiler, which would refuse every value from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import (
    Alias,
    IntersectionOf,
    Keyword,
    LinkedReference,
    LiteralOf,
    ObjectOf,
    TypeExpression,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.syntax import named_parts
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.pattern_parts import unwrapped
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.rewriting import substituted
from typescribe.sources.typescript.symbols import Symbol

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter

_DEEPEST = 10
"""How many generic aliases may stand for one another before they count as no brand."""
_BRANDED = ("string", "number", "boolean")


def without_brand(
    converter: Converter, members: tuple[TypeExpression, ...], context: Context
) -> TypeExpression | None:
    """Return the plain type of a branded one, None for any other intersection.

    Args:
        converter: gets a note, unless plain values match the brand as well.
        members: the linked members of the intersection.
        context: the context of the intersection.
    """
    plain = [member for member in members if _is_plain(member)]
    others = [member for member in members if member not in plain]
    brands = [m for m in others if isinstance(m, ObjectOf) and m.fields]
    if len(plain) != 1 or len(brands) < len(others):
        return None
    if not all(map(_may_be_absent, brands)):
        what = plain[0].name if isinstance(plain[0], Keyword) else "literal"
        message = f"a branded {what} is sent as a plain {what}"
        converter.notes.approximate(context.symbol, plain[0].position, message)
    return plain[0]


def _is_plain(member: TypeExpression) -> bool:
    match member:
        case Keyword(name=name):
            return name in _BRANDED
        case UnionOf(members=members, is_object=False):
            return all(map(_is_plain, members))
        case _:
            return isinstance(member, LiteralOf)


def _may_be_absent(brand: ObjectOf) -> bool:
    names = (field.wire_name for field in brand.fields if field.optional)
    return brand.is_closed and sum(name != "length" for name in names) == len(brand.fields)


def branded(
    converter: Converter,
    symbol: Symbol,
    arguments: tuple[TypeExpression, ...],
    context: Context,
    position: Position,
) -> TypeExpression | None:
    """Return the plain type of `Brand<string, "Id">`, None for the use of any other generic.

    Args:
        converter: converts the generic.
        symbol: the generic alias.
        arguments: its linked arguments.
        context: the context of the use.
        position: its position.
    """
    if context.compares or context.is_argument or not any(map(_is_plain, arguments)):
        return None
    if not _names_intersection(converter.program, symbol):
        return None
    made: TypeExpression = LinkedReference(symbol.key, arguments, position)
    for _ in range(_DEEPEST):
        if not isinstance(made, LinkedReference) or not made.arguments:
            break
        declaration = converter.referred(made)
        if declaration is None or not isinstance(declaration.body, Alias):
            return None
        names = [parameter.name for parameter in declaration.parameters]
        environment = dict(zip(names, made.arguments, strict=False))
        made = substituted(declaration.body.type, environment)
    if not isinstance(made, IntersectionOf):
        return None
    return without_brand(converter, made.members, context)


def _names_intersection(program: Program, symbol: Symbol) -> bool:
    """Return whether a generic alias is an intersection, or names one that is.

    Only its syntax is looked at, since a chain of aliases may be longer than Python can nest calls.
    """
    for _ in range(_DEEPEST):
        value = symbol.first.node.child_by_field_name("value")
        if symbol.first.kind != "type_alias_declaration" or value is None:
            return False
        node = unwrapped(value)
        if node.type != "generic_type":
            return node.type == "intersection_type"
        scope = symbol.first.scope
        name = scope.file.tree.text_of(named_parts(node)[0])
        found = program.find(scope, name, "type")
        if not isinstance(found, Symbol):
            return False
        symbol = found
    return False
