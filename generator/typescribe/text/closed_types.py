"""Model types -> TypeScript's own words for them, as a spec would write them."""

from __future__ import annotations

import json

from typescribe.language.identifiers import is_typescript_identifier
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    LiteralType,
    NamedType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)


def spelling(type_: Type) -> str:
    """Return a type as TypeScript writes it.

    >>> spelling(ArrayType(UnionType((Primitive("string"), LiteralType(1)))))
    '(string | 1)[]'
    """
    match type_:
        case Primitive(name=name) | Reference(name=name):
            return name
        case LiteralType(value=value):
            return literal_spelling(value)
        case PatternType(template=template):
            return template
        case ArrayType(item=UnionType() as item):
            return f"({spelling(item)})[]"
        case ArrayType(item=item):
            return f"{spelling(item)}[]"
        case RecordType(value=value):
            return f"Record<string, {spelling(value)}>"
        case TupleType():
            return _tuple_spelling(type_)
        case UnionType(members=members):
            return " | ".join(map(spelling, members))


def body_spelling(named: NamedType) -> str:
    """Return what a named type stands for as TypeScript writes it."""
    if isinstance(named, AliasType):
        return spelling(named.type)
    members = [field_spelling(field) for field in named.fields]
    if named.index is not None:
        members.append(f"[key: string]: {spelling(named.index)}")
    return f"{{{'; '.join(members)}}}"


def field_spelling(field: Field) -> str:
    """Return a property as TypeScript declares it."""
    return f"{property_spelling(field)}: {spelling(field.type)}"


def property_spelling(field: Field) -> str:
    """Return the name of a property as TypeScript declares it: `agentId`, `taskId?`."""
    name = field.wire_name
    shown = name if is_typescript_identifier(name) else literal_spelling(name)
    return f"{shown}{'?' if field.optional else ''}"


def literal_spelling(value: str | int | float | bool | None) -> str:
    """Return a literal as TypeScript writes it; `None` is `null`."""
    return json.dumps(value, ensure_ascii=False)


def _tuple_spelling(type_: TupleType) -> str:
    written = [spelling(item) for item in type_.items[: type_.required]]
    for item in type_.items[type_.required :]:
        inner = spelling(item)
        written.append(f"({inner})?" if isinstance(item, UnionType) else f"{inner}?")
    if type_.rest is not None:
        written.append(f"...{spelling(ArrayType(type_.rest))}")
    return f"[{', '.join(written)}]"
