"""The type expressions, names and keys of a spec -> declared types.

A spec writes types as TypeScript does, and tree-sitter's TypeScript grammar reads them. What a
`.d.ts` reader shares stands in `type_nodes` (nodes -> types) and `syntax` (text -> nodes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NoReturn

from tree_sitter import Node

from typescribe.language.declared import TypeExpression, TypeParameter
from typescribe.language.errors import Problem, SpecError
from typescribe.language.syntax import Locate, SyntaxTree, parse, parts, refuse_surrogates
from typescribe.sources.expressions.syntax_errors import explain
from typescribe.sources.expressions.type_nodes import (
    DEEPEST,
    convert,
    convert_arguments,
    convert_name,
    convert_parameters,
    convert_string,
)

__all__ = [
    "DEEPEST",
    "LONGEST",
    "Locate",
    "PropertyName",
    "convert",
    "parse_declaration_name",
    "parse_property_name",
    "parse_type",
    "parse_types",
]


LONGEST: Final = 30_000
"""How many characters an expression may have; the time to read a broken one is not linear."""


@dataclass(frozen=True, slots=True)
class PropertyName:
    """The key of a field: the name in the message, and whether `?` marks it optional."""

    wire_name: str
    optional: bool


def parse_type(text: str, locate: Locate) -> TypeExpression:
    """Read a type expression: `string | number`, `Record<string, T>`, `[A, B?]`.

    Parentheses and `readonly` leave no trace, and a union is flat, so that two texts that mean
    the same compare equal. Names are not resolved.

    Args:
        text: the expression; may run over several lines and hold comments.
        locate: tells where a character of `text` stands.

    Raises:
        SpecError: `text` is not one type of TypeScript, or it is one that cannot be JSON or is
            nested deeper than `DEEPEST`; every problem found carries its place.
    """
    tree = _parse(text, locate, "type", before="type _ = ")
    match _alias(tree):
        case [_, _, _, type_]:
            return convert(type_, tree)
        case _:
            _refuse(tree)


def parse_types(text: str, locate: Locate) -> tuple[TypeExpression, ...]:
    """Read the types of an `extends` clause: `Base`, or `Base, Other<string>`.

    Any type is read; whether it can be extended shows when names are resolved. See
    https://www.typescriptlang.org/docs/handbook/2/objects.html#extending-types.

    Raises:
        SpecError: as `parse_type`.
    """
    tree = _parse(text, locate, "list of types", before="type _ = _<", after="\n>")
    match _alias(tree):
        case [_, _, _, generic] if generic.type == "generic_type":
            return convert_arguments(parts(generic)[1], tree)
        case _:
            _refuse(tree)


def parse_declaration_name(text: str, locate: Locate) -> tuple[str, tuple[TypeParameter, ...]]:
    """Read the name that declares a type: `Interaction`, or `Pair<A, B extends string = "x">`.

    See https://www.typescriptlang.org/docs/handbook/2/generics.html.

    Raises:
        SpecError: `text` is not such a name; the name is one that a type expression reads
            otherwise (`string`, `Array`, `String`); a type parameter is declared twice, or has
            no default while one before it has.
    """
    tree = _parse(text, locate, "name", before="type ", after="\n= _")
    match _alias(tree):
        case [_, name, equals, _] if equals.start_byte > tree.end_byte:
            return convert_name(name, tree), ()
        case [_, name, parameters, equals, _] if equals.start_byte > tree.end_byte:
            return convert_name(name, tree), convert_parameters(parameters, tree)
        case _:
            _refuse(tree)


def parse_property_name(text: str, locate: Locate) -> PropertyName:
    """Read the key of a field: `agentId`, `autoResumed?`, `"ends in a mark?"`, `'x y'?`.

    A key that starts with a quote is a string literal of TypeScript, with `?` after it where
    the field is optional. Any other text is the name as it stands, but for one `?` at its end.

    Raises:
        SpecError: the name is empty and not in quotes, or the quoted name cannot be read.
    """
    if not text.startswith(('"', "'")):
        refuse_surrogates(text, locate)
        wire_name = text.removesuffix("?")
        if not wire_name:
            message = 'expected a name, got nothing; an empty name is written `""`'
            raise SpecError([Problem(locate(0), message)])
        return PropertyName(wire_name, optional=wire_name != text)
    tree = _parse(text, locate, "name", before="type _ = {", after="\n: _}")
    match [_property_parts(part) for part in _alias(tree)[3:]]:
        case [[name, annotation]] if annotation.start_byte > tree.end_byte:
            return PropertyName(convert_string(name, tree), optional=False)
        case [[name, _, annotation]] if annotation.start_byte > tree.end_byte:
            return PropertyName(convert_string(name, tree), optional=True)
        case _:
            _refuse(tree)


def _parse(text: str, locate: Locate, what: str, before: str, after: str = "") -> SyntaxTree:
    if not text.strip():
        raise SpecError([Problem(locate(0), f"expected a {what}, got nothing")])
    if len(text) > LONGEST:
        message = f"expected at most {LONGEST} characters, got {len(text)}; give parts of it a name"
        raise SpecError([Problem(locate(0), message)])
    return parse(text, locate, what, before, after)


def _alias(tree: SyntaxTree) -> list[Node]:
    """Return the parts of the one `type _ = ...` that the text must leave whole.

    A text can end the statement and start another (`string; type B = number`), so that the
    tree is free of errors and yet not what was asked for.
    """
    match parts(tree.root):
        case [alias] if alias.type == "type_alias_declaration" and not tree.root.has_error:
            return parts(alias)
        case _:
            _refuse(tree)


def _property_parts(node: Node) -> list[Node]:
    """Return the parts of the one property in an object type, or nothing."""
    match parts(node):
        case [_, member, _] if member.type == "property_signature":
            return parts(member)
        case _:
            return []


def _refuse(tree: SyntaxTree) -> NoReturn:
    raise SpecError([explain(tree)])
