"""The members of a TypeScript object type -> declared fields and index signatures.

See https://www.typescriptlang.org/docs/handbook/2/objects.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from typescribe.language.declared import (
    DeclaredField,
    LiteralOf,
    NotJson,
    ObjectOf,
    TypeExpression,
)
from typescribe.language.syntax import parts, quoted
from typescribe.sources.expressions.expression_reader import Convert, ExpressionReader
from typescribe.sources.expressions.index_signatures import IndexSignatures
from typescribe.sources.expressions.jsdoc import NOTHING, Documentation, is_jsdoc, read_jsdoc
from typescribe.sources.expressions.mapped_nodes import convert_mapped, is_mapped, mapped_member
from typescribe.sources.expressions.unplaced import drop_constraints
from typescribe.text.javascript_numbers import javascript_text

TO_JSON = "toJSON()"
"""The field with the type that the method `toJSON` of an object returns, which is sent instead.

See https://tc39.es/ecma262/#sec-serializejsonproperty.
"""


def convert_object(reader: ExpressionReader, node: Node, convert: Convert) -> TypeExpression:
    """Convert an `object_type` or `interface_body`; `convert` converts the types of its members."""
    if mapped := mapped_member(node):
        return convert_mapped(reader, node, mapped, convert)
    opening, *_, closing = parts(node)
    for brace in (opening, closing):
        if brace.type not in {"{", "}"}:
            reader.convert_unsupported(brace)
    reader.reject_leading_separator(node)
    fields: dict[str, DeclaredField] = {}
    indices = IndexSignatures()
    for member, documentation in documented_members(reader, node):
        match member.type:
            case "property_signature" if not (reader.fallback and _is_to_json(reader, member)):
                declared = _property(reader, member, documentation, convert)
                if declared is None:
                    continue
                if declared.wire_name in fields:
                    shown = quoted(declared.wire_name)
                    reader.reject(member, f"{shown} is declared twice", "remove one of the two")
                fields[declared.wire_name] = declared
            case "index_signature" if is_mapped(member):
                reason = "a mapped type cannot share its braces with other members"
                reader.reject(member, reason, "join the two with `&`")
            case "index_signature":
                drop_constraints(reader, member, documentation)
                indices.add(reader, member, convert)
            case _:
                _add_other(reader, member, documentation, fields, convert)
    return ObjectOf(
        tuple(fields.values()),
        reader.position_of(node),
        indices.index,
        signatures=tuple(indices.others),
    )


def _add_other(
    reader: ExpressionReader,
    member: Node,
    documentation: Documentation,
    fields: dict[str, DeclaredField],
    convert: Convert,
) -> None:
    """Add a field for a member that a spec cannot express, such as a method, or for a getter."""
    position = reader.position_of(member)
    if reader.fallback and (result := sent_as(reader, member, convert)):
        fields[TO_JSON] = DeclaredField(TO_JSON, result, False, position)
        return
    converted = reader.convert_unsupported(member)
    name = reader.text_of(member.child_by_field_name("name") or member)
    if not reader.fallback or name.startswith("["):
        return
    # If a method has several signatures, `ReturnType` and similar types use the last one.
    declared = DeclaredField(name, converted, False, position)
    if not isinstance(converted, NotJson):
        declared = _documented(reader, member, declared, documentation)
    first = fields.setdefault(name, declared)
    if isinstance(first.type, NotJson):
        fields[name] = replace(first, type=converted)


def documented_members(
    reader: ExpressionReader, node: Node
) -> Iterator[tuple[Node, Documentation]]:
    """Yield the members between two braces, each with the JSDoc comment before it."""
    before, *inside, _closing = node.children
    comments: list[Node] = []
    for child in inside:
        if child.type == "comment":
            comments.append(child)
            continue
        if child.is_named:
            yield child, _documentation(reader, before, comments, child)
        before, comments = child, []


def _documentation(
    reader: ExpressionReader, before: Node, comments: list[Node], member: Node
) -> Documentation:
    for comment in reversed(comments):
        # As in TypeScript, a comment at the end of a line belongs to that line.
        ends_a_line = before.end_point.row == comment.start_point.row < member.start_point.row
        text = reader.text_of(comment)
        if is_jsdoc(text) and not ends_a_line:
            return read_jsdoc(text)
    return NOTHING


def _property(
    reader: ExpressionReader, node: Node, documentation: Documentation, convert: Convert
) -> DeclaredField | None:
    """Return a property as a field; None if the property has no name in JSON."""
    name = node.child_by_field_name("name") or node
    for modifier in parts(node):
        if modifier.start_byte < name.start_byte and modifier.type != "readonly":
            shown = quoted(reader.text_of(modifier))
            reader.reject(modifier, f"{shown} belongs to a class", "leave it out")
    wire_name = property_name(reader, name)
    if wire_name is None:
        return None
    declared = DeclaredField(
        wire_name=wire_name,
        type=reader.annotated_type(node, convert),
        optional=any(part.type == "?" for part in parts(node)),
        position=reader.position_of(name),
    )
    return _documented(reader, name, declared, documentation)


def _documented(
    reader: ExpressionReader, name: Node, declared: DeclaredField, documentation: Documentation
) -> DeclaredField:
    """Return a field with what its comment says; constraints that cannot be kept are reported."""
    for message in documentation.unkept:
        reader.drop_constraint(name, message)
    return replace(
        declared,
        description=documentation.description,
        deprecated=documentation.deprecated,
        reads_as=documentation.reads_as,
        constraints=documentation.constraints,
    )


def sent_as(reader: ExpressionReader, member: Node, convert: Convert) -> TypeExpression | None:
    """Return the type that a method `toJSON` returns; None for other members.

    It is `unknown`, with a note, if that is not declared or the method may be missing.
    """
    name = member.child_by_field_name("name")
    kinds = {child.type for child in member.children}
    if name is None or reader.text_of(name) != "toJSON" or kinds & {"static", "set"}:
        return None
    function = _function_of(member)
    if function is None:
        return None
    result = function.child_by_field_name("return_type")
    if "?" in kinds:
        return reader.reject(member, "an object is sent by toJSON() only if it has that method")
    if result is None or "get" in kinds:
        return reader.reject(member, "the result of toJSON() is not declared")
    return convert(reader, parts(result)[-1] if result.type == "type_annotation" else result)


def _is_to_json(reader: ExpressionReader, member: Node) -> bool:
    name = member.child_by_field_name("name")
    is_named = name is not None and reader.text_of(name) == "toJSON"
    return is_named and _function_of(member) is not None


def _function_of(member: Node) -> Node | None:
    """Return the node that has the result of a function, None for a member of another type."""
    if "method" in member.type:
        return member
    if annotation := member.child_by_field_name("type"):
        type_ = parts(annotation)[-1]
        return type_ if type_.type == "function_type" else None
    value = member.child_by_field_name("value")
    is_function = value is not None and value.type in ("arrow_function", "function_expression")
    return value if is_function else None


def property_name(reader: ExpressionReader, node: Node) -> str | None:
    """Return the wire name of a property, given the node of its name.

    None if the property has no name in JSON, because it is a symbol or its name is not constant.
    """
    match node.type:
        case "property_identifier":
            return reader.identifier(node)
        case "string":
            return reader.string(node)
        case "number":
            value = reader.number(node)
            if value is not None:
                return javascript_text(value)
        case "computed_property_name" if parts(node)[1].type == "string":
            return reader.string(parts(node)[1])
    shown = reader.text_of(node)
    if (converted := reader.from_fallback(node)) is not None:
        return javascript_text(converted.value) if isinstance(converted, LiteralOf) else None
    reader.reject(node, f"{quoted(shown)} is not a name in JSON", "write the name in quotes")
    return shown
