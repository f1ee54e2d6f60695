"""`(U extends any ? (x: U) => void : never) extends (x: infer I) => void ? I : never`.

The checked type is a union of functions, one for each member of U. What is inferred for their
parameter is the intersection of the members (release notes of TypeScript 2.8, Type Inference in
Conditional Types).
"""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from typescribe.language.declared import (
    IntersectionOf,
    Keyword,
    LinkedReference,
    LiteralOf,
    TypeExpression,
    TypeReference,
    Values,
)
from typescribe.language.errors import Position
from typescribe.language.syntax import named_parts
from typescribe.sources.typescript.aliases import Referred
from typescribe.sources.typescript.any_arguments import is_operator
from typescribe.sources.typescript.pattern_parts import (
    RESULTS,
    TextOf,
    UndecidedError,
    unwrapped,
)


def names_of_parameters(checked: Node, pattern: Node, text_of: TextOf) -> tuple[str, str] | None:
    """Return the name U and the name after `infer` of such a condition; None for any other.

    Args:
        checked: its checked type, without parentheses.
        pattern: what is after `extends`, without parentheses.
        text_of: returns the text of a node.
    """
    if checked.type != "conditional_type":
        return None
    union, extends, function, never = map(unwrapped, named_parts(checked))
    name = text_of(union)
    taken, inferred = _parameter(function, text_of), _parameter(pattern, text_of)
    if taken is None or inferred is None or inferred.type != "infer_type":
        return None
    names = named_parts(inferred)
    is_of_each = text_of(extends) in ("any", "unknown", name) and text_of(taken) == name
    return (name, text_of(names[0])) if is_of_each and text_of(never) == "never" else None


def _parameter(function: Node, text_of: TextOf) -> Node | None:
    """Return the type of the only parameter of a function whose result fits every other."""
    parameters = function.child_by_field_name("parameters")
    result = function.child_by_field_name("return_type")
    if function.type != "function_type" or parameters is None or result is None:
        return None
    found = named_parts(parameters)
    if len(found) != 1 or text_of(unwrapped(result)) not in RESULTS:
        return None
    pattern, annotation = (found[0].child_by_field_name(name) for name in ("pattern", "type"))
    if pattern is None or pattern.type != "identifier" or annotation is None:
        return None
    return unwrapped(named_parts(annotation)[0])


def intersected(
    members: Sequence[TypeExpression], position: Position, referred: Referred
) -> TypeExpression:
    """Return the intersection of the members of a union; `unknown` if there is none.

    Raises `UndecidedError` for a member that may stand for several.
    """
    found: list[TypeExpression] = []
    for member in members:
        match member:
            case Keyword(name="boolean"):
                found += [LiteralOf(value, position) for value in (True, False)]
            case Keyword(name="any") | TypeReference():
                raise UndecidedError
            case LinkedReference() as reference:
                declaration = referred(reference)
                if declaration is None or isinstance(declaration.body, Values):
                    raise UndecidedError
                found.append(member)
            case _:
                found.append(member)
    if any(is_operator(member, referred) for member in found):
        raise UndecidedError
    if len(found) < 2:
        return found[0] if found else Keyword("unknown", position)
    return IntersectionOf(tuple(found), position)
