"""Model -> context of `index.d.ts.jinja`: interfaces and type aliases for TypeScript.

See https://www.typescriptlang.org/docs/handbook/2/objects.html. Comments hold what TypeScript
cannot express: `reads_as`, under a tag of its own, and which types widen an index signature.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from typescribe.language.constraints import NONE, Json
from typescribe.language.declared import IntersectionOf, MappedOf, ObjectOf, TypeExpression, UnionOf
from typescribe.language.errors import NOWHERE
from typescribe.language.identifiers import is_typescript_identifier
from typescribe.language.model import (
    AliasType,
    Field,
    KeyPattern,
    LiteralType,
    Model,
    NamedType,
    ObjectType,
    PatternType,
    Primitive,
    Type,
    UnionType,
    Value,
)
from typescribe.language.package_constants import NamedConstant
from typescribe.language.patterns import keys_of
from typescribe.text.closed_types import STRING, Record, as_declared, generic_record
from typescribe.text.constraints import jsdoc_tags
from typescribe.text.quoting import Code
from typescribe.text.type_writer import Notation, member_texts, written
from typescribe.text.typescript import (
    LINE_LENGTH,
    RESERVED_WORDS,
    Comment,
    property_name,
    typescript_literal,
)

_NOTATION = Notation(is_parsed=True, is_spaced=True)
_OTHER_TEXTS = IntersectionOf((STRING, ObjectOf((), NOWHERE)), NOWHERE)

NO_COMMENT = Comment()


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a union that has a line for each member."""

    type: Code
    comment: Comment = NO_COMMENT


@dataclass(frozen=True, slots=True)
class Written:
    """A type on one line, and its members if it is written with one line per member."""

    line: Code
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an interface."""

    name: Code
    optional: bool
    type: Written
    comment: Comment


@dataclass(frozen=True, slots=True)
class Signature:
    """The index signature of some keys."""

    keys: Code
    type: Written


@dataclass(frozen=True, slots=True)
class Interface:
    """One object type; `index` is the type of its undeclared properties."""

    is_alias: ClassVar = False
    name: Code
    properties: tuple[Property, ...]
    index: Written | None
    index_comment: Comment
    comment: Comment
    signatures: tuple[Signature, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the braces are empty."""
        return not self.properties and not self.signatures and self.index is None


@dataclass(frozen=True, slots=True)
class Alias:
    """One type alias."""

    is_alias: ClassVar = True
    name: Code
    type: Written
    comment: Comment


@dataclass(frozen=True, slots=True)
class Constant:
    """One constant of the package."""

    name: Code
    type: Code
    """The type that has its value only."""
    comment: Comment


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    writer = _Writer(model)
    about = Comment(model.description, ((Code("packageDocumentation"), ""),))
    return {
        "about": about if model.description else None,
        "entries": [writer.named(named) for named in model.types],
        "constants": [*map(_constant, model.constants)],
    }


def _constant(constant: NamedConstant) -> Constant:
    name = constant.name
    is_plain = is_typescript_identifier(name) and name.isascii() and name not in RESERVED_WORDS
    tags = [] if constant.deprecated is None else [(Code("deprecated"), constant.deprecated)]
    return Constant(
        Code(name if is_plain else constant.constant),
        Code(_type_of_value(json.loads(constant.value))),
        Comment(constant.description, tuple(tags)),
    )


def _type_of_value(value: Json) -> str:
    match value:
        case list():
            return f"readonly [{', '.join(map(_type_of_value, value))}]"
        case dict():
            fields = (f"readonly {property_name(k)}: {_type_of_value(v)}" for k, v in value.items())
            return f"{{ {'; '.join(fields)} }}" if value else "{}"
        case None:
            return "null"
        case _:
            return str(typescript_literal(value))


def exports(model: Model) -> list[str]:
    """Return the public names that the file exports to Python: none."""
    return []


class _Writer:
    def __init__(self, model: Model) -> None:
        self._model = model

    def named(self, named: NamedType) -> Interface | Alias:
        match named:
            case AliasType():
                return Alias(Code(named.name), self._alias(named), _comment(named))
            case ObjectType():
                record = self._record()
                properties = tuple(_property(field, record) for field in named.fields)
                index, added = _index(named, record)
                signatures = tuple(_signature(pattern, record) for pattern in named.patterns)
                comment = _comment(named)
                return Interface(Code(named.name), properties, index, added, comment, signatures)

    def _record(self, of: AliasType | None = None) -> Record:
        """Return the declared type of records; `of` is the alias around them, if any.

        TypeScript rejects an alias that refers to itself through `Record`, since it resolves only
        the properties of an object type lazily. Then a mapped type is used, which means the same.
        """
        recursive = of is not None and of.name in self._model.recursive
        return _mapped if recursive or "Record" in self._model.by_name else generic_record

    def _alias(self, alias: AliasType) -> Written:
        record = self._record(alias)
        if not any(value.documentation for value in alias.values):
            return _written(alias.type, record, len(f"export type {alias.name} = ;"))
        documented = [
            Member(typescript_literal(value.value), _comment_of_value(value))
            for value in alias.values
        ]
        said = {member.type for member in documented}
        if {"true", "false"} <= said:
            said.add(Code("boolean"))
        others = [Member(Code(text)) for text in _members(alias.type, record)]
        members = (*documented, *(member for member in others if member.type not in said))
        return Written(Code(" | ".join(member.type for member in members)), members)


