"""Declared types -> TypeScript for a spec, on several lines if one line would be too long.

`sources.expressions.type_expressions` parses the text to the same types.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from typescribe.language.declared import (
    ArrayOf,
    DeclaredField,
    IntersectionOf,
    ObjectOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.text.constraints import jsdoc_tags
from typescribe.text.type_writer import (
    Notation,
    declared_name,
    element_text,
    member_texts,
    opening,
    signature_name,
    written,
)
from typescribe.text.typescript import typescript_literal

_WIDTH = 80


def type_text(expression: TypeExpression, *, one_line: bool = False) -> str:
    """Return an expression in TypeScript, on several lines if it is long, unless `one_line`."""
    text = written(expression, _SPEC)
    if one_line or (len(text) <= _WIDTH and "/**" not in text):
        return text
    return _broken(expression)


def property_key(wire_name: str, optional: bool) -> str:
    """Return the key of a field as a spec has it: `agentId`, `autoResumed?`, `"is this it?"`."""
    is_plain = wire_name and not wire_name.endswith("?") and wire_name[0] not in "\"'["
    name = wire_name if is_plain else typescript_literal(wire_name)
    return f"{name}?" if optional else name


def signature_text(keys: TypeExpression) -> str:
    """Return an index signature without the type of its values: ``[key: `x-${string}`]``."""
    return signature_name(keys, _SPEC)


def _broken(expression: TypeExpression, indent: str = "") -> str:
    """Return an expression on several lines if it is too long; the first is not indented."""
    text = written(expression, _SPEC)
    if len(indent) + len(text) <= _WIDTH and "\n" not in text:
        return text
    deeper = f"{indent}  "
    match expression:
        case UnionOf(members=members) if not any(map(_is_big, members)):
            return _filled(member_texts(expression, _SPEC), " |", indent)
        case UnionOf():
            return f"\n{indent}| ".join(_broken_members(expression, indent))
        case IntersectionOf():
            return " & ".join(_broken_members(expression, indent))
        case ObjectOf():
            return "\n".join(_members(expression, indent))
        case ArrayOf(item=item):
            bracket = opening(item, expression, _SPEC)
            if not bracket:
                return f"{_broken(item, indent)}[]"
            return f"(\n{deeper}{bracket[1:]}{_broken(item, deeper)}\n{indent})[]"
        case TypeReference(name=name, arguments=arguments):
            broken = ", ".join(_broken(argument, indent) for argument in arguments)
            return f"{name}<{broken}>" if arguments else name
        case TupleOf(elements=elements):
            words = [element_text(element, _SPEC) for element in elements]
            return f"[{_filled(words, ',', deeper)}]"
        case _:
            return text


def _broken_members(combination: UnionOf | IntersectionOf, indent: str) -> Iterator[str]:
    texts = member_texts(combination, _SPEC)
    for member, text in zip(combination.members, texts, strict=True):
        if len(text) <= _WIDTH and "\n" not in text:
            yield text
        elif bracket := opening(member, combination, _SPEC):
            yield f"{bracket}{_broken(member, indent)})"
        else:
            yield _broken(member, indent)


def _is_big(member: TypeExpression) -> bool:
    return (isinstance(member, ObjectOf) and bool(member.fields)) or "\n" in written(member, _SPEC)


def _filled(words: list[str], after: str, indent: str) -> str:
    """Join words to lines, with as many words on each as the width allows."""
    lines = [indent]
    for place, word in enumerate(words):
        text = word + (after if place + 1 < len(words) else "")
        if lines[-1].strip() and len(lines[-1]) + 1 + len(text) > _WIDTH:
            lines.append(indent)
        lines[-1] += f" {text}" if lines[-1].strip() else text
    return "\n".join(lines).removeprefix(indent)


def _members(object_: ObjectOf, indent: str) -> Iterator[str]:
    deeper = f"{indent}  "
    yield "{"
    for field in object_.fields:
        yield from _comment(field, deeper)
        name = declared_name(field.wire_name, field.optional, _SPEC)
        yield f"{deeper}{name}: {_broken(field.type, deeper)};"
    if object_.index is not None:
        yield f"{deeper}[key: string]: {_broken(object_.index, deeper)};"
    for signature in object_.signatures:
        name = signature_name(signature.keys, _SPEC)
        yield f"{deeper}{name}: {_broken(signature.value, deeper)};"
    yield f"{indent}}}"


def _comment(field: DeclaredField, indent: str) -> Iterator[str]:
    lines = field.description.replace("*/", "* /").split("\n") if field.description else []
    if field.deprecated is not None:
        lines.append(f"@deprecated {field.deprecated}".rstrip())
    lines += jsdoc_tags(field.constraints)
    if len(lines) == 1:
        yield f"{indent}/** {lines[0]} */"
    elif lines:
        yield f"{indent}/**"
        for line in lines:
            yield f"{indent} * {line}".rstrip()
        yield f"{indent} */"


def _documented(object_: ObjectOf) -> str:
    return "\n".join(_members(object_, ""))


# In a spec, a line break inside a template literal type is part of the type.
_SPEC: Final = Notation(is_parsed=True, kept="\n", documented=_documented)
