"""Closed types -> annotations of Structs, with the reasons why any is wider than declared.

msgspec decodes in one pass and does not try alternatives: a union may have only one type of string,
one of number, one of array and one of object,
https://jcristharif.com/msgspec/supported-types.html#union-optional. Members that it cannot
distinguish become the narrowest type that accepts all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from typescribe.language.constraints import NONE, Constraints, both
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
from typescribe.targets.msgspec import limits as limited
from typescribe.targets.msgspec.limits import SEVERAL
from typescribe.targets.msgspec.tags import Tag
from typescribe.targets.shared.annotations import is_literal_integer
from typescribe.targets.shared.limits import JSON_KINDS, concerns, is_checked, kind_of, of_kind
from typescribe.text.quoting import python_literal

OBJECTS = "any object is accepted, as msgspec cannot distinguish the declared ones"
ARRAYS = "msgspec cannot distinguish the declared arrays"
PLACES = "msgspec has no tuples of variable length, so every place accepts what any of them does"
STRINGS = "any string is accepted, as msgspec has no union of a pattern and other strings"
FRACTIONS = "any number is accepted, as msgspec has no literals with a fraction or past 64 bits"
ITSELF = "the recursive part is not checked, as msgspec has no recursive aliases"
NOTHING = "anything is accepted, as msgspec has no type without values"

_CONTAINERS = ("list[", "dict[", "Annotated[list[")

Reasons = tuple[str, ...]
"""Why an annotation is wider than the declared type; empty where it is not."""
Written = tuple[str, Reasons]
Leaf = tuple[Type, Constraints]
"""A member of a union, and the constraints that concern it."""


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

    def of(self, type_: Type, limits: Constraints = NONE) -> Written:
        """Return the annotation of a type, and the reasons why it is wider than declared."""
        match type_:
            case Reference(name=name) if name not in self.inside and not concerns(
                self.model, type_, limits
            ):
                return self.classes[name], ()
            case _:
                leaves, annotations = self.leaves(type_, limits)
                return annotations.any_of(leaves)

    def _spread(self, type_: Type, leaves: list[Leaf], limits: Constraints) -> Annotations:
        """Append the members of a type to `leaves`; return the annotations to write them with."""
        match type_:
            case UnionType(members=members):
                annotations = self
                for member in members:
                    annotations = annotations._spread(member, leaves, limits)
                return annotations
            case Reference(name=name) if name not in self.inside:
                named = self.model.by_name[name]
                if isinstance(named, AliasType):
                    inner = both(limits, named.constraints)
                    return self._spread(named.type, leaves, inner).within(name)
                leaves.append((type_, NONE))
            case Primitive(name="never"):
                pass
            case Primitive(name="any" | "unknown") if is_checked(limits):
                return self._spread(JSON_KINDS, leaves, limits)
            case _:
                kind = kind_of(type_)
                leaves.append((type_, of_kind(limits, kind) if kind else NONE))
        return self

    def leaves(self, type_: Type, limits: Constraints) -> tuple[list[Leaf], Annotations]:
        """Return the members of a type, and the annotations to write them with."""
        leaves: list[Leaf] = []
        annotations = self._spread(type_, leaves, limits)
        return [*dict.fromkeys(leaves)], annotations

    def any_of(self, found: list[Leaf]) -> Written:
        """Return the annotation of a union of some members."""
        leaves = [leaf for leaf, _ in found]
        if any(isinstance(leaf, Reference) and leaf.name in self.inside for leaf in leaves):
            return "Any", (ITSELF,)
        if any(leaf in (Primitive("any"), Primitive("unknown")) for leaf in leaves):
            return "Any", ()
        if not leaves:
            return "Any", (NOTHING,)
        kinds: dict[str, list[Leaf]] = {}
        for leaf, limits in found:
            kinds.setdefault(json_kind(leaf), []).append((leaf, limits))
        nothing = kinds.pop("null", [])
        made = {kind: self._limited(kind, each) for kind, each in kinds.items()}
        if any(text.startswith(_CONTAINERS) for text, _ in made.values()) and "string" in made:
            made["string"] = _beside_containers(made["string"], kinds["string"])
        written = list(made.values())
        texts = dict.fromkeys([text for text, _ in written] + ["None" for _ in nothing])
        reasons = dict.fromkeys(reason for _, found in written for reason in found)
        return " | ".join(texts), tuple(reasons)

    def _limited(self, kind: str, found: list[Leaf]) -> Written:
        """Return the annotation of the members of one kind, with the constraints of them all."""
        leaves = list(dict.fromkeys(leaf for leaf, _ in found))
        several = {limits for leaf, limits in found if not isinstance(leaf, LiteralType)}
        limits = several.pop() if len(several) == 1 else NONE
        written, reasons = self._of_kind(kind, leaves, limits)
        return written, (SEVERAL, *reasons) if several else reasons

    def _of_kind(self, kind: str, leaves: list[Type], limits: Constraints) -> Written:
        match kind:
            case "string":
                return _strings(leaves, limits)
            case "number":
                return _numbers(leaves, limits)
            case "boolean":
                return _booleans(leaves)
            case "array":
                arguments, unchecked = limited.arrays(limits)
                written, reasons = self._arrays(leaves, limits.items or NONE)
                return limited.annotated(written, arguments), (*unchecked, *reasons)
            case _:
                return self._objects(leaves)

    def _arrays(self, leaves: list[Type], of_items: Constraints) -> Written:
        if len(leaves) == 1 and isinstance(leaves[0], TupleType):
            return self._tuple(leaves[0])
        held: list[Type] = []
        for leaf in leaves:
            held += children(leaf)
        written, reasons = self._items(held, of_items)
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

    def _items(self, types: list[Type], limits: Constraints = NONE) -> Written:
        first = types[0]
        return self.of(first if len(set(types)) == 1 else UnionType(tuple(types)), limits)

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


def json_kind(leaf: Type) -> str:
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


def _strings(leaves: list[Type], limits: Constraints) -> Written:
    values = _literal_values(leaves)
    if len(values) == len(leaves):
        return _literals(values), ()
    arguments = limited.strings(limits)
    if Primitive("string") in leaves:
        return limited.annotated("str", arguments), ()
    match leaves:
        case [PatternType(regex=regex)]:
            reasons = () if limits.python_pattern is None else (limited.PATTERNS,)
            lengths = limited.strings(replace(limits, python_pattern=None))
            pattern = f"pattern={python_literal(regex)}"
            return limited.annotated("str", [*lengths, pattern]), reasons
        case _:
            return limited.annotated("str", arguments), (STRINGS,)


def _beside_containers(written: Written, leaves: list[Leaf]) -> Written:
    """Return the annotation of strings without their pattern, if they have one."""
    text, reasons = written
    if "pattern=" not in text or text.startswith("Literal["):
        return written
    lengths = {replace(limits, python_pattern=None, pattern=None) for _, limits in leaves}
    common = lengths.pop() if len(lengths) == 1 else NONE
    kept = limited.annotated("str", limited.strings(common))
    return kept, (*reasons, limited.BESIDE_CONTAINERS)


def _numbers(leaves: list[Type], limits: Constraints) -> Written:
    values = _literal_values(leaves)
    if len(values) < len(leaves):
        return limited.numbers(limits) if limits else ("int | float", ())
    if all(is_literal_integer(value) for value in values):
        return _literals(values), ()
    return "int | float", (FRACTIONS,)


def _booleans(leaves: list[Type]) -> Written:
    values = _literal_values(leaves)
    return (_literals(values), ()) if len(values) == len(leaves) == 1 else ("bool", ())
