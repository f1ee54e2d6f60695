"""The tags of typia in intersections -> constraints: `number & tags.Minimum<0>`.

They are known by their names (https://typia.io/docs/validators/tags/), whether typia is installed
beside the source or not, and say what they say in the JSON Schema that typia makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from typescribe.language.constraints import NONE, Constraints, Json, both, json_text, overridden
from typescribe.language.declared import (
    ArrayOf,
    Keyword,
    LiteralOf,
    ObjectOf,
    TupleOf,
    TypeExpression,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import inner_expressions, members_of
from typescribe.sources.expressions.constraint_tags import format_name, length
from typescribe.sources.typescript.lookup import Missing
from typescribe.sources.typescript.rewriting import Change, typed, with_parts
from typescribe.sources.typescript.symbols import Symbol

_NUMBERS = {
    "Minimum": "minimum",
    "Maximum": "maximum",
    "ExclusiveMinimum": "exclusive_minimum",
    "ExclusiveMaximum": "exclusive_maximum",
    "MultipleOf": "multiple_of",
}
_LENGTHS = {
    "MinLength": "min_length",
    "MaxLength": "max_length",
    "MinItems": "min_items",
    "MaxItems": "max_items",
}
_TEXTS = {"Pattern": "pattern", "Format": "format"}
_OTHERS = {"Type", "UniqueItems", "Default", "Example", "Examples"}
_UNSAYABLE = {"Constant", "ContentMediaType", "JsonSchemaPlugin", "Sequence", "TagBase"}
_TAGS = {*_NUMBERS, *_LENGTHS, *_TEXTS, *_OTHERS, *_UNSAYABLE}
_PACKAGES = ("typia", "@typia/interface")


def tag_of(found: Symbol | Missing) -> str | None:
    """Return the name that typia gives to a tag, None for any other type.

    Args:
        found: the type that a reference leads to, under whatever name it was imported.
    """
    if isinstance(found, Missing):
        specifier = found.specifier or ""
        is_of_typia = any(one == specifier or specifier.startswith(f"{one}/") for one in _PACKAGES)
    else:
        is_of_typia = any(f"/{one}/" in f"/{found.file.name}" for one in _PACKAGES)
    name = found.name.rpartition(".")[2]
    return name if is_of_typia and name in _TAGS else None


def constraints_of_tag(tag: str, arguments: Sequence[TypeExpression]) -> Constraints:
    """Return what a tag says.

    Raises:
        ValueError: a spec has no word for it, or its argument is no literal.
    """
    if tag in _UNSAYABLE:
        raise ValueError("a spec has no word for it")
    value = json_of(arguments[0]) if arguments else True
    if tag in _NUMBERS or tag in _LENGTHS:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError("expected a number")
        return _one(_NUMBERS[tag], value) if tag in _NUMBERS else _one(_LENGTHS[tag], length(value))
    if tag in _TEXTS:
        if not isinstance(value, str):
            raise ValueError("expected a text")
        return _one(_TEXTS[tag], format_name(value) if tag == "Format" else value)
    match tag, value:
        case "Type", "uint8" | "uint16" | "uint32" | "uint64":
            return Constraints(integer=True, minimum=0)
        case "Type", str(kind):
            return Constraints(integer=kind.startswith("int"))
        case "UniqueItems", bool(is_unique):
            return Constraints(unique_items=is_unique)
        case "Default", _:
            return Constraints(default=json_text(value))
        case "Examples", dict(named):
            return Constraints(examples=tuple(map(json_text, named.values())))
        case "Example", _:
            return Constraints(examples=(json_text(value),))
    raise ValueError("its argument is not understood")


def with_said(before: Constraints, found: Constraints) -> Constraints:
    """Return what several tags on one type say together."""
    examples = (*before.examples, *found.examples)
    return replace(both(before, found), examples=examples)


def _one(attribute: str, value: object) -> Constraints:
    values: dict[str, Any] = {attribute: value}
    return Constraints(**values)


def json_of(type_: TypeExpression) -> Json:
    """Return the only value of a type.

    Raises:
        ValueError: it has several, or none.
    """
    match type_:
        case LiteralOf(value=value):
            return value
        case Keyword(name="null"):
            return None
        case TupleOf(elements=elements) if not any(
            e.rest or e.spread or e.optional for e in elements
        ):
            return [json_of(element.type) for element in elements]
        case ObjectOf(fields=fields) if type_.is_closed and not any(f.optional for f in fields):
            return {field.wire_name: json_of(field.type) for field in fields}
        case _:
            raise ValueError("its argument is no literal")


_KINDS = {name: name for name in ("string", "number", "boolean", "null", "undefined")}


def _kind(type_: TypeExpression) -> str:
    """Return the kind of the values of a type, "" if it is not known from its text."""
    match type_:
        case Keyword(name=name):
            return _KINDS.get(name, "")
        case ArrayOf() | TupleOf():
            return "array"
        case LiteralOf(value=bool()):
            return "boolean"
        case LiteralOf(value=value):
            return "string" if isinstance(value, str) else "number"
        case ObjectOf():
            return "object"
        case _:
            return ""


_Key: TypeAlias = tuple[Position, type]


@dataclass(frozen=True, slots=True)
class _Said:
    constraints: Constraints
    symbol: Symbol | None


class Tagged:
    """The constraints in tags on types, until a field or an alias takes them over."""

    def __init__(self) -> None:
        self._said: dict[_Key, _Said] = {}
        self._aside: list[tuple[Position, _Said]] = []

    def add(self, type_: TypeExpression, constraints: Constraints, symbol: Symbol | None) -> None:
        """Remember what tags say about a type in the declaration of a symbol."""
        if constraints:
            self._said[_key(type_)] = _Said(constraints, symbol)

    def union(self, written: UnionOf, change: Change) -> TypeExpression:
        """Return a union with `change` applied to its members.

        It keeps one of several members that are equal without their tags. What these say is set
        aside, since it need not hold for the others.
        """
        changed = {id(member): change(member) for member in written.members}
        equal: dict[object, list[TypeExpression]] = {}
        for member in (one for each in changed.values() for one in members_of(each) if self._said):
            equal.setdefault(typed(member), []).append(member)
        for members in equal.values():
            for member in members if len(members) > 1 else ():
                self._set_aside(member)
        return with_parts(written, lambda member: changed[id(member)])

    def _set_aside(self, type_: TypeExpression) -> None:
        """Keep what tags say about a type, and about all parts of it, only for `left`."""
        if said := self._said.pop(_key(type_), None):
            self._aside.append((type_.position, said))
        for part in inner_expressions(type_):
            self._set_aside(part)

    def take(self, type_: TypeExpression) -> Constraints:
        """Return what tags say about a type and the items of it, and forget that."""
        said = self._said.pop(_key(type_), None)
        own = said.constraints if said else NONE
        match type_:
            case ArrayOf(item=item) if items := self.take(item):
                return replace(own, items=items)
            case UnionOf(members=members):
                return overridden(self._of_union(members), own)
            case _:
                return own

    def _of_union(self, members: Sequence[TypeExpression]) -> Constraints:
        """Return what is said about the members; nothing if it would concern others of them."""
        kinds = [_kind(member) for member in members]
        merged = NONE
        for member, kind in zip(members, kinds, strict=True):
            if kind and kinds.count(kind) == 1 and "" not in kinds:
                merged = overridden(merged, self.take(member))
        return merged

    def left(self, symbol: Symbol) -> list[tuple[Position, Constraints]]:
        """Return what nothing in the declaration of a symbol has taken over, and forget it."""
        found = [key for key, said in self._said.items() if said.symbol is symbol]
        left = [(key[0], self._said.pop(key)) for key in found]
        left += [pair for pair in self._aside if pair[1].symbol is symbol]
        self._aside = [pair for pair in self._aside if pair[1].symbol is not symbol]
        return [(position, said.constraints) for position, said in left]


def _key(type_: TypeExpression) -> _Key:
    return type_.position, type(type_)
