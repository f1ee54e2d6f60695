"""Parts of function types in conditions: the names they infer, and types that match any function.

See https://www.typescriptlang.org/docs/handbook/2/conditional-types.html.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from tree_sitter import Node

from typescribe.language.declared import NotJson, TypeExpression
from typescribe.language.expressions import inner_expressions
from typescribe.language.syntax import named_parts
from typescribe.sources.typescript.functions import FunctionNode

RESULTS = {"any", "unknown", "void"}
"""Types of results that every function fits."""
_NEVER = {"never", "never[]", "readonly never[]"}
_ANY = {"any", "any[]", "readonly any[]"}
PARAMETERS = _NEVER | _ANY
"""Types of parameters that every function takes, except that one of type `never` takes no `any`."""

Bound: TypeAlias = dict[str, TypeExpression]
TextOf: TypeAlias = Callable[[Node], str]


class UndecidedError(Exception):
    """It is not known here whether a function fits a pattern."""


def bind(
    wanted: Node | None, type_: TypeExpression, found: Bound, every: set[str], text_of: TextOf
) -> None:
    """Bind a name that stands alone; any other type but those of `every` could reject the type."""
    if wanted is None or " ".join(text_of(wanted).split()) in every:
        return
    parts = named_parts(wanted)
    if wanted.type != "infer_type" or len(parts) != 1:
        raise UndecidedError
    name = text_of(parts[0])
    if name in found and found[name] != type_:
        raise UndecidedError
    found[name] = type_


def is_any(wanted: Node | None, text_of: TextOf) -> bool:
    """Return whether a parameter of a pattern is of type `any`, or has no type."""
    return wanted is None or " ".join(text_of(wanted).split()) in _ANY


def names_in_functions(pattern: TypeExpression) -> Iterator[str]:
    """Yield the names that the functions in a pattern infer."""
    if isinstance(pattern, NotJson) and isinstance(pattern.origin, FunctionNode):
        text_of = pattern.origin.context.scope.file.tree.text_of
        waiting = [pattern.origin.node]
        while waiting:
            node = waiting.pop()
            if node.type == "infer_type":
                yield text_of(named_parts(node)[0])
            waiting += node.children
    for inner in inner_expressions(pattern):
        yield from names_in_functions(inner)


def unwrapped(node: Node) -> Node:
    """Return the type in parentheses, or the type itself."""
    while node.type == "parenthesized_type":
        (node,) = named_parts(node)
    return node
