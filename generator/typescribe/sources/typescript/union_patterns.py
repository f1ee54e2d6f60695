"""`(U extends any ? (x: U) => void : never) extends (x: infer I) => void ? I : never`.

It makes an intersection of a union: of several candidates for a name in parameters, the compiler
takes the intersection (TypeScript handbook, Distributive Conditional Types; release notes of
TypeScript 2.8, Type Inference in Conditional Types).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    Keyword,
    LinkedReference,
    LiteralOf,
    ObjectOf,
    TupleOf,
    TypeExpression,
)
from typescribe.language.syntax import named_parts
from typescribe.sources.typescript.aliases import Referred
from typescribe.sources.typescript.pattern_parts import RESULTS, TextOf, unwrapped

_WHOLE = {"bigint", "null", "number", "string", "undefined", "void"}
"""Keywords that are no unions."""


@dataclass(frozen=True, slots=True)
class UnionPattern:
    """The parts of such a condition."""

    union: str
    """The name of the type parameter that stands for the union."""
    parameter: Node
    """The type of the parameter in which the members of the union are."""
    inferred: str
    """The name that is inferred."""


def union_pattern(checked: Node, pattern: Node, text_of: TextOf) -> UnionPattern | None:
    """Return the parts of a condition on a union of functions, None for any other condition.

    Args:
        checked: the type before `extends`.
        pattern: the type after it.
        text_of: returns the text of a node.
    """
    inner = unwrapped(checked)
    if inner.type != "conditional_type":
        return None
    union, every, yes, no = named_parts(inner)
    name = text_of(union)
    if text_of(every) not in ("any", "unknown", name) or text_of(no) != "never":
        return None
    taken, wanted = _only_parameter(unwrapped(yes), text_of), _only_parameter(pattern, text_of)
    if taken is None or wanted is None or wanted.type != "infer_type":
        return None
    parts = named_parts(wanted)
    return UnionPattern(name, taken, text_of(parts[0])) if len(parts) == 1 else None


def _only_parameter(function: Node, text_of: TextOf) -> Node | None:
    """Return the type of the only parameter of a function whose result does not matter."""
    parameters = function.child_by_field_name("parameters")
    result = function.child_by_field_name("return_type")
    given = named_parts(parameters) if parameters is not None else []
    if function.type != "function_type" or result is None or len(given) != 1:
        return None
    annotation = given[0].child_by_field_name("type")
    is_required = given[0].type == "required_parameter"
    shape = given[0].child_by_field_name("pattern")
    if annotation is None or not is_required or shape is None or shape.type != "identifier":
        return None
    return named_parts(annotation)[0] if text_of(result) in RESULTS else None


def are_no_unions(members: Iterable[TypeExpression], referred: Referred) -> bool:
    """Return whether none of some types can turn out to be a union when it is resolved."""
    return all(_is_no_union(member, referred) for member in members)


def _is_no_union(member: TypeExpression, referred: Referred) -> bool:
    match member:
        case ObjectOf() | LiteralOf() | ArrayOf() | TupleOf():
            return True
        case Keyword(name=name):
            return name in _WHOLE
        case LinkedReference():
            declaration = referred(member)
            return declaration is not None and not isinstance(declaration.body, Alias)
        case _:
            return False
