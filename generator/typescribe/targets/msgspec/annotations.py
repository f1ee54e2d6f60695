"""Closed types -> annotations of Structs, with the reasons why any is wider than declared.

msgspec decodes in one pass and does not try alternatives: a union may have only one type of string,
one of number, one of array and one of object,
https://jcristharif.com/msgspec/supported-types.html#union-optional. Members that it cannot
distinguish become the narrowest type that accepts all of them.
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
from typescribe.targets.msgspec.tags import Tag
from typescribe.targets.shared.annotations import is_literal_integer
from typescribe.text.quoting import python_literal

OBJECTS = "any object is accepted, as msgspec cannot distinguish the declared ones"
ARRAYS = "msgspec cannot distinguish the declared arrays"
PLACES = "msgspec has no tuples of variable length, so every place accepts what any of them does"
STRINGS = "any string is accepted, as msgspec has no union of a pattern and other strings"
FRACTIONS = "any number is accepted, as msgspec has no literals with a fraction or past 64 bits"
ITSELF = "the recursive part is not checked, as msgspec has no recursive aliases"
NOTHING = "anything is accepted, as msgspec has no type without values"

Reasons = tuple[str, ...]
"""Why an annotation is wider than the declared type; empty where it is not."""
Written = tuple[str, Reasons]


@dataclass(frozen=True, slots=True)
class Annotations:
    """Writes the annotations of one module."""

    model: Model
    classes: Mapping[str, str]
    """The name of each type in the module."""
    tags: Mapping[str, Tag]
    cycles: Mapping[str, frozenset[str]]
    """For each alias, the aliases that are part of a cycle with it, itself included."""
    inside: frozenset[str] = frozenset()
    """The aliases around the type that is being written, to which it must not refer."""

    def within(self, alias: str) -> Annotations:
        """Return the annotations for types inside an alias."""
        return replace(self, inside=self.inside | self.cycles[alias])

    def of(self, type_: Type) -> Written:
        """Return the annotation of a type, and the reasons why it is wider than declared."""
        match type_:
            case Reference(name=name) if name not in self.inside:
                return self.classes[name], ()
            case _:
                leaves, annotations = self.leaves(type_)
                return annotations.any_of(leaves)

    def _spread(self, type_: Type, leaves: list[Type]) -> Annotations:
        """Append the members of a type to `leaves`; return the annotations to write them with."""
        match type_:
            case UnionType(members=members):
                annotations = self
                for member in members:
                    annotations = annotations._spread(member, leaves)
                return annotations
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

    def leaves(self, type_: Type) -> tuple[list[Type], Annotations]:
        """Return the members of a type, and the annotations to write them with."""
        leaves: list[Type] = []
        annotations = self._spread(type_, leaves)
        return [*dict.fromkeys(leaves)], annotations

    def any_of(self, leaves: list[Type]) -> Written:
        """Return the annotation of a union of some members."""
        if any(isinstance(leaf, Reference) and leaf.name in self.inside for leaf in leaves):
            return "Any", (ITSELF,)
        if any(leaf in (Primitive("any"), Primitive("unknown")) for leaf in leaves):
            return "Any", ()
        if not leaves:
            return "Any", (NOTHING,)
        kinds: dict[str, list[Type]] = {}
        for leaf in leaves:
            kinds.setdefault(kind_of(leaf), []).append(leaf)
        nothing = kinds.pop("null", [])
        written = [self._of_kind(kind, found) for kind, found in kinds.items()]
        texts = dict.fromkeys([text for text, _ in written] + ["None" for _ in nothing])
        reasons = dict.fromkeys(reason for _, found in written for reason in found)
        return " | ".join(texts), tuple(reasons)

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
        written, reasons = self._items(held)
        return f"list[{written}]", reasons if len(leaves) == 1 else (ARRAYS, *reasons)

    def _tuple(self, tuple_: TupleType) -> Written:
        items, rest = tuple_.items, tuple_.rest
        if rest is None and tuple_.required == len(items):
            places = [self.of(item) for item in items]
            found = dict.fromkeys(reason for _, reasons in places for reason in reasons)
            return f"tuple[{', '.join(text for text, _ in places) or '()'}]", tuple(found)
        written, reasons = self._items([*children(tuple_)])
        least = tuple_.required + len(tuple_.ending)
        lengths = [f"min_length={least}"] if least else []
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
                    written, reasons = self.of(value)
                    return f"dict[str, {written}]", reasons
                case _:
                    return self.classes[names[0]], ()
        tags = [self.tags[name] for name in names if name in self.tags]
        if len(tags) == len(set(tags)) == len(leaves) and len({where for where, _ in tags}) == 1:
            return " | ".join(self.classes[name] for name in names), ()
        return "dict[str, Any]", (OBJECTS,)


def kind_of(leaf: Type) -> str:
    """Return the type of JSON that a member of a union is; msgspec allows one of each."""
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
