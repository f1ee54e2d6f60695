"""Classes -> the object types of their instances.

See https://www.typescriptlang.org/docs/handbook/2/classes.html.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    DeclaredField,
    Keyword,
    NotJson,
    ObjectOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.errors import Position
from typescribe.language.syntax import SyntaxTree, named_parts, parts
from typescribe.sources.expressions.expression_reader import ExpressionReader, Fallback
from typescribe.sources.expressions.index_signatures import IndexSignatures
from typescribe.sources.expressions.jsdoc import Documentation
from typescribe.sources.expressions.object_nodes import (
    TO_JSON,
    documented_members,
    property_name,
    sent_as,
)
from typescribe.sources.expressions.type_nodes import convert_arguments, convert_within
from typescribe.sources.expressions.unplaced import drop_constraints
from typescribe.sources.typescript.not_json import FUNCTIONS, function_type

_PARAMETERS = {"required_parameter", "optional_parameter"}
_PRIVATE = {"private", "protected"}


CLASSES = {"class_declaration", "abstract_class_declaration"}

Infer: TypeAlias = Callable[[Node, bool], TypeExpression]
"""Returns the type of an initial value; the flag says whether a literal stays one."""


def class_object(body: Node, reader: ExpressionReader, infer: Infer) -> ObjectOf:
    """Return the public properties of an instance; a method is a field of type `NotJson`."""
    fields: dict[str, DeclaredField] = {}
    indices = IndexSignatures()
    for member, documentation in documented_members(reader, body):
        if member.type == "index_signature":
            drop_constraints(reader, member, documentation)
            indices.add(reader, member, convert_within)
            continue
        for declared in _fields(reader, member, documentation, infer):
            known = fields.get(declared.wire_name)
            if known is None or isinstance(known.type, NotJson):
                fields[declared.wire_name] = declared
    return ObjectOf(
        tuple(fields.values()),
        reader.position_of(body),
        indices.index,
        signatures=tuple(indices.others),
    )


def _fields(
    reader: ExpressionReader, member: Node, documentation: Documentation, infer: Infer
) -> Iterator[DeclaredField]:
    name = member.child_by_field_name("name")
    words = {part.type for part in parts(member)}
    if name is None or "static" in words or name.type == "private_property_identifier":
        return
    if reader.text_of(name) == "constructor":
        yield from _parameter_properties(reader, member, infer)
    elif not _is_private(reader, member):
        if result := sent_as(reader, member, convert_within):
            yield DeclaredField(TO_JSON, result, False, reader.position_of(name))
        elif member.type == "public_field_definition":
            type_ = _property_type(reader, member, infer, narrow="readonly" in words)
            yield from _field(reader, name, type_, "?" in words, documentation)
        elif "get" in words:
            yield from _field(reader, name, _getter_type(reader, member), False, documentation)
        elif member.type in FUNCTIONS:
            position = reader.position_of(name)
            if wire_name := property_name(reader, name):
                setter = NotJson("a setter without a getter", position)
                method = setter if "set" in words else _method(reader, member, position)
                yield DeclaredField(wire_name, method, "?" in words, position)


def _parameter_properties(
    reader: ExpressionReader, constructor: Node, infer: Infer
) -> Iterator[DeclaredField]:
    parameters = constructor.child_by_field_name("parameters")
    for parameter, documentation in documented_members(reader, parameters) if parameters else ():
        kinds = {part.type for part in parts(parameter)}
        pattern = parameter.child_by_field_name("pattern")
        if parameter.type not in _PARAMETERS or pattern is None:
            continue
        if kinds & {"accessibility_modifier", "readonly", "override_modifier"} and not _is_private(
            reader, parameter
        ):
            # A parameter is a variable, so its literal is not kept in spite of `readonly`.
            type_ = _property_type(reader, parameter, infer, narrow=False)
            yield from _field(reader, pattern, type_, "?" in kinds, documentation)


def _is_private(reader: ExpressionReader, member: Node) -> bool:
    return any(
        part.type == "accessibility_modifier" and reader.text_of(part) in _PRIVATE
        for part in parts(member)
    )


def _annotated(reader: ExpressionReader, annotation: Node | None) -> TypeExpression | None:
    return convert_within(reader, named_parts(annotation)[0]) if annotation else None


def _getter_type(reader: ExpressionReader, member: Node) -> TypeExpression:
    if type_ := _annotated(reader, member.child_by_field_name("return_type")):
        return type_
    if member.child_by_field_name("body"):
        return reader.reject(member, "the type of this getter is not inferred")
    return _any(reader, member)


def _any(reader: ExpressionReader, member: Node) -> TypeExpression:
    return Keyword("any", reader.position_of(member))


def _property_type(
    reader: ExpressionReader, member: Node, infer: Infer, *, narrow: bool
) -> TypeExpression:
    if type_ := _annotated(reader, member.child_by_field_name("type")):
        return type_
    value = member.child_by_field_name("value")
    # Without a value as well, TypeScript takes a property for `any`.
    return infer(value, narrow) if value else _any(reader, member)


def _field(
    reader: ExpressionReader,
    name: Node,
    type_: TypeExpression,
    optional: bool,
    documentation: Documentation,
) -> Iterator[DeclaredField]:
    wire_name = reader.text_of(name) if name.type == "identifier" else property_name(reader, name)
    if wire_name is None:
        return
    for message in documentation.unkept:
        reader.drop_constraint(name, message)
    yield DeclaredField(
        wire_name,
        type_,
        optional,
        reader.position_of(name),
        description=documentation.description,
        deprecated=documentation.deprecated,
        reads_as=documentation.reads_as,
        constraints=documentation.constraints,
    )


def static_member(
    node: Node, name: str, reader: ExpressionReader, infer: Infer
) -> TypeExpression | None:
    """Return the type of a static member of a class declaration, None if it has none."""
    body = node.child_by_field_name("body")
    for member in named_parts(body) if body else ():
        words = {part.type for part in parts(member)}
        found = member.child_by_field_name("name")
        if "static" not in words or found is None or property_name(reader, found) != name:
            continue
        if member.type == "public_field_definition":
            return _property_type(reader, member, infer, narrow="readonly" in words)
        if "get" in words:
            return _getter_type(reader, member)
        if "set" not in words:
            return _method(reader, member, reader.position_of(found))
    return None


def _method(reader: ExpressionReader, member: Node, position: Position) -> TypeExpression:
    return reader.from_fallback(member) or function_type(FUNCTIONS[member.type], position)


def base_names(node: Node, reader: ExpressionReader) -> Iterator[str]:
    """Yield the name of the class that a class extends."""
    for heritage in parts(node):
        for clause in parts(heritage) if heritage.type == "class_heritage" else ():
            value = clause.child_by_field_name("value")
            if clause.type == "extends_clause" and value is not None:
                yield reader.text_of(value)


def class_bases(node: Node, tree: SyntaxTree, fallback: Fallback) -> list[TypeExpression]:
    """Return the base types of a class, `unknown` for an expression.

    Interfaces that it implements add no properties.
    """
    found: list[TypeExpression] = []
    for heritage in parts(node):
        for clause in parts(heritage) if heritage.type == "class_heritage" else ():
            value = clause.child_by_field_name("value")
            if clause.type != "extends_clause" or value is None:
                continue
            arguments = clause.child_by_field_name("type_arguments")
            converted = convert_arguments(arguments, tree, fallback) if arguments else ()
            position = tree.position_of(value)
            if tree.text_of(value) in ("Array", "ReadonlyArray") and len(converted) <= 1:
                found.append(
                    ArrayOf(converted[0] if converted else Keyword("any", position), position)
                )
            elif value.type in ("identifier", "member_expression"):
                found.append(TypeReference(tree.text_of(value), converted, position))
            else:
                fallback.report(value, "the base class is an expression", "it is left out")
                found.append(Keyword("unknown", position))
    return found
