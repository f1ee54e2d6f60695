"""Types that TypeDoc shows incompletely -> wider types, which the report mentions.

A type that is nested deep is cut short with `...`, and `...` is missing before the name of an
element of a tuple: `[first: string, ...others: number[]]` is shown without it, in every release.
A function in a union is shown without brackets in 0.27, as if it returned what follows.
The parameters of functions have no types in 0.24 and 0.25.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from tree_sitter import Node

from typescribe.language.syntax import SyntaxTree, named_parts
from typescribe.sources.typedoc.chunks import (
    Change,
    Chunk,
    Places,
    brackets,
    changed,
    characters,
    joined,
)
from typescribe.sources.typedoc.naming import quoted_name
from typescribe.sources.typescript.source_files import parse_file
from typescribe.sources.typescript.unsupported_nodes import NOT_SHOWN_TYPE

_CUT_SHORT = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(\.\.\.)(?=\s*(?:[)\],;|&>}=?:]|$))"""
)
_LABELLED = re.compile(r"\[\s*[\w$]+\??\s*:")
_FUNCTION = re.compile(r"[|&][^=]*=>")
_UNTYPED = re.compile(r"[(,]\s*(?:\.\.\.)?[\w$]+\??\s*[,)]")
_PROPERTY = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)"""
    r"""|[{;]\s*(?:(?:static|readonly)\s+)*([^\s"'`\[\](){};:?][^"'`\[\](){};:?]*?)(?=\??:\s)"""
)
_ARROW = re.compile(r"\s*(=>)")
_BEFORE_METHOD = re.compile(r"""[\w$"'?]""")
_QUOTED_SYMBOL = re.compile(r'"(\[[\w$.]+\])"(?=\??:)')
_PLAIN = {
    "predefined_type",
    "literal_type",
    "object_type",
    "function_type",
    "template_literal_type",
}
_NAMES = {"type_identifier", "nested_type_identifier"}
_Find: TypeAlias = Callable[[SyntaxTree, Node], Iterator[Change]]
_AROUND = {"union_type", "parenthesized_type", "intersection_type"}


def as_typescript(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return a declaration with valid TypeScript in place of text that TypeDoc shows otherwise."""
    text = joined(chunks)
    short = [
        Change(found.start(1), found.end(1), NOT_SHOWN_TYPE)
        for found in _CUT_SHORT.finditer(text)
        if found[1]
    ]
    # Since 0.27, `[tag]: T` inside a type is shown as `"[tag]": T`.
    symbols = [Change(*found.span(), found[1]) for found in _QUOTED_SYMBOL.finditer(text)]
    every = [*short, *symbols, *_methods(text), *_unquoted(text)]
    return changed(chunks, sorted(every, key=lambda change: change.start))


def completed(chunks: Sequence[Chunk], file: str, is_plain: Callable[[str], bool]) -> list[Chunk]:
    """Return a declaration in which a wider type stands for what is left out.

    `is_plain` says of the name of a type whether it is certainly no array.

    Raises:
        SpecError: the declaration is not TypeScript.
    """
    made = list(chunks)
    steps: tuple[tuple[re.Pattern[str], _Find], ...] = (
        (_FUNCTION, _functions),
        (_UNTYPED, _untyped),
        (_LABELLED, lambda tree, node: _labels(tree, node, is_plain)),
    )
    for sign, find in steps:
        if sign.search(joined(made)):
            tree = parse_file(joined(made), file, Places(made).locate).tree
            made = changed(made, list(find(tree, tree.root)))
    return made


def _methods(text: str) -> Iterator[Change]:
    """Write methods with a colon; inside an object type, 0.24 shows `close() => void`."""
    opened: list[int] = []
    for at, _ in brackets(text):
        if text[at] in "([{<":
            opened.append(at)
        elif opened:
            start = opened.pop()
            arrow = _ARROW.match(text, at + 1)
            if text[at] == ")" and arrow:
                if text[start - 1] == ">":
                    start = text.rfind("<", 0, start)
                if start > 0 and _BEFORE_METHOD.match(text[start - 1]):
                    yield Change(arrow.start(1), arrow.end(1), ":")


def _unquoted(text: str) -> Iterator[Change]:
    """Quote the names of properties that have to be; before 0.27 they are shown without quotes."""
    for found in _PROPERTY.finditer(text):
        name = found[1]
        if name and not name.replace("$", "_").isidentifier() and not name.isdigit():
            yield Change(found.start(1), found.end(1), quoted_name(name))


def _functions(tree: SyntaxTree, node: Node) -> Iterator[Change]:
    """Put brackets around each function in a union; 0.27 shows it without them."""
    if node.type == "union_type":
        for member in named_parts(node):
            result = member.child_by_field_name("return_type")
            if member.type == "function_type" and result and result.type == "union_type":
                while result.type == "union_type":
                    result = named_parts(result)[0]
                start = characters(tree, member.start_byte)
                end = characters(tree, result.end_byte)
                yield Change(start, start, f"{NOT_SHOWN_TYPE} | (")
                yield Change(end, end, ")")
                return
    for child in node.named_children:
        yield from _functions(tree, child)


def _untyped(tree: SyntaxTree, node: Node) -> Iterator[Change]:
    """Give the parameters of functions a type; 0.24 and 0.25 show their names alone."""
    if node.type == "formal_parameters":
        for parameter in named_parts(node):
            if parameter.child_by_field_name("type") is None:
                end = characters(tree, parameter.end_byte)
                is_rest = tree.text_of(parameter).startswith("...")
                type_ = f"({NOT_SHOWN_TYPE})[]" if is_rest else NOT_SHOWN_TYPE
                yield Change(end, end, f": {type_}")
    for child in node.named_children:
        yield from _untyped(tree, child)


def _labels(tree: SyntaxTree, node: Node, is_plain: Callable[[str], bool]) -> Iterator[Change]:
    if node.type == "tuple_type":
        elements = named_parts(node)
        optional = False
        for element in elements:
            if element.type == "required_parameter" and not tree.text_of(element).startswith("..."):
                start = characters(tree, element.start_byte)
                if optional:
                    yield Change(start, start, "...")
                elif _may_be_array(tree, element, is_plain):
                    end = characters(tree, elements[-1].end_byte)
                    yield Change(start, end, f"...({NOT_SHOWN_TYPE})[]")
                    return
            optional = optional or element.type == "optional_parameter"
            yield from _labels(tree, element, is_plain)
        return
    for child in node.named_children:
        yield from _labels(tree, child, is_plain)


def _may_be_array(tree: SyntaxTree, element: Node, is_plain: Callable[[str], bool]) -> bool:
    annotation = element.child_by_field_name("type")
    waiting = named_parts(annotation) if annotation else []
    while waiting:
        type_ = waiting.pop()
        if type_.type in _AROUND:
            waiting += named_parts(type_)
        elif type_.type == "generic_type" or type_.type in _NAMES:
            name = type_ if type_.type in _NAMES else named_parts(type_)[0]
            if not is_plain("".join(tree.text_of(name).split())):
                return True
        elif type_.type not in _PLAIN:
            return True
    return False
