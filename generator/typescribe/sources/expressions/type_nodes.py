"""Syntax nodes of TypeScript types -> declared types.

The nodes may be part of a single expression or of a whole `.d.ts` file. Types that JSON cannot
carry are rejected, with the kind of type in the message. For the meaning of each type, see
https://www.typescriptlang.org/docs/handbook/2/everyday-types.html and the pages after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar, get_args

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    ConditionalOf,
    IntersectionOf,
    Keyword,
    KeywordName,
    LiteralOf,
    TupleOf,
    TypeExpression,
    TypeParameter,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position, SpecError
from typescribe.language.expressions import members_of
from typescribe.language.syntax import SyntaxTree, named_parts, parts, quoted
from typescribe.sources.expressions.expression_reader import ExpressionReader, Fallback
from typescribe.sources.expressions.object_nodes import convert_object
from typescribe.sources.expressions.operator_nodes import (
    COMBINATIONS,
    convert_operator,
    object_keyword,
)
from typescribe.sources.expressions.parameter_nodes import ARRAYS, introduced_name, parameters
from typescribe.sources.expressions.syntax_errors import explain
from typescribe.sources.expressions.tuple_nodes import convert_tuple
from typescribe.sources.expressions.unsupported import RESERVED_WORDS, UNSUPPORTED_NAMES

DEEPEST: Final = 100
"""The greatest depth to which types may be nested."""

DEEPEST_IMPORTED: Final = 95
"""The same in an import, whose spec has `unknown` in place of what is deeper.

