"""Classes -> the object types of their instances.

See https://www.typescriptlang.org/docs/handbook/2/classes.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from typescribe.language.declared import (
    DeclaredField,
    Keyword,
    NotJson,
    ObjectOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.syntax import SyntaxTree, named_parts, parts
from typescribe.sources.expressions.expression_reader import ExpressionReader, Fallback
from typescribe.sources.expressions.jsdoc import Documentation
from typescribe.sources.expressions.object_nodes import (
    documented_members,
    index_type,
    property_name,
)
from typescribe.sources.expressions.type_nodes import convert_arguments, convert_within
from typescribe.sources.typescript.not_json import FUNCTIONS, function_type

_PARAMETERS = {"required_parameter", "optional_parameter"}
_PRIVATE = {"private", "protected"}


def class_object(body: Node, tree: SyntaxTree, fallback: Fallback) -> ObjectOf:
    """Return the public properties of an instance; a method is a field of type `NotJson`."""
    reader = ExpressionReader(tree, fallback)
    fields: dict[str, DeclaredField] = {}
    index: TypeExpression | None = None
    for member, documentation in documented_members(reader, body):
        if member.type == "index_signature":
            index = index_type(reader, member, convert_within)
            continue
        for declared in _fields(reader, member, documentation):
            known = fields.get(declared.wire_name)
            if known is None or isinstance(known.type, NotJson):
                fields[declared.wire_name] = declared
    return ObjectOf(tuple(fields.values()), tree.position_of(body), index)


def _fields(
    reader: ExpressionReader, member: Node, documentation: Documentation
) -> Iterator[DeclaredField]:
    name = member.child_by_field_name("name")
    words = {part.type for part in parts(member)}
    if name is None or "static" in words or name.type == "private_property_identifier":
        return
    if reader.text_of(name) == "constructor":
        yield from _parameter_properties(reader, member)
    elif not _is_private(reader, member):
        if member.type == "public_field_definition":
            annotation = member.child_by_field_name("type")
            yield _field(reader, name, annotation, "?" in words, documentation)
        elif "get" in words:
            annotation = member.child_by_field_name("return_type")
            yield _field(reader, name, annotation, False, documentation)
        elif "set" not in words and member.type in FUNCTIONS:
            position = reader.position_of(name)
            type_ = function_type(FUNCTIONS[member.type], position)
            yield DeclaredField(property_name(reader, name), type_, "?" in words, position)


def _parameter_properties(reader: ExpressionReader, constructor: Node) -> Iterator[DeclaredField]:
    parameters = constructor.child_by_field_name("parameters")
    for parameter in named_parts(parameters) if parameters else ():
        kinds = {part.type for part in parts(parameter)}
        pattern = parameter.child_by_field_name("pattern")
        if parameter.type not in _PARAMETERS or pattern is None:
            continue
        if kinds & {"accessibility_modifier", "readonly"} and not _is_private(reader, parameter):
            annotation = parameter.child_by_field_name("type")
            yield _field(reader, pattern, annotation, "?" in kinds, Documentation())


def _is_private(reader: ExpressionReader, member: Node) -> bool:
    return any(
        part.type == "accessibility_modifier" and reader.text_of(part) in _PRIVATE
        for part in parts(member)
    )


def _field(
    reader: ExpressionReader,
    name: Node,
    annotation: Node | None,
    optional: bool,
    documentation: Documentation,
) -> DeclaredField:
    position = reader.position_of(name)
    # In a declaration file, only private properties have no type.
    type_: TypeExpression = Keyword("any", position)
    if annotation:
        type_ = convert_within(reader, named_parts(annotation)[0])
    wire_name = reader.text_of(name) if name.type == "identifier" else property_name(reader, name)
    return DeclaredField(
        wire_name,
        type_,
        optional,
        position,
        description=documentation.description,
        deprecated=documentation.deprecated,
    )


def class_bases(node: Node, tree: SyntaxTree, fallback: Fallback) -> list[TypeExpression]:
    """Return the base types of a class; interfaces it implements add no properties."""
    found: list[TypeExpression] = []
    for heritage in parts(node):
        for clause in parts(heritage) if heritage.type == "class_heritage" else ():
            value = clause.child_by_field_name("value")
            if clause.type != "extends_clause" or value is None:
                continue
            arguments = clause.child_by_field_name("type_arguments")
            converted = convert_arguments(arguments, tree, fallback) if arguments else ()
            position = tree.position_of(value)
            if value.type in ("identifier", "member_expression"):
                found.append(TypeReference(tree.text_of(value), converted, position))
            else:
                fallback.report(value, "the base class is an expression", "it is left out")
    return found
