"""Closed types -> the annotations of msgspec's Structs: as declared, or wider, and then told.

msgspec decodes in one pass, without trying: of a union it takes one type of string, of number, of
array and of object, https://jcristharif.com/msgspec/supported-types.html#union-optional. What it
cannot tell apart becomes the narrowest type that takes all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from typescribe.language.declared import LiteralValue
from typescribe.language.model import (
    AliasType,
    ArrayType,
    LiteralType,
    Model,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    children,
)
from typescribe.text.quoting import python_literal

OBJECTS = "any object is taken, as msgspec cannot tell the declared ones apart"
ARRAYS = "msgspec cannot tell the declared arrays apart"
PLACES = "msgspec has no tuples whose length varies, so that any place takes what one of them does"
STRINGS = "any string is taken, as msgspec has no union of a pattern and other strings"
FRACTIONS = "any number is taken, as msgspec has no literals with a fraction, nor past 64 bits"
ITSELF = "what it holds of itself is not looked at, as msgspec has no aliases that hold themselves"
NOTHING = "anything is taken, as msgspec has no type without values"

Told = tuple[str, ...]
"""In what respect an annotation is wider than what was declared."""
Written = tuple[str, Told]
Tag = tuple[str, LiteralValue]
"""The property that tells a Struct from others, and what it says."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How types are written: with what the module calls each of them."""

    model: Model
    classes: Mapping[str, str]
    tags: Mapping[str, Tag]
    cycles: Mapping[str, frozenset[str]]
    """The aliases that lead back to each alias, itself among them."""
    inside: frozenset[str] = frozenset()
    """The aliases that hold what is written, and that it must not lead back to."""

    def within(self, alias: str) -> Spelling:
        """Return how types are written inside of an alias."""
        return replace(self, inside=self.inside | self.cycles[alias])

    def of(self, type_: Type) -> Written:
        """Return the annotation of a type, and in what respect it is wider."""
        match type_:
            case Reference(name=name) if name not in self.inside:
                return self.classes[name], ()
            case _:
                leaves: list[Type] = []
                spelling = self._spread(type_, leaves)
                return spelling._any_of([*dict.fromkeys(leaves)])

    def _spread(self, type_: Type, leaves: list[Type]) -> Spelling:
        """Add what a type is a union of; return how to write it, inside the aliases followed."""
        match type_:
            case UnionType(members=members):
                spelling = self
                for member in members:
                    spelling = spelling._spread(member, leaves)
                return spelling
            case Reference(name=name) if name not in self.inside:
                named = self.model.by_name[name]
                if isinstance(named, AliasType):
                    return self._spread(named.type, leaves).within(name)
                leaves.append(type_)
            case Primitive(name="never"):
                pass
            case _:
                leaves.append(type_)
        return self

    def _any_of(self, leaves: list[Type]) -> Written:
        if any(isinstance(leaf, Reference) and leaf.name in self.inside for leaf in leaves):
            return "Any", (ITSELF,)
        if any(leaf in (Primitive("any"), Primitive("unknown")) for leaf in leaves):
            return "Any", ()
        if not leaves:
            return "Any", (NOTHING,)
        kinds: dict[str, list[Type]] = {}
        for leaf in leaves:
            kinds.setdefault(_kind(leaf), []).append(leaf)
        nothing = kinds.pop("null", [])
        written = [self._of_kind(kind, found) for kind, found in kinds.items()]
        texts = dict.fromkeys([text for text, _ in written] + ["None" for _ in nothing])
        told = dict.fromkeys(reason for _, reasons in written for reason in reasons)
        return " | ".join(texts), tuple(told)

    def _of_kind(self, kind: str, leaves: list[Type]) -> Written:
        match kind:
            case "string":
                return _strings(leaves)
            case "number":
                return _numbers(leaves)
            case "boolean":
                return _booleans(leaves)
            case "array":
                return self._arrays(leaves)
            case _:
                return self._objects(leaves)

    def _arrays(self, leaves: list[Type]) -> Written:
        if len(leaves) == 1 and isinstance(leaves[0], TupleType):
            return self._tuple(leaves[0])
        held: list[Type] = []
        for leaf in leaves:
            held += children(leaf)
        written, told = self._items(held)
        return f"list[{written}]", told if len(leaves) == 1 else (ARRAYS, *told)

    def _tuple(self, tuple_: TupleType) -> Written:
        items, rest = tuple_.items, tuple_.rest
        if rest is None and tuple_.required == len(items):
            places = [self.of(item) for item in items]
            told = dict.fromkeys(reason for _, reasons in places for reason in reasons)
            return f"tuple[{', '.join(text for text, _ in places) or '()'}]", tuple(told)
        written, reasons = self._items([*children(tuple_)])
        lengths = [f"min_length={tuple_.required}"] if tuple_.required else []
        lengths += [] if rest else [f"max_length={len(items)}"]
        held = f"list[{written}]"
        if lengths:
            held = f"Annotated[{held}, Meta({', '.join(lengths)})]"
        return held, (PLACES, *reasons)

    def _items(self, types: list[Type]) -> Written:
        first = types[0]
        return self.of(first if len(set(types)) == 1 else UnionType(tuple(types)))

    def _objects(self, leaves: list[Type]) -> Written:
        names = [leaf.name for leaf in leaves if isinstance(leaf, Reference)]
        if len(leaves) == 1:
            match leaves[0]:
                case RecordType(value=value):
                    written, told = self.of(value)
                    return f"dict[str, {written}]", told
                case _:
                    return self.classes[names[0]], ()
        tags = [self.tags[name] for name in names if name in self.tags]
        if len(tags) == len(set(tags)) == len(leaves) and len({where for where, _ in tags}) == 1:
            return " | ".join(self.classes[name] for name in names), ()
        return "dict[str, Any]", (OBJECTS,)


def _kind(leaf: Type) -> str:
    match leaf:
        case Primitive(name=name):
            return name
        case PatternType() | LiteralType(value=str()):
            return "string"
        case LiteralType(value=bool()):
            return "boolean"
        case LiteralType():
            return "number"
        case ArrayType() | TupleType():
            return "array"
        case _:
            return "object"


def _literal_values(leaves: list[Type]) -> list[LiteralValue]:
    return [leaf.value for leaf in leaves if isinstance(leaf, LiteralType)]


def _literals(values: list[LiteralValue]) -> str:
    return f"Literal[{', '.join(map(python_literal, values))}]"


def _strings(leaves: list[Type]) -> Written:
    values = _literal_values(leaves)
    if len(values) == len(leaves):
        return _literals(values), ()
    if Primitive("string") in leaves:
        return "str", ()
    match leaves:
        case [PatternType(regex=regex)]:
            return f"Annotated[str, Meta(pattern={python_literal(regex)})]", ()
        case _:
            return "str", (STRINGS,)


def _numbers(leaves: list[Type]) -> Written:
    values = _literal_values(leaves)
    if len(values) < len(leaves):
        return "int | float", ()
    if all(is_literal_integer(value) for value in values):
        return _literals(values), ()
    return "int | float", (FRACTIONS,)


def _booleans(leaves: list[Type]) -> Written:
    values = _literal_values(leaves)
    return (_literals(values), ()) if len(values) == len(leaves) == 1 else ("bool", ())


def is_literal_integer(value: LiteralValue) -> bool:
    """Whether msgspec knows literals, and tags, of a number: integers of 64 bits."""
    return type(value) is int and -(2**63) <= value < 2**63
