"""`ReturnType<F>`, `Parameters<F>`, `InstanceType<C>`, `Awaited<P>` -> the types they stand for.

See https://www.typescriptlang.org/docs/handbook/utility-types.html. They are evaluated here,
because a spec cannot contain functions, classes or promises.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tree_sitter import Node

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    DeclaredField,
    Fields,
    IndexedAccess,
    Keyword,
    LinkedReference,
    LiteralOf,
    NotJson,
    ObjectOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.syntax import named_parts
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.type_nodes import convert_within
from typescribe.sources.typescript.aliases import DEEPEST
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.inline_operators import property_of
from typescribe.sources.typescript.promises import PromiseOf, settled_type
from typescribe.sources.typescript.rewriting import is_too_large, union_of
from typescribe.sources.typescript.source_files import NodeAt
from typescribe.sources.typescript.symbols import Symbol
from typescribe.sources.typescript.type_arguments import bound_parameters

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter

OF_FUNCTIONS: Final = {
    "Awaited",
    "ConstructorParameters",
    "InstanceType",
    "Parameters",
    "ReturnType",
}


@dataclass(frozen=True, slots=True)
class FunctionNode:
    """The declaration of a function, and the context of the types in it."""

    at: NodeAt
    context: Context
    arguments: tuple[TypeExpression, ...] = ()
    """Its linked type arguments, if it was given some: `typeof f<string>`."""

    @classmethod
    def of(cls, node: Node, context: Context) -> FunctionNode:
        """Return the function at a node."""
        return cls(NodeAt.of(node, context.scope.file), context)

    @property
    def node(self) -> Node:
        """Its node in the syntax tree."""
        return self.at.node


@dataclass(frozen=True, slots=True)
class ClassOf:
    """A class as a value."""

    symbol: Symbol
    arguments: tuple[TypeExpression, ...] = ()
    """Its linked type arguments, if it was given some."""


class Functions:
    """Evaluates utility types on the functions, classes and promises of a program."""

    def __init__(self, converter: Converter) -> None:
        self._converter = converter
        self._known: dict[object, TypeExpression] = {}

    def evaluated(
        self, name: str, operand: TypeExpression, context: Context, position: Position
    ) -> TypeExpression | None:
        """Return the type that a utility type stands for; None if its operand is not known."""
        if name == "Awaited":
            awaited = self._awaited(operand)
            if is_too_large(awaited, context.scope.file.tree):
                awaited = Keyword("unknown", position)
                message = "the type of this promise is too large or too deep; it becomes unknown"
                self._converter.notes.approximate(context.symbol, position, message)
            elif awaited == Keyword("unknown", position) != operand:
                message = "`Awaited` becomes unknown: its operand has a method `then`"
                self._converter.notes.approximate(context.symbol, position, message)
            return awaited if awaited != operand else None
        followed = self.followed(operand)
        match name, followed.origin if isinstance(followed, NotJson) else None:
            case "ReturnType", FunctionNode() as function:
                return self._result(function, context)
            case "Parameters", FunctionNode() as function:
                return self._parameters(function, context, position)
            case "InstanceType", ClassOf() as class_:
                return instance_of(class_, position)
            case "InstanceType", FunctionNode(node=node) as function:
                is_constructor = node.type == "constructor_type"
                return self._result(function, context) if is_constructor else None
            case "ConstructorParameters", ClassOf() as class_:
                return self.of_constructor(class_, context, position)
            case "ConstructorParameters", FunctionNode() as function:
                return self._parameters(function, context, position)
            case _:
                return None

    def followed(self, type_: TypeExpression) -> TypeExpression:
        """Return the type that an alias without arguments, or `T["key"]`, stands for."""
        for _ in range(DEEPEST):
            match type_:
                case LinkedReference(arguments=()):
                    declaration = self._converter.referred(type_)
                    if declaration is None or not isinstance(declaration.body, Alias):
                        return type_
                    type_ = declaration.body.type
                case IndexedAccess(object=object_, index=LiteralOf(value=value) as index):
                    whole = self.followed(object_)
                    found = property_of(whole, index, type_.position)
                    if isinstance(whole, LinkedReference):
                        found = self._property(whole, str(value))
                    if found is None:
                        return type_
                    type_ = found
                case _:
                    return type_
        return type_

    def _property(self, owner: LinkedReference, name: str) -> TypeExpression | None:
        """Return the type of a property of an interface or class, which may be inherited."""
        waiting: list[TypeExpression] = [owner]
        for _ in range(DEEPEST):
            if not waiting:
                break
            current = waiting.pop()
            if not isinstance(current, LinkedReference):
                continue
            declaration = self._converter.referred(current)
            body = declaration.body if declaration else None
            if isinstance(body, Fields):
                for field in body.object.fields:
                    if field.wire_name == name:
                        return field.type
                waiting += body.extends
        return None

    def _awaited(self, type_: TypeExpression) -> TypeExpression:
        followed = self.followed(type_)
        match followed:
            case NotJson(origin=PromiseOf(type=inner)):
                return self._awaited(inner)
            case LinkedReference():
                settled = settled_type(followed, self._converter.referred)
                if settled is None and isinstance(self._property(followed, "then"), NotJson):
                    return Keyword("unknown", type_.position)
                return type_ if settled is None else self._awaited(settled)
            case ObjectOf(fields=fields) if any(_is_then(field) for field in fields):
                return Keyword("unknown", type_.position)
            case UnionOf(members=members, position=position):
                awaited = [self._awaited(member) for member in members]
                return type_ if awaited == list(members) else union_of(awaited, position)
            case _:
                return type_

    def _result(self, function: FunctionNode, user: Context) -> TypeExpression | None:
        node = function.node
        result = node.child_by_field_name("return_type") or node.child_by_field_name("type")
        if result is None:
            return None
        if result.type in ("type_predicate_annotation", "type_predicate"):
            return Keyword("boolean", self._reader(function, user).position_of(result))
        if result.type == "type_annotation":
            result = named_parts(result)[0]
        return self._converted(function, result, user)

    def _parameters(self, function: FunctionNode, user: Context, position: Position) -> TupleOf:
        parameters = function.node.child_by_field_name("parameters")
        elements = list(self._elements(function, parameters, user))
        given = [p for p in named_parts(parameters) if _is_given(p)] if parameters else []
        # Parameters at the end that take `void` may be left out.
        for place in reversed(range(len(elements) if len(given) == len(elements) else 0)):
            element = elements[place]
            if not (element.rest or element.optional or _takes_void(given[place], function)):
                break
            elements[place] = replace(element, optional=not element.rest)
        return TupleOf(tuple(elements), position)

    def _elements(
        self, function: FunctionNode, parameters: Node | None, user: Context
    ) -> Iterator[TupleElement]:
        reader = self._reader(function, user)
        for parameter in named_parts(parameters) if parameters else ():
            pattern = parameter.child_by_field_name("pattern")
            if pattern is None or not _is_given(parameter):
                continue
            annotation = parameter.child_by_field_name("type")
            type_: TypeExpression = Keyword("any", reader.position_of(parameter))
            if annotation is not None:
                type_ = self._converted(function, named_parts(annotation)[0], user)
            elif parameter.child_by_field_name("value"):
                type_ = reader.reject(parameter, "the type of this parameter is not inferred")
            optional = parameter.type == "optional_parameter"
            optional = optional or parameter.child_by_field_name("value") is not None
            if pattern.type == "rest_pattern":
                match self.followed(type_):
                    case ArrayOf(item=item):
                        yield TupleElement(item, rest=True)
                    case TupleOf(elements=elements):
                        yield from elements
                    case _:
                        yield TupleElement(Keyword("unknown", type_.position), rest=True)
            else:
                yield TupleElement(type_, optional=optional)

    def signature(
        self, function: FunctionNode, user: Context, position: Position
    ) -> tuple[TypeExpression | None, TupleOf, TypeExpression | None]:
        """Return the type of `this`, the parameters, and the result; None if it is not known."""
        parameters = function.node.child_by_field_name("parameters")
        this = None
        for parameter in named_parts(parameters) if parameters else ():
            pattern = parameter.child_by_field_name("pattern")
            annotation = parameter.child_by_field_name("type")
            if pattern is not None and pattern.type == "this" and annotation is not None:
                this = self._converted(function, named_parts(annotation)[0], user)
        return this, self._parameters(function, user, position), self._result(function, user)

    def of_constructor(
        self, class_: ClassOf, user: Context, position: Position
    ) -> TypeExpression | None:
        """Return the parameters of the constructor of a class; None if it inherits them."""
        for piece in class_.symbol.pieces:
            body = piece.node.child_by_field_name("body")
            text_of = piece.scope.file.tree.text_of
            for member in named_parts(body) if body else ():
                name = member.child_by_field_name("name")
                if name is not None and text_of(name) == "constructor":
                    context = replace(user, scope=piece.scope, bound={})
                    given = class_.arguments
                    context = bound_parameters(self._converter, piece.node, given, context)
                    return self._parameters(FunctionNode.of(member, context), user, position)
            if any(part.type == "class_heritage" for part in piece.node.children):
                return None  # it has the constructor of its base class
        return TupleOf((), position)

    def _reader(self, function: FunctionNode, user: Context) -> ExpressionReader:
        context = replace(function.context, symbol=user.symbol)
        fallback = self._converter.fallback(context)
        return ExpressionReader(context.scope.file.tree, fallback)

    def _converted(self, function: FunctionNode, node: Node, user: Context) -> TypeExpression:
        """Convert a type in a function for the type that uses it; once, if nothing is bound.

        A type parameter of the function stands for its argument, its constraint, or for `unknown`.
        """
        of = function.context
        if of.bound or function.arguments:
            return self._converted_anew(function, node, user)
        key = of.scope, of.parameters, id(of.itself), of.compares, node.start_byte, user.symbol
        if key not in self._known:
            self._known[key] = self._converted_anew(function, node, user)
        return self._known[key]

    def _converted_anew(self, function: FunctionNode, node: Node, user: Context) -> TypeExpression:
        reader = self._reader(function, user)
        converted = convert_within(reader, node)
        context = replace(function.context, symbol=user.symbol)
        context = bound_parameters(self._converter, function.node, function.arguments, context)
        found = self._converter.linked(converted, context)
        if not is_too_large(found, reader.tree):
            return found
        return reader.reject(node, "the type of this function is too large or too deep")


def instance_of(class_: ClassOf, position: Position) -> LinkedReference:
    """Return the type that a class makes, with `any` for type parameters that it is not given."""
    names = class_.symbol.first.parameter_names
    arguments = class_.arguments or tuple(Keyword("any", position) for _ in names)
    return LinkedReference(class_.symbol.key, arguments, position)


def _is_then(field: DeclaredField) -> bool:
    return field.wire_name == "then" and isinstance(field.type, NotJson)


def _is_given(parameter: Node) -> bool:
    """Return whether a caller passes an argument for a parameter: not for `this`."""
    pattern = parameter.child_by_field_name("pattern")
    return pattern is not None and pattern.type != "this"


def _takes_void(parameter: Node, function: FunctionNode) -> bool:
    annotation = parameter.child_by_field_name("type")
    if annotation is None:
        return False
    text = function.context.scope.file.tree.text_of(named_parts(annotation)[0])
    return "void" in [member.strip() for member in text.split("|")]
