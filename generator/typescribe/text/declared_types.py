"""Declared type expressions -> TypeScript text: what `sources.type_expressions` reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, zip_longest

from typescribe.language.declared import (
    ArrayOf,
    ConditionalOf,
    DeclaredField,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    Keyword,
    LinkedReference,
    LiteralOf,
    LiteralValue,
    MappedOf,
    NotJson,
    ObjectOf,
    TemplateOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.identifiers import is_typescript_identifier

_WIDTH = 80
_COMPOUND = UnionOf | IntersectionOf | KeyOf | ConditionalOf


def type_text(expression: TypeExpression, *, one_line: bool = False) -> str:
    """Return an expression as TypeScript writes it; long ones run over several lines."""
    text = _text(expression)
    if one_line or (len(text) <= _WIDTH and "/**" not in text):
        return text
    return _broken(expression)


def property_key(wire_name: str, optional: bool) -> str:
    """Return the key of a field in a spec: `agentId`, `autoResumed?`, `"ends in a mark?"`."""
    is_plain = wire_name and not wire_name.endswith("?") and wire_name[0] not in "\"'["
    name = wire_name if is_plain else string(wire_name)
    return f"{name}?" if optional else name


def string(text: str) -> str:
    """Return a text as a string literal of TypeScript, without signs that nobody can see."""
    dumped = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in dumped)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\u{{{code:x}}}"


def literal(value: LiteralValue) -> str:
    """Return a literal type."""
    return string(value) if isinstance(value, str) else json.dumps(value)


def _text(expression: TypeExpression) -> str:
    match expression:
        case Keyword(name=name):
            return name
        case LiteralOf(value=value):
            return literal(value)
        case TypeReference(name=name, arguments=arguments):
            return f"{name}<{', '.join(map(_text, arguments))}>" if arguments else name
        case ArrayOf(item=item):
            return f"{_operand(item)}[]"
        case TupleOf(elements=elements):
            return f"[{', '.join(map(_element, elements))}]"
        case UnionOf(members=members):
            return " | ".join(_member(member, expression) for member in members)
        case IntersectionOf(members=members):
            return " & ".join(_member(member, expression) for member in members)
        case ObjectOf():
            return _object(expression)
        case LinkedReference() | NotJson():
            raise AssertionError("only an import holds these, and no text")
        case _:
            return _operator(expression)


def _operator(
    expression: KeyOf | IndexedAccess | MappedOf | TemplateOf | ConditionalOf,
) -> str:
    match expression:
        case KeyOf(type=type_):
            return f"keyof {_operand(type_)}"
        case IndexedAccess(object=object_, index=index):
            return f"{_operand(object_)}[{_text(index)}]"
        case MappedOf():
            return _mapped(expression)
        case TemplateOf(texts=texts, types=types):
            holes = [f"${{{_text(type_)}}}" for type_ in types]
            return f"`{''.join(chain.from_iterable(zip_longest(texts, holes, fillvalue='')))}`"
        case ConditionalOf(checked=checked, extends=extends, yes=yes, no=no):
            condition = f"{_branched(checked)} extends {_branched(extends)}"
            return f"{condition} ? {_text(yes)} : {_text(no)}"


def _mapped(mapped: MappedOf) -> str:
    renamed = "" if mapped.renamed is None else f" as {_text(mapped.renamed)}"
    mark = {None: "", True: "?", False: "-?"}[mapped.optional]
    return f"{{[{mapped.parameter} in {_text(mapped.keys)}{renamed}]{mark}: {_text(mapped.value)}}}"


def _branched(expression: TypeExpression) -> str:
    text = _text(expression)
    return f"({text})" if isinstance(expression, ConditionalOf) else text


def _operand(expression: TypeExpression) -> str:
    text = _text(expression)
    return f"({text})" if isinstance(expression, _COMPOUND) else text


def _member(member: TypeExpression, of: TypeExpression) -> str:
    needs = isinstance(member, UnionOf | IntersectionOf | ConditionalOf) and not (
        isinstance(of, UnionOf) and isinstance(member, IntersectionOf)
    )
    return f"({_text(member)})" if needs else _text(member)


def _element(element: TupleElement) -> str:
    if element.rest:
        return f"...{_operand(element.type)}[]"
    return f"{_operand(element.type)}?" if element.optional else _text(element.type)


def _object(expression: ObjectOf) -> str:
    members = [f"{_name(field)}: {_text(field.type)}" for field in expression.fields]
    if expression.index is not None:
        members.append(f"[key: string]: {_text(expression.index)}")
    if any(field.description or field.deprecated is not None for field in expression.fields):
        return "\n".join(_members(expression, ""))
    return "{" + "; ".join(members) + "}"


def _name(field: DeclaredField) -> str:
    name = field.wire_name
    written = name if is_typescript_identifier(name) and name.isascii() else string(name)
    return f"{written}?" if field.optional else written


def _broken(expression: TypeExpression, indent: str = "") -> str:
    """Return an expression over several lines."""
    text = _text(expression)
    if len(indent) + len(text) <= _WIDTH and "\n" not in text:
        return text
    deeper = f"{indent}  "
    match expression:
        case UnionOf(members=members) if not any(map(_is_big, members)):
            return _filled([_member(member, expression) for member in members], " |", indent)
        case UnionOf(members=members):
            written = [_broken_member(member, expression, indent) for member in members]
            return f"\n{indent}| ".join(written)
        case IntersectionOf(members=members):
            written = [_broken_member(member, expression, indent) for member in members]
            return " & ".join(written)
        case ObjectOf():
            return "\n".join(_members(expression, indent))
        case ArrayOf(item=item) if isinstance(item, _COMPOUND):
            return f"(\n{deeper}{_broken(item, deeper)}\n{indent})[]"
        case ArrayOf(item=item):
            return f"{_broken(item, indent)}[]"
        case TypeReference(name=name, arguments=arguments):
            broken = ", ".join(_broken(argument, indent) for argument in arguments)
            return f"{name}<{broken}>" if arguments else name
        case TupleOf(elements=elements):
            return _filled_in("[", [_element(element) for element in elements], "]", indent)
        case _:
            return text


def _is_big(member: TypeExpression) -> bool:
    return (isinstance(member, ObjectOf) and bool(member.fields)) or "\n" in _text(member)


def _broken_member(member: TypeExpression, of: TypeExpression, indent: str) -> str:
    text = _member(member, of)
    if len(text) <= _WIDTH and "\n" not in text:
        return text
    if text.startswith("(") and isinstance(member, UnionOf | IntersectionOf):
        return f"({_broken(member, indent)})"
    return _broken(member, indent)


def _filled(words: list[str], after: str, indent: str) -> str:
    """Join words to lines that are as long as may be."""
    lines = [indent]
    for place, word in enumerate(words):
        text = word + (after if place + 1 < len(words) else "")
        if lines[-1].strip() and len(lines[-1]) + 1 + len(text) > _WIDTH:
            lines.append(indent)
        lines[-1] += f" {text}" if lines[-1].strip() else text
    return "\n".join(lines).removeprefix(indent)


def _filled_in(opening: str, words: list[str], closing: str, indent: str) -> str:
    return f"{opening}{_filled(words, ',', f'{indent}  ')}{closing}"


def _members(expression: ObjectOf, indent: str) -> Iterator[str]:
    deeper = f"{indent}  "
    yield "{"
    for field in expression.fields:
        yield from _comment(field, deeper)
        yield f"{deeper}{_name(field)}: {_broken(field.type, deeper)};"
    if expression.index is not None:
        yield f"{deeper}[key: string]: {_broken(expression.index, deeper)};"
    yield f"{indent}}}"


def _comment(field: DeclaredField, indent: str) -> Iterator[str]:
    lines = field.description.replace("*/", "* /").split("\n") if field.description else []
    if field.deprecated is not None:
        lines.append(f"@deprecated {field.deprecated}".rstrip())
    if len(lines) == 1:
        yield f"{indent}/** {lines[0]} */"
    elif lines:
        yield f"{indent}/**"
        for line in lines:
            yield f"{indent} * {line}".rstrip()
        yield f"{indent} */"