def _mapped(value: TypeExpression) -> TypeExpression:
    return MappedOf("key", STRING, value, NOWHERE)


def _comment(described: NamedType | Field) -> Comment:
    tags: list[tuple[Code, str]] = []
    if isinstance(described, Field) and described.reads_as:
        tags.append((Code("readsAs"), described.reads_as))
    if described.deprecated is not None:
        tags.append((Code("deprecated"), described.deprecated))
    limits = NONE if isinstance(described, ObjectType) else described.constraints
    return Comment(described.description, tuple(tags), tuple(jsdoc_tags(limits)))


def _comment_of_value(value: Value) -> Comment:
    return Comment(value.description, tuple((Code("name"), name) for name in value.names))


def _property(field: Field, record: Record) -> Property:
    name = property_name(field.wire_name)
    beside = len(f"  {name}?: ;")
    return Property(name, field.optional, _written(field.type, record, beside), _comment(field))


def _index(object_: ObjectType, record: Record) -> tuple[Written | None, Comment]:
    """Return the index signature, and a comment on the types that were added to it.

    In TypeScript, declared properties have to match it as well, so it also includes their types.
    """
    if object_.index is None or object_.closed:
        return None, NO_COMMENT
    admitted = dict.fromkeys(_members(object_.index, record))
    more = [
        text
        for field in object_.fields
        if not _fits(field.type, object_.index)
        for text in _members(field.type, record)
        if text not in admitted
    ]
    members = dict.fromkeys((*admitted, *more))
    if any(field.optional for field in object_.fields) and not members.keys() & {"any", "unknown"}:
        members["undefined"] = None
    last = "one is" if len(members) == len(admitted) + 1 else f"{len(members) - len(admitted)} are"
    text = f"The last {last} of declared properties, which TypeScript also checks against this."
    return _broken(list(members), len("  [key: string]: ;")), (
        Comment(text) if more else NO_COMMENT
    )


def _signature(pattern: KeyPattern, record: Record) -> Signature:
    """Return the index signature of some keys.

    It includes `undefined` if the name of an optional property matches: TypeScript compares that.
    """
    keys = written(keys_of(pattern.keys), _NOTATION)
    members = _members(pattern.value, record)
    if pattern.beside_optional and not {"any", "unknown"} & {*members}:
        members.append("undefined")
    return Signature(Code(keys), _broken(members, len(f"  [key: {keys}]: ;")))


def _fits(type_: Type, index: Type) -> bool:
    """Whether a type certainly fits an index signature; `False` means that it is not certain."""
    allowed = index.members if isinstance(index, UnionType) else (index,)
    match type_:
        case UnionType(members=members):
            return all(_fits(member, index) for member in members)
        case LiteralType(value=bool()):
            keyword = Primitive("boolean")
        case LiteralType(value=str()) | PatternType():
            keyword = Primitive("string")
        case LiteralType():
            keyword = Primitive("number")
        case Primitive(name="never"):
            return True
        case _:
            keyword = Primitive("unknown")
    return bool({type_, keyword, Primitive("unknown"), Primitive("any")} & {*allowed})


def _written(type_: Type, record: Record, beside: int) -> Written:
    return _broken(_members(type_, record), beside)


def _broken(members: list[str], beside: int) -> Written:
    line = " | ".join(members)
    is_long = len(members) > 1 and len(line) + beside > LINE_LENGTH
    return Written(Code(line), tuple(Member(Code(text)) for text in members) if is_long else ())


def _members(type_: Type, record: Record) -> list[str]:
    """Return the text of each member of a union; for any other type, only its own text."""
    # Beside `string`, TypeScript drops string literals, and editors would not suggest them.
    match as_declared(type_, record, beside_texts=_OTHER_TEXTS):
        case UnionOf() as union:
            return member_texts(union, _NOTATION)
        case one:
            return [written(one, _NOTATION)]
