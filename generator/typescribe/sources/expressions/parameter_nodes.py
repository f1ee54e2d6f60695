"""Type parameters and the names of declarations -> declared types.

See https://www.typescriptlang.org/docs/handbook/2/generics.html.
"""

from __future__ import annotations

from typing import Final, get_args

from tree_sitter import Node

from typescribe.language.declared import KeywordName, TypeExpression, TypeParameter
from typescribe.language.syntax import named_parts, parts, quoted
from typescribe.sources.expressions.expression_reader import Convert, ExpressionReader
from typescribe.sources.expressions.unsupported import RESERVED_WORDS, UNSUPPORTED_NAMES

ARRAYS: Final = ("Array", "ReadonlyArray")
_TAKEN_NAMES: Final = {*get_args(KeywordName), *ARRAYS, *UNSUPPORTED_NAMES, *RESERVED_WORDS}
"""Names with a meaning in every type expression, so that nothing can be declared under them."""


def parameters(reader: ExpressionReader, node: Node, convert: Convert) -> tuple[TypeParameter, ...]:
    """Convert a `type_parameters` node; `convert` converts constraints and defaults."""
    found: dict[str, TypeParameter] = {}
    default_seen = False
    for part in named_parts(node):
        parameter = _parameter(reader, part, convert)
        if parameter.name in found:
            reason = f"the type parameter {quoted(parameter.name)} is declared twice"
            reader.reject(part, reason, "rename one")
        if default_seen and not parameter.default:
            reason = f"{quoted(parameter.name)} follows a parameter with a default"
            reader.reject(part, reason, "give it one")
        default_seen = default_seen or parameter.default is not None
        found[parameter.name] = parameter
    return tuple(found.values())


def _parameter(reader: ExpressionReader, node: Node, convert: Convert) -> TypeParameter:
    constraint: TypeExpression | None = None
    default: TypeExpression | None = None
    name = ""
    for part in parts(node):
        match part.type, parts(part):
            case "type_identifier", _:
                name = introduced_name(reader, part)
            case "constraint", [extends, type_] if extends.type == "extends":
                constraint = convert(reader, type_)
            case "default_type", [_, type_]:
                default = convert(reader, type_)
            case _:
                reader.convert_unsupported(part)
    return TypeParameter(name, reader.position_of(node), default, constraint)


def introduced_name(reader: ExpressionReader, node: Node) -> str:
    """Return the name of a declaration or a type parameter, after checking that it is free."""
    name = reader.identifier(node)
    if name in _TAKEN_NAMES:
        reason = f'"{name}" has a meaning in TypeScript'
        reader.reject(node, reason, "choose another name")
    return name