A type around it may add a level, such as a union with `undefined`.
"""

_KEYWORDS: Final[dict[str, KeywordName]] = {name: name for name in get_args(KeywordName)}
_Converted = TypeVar("_Converted")


def convert(node: Node, tree: SyntaxTree, fallback: Fallback | None = None) -> TypeExpression:
    """Convert a type node, or the `interface_body` of an interface.

    Raises:
        SpecError: `node` contains a syntax error or, without a `fallback`, types that are not
            supported; with all problems.
    """
    return _read(node, tree, lambda reader: _type(reader, node), fallback)


def convert_within(reader: ExpressionReader, node: Node) -> TypeExpression:
    """Convert a type node with the reader that is converting a node around it."""
    return _type(reader, node)


def convert_arguments(
    node: Node, tree: SyntaxTree, fallback: Fallback | None = None
) -> tuple[TypeExpression, ...]:
    """Convert a `type_arguments` node: `<A, B>`.

    Raises:
        SpecError: as `convert`.
    """
    return _read(node, tree, lambda reader: _arguments(reader, node), fallback)


def convert_parameters(
    node: Node, tree: SyntaxTree, fallback: Fallback | None = None
) -> tuple[TypeParameter, ...]:
    """Convert a `type_parameters` node: `<T, U extends string = "x">`.

    Raises:
        SpecError: as `convert`; also if a name is repeated, or a parameter without a default
            follows one that has a default
            (https://www.typescriptlang.org/docs/handbook/2/generics.html).
    """
    return _read(node, tree, lambda reader: parameters(reader, node, _type), fallback)


def convert_name(node: Node, tree: SyntaxTree) -> str:
    """Return the name that a declaration introduces.

    Raises:
        SpecError: the name has a meaning in type expressions already.
    """
    return _read(node, tree, lambda reader: introduced_name(reader, node))


def convert_string(node: Node, tree: SyntaxTree) -> str:
    """Return the value of a `string` node.

    Raises:
        SpecError: the string contains an invalid escape or half of a surrogate pair.
    """
    return _read(node, tree, lambda reader: reader.string(node))


def _read(
    node: Node,
    tree: SyntaxTree,
    read: Callable[[ExpressionReader], _Converted],
    fallback: Fallback | None = None,
) -> _Converted:
    if node.has_error:
        raise SpecError([explain(tree, node)])
    reader = ExpressionReader(tree, fallback)
    converted = read(reader)
    reader.finish()
    return converted


def _type(reader: ExpressionReader, node: Node) -> TypeExpression:
    deepest = DEEPEST_IMPORTED if reader.fallback else DEEPEST
    if reader.depth == deepest:
        reason = f"types are nested more than {deepest} deep"
        return reader.reject(node, reason, "give one of them a name")
    reader.depth += 1
    converted = _type_within_depth(reader, node)
    reader.depth -= 1
    return converted


def _type_within_depth(reader: ExpressionReader, node: Node) -> TypeExpression:
    position = reader.position_of(node)
    match node.type:
        case "predefined_type" | "type_identifier":
            return _named(reader, node)
        case "generic_type":
            return _generic(reader, node)
        case "literal_type":
            return _literal(reader, node)
        case "parenthesized_type":
            return _type(reader, named_parts(node)[0])
        case "array_type":
            return ArrayOf(_type(reader, named_parts(node)[0]), position)
        case "readonly_type":
            return _readonly(reader, node)
        case "tuple_type":
            return convert_tuple(reader, node, _type)
        case "object_type" | "interface_body":
            return convert_object(reader, node, _type)
        case "union_type" | "intersection_type":
            return _combination(reader, node)
        case _:
            return convert_operator(reader, node, _type)


def _named(
    reader: ExpressionReader, node: Node, arguments: tuple[TypeExpression, ...] = ()
) -> TypeExpression:
    # `unique symbol` is the only name of two words.
    name = " ".join(reader.text_of(node).split())
    position = reader.position_of(node)
    if node.type == "predefined_type" and name in _KEYWORDS:
        return Keyword(_KEYWORDS[name], position)
    if node.type == "predefined_type" and name == "object":
        return object_keyword(position)
    if name in UNSUPPORTED_NAMES:
        if (converted := reader.from_fallback(node)) is not None:
            return converted
        return reader.reject_as(node, f'"{name}"', UNSUPPORTED_NAMES[name])
    if name in ARRAYS:
        if len(arguments) != 1:
            reason = f'"{name}" takes one type argument, found {len(arguments)}'
            return reader.reject(node, reason, f"write `{name}<T>`")
        return ArrayOf(arguments[0], position, is_readonly=name == "ReadonlyArray")
    if name in RESERVED_WORDS:
        return reader.reject(node, f'"{name}" is a reserved word of JavaScript, not a type')
    return TypeReference(reader.identifier(node), arguments, position)


def _generic(reader: ExpressionReader, node: Node) -> TypeExpression:
    name, type_arguments = parts(node)
    arguments = _arguments(reader, type_arguments)
    if name.type != "type_identifier":
        return reader.convert_unsupported(name, arguments)
    return _named(reader, name, arguments)


def _arguments(reader: ExpressionReader, node: Node) -> tuple[TypeExpression, ...]:
    *_, last, closing = parts(node)
    if last.type == ",":
        reader.reject(closing, 'expected a type after ","')
    return tuple(_type(reader, argument) for argument in named_parts(node))


def _literal(reader: ExpressionReader, node: Node) -> TypeExpression:
    position = reader.position_of(node)
    (literal,) = parts(node)
    match literal.type:
        case "null" | "undefined":
            return Keyword(_KEYWORDS[literal.type], position)
        case "true" | "false":
            return LiteralOf(literal.type == "true", position)
        case "string":
            return LiteralOf(reader.string(literal), position)
        case "number":
            return _number(reader, literal, position, sign=1)
        case "unary_expression":
            sign, number = parts(literal)
            if sign.type == "-" and number.type == "number":
                return _number(reader, number, position, sign=-1)
    shown = quoted(reader.text_of(literal))
    return reader.reject(
        literal, f"{shown} is not a literal type", "write a plain number or string"
    )


def _number(reader: ExpressionReader, node: Node, position: Position, sign: int) -> TypeExpression:
    if (converted := reader.from_fallback(node)) is not None:
        return converted
    value = reader.number(node)
    return Keyword("unknown", position) if value is None else LiteralOf(sign * value, position)


def _combination(reader: ExpressionReader, node: Node) -> TypeExpression:
    kind = UnionOf if node.type == "union_type" else IntersectionOf
    members: list[TypeExpression] = []
    for operand in _operands(reader, node):
        member = _type(reader, operand)
        # Flattened, because `(A | B) | C` and `A | B | C` are the same type.
        match member:
            case IntersectionOf(members=inner) if kind is IntersectionOf:
                members.extend(inner)
            case UnionOf() if kind is UnionOf:
                members.extend(members_of(member))
            case _:
                members.append(member)
    return members[0] if len(members) == 1 else kind(tuple(members), reader.position_of(node))


def _operands(reader: ExpressionReader, node: Node) -> list[Node]:
    """Return the operands of `a | b | c` without recursion: a long union nests deep on the left."""
    operands: list[Node] = []
    current = node
    while current.type == node.type:
        *left, operator, right = parts(current)
        if right.type in {"union_type", node.type}:
            # Without parentheses, the source must be `a | | b`, which tree-sitter accepts.
            reader.reject(right, f'expected a type after "{operator.type}"')
        if node.type == "intersection_type" and _swallows_a_union(right):
            reader.reject(right, "parentheses are missing", "write `A & (readonly B[]) | C`")
        operands.append(right)
        if not left:
            return operands[::-1]
        current = left[0]
    operands.append(current)
    return operands[::-1]


def _swallows_a_union(node: Node) -> bool:
    """Return whether tree-sitter has parsed `A & readonly B[] | C` as `A & (readonly B[] | C)`."""
    return node.type == "readonly_type" and named_parts(node)[0].type == "union_type"


def _readonly(reader: ExpressionReader, node: Node) -> TypeExpression:
    """Convert the operand.

    For tree-sitter, that of `readonly A[] | B` is `A[] | B`, and that of a condition on
    `readonly A[]` the condition.
    """
    (operand,) = named_parts(node)
    first = operand
    while first.type in COMBINATIONS or first.type == "conditional_type":
        first = parts(first)[0]
    if first.type not in {"array_type", "tuple_type"}:
        reason = "`readonly` applies to an array or a tuple"
        reader.reject(node, reason, "write `readonly T[]`")
    return _marked(_type(reader, operand))


def _marked(expression: TypeExpression) -> TypeExpression:
    """Return a type whose first array is readonly."""
    match expression:
        case ArrayOf() | TupleOf():
            return replace(expression, is_readonly=True)
        case UnionOf(members=(head, *others)) | IntersectionOf(members=(head, *others)):
            return replace(expression, members=(_marked(head), *others))
        case ConditionalOf(checked=checked):
            return replace(expression, checked=_marked(checked))
        case _:
            return expression
