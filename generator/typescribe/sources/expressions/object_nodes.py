"""The members of a TypeScript object type -> declared fields and index type.

See https://www.typescriptlang.org/docs/handbook/2/objects.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from typescribe.language.declared import DeclaredField, LiteralOf, ObjectOf, TypeExpression
from typescribe.language.syntax import parts, quoted
from typescribe.sources.expressions.jsdoc import NOTHING, Documentation, is_jsdoc, read_jsdoc
from typescribe.sources.expressions.mapped_nodes import convert_mapped, is_mapped, mapped_member
from typescribe.sources.expressions.reading import Convert, Reading

# JavaScript writes an integer from here on with an exponent, as a property name too.
_FIRST_WITH_EXPONENT = 10**21


def convert_object(reading: Reading, node: Node, convert: Convert) -> TypeExpression:
    """Convert an `object_type` or `interface_body`; `convert` converts the types in it."""
    if mapped := mapped_member(node):
        return convert_mapped(reading, node, mapped, convert)
    opening, *_, closing = parts(node)
    for brace in (opening, closing):
        if brace.type not in {"{", "}"}:
            reading.refuse_kind(brace)
    reading.refuse_leading_separator(node)
    fields: dict[str, DeclaredField] = {}
    index: TypeExpression | None = None
    for member, documentation in documented_members(reading, node):
        match member.type:
            case "property_signature":
                declared = _property(reading, member, documentation, convert)
                if declared.wire_name in fields:
                    shown = quoted(declared.wire_name)
                    reading.refuse(member, f"{shown} is declared twice; remove one of the two")
                fields[declared.wire_name] = declared
            case "index_signature" if is_mapped(member):
                reading.refuse(member, "a mapped type stands alone in its braces; use `&` to join")
            case "index_signature":
                if index:
                    reading.refuse(member, "an object has one index signature; join the two")
                index = index_type(reading, member, convert)
            case _:
                made = reading.refuse_kind(member)
                name = reading.text_of(member.child_by_field_name("name") or member)
                if reading.beyond and name not in fields:
                    position = reading.position_of(member)
                    fields[name] = DeclaredField(name, made, False, position)
    return ObjectOf(tuple(fields.values()), reading.position_of(node), index)


def documented_members(reading: Reading, node: Node) -> Iterator[tuple[Node, Documentation]]:
    """Yield the members between two braces, each with the JSDoc comment before it."""
    before, *inside, _closing = node.children
    comments: list[Node] = []
    for child in inside:
        if child.type == "comment":
            comments.append(child)
            continue
        if child.is_named:
            yield child, _documentation(reading, before, comments, child)
        before, comments = child, []


def _documentation(
    reading: Reading, before: Node, comments: list[Node], member: Node
) -> Documentation:
    for comment in reversed(comments):
        # A comment that ends a line is about that line; TypeScript too leaves it out here.
        ends_a_line = before.end_point.row == comment.start_point.row < member.start_point.row
        text = reading.text_of(comment)
        if is_jsdoc(text) and not ends_a_line:
            return read_jsdoc(text)
    return NOTHING


def _property(
    reading: Reading, node: Node, documentation: Documentation, convert: Convert
) -> DeclaredField:
    name = node.child_by_field_name("name") or node
    for modifier in parts(node):
        if modifier.start_byte < name.start_byte and modifier.type != "readonly":
            shown = quoted(reading.text_of(modifier))
            reading.refuse(modifier, f"{shown} belongs to a class; leave it out")
    return DeclaredField(
        wire_name=property_name(reading, name),
        type=reading.annotated_type(node, convert),
        optional=any(part.type == "?" for part in parts(node)),
        position=reading.position_of(name),
        description=documentation.description,
        deprecated=documentation.deprecated,
        reads_as=documentation.reads_as,
    )


def property_name(reading: Reading, node: Node) -> str:
    """Return what a message calls a property: the node is its name as TypeScript writes it."""
    match node.type:
        case "property_identifier":
            return reading.identifier(node)
        case "string":
            return reading.string(node)
        case "number":
            value = reading.number(node)
            if isinstance(value, int) and value < _FIRST_WITH_EXPONENT:
                return str(value)
        case "computed_property_name" if parts(node)[1].type == "string":
            return reading.string(parts(node)[1])
    shown = reading.text_of(node)
    if (made := reading.made(node)) is not None:
        return str(made.value) if isinstance(made, LiteralOf) else shown
    reading.refuse(node, f"{quoted(shown)} is not a name in JSON; write the name in quotes")
    return shown


def index_type(reading: Reading, node: Node, convert: Convert) -> TypeExpression:
    """Return the type of the values of an `index_signature`."""
    key = node.child_by_field_name("index_type")
    assert key is not None, "a mapped type is read before"
    if name := node.child_by_field_name("name"):
        reading.identifier(name)
    if reading.text_of(key) != "string" and not reading.made(key):
        shown = quoted(reading.text_of(key))
        reading.refuse(
            key,
            f"the keys of an object in JSON are strings, not {shown}; "
            "write `[key: string]`, or `Record<K, V>`",
        )
    if parts(node)[-1].type == "opting_type_annotation":
        return reading.refuse(node, "an index signature has no `?`; its keys may be absent anyway")
    return reading.annotated_type(node, convert)
