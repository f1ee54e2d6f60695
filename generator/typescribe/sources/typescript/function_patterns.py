"""`T extends (...args: infer A) => infer R ? Yes : No` on functions and classes -> its result.

Source: TypeScript handbook, Conditional Types, "Inferring Within Conditional Types". Such types are
evaluated where they are used, because a spec cannot contain functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from typescribe.language.declared import (
    ConditionalOf,
    IntersectionOf,
    Keyword,
    LinkedReference,
    NotJson,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.syntax import named_parts
from typescribe.sources.expressions.type_nodes import convert
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.functions import (
    ClassOf,
    FunctionNode,
    Functions,
    instance_of,
)
from typescribe.sources.typescript.not_json import PROMISES
from typescribe.sources.typescript.parameter_rules import (
    Signature,
    is_operator,
    takes_all_functions,
    takes_any,
)
from typescribe.sources.typescript.pattern_parts import (
    PARAMETERS,
    RESULTS,
    Bound,
    TextOf,
    UndecidedError,
    bind,
    is_any,
    unwrapped,
)
from typescribe.sources.typescript.promises import PromiseOf, settled_type
from typescribe.sources.typescript.rewriting import union_of
from typescribe.sources.typescript.symbols import Symbol
from typescribe.sources.typescript.union_patterns import (
    UnionPattern,
    are_no_unions,
    union_pattern,
)

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter

_FUNCTIONS = {"function_type", "constructor_type"}
_DEEPEST = 30
"""How many conditions may lead to one another before they count as endless."""


@dataclass(frozen=True, slots=True)
class _Condition:
    """`name extends pattern ? yes : no`, where `name` is bound in the context."""

    name: str
    pattern: Node
    yes: Node
    no: Node
    context: Context


class FunctionPatterns:
    """Evaluates conditional types that compare a type parameter with a type of functions."""

    def __init__(self, converter: Converter, functions: Functions) -> None:
        self._converter = converter
        self._functions = functions
        self._depth = 0

    def evaluated(
        self,
        symbol: Symbol,
        arguments: tuple[TypeExpression, ...],
        user: Context,
        position: Position,
    ) -> TypeExpression | None:
        """Return the type that an alias stands for; None if it is no such condition, or undecided.

        Args:
            symbol: the alias.
            arguments: its linked arguments.
            user: the context of the reference, which gets the notes.
            position: the position of the reference.
        """
        piece = symbol.first
        if piece.kind != "type_alias_declaration":
            return None
        node = piece.node.child_by_field_name("value")
        names = piece.parameter_names
        if node is None or len(names) != len(arguments):
            return None
        bound = dict(zip(names, arguments, strict=True))
        context = Context(piece.scope, user.symbol, bound=bound)
        if self._depth > _DEEPEST:
            return None
        self._depth += 1
        try:
            return self._value(node, context, position, top=True)
        except UndecidedError:
            return None
        finally:
            self._depth -= 1

    def _value(
        self, node: Node, context: Context, position: Position, *, top: bool = False
    ) -> TypeExpression | None:
        """Return the type of a node, None for one at the top that is no such condition."""
        inner = unwrapped(node)
        if inner.type == "conditional_type":
            checked, extends, yes, no = named_parts(inner)
            pattern = unwrapped(extends)
            text_of = context.scope.file.tree.text_of
            name = text_of(checked)
            of_union = union_pattern(checked, pattern, text_of)
            if of_union is not None and of_union.union in context.bound:
                return self._of_union(of_union, yes, context, position)
            is_promise = pattern.type == "generic_type" and _name(pattern, context) in PROMISES
            if (pattern.type in _FUNCTIONS or is_promise) and name in context.bound:
                condition = _Condition(name, pattern, yes, no, context)
                members = self._members(context.bound[name])
                found = [self._chosen(condition, member, position) for member in members]
                return union_of(found, position) if found else Keyword("never", position)
        if top:
            return None
        fallback = self._converter.fallback(context)
        return self._converter.linked(convert(node, context.scope.file.tree, fallback), context)

    def _of_union(
        self, parts: UnionPattern, yes: Node, context: Context, position: Position
    ) -> TypeExpression:
        """Return the branch of a condition on a union of functions: it holds for all of them."""
        members = list(self._members(context.bound[parts.union]))
        if not are_no_unions(members, self._converter.referred):
            raise UndecidedError
        taken: list[TypeExpression] = []
        for member in members:
            inner = replace(context, bound={**context.bound, parts.union: member})
            made = self._value(parts.parameter, inner, position)
            assert made is not None, "only a node at the top may have no value"
            taken.append(made)
        inferred: TypeExpression = Keyword("unknown", position)
        if taken:
            inferred = taken[0] if len(taken) == 1 else IntersectionOf(tuple(taken), position)
        bound = {**context.bound, parts.inferred: inferred}
        found = self._value(yes, replace(context, bound=bound), position)
        assert found is not None, "only a node at the top may have no value"
        return found

    def _members(self, type_: TypeExpression) -> Iterator[TypeExpression]:
        followed = self._functions.followed(type_)
        if isinstance(followed, UnionOf):
            for member in followed.members:
                yield from self._members(member)
        elif not (isinstance(followed, Keyword) and followed.name == "never"):
            yield followed

    def _chosen(
        self, condition: _Condition, member: TypeExpression, position: Position
    ) -> TypeExpression:
        context = condition.context
        if isinstance(member, TypeReference) or member == Keyword("any", position):
            raise UndecidedError  # a type parameter of the user may be a function
        if isinstance(member, LinkedReference) and condition.pattern.type == "generic_type":
            inner = settled_type(member, self._converter.referred)
            member = NotJson("", position, origin=PromiseOf(inner)) if inner else member
        found: Bound | None = None
        if isinstance(member, NotJson) and condition.pattern.type == "generic_type":
            inferred: Bound = {}
            text_of = context.scope.file.tree.text_of
            if self._returns(member, condition.pattern, inferred, text_of):
                found = inferred
        elif isinstance(member, NotJson):
            signature = self._signature(member, condition.pattern, context, position)
            if signature is not None:
                found = self._matched(signature, condition.pattern, context, position)
        bound = {**context.bound, condition.name: member, **(found or {})}
        chosen = condition.no if found is None else condition.yes
        made = self._value(chosen, replace(context, bound=bound), position)
        assert made is not None, "only a node at the top may have no value"
        if not is_operator(self._converter, member):
            return made
        text = context.scope.file.tree.text_of(chosen)
        if text != condition.name and re.search(rf"\b{re.escape(condition.name)}\b", text):
            raise UndecidedError  # it may be a union, whose members are compared one by one
        never = Keyword("never", position)
        return ConditionalOf(member, never, never, made, position)

    def _signature(
        self, member: NotJson, pattern: Node, user: Context, position: Position
    ) -> Signature | None:
        """Return the signature by which a type may fit a pattern; None if it has none."""
        makes = pattern.type == "constructor_type"
        match member.origin:
            case FunctionNode(node=node) as function:
                if makes != (node.type == "constructor_type"):
                    return None
                this, parameters, result = self._functions.signature(function, user, position)
                return Signature(this, parameters.elements, result)
            case ClassOf() as class_:
                if not makes:
                    return None
                taken = self._functions.of_constructor(class_, user, position)
                if not isinstance(taken, TupleOf):
                    raise UndecidedError
                return Signature(None, taken.elements, instance_of(class_, position))
            case _:
                if member.function:
                    raise UndecidedError
                return None

    def _matched(
        self, signature: Signature, pattern: Node, context: Context, position: Position
    ) -> Bound | None:
        """Return the types of the names that a pattern infers, None if a function does not fit."""
        found: Bound = {}
        text_of = context.scope.file.tree.text_of
        left = list(signature.parameters)
        parameters = pattern.child_by_field_name("parameters")
        result = pattern.child_by_field_name("return_type") or pattern.child_by_field_name("type")
        if result is None:
            raise UndecidedError
        if result.type == "type_annotation":
            result = named_parts(result)[0]
        takes_all = takes_all_functions(
            self._functions, signature.result, unwrapped(result), text_of
        )
        for parameter in named_parts(parameters) if parameters else ():
            shape = parameter.child_by_field_name("pattern")
            annotation = parameter.child_by_field_name("type")
            wanted = unwrapped(named_parts(annotation)[0]) if annotation else None
            if shape is not None and shape.type == "this":
                # With a type of `this`, it is no `(...args: any[]) => any`, which takes all.
                takes_all = takes_all and is_any(wanted, text_of)
                known = signature.this or Keyword("unknown", position)
                bind(wanted, known, found, PARAMETERS, text_of)
            elif shape is not None and shape.type == "rest_pattern":
                takes_all = takes_all and len(left) == len(signature.parameters)
                is_given_any = is_any(wanted, text_of) and not takes_all
                if is_given_any and not all(
                    takes_any(self._converter, self._functions, e.type) for e in left
                ):
                    return None
                bind(wanted, TupleOf(tuple(left), position), found, PARAMETERS, text_of)
                left = []
            else:
                element = left.pop(0) if left and not left[0].rest else None
                type_ = element.type if element else (left[0].type if left else None)
                if element and element.optional:
                    type_ = union_of((element.type, Keyword("undefined", position)), position)
                type_ = type_ or Keyword("unknown", position)
                if is_any(wanted, text_of) and not takes_any(
                    self._converter, self._functions, type_
                ):
                    return None
                bind(wanted, type_, found, PARAMETERS, text_of)
        if any(not (element.optional or element.rest) for element in left):
            return None  # it needs more arguments than the pattern gives
        fits = self._returns(signature.result, unwrapped(result), found, text_of)
        return found if fits else None

    def _returns(
        self, result: TypeExpression | None, wanted: Node, found: Bound, text_of: TextOf
    ) -> bool:
        """Return whether a result fits that of a pattern, and bind what is inferred from it."""
        if result is None:
            raise UndecidedError
        if wanted.type == "generic_type" and text_of(named_parts(wanted)[0]) in PROMISES:
            (inner,) = named_parts(named_parts(wanted)[1])
            followed = self._functions.followed(result)
            if not (isinstance(followed, NotJson) and isinstance(followed.origin, PromiseOf)):
                return False
            return self._returns(followed.origin.type, unwrapped(inner), found, text_of)
        bind(wanted, result, found, RESULTS, text_of)
        return True


def _name(generic: Node, context: Context) -> str:
    return context.scope.file.tree.text_of(named_parts(generic)[0])
