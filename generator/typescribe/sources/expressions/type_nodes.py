"""TypeScript type nodes -> declared types.

Reads the nodes of any tree, of a single expression as of a whole `.d.ts` file. The types are
those that JSON can carry; every other kind TypeScript has is refused by name. What each means:
https://www.typescriptlang.org/docs/handbook/2/everyday-types.html and the pages after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar, get_args

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    IntersectionOf,
    Keyword,
    KeywordName,
    LiteralOf,
    TypeExpression,
    TypeParameter,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import SpecError
from typescribe.language.syntax import SyntaxTree, named_parts, parts, quoted
from typescribe.sources.expressions.object_nodes import convert_object
from typescribe.sources.expressions.operator_nodes import (
    COMBINATIONS,
    anything_with_parts,
    convert_operator,
)
from typescribe.sources.expressions.reading import Beyond, Reading
from typescribe.sources.expressions.refusals import REFUSED_NAMES, RESERVED_WORDS
from typescribe.sources.expressions.syntax_errors import explain
from typescribe.sources.expressions.tuple_nodes import convert_tuple

DEEPEST: Final = 100
"""How many types may stand inside one another."""

_KEYWORDS: Final[dict[str, KeywordName]] = {name: name for name in get_args(KeywordName)}
_ARRAYS: Final = ("Array", "ReadonlyArray")
_TAKEN_NAMES: Final = {*_KEYWORDS, *_ARRAYS, *REFUSED_NAMES, *RESERVED_WORDS}
_Converted = TypeVar("_Converted")


def convert(node: Node, tree: SyntaxTree, beyond: Beyond | None = None) -> TypeExpression:
    """Convert a type node, or the `interface_body` of an interface.

    Raises:
        SpecError: everything below `node` that is not TypeScript or cannot be JSON; with
            `beyond`, only what is not TypeScript.
    """
    return _read(node, tree, lambda reading: _type(reading, node), beyond)


def convert_within(reading: Reading, node: Node) -> TypeExpression:
    """Convert a type node inside one that `beyond` is asked for."""
    return _type(reading, node)


def convert_arguments(
    node: Node, tree: SyntaxTree, beyond: Beyond | None = None
) -> tuple[TypeExpression, ...]:
    """Convert a `type_arguments` node: `<A, B>`.

    Raises:
        SpecError: as `convert`.
    """
    return _read(node, tree, lambda reading: _arguments(reading, node), beyond)


def convert_parameters(
    node: Node, tree: SyntaxTree, beyond: Beyond | None = None
) -> tuple[TypeParameter, ...]:
    """Convert a `type_parameters` node: `<T, U extends string = "x">`.

    Raises:
        SpecError: as `convert`; also for a name twice, and for a parameter without a default
            after one that has it, as TypeScript
            (https://www.typescriptlang.org/docs/handbook/2/generics.html).
    """
    return _read(node, tree, lambda reading: _parameters(reading, node), beyond)


def convert_name(node: Node, tree: SyntaxTree) -> str:
    """Return the name that a declaration introduces.

    Raises:
        SpecError: a type expression would read the name as something else.
    """
    return _read(node, tree, lambda reading: _introduced_name(reading, node))


def convert_string(node: Node, tree: SyntaxTree) -> str:
    """Return what a `string` node stands for.

    Raises:
        SpecError: an escape without meaning, or half of a surrogate pair.
    """
    return _read(node, tree, lambda reading: reading.string(node))


def _read(
    node: Node,
    tree: SyntaxTree,
    read: Callable[[Reading], _Converted],
    beyond: Beyond | None = None,
) -> _Converted:
    if node.has_error:
        raise SpecError([explain(tree, node)])
    reading = Reading(tree, beyond)
    converted = read(reading)
    reading.finish()
    return converted


def _type(reading: Reading, node: Node) -> TypeExpression:
    if reading.depth == DEEPEST:
        message = f"types stand inside one another more than {DEEPEST} deep; give one a name"
        return reading.refuse(node, message)
    reading.depth += 1
    converted = _type_within_depth(reading, node)
    reading.depth -= 1
    return converted


def _type_within_depth(reading: Reading, node: Node) -> TypeExpression:
    position = reading.position_of(node)
    match node.type:
        case "predefined_type" | "type_identifier":
            return _named(reading, node)
        case "generic_type":
            return _generic(reading, node)
        case "literal_type":
            return _literal(reading, node)
        case "parenthesized_type":
            return _type(reading, named_parts(node)[0])
        case "array_type":
            return ArrayOf(_type(reading, named_parts(node)[0]), position)
        case "readonly_type":
            return _readonly(reading, node)
        case "tuple_type":
            return convert_tuple(reading, node, _type)
        case "object_type" | "interface_body":
            return convert_object(reading, node, _type)
        case "union_type" | "intersection_type":
            return _combination(reading, node)
        case _:
            return convert_operator(reading, node, _type)


def _named(
    reading: Reading, node: Node, arguments: tuple[TypeExpression, ...] = ()
) -> TypeExpression:
    # `unique symbol` is the one name of two words.
    name = " ".join(reading.text_of(node).split())
    position = reading.position_of(node)
    if node.type == "predefined_type" and name in _KEYWORDS:
        return Keyword(_KEYWORDS[name], position)
    if node.type == "predefined_type" and name == "object":
        return anything_with_parts(position)
    if name in REFUSED_NAMES:
        if (made := reading.made(node)) is not None:
            return made
        return reading.refuse(node, f'"{name}" is refused: {REFUSED_NAMES[name]}')
    if name in _ARRAYS:
        if len(arguments) != 1:
            message = f'"{name}" takes one type argument, got {len(arguments)}; write `{name}<T>`'
            return reading.refuse(node, message)
        return ArrayOf(arguments[0], position)
    if name in RESERVED_WORDS:
        return reading.refuse(node, f'"{name}" is a word of JavaScript, not a type')
    return TypeReference(reading.identifier(node), arguments, position)


def _generic(reading: Reading, node: Node) -> TypeExpression:
    name, type_arguments = parts(node)
    arguments = _arguments(reading, type_arguments)
    if name.type != "type_identifier":
        return reading.refuse_kind(name, arguments)
    return _named(reading, name, arguments)


def _arguments(reading: Reading, node: Node) -> tuple[TypeExpression, ...]:
    *_, last, closing = parts(node)
    if last.type == ",":
        reading.refuse(closing, 'expected a type after ","')
    return tuple(_type(reading, argument) for argument in named_parts(node))


def _literal(reading: Reading, node: Node) -> TypeExpression:
    position = reading.position_of(node)
    (literal,) = parts(node)
    match literal.type:
        case "null" | "undefined":
            return Keyword(_KEYWORDS[literal.type], position)
        case "true" | "false":
            return LiteralOf(literal.type == "true", position)
        case "string":
            return LiteralOf(reading.string(literal), position)
        case "number":
            made = reading.made(literal)
            return LiteralOf(reading.number(literal), position) if made is None else made
        case "unary_expression":
            sign, number = parts(literal)
            if sign.type == "-" and number.type == "number":
                return LiteralOf(-reading.number(number), position)
    shown = quoted(reading.text_of(literal))
    return reading.refuse(literal, f"{shown} is not a literal type; write a plain number or string")


def _combination(reading: Reading, node: Node) -> TypeExpression:
    kind = UnionOf if node.type == "union_type" else IntersectionOf
    members: list[TypeExpression] = []
    for operand in _operands(reading, node):
        member = _type(reading, operand)
        # `(A | B) | C` is `A | B | C` to TypeScript, and so the two compare equal here.
        members.extend(member.members if isinstance(member, kind) else [member])
    return members[0] if len(members) == 1 else kind(tuple(members), reading.position_of(node))


def _operands(reading: Reading, node: Node) -> list[Node]:
    """List the operands of `a | b | c`, which nests to the left: thousands must not recurse."""
    operands: list[Node] = []
    current = node
    while current.type == node.type:
        *left, operator, right = parts(current)
        if right.type in {"union_type", node.type}:
            # Without parentheses it can only be `a | | b`, which tree-sitter lets pass.
            reading.refuse(right, f'expected a type after "{operator.type}"')
        if node.type == "intersection_type" and _swallows_a_union(right):
            reading.refuse(right, "write parentheses: `A & (readonly B[]) | C`")
        operands.append(right)
        if not left:
            return operands[::-1]
        current = left[0]
    operands.append(current)
    return operands[::-1]


def _swallows_a_union(node: Node) -> bool:
    """Tell whether tree-sitter read `A & readonly B[] | C` as `A & (readonly B[] | C)`."""
    return node.type == "readonly_type" and named_parts(node)[0].type == "union_type"


def _readonly(reading: Reading, node: Node) -> TypeExpression:
    """Convert without the modifier; tree-sitter has it apply to all of `readonly A[] | B`."""
    (operand,) = named_parts(node)
    first = operand
    while first.type in COMBINATIONS:
        first = parts(first)[0]
    if first.type not in {"array_type", "tuple_type"}:
        reading.refuse(node, "`readonly` applies to an array or a tuple; write `readonly T[]`")
    return _type(reading, operand)


def _parameters(reading: Reading, node: Node) -> tuple[TypeParameter, ...]:
    parameters: dict[str, TypeParameter] = {}
    default_seen = False
    for part in named_parts(node):
        parameter = _parameter(reading, part)
        if parameter.name in parameters:
            message = f"the type parameter {quoted(parameter.name)} is declared twice; rename one"
            reading.refuse(part, message)
        if default_seen and not parameter.default:
            message = f"{quoted(parameter.name)} follows a parameter with a default; give it one"
            reading.refuse(part, message)
        default_seen = default_seen or parameter.default is not None
        parameters[parameter.name] = parameter
    return tuple(parameters.values())


def _parameter(reading: Reading, node: Node) -> TypeParameter:
    constraint: TypeExpression | None = None
    default: TypeExpression | None = None
    name = ""
    for part in parts(node):
        match part.type, parts(part):
            case "type_identifier", _:
                name = _introduced_name(reading, part)
            case "constraint", [extends, type_] if extends.type == "extends":
                constraint = _type(reading, type_)
            case "default_type", [_, type_]:
                default = _type(reading, type_)
            case _:
                reading.refuse_kind(part)
    return TypeParameter(name, reading.position_of(node), default, constraint)


def _introduced_name(reading: Reading, node: Node) -> str:
    name = reading.identifier(node)
    if name in _TAKEN_NAMES:
        reading.refuse(node, f'"{name}" has a meaning in TypeScript; choose another name')
    return name
