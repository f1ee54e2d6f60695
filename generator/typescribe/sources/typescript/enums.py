"""Enums -> their members with names, values and comments.

See https://www.typescriptlang.org/docs/handbook/enums.html.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from typescribe.language.errors import Position
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.jsdoc import is_jsdoc, read_jsdoc
from typescribe.sources.typescript.constants import LONGEST_TEXT, Constant, TooLongError, evaluate
from typescribe.sources.typescript.symbols import Piece, Scope, Symbol


@dataclass(frozen=True, slots=True)
class EnumMember:
    """One member; `value` is None if it is known only when the program runs."""

    name: str
    value: Constant | None
    position: Position
    description: str = ""
    is_shown: bool = True
    """False for a member of a reference page that does not show its value."""
    is_long: bool = False
    """Whether the value is a text that is too long to be written."""


NOT_SHOWN = "undefined"
"""Stands for a value that a reference page does not show, in the text that is read instead."""


def enum_members(
    symbol: Symbol, lookup: Callable[[Scope, str], Constant | None]
) -> tuple[EnumMember, ...]:
    """Return the members of an enum; `lookup` returns the value of a constant outside it."""
    found: dict[str, EnumMember] = {}
    for piece in symbol.pieces:
        if piece.kind == "enum_declaration":
            _read(piece, symbol.name, found, lookup)
    return tuple(found.values())


def _read(
    piece: Piece,
    enum_name: str,
    found: dict[str, EnumMember],
    lookup: Callable[[Scope, str], Constant | None],
) -> None:
    body = piece.node.child_by_field_name("body")
    file = piece.scope.file
    reader = ExpressionReader(file.tree)
    following: Constant | None = 0
    comment = ""

    def look(name: str) -> Constant | None:
        member = found.get(name) or found.get(name.removeprefix(f"{enum_name}."))
        if member and member.is_long:
            raise TooLongError
        return member.value if member else lookup(piece.scope, name)

    for node in body.children if body else ():
        if node.type == "comment":
            text = file.tree.text_of(node)
            comment = text if is_jsdoc(text) else comment
        elif node.is_named:
            name_node = node.child_by_field_name("name") or node
            value_node = node.child_by_field_name("value")
            is_long = False
            try:
                value = evaluate(value_node, file, look) if value_node else following
            except TooLongError:
                value, is_long = None, True
            name = _name(reader, name_node)
            position = file.tree.position_of(value_node or name_node)
            described = read_jsdoc(file.restored(comment)).full_description if comment else ""
            is_shown = value_node is None or file.tree.text_of(value_node) != NOT_SHOWN
            found[name] = EnumMember(name, value, position, described, is_shown, is_long)
            following = value + 1 if isinstance(value, int | float) else None
            comment = ""


def _name(reader: ExpressionReader, node: Node) -> str:
    if node.type == "computed_property_name":
        node = node.named_children[0]
    return reader.string(node) if node.type == "string" else reader.text_of(node)


def is_of_bits(values: Sequence[object]) -> bool:
    """Return whether at least three values are powers of two, and the others 0 or sums of them.

    Numbers without a gap, such as 1, 2, 3 and 4, are more likely counted.
    """
    numbers = [value for value in values if isinstance(value, int)]
    bits = {value for value in numbers if value > 0 and not value & (value - 1)}
    every = sum(bits)
    return (
        len(numbers) == len(values)
        and len(bits) >= 3
        and all(value >= 0 and value | every == every for value in numbers)
        and max(numbers) - min(numbers) >= len(set(numbers))
    )


def reason_unknown(member: EnumMember) -> str:
    """Return why the value of a member is unknown, and what is accepted therefore."""
    if member.is_long:
        what = f"the text of {member.name} has more than {LONGEST_TEXT:,} characters"
        return f"{what}, so any string is accepted"
    if member.is_shown:
        return f"the value of {member.name} is not constant, so any number is accepted"
    return f"the page does not say the value of {member.name}; any string or number is accepted"
