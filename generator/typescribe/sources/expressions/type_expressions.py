"""The type expressions, names and keys of a spec -> declared types.

A spec writes types as TypeScript does, and tree-sitter's TypeScript grammar parses them. The
reader of TypeScript files shares `type_nodes` (nodes -> types) and `syntax` (text -> nodes).
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
"""The limit on the characters of an expression; the time to parse an invalid one is not linear."""


@dataclass(frozen=True, slots=True)
class PropertyName:
    """The key of a field: its wire name, and whether `?` marks it optional."""

    wire_name: str
    optional: bool


def parse_type(text: str, locate: Locate) -> TypeExpression:
    """Read a type expression: `string | number`, `Record<string, T>`, `[A, B?]`.

    Parentheses and `readonly` are dropped and unions are flattened, so that equal types compare
    equal. Names are not resolved.

    Args:
        text: the expression; it may have several lines and contain comments.
        locate: returns the position of a character of `text`.

    Raises:
        SpecError: `text` is not a type of TypeScript, or it contains a type that is not supported
            or is nested deeper than `DEEPEST`; with the positions of all problems.
    """
    tree = _parse(text, locate, "type", before="type _ = ")
    match _alias(tree):
        case [_, _, _, type_]:
            return convert(type_, tree)
        case _:
            _reject(tree)


def parse_types(text: str, locate: Locate) -> tuple[TypeExpression, ...]:
    """Read the types of an `extends` clause: `Base`, or `Base, Other<string>`.

    Any type is accepted; the resolver reports a type that cannot be extended. See
    https://www.typescriptlang.org/docs/handbook/2/objects.html#extending-types.

    Raises:
        SpecError: as `parse_type`.
    """
    tree = _parse(text, locate, "list of types", before="type _ = _<", after="\n>")
    match _alias(tree):
        case [_, _, _, generic] if generic.type == "generic_type":
            return convert_arguments(parts(generic)[1], tree)
        case _:
            _reject(tree)


def parse_declaration_name(text: str, locate: Locate) -> tuple[str, tuple[TypeParameter, ...]]:
    """Read the name of a declaration: `Interaction`, or `Pair<A, B extends string = "x">`.

    See https://www.typescriptlang.org/docs/handbook/2/generics.html.

    Raises:
        SpecError: `text` is not such a name; the name has a meaning in type expressions already
            (`string`, `Array`, `String`); a type parameter is declared twice, or has no default
            although one before it has.
    """
    tree = _parse(text, locate, "name", before="type ", after="\n= _")
    match _alias(tree):
        case [_, name, equals, _] if equals.start_byte > tree.end_byte:
            return convert_name(name, tree), ()
        case [_, name, parameters, equals, _] if equals.start_byte > tree.end_byte:
            return convert_name(name, tree), convert_parameters(parameters, tree)
        case _:
            _reject(tree)


def parse_property_name(text: str, locate: Locate) -> PropertyName:
    """Read the key of a field: `agentId`, `autoResumed?`, `"ends in a mark?"`, `'x y'?`.

    A key that begins with a quote is a string literal of TypeScript, followed by `?` if the field
    is optional. Any other text is the name itself, without a `?` at its end.

    Raises:
        SpecError: the name is empty and not in quotes, or the quoted name is not a string literal.
    """
    if not text.startswith(('"', "'")):
        refuse_surrogates(text, locate)
        wire_name = text.removesuffix("?")
        if not wire_name:
            message = 'expected a name, found nothing; an empty name is written `""`'
            raise SpecError([Problem(locate(0), message)])
        return PropertyName(wire_name, optional=wire_name != text)
    tree = _parse(text, locate, "name", before="type _ = {", after="\n: _}")
    match [_property_parts(part) for part in _alias(tree)[3:]]:
        case [[name, annotation]] if annotation.start_byte > tree.end_byte:
            return PropertyName(convert_string(name, tree), optional=False)
        case [[name, _, annotation]] if annotation.start_byte > tree.end_byte:
            return PropertyName(convert_string(name, tree), optional=True)
        case _:
            _reject(tree)


def _parse(text: str, locate: Locate, what: str, before: str, after: str = "") -> SyntaxTree:
    if not text.strip():
        raise SpecError([Problem(locate(0), f"expected a {what}, found nothing")])
    if len(text) > LONGEST:
        message = (
            f"expected at most {LONGEST} characters, found {len(text)}; give parts of it a name"
        )
        raise SpecError([Problem(locate(0), message)])
    return parse(text, locate, what, before, after)


def _alias(tree: SyntaxTree) -> list[Node]:
    """Return the parts of the statement `type _ = ...`; none if there is any other statement.

    A text can end the statement and begin another one (`string; type B = number`). Then the tree
    has no errors, but the text is still not a type.
    """
    match parts(tree.root):
        case [alias] if alias.type == "type_alias_declaration" and not tree.root.has_error:
            return parts(alias)
        case _:
            _reject(tree)


def _property_parts(node: Node) -> list[Node]:
    """Return the parts of the only property of an object type; none if there are several."""
    match parts(node):
        case [_, member, _] if member.type == "property_signature":
            return parts(member)
        case _:
            return []


def _reject(tree: SyntaxTree) -> NoReturn:
    raise SpecError([explain(tree)])
