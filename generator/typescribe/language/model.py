"""The closed model that every target reads: frozen types without generics or inheritance.

There is no `undefined`: a property that may be undefined is optional. Every reference refers to a
type of the model, every object type has a class name, and every property has an attribute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from typescribe.language.constraints import NONE, Constraints
from typescribe.language.declared import LiteralValue
from typescribe.language.graphs import reached, reversed_graph, strong_components
from typescribe.language.package_constants import NamedConstant
from typescribe.language.readings import ReadsAs

if TYPE_CHECKING:
    from typescribe.language.families import Family

PrimitiveName: TypeAlias = Literal["string", "number", "boolean", "null", "any", "unknown", "never"]


@dataclass(frozen=True, slots=True)
class Primitive:
    """A type with a keyword: `any` and `unknown` accept every value, `never` accepts none."""

    name: PrimitiveName


@dataclass(frozen=True, slots=True)
class LiteralType:
    """Exactly one string, number or boolean; `1`, `1.0` and `True` are not equal."""

    value: LiteralValue

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LiteralType):
            return NotImplemented
        return type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class PatternType:
    """A template literal type: the strings that a regular expression matches.

    The expression means the same in Python and in JSON Schema, and contains its anchors. As the
    keys of an object, `patterns.NUMBER_KEYS` are the names that `number` stands for.
    """

    template: str
    """The type in TypeScript, for messages."""
    regex: str


@dataclass(frozen=True, slots=True)
class ArrayType:
    """A JSON array whose items all have one type."""

    item: Type


@dataclass(frozen=True, slots=True)
class TupleType:
    """A JSON array with a type for each place.

    The first `required` of `items` must be present. Further items are of type `rest`, or not
    allowed if `rest` is `None`. The last items are those of `ending`; if there are any, there is a
    `rest`, and all `items` are required.
    """

    items: tuple[Type, ...]
    required: int
    rest: Type | None = None
    ending: tuple[Type, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordType:
    """A JSON object with any keys and one type of value."""

    value: Type


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a named type of the same model, by its class name."""

    name: str


@dataclass(frozen=True, slots=True)
class UnionType:
    """A union of two or more different members, none of which is a union itself."""

    members: tuple[Type, ...]


Type: TypeAlias = (
    Primitive
    | LiteralType
    | PatternType
    | ArrayType
    | TupleType
    | RecordType
    | Reference
    | UnionType
)

ANY = Primitive("any")
NEVER = Primitive("never")
NULL = Primitive("null")
NUMBER = Primitive("number")
STRING = Primitive("string")


@dataclass(frozen=True, slots=True)
class Field:
    """One property: `wire_name` is its name in messages, `attribute` its name in Python."""

    wire_name: str
    attribute: str
    type: Type
    optional: bool
    description: str = ""
    reads_as: ReadsAs | None = None
    deprecated: str | None = None
    constraints: Constraints = NONE


@dataclass(frozen=True, slots=True)
class KeyPattern:
    """The undeclared properties whose names match a pattern all have one type."""

    keys: PatternType
    value: Type
    beside_optional: bool = False
    """Whether the name of an optional property matches; a target cannot match names by itself."""


@dataclass(frozen=True, slots=True)
class ObjectType:
    """A JSON object with declared properties.

    An undeclared property has the types of all `patterns` that its name matches. If there are none,
    it has the type `index`, or any type if that is `None`. A declared property whose name matches a
    pattern fits the pattern's type, and so do the values of patterns fit `index`.
    """

    name: str
    fields: tuple[Field, ...]
    index: Type | None = None
    description: str = ""
    deprecated: str | None = None
    patterns: tuple[KeyPattern, ...] = ()
    closed: bool = False
    """Whether undeclared properties are rejected although TypeScript allows them.

    Then `index` is `never`, so that only targets that can say it better need to know.
    """
    file: str = field(default="", compare=False)
    """The spec file that declares the type, or the type that it was made for; "" if unknown."""


@dataclass(frozen=True, slots=True)
class Value:
    """One documented literal of an alias; `None` is `null`."""

    value: LiteralValue | None
    description: str = ""
    names: tuple[str, ...] = ()
    """Its names in the source, without those that the literal repeats."""
    constants: tuple[str, ...] = ()
    """The names of its constants in Python; different from those of the other literals."""

    @property
    def documentation(self) -> str:
        """Its names and its description."""
        return ": ".join(filter(None, (", ".join(self.names), self.description)))


@dataclass(frozen=True, slots=True)
class AliasType:
    """A name for a type other than an object type; `values` describe its literals."""

    name: str
    type: Type
    description: str = ""
    deprecated: str | None = None
    values: tuple[Value, ...] = ()
    constraints: Constraints = NONE
    flags: bool = False
    """Whether the literals are bits, any sum of which is a value; then the type is `number`."""
    file: str = field(default="", compare=False)
    """The spec file that declares the type, or the type that it was made for; "" if unknown."""


NamedType: TypeAlias = ObjectType | AliasType


@dataclass(frozen=True)
class Model:
    """The types of a package, in the order in which they are generated."""

    name: str
    types: tuple[NamedType, ...]
    description: str = ""
    entries: frozenset[str] = frozenset()
    """The types that the settings name as those to import: messages, whatever refers to them."""
    enum_classes: bool = False
    """Whether unions of documented literals become classes of `enum`, where a target has them."""
    checks_constraints: bool = False
    """Whether dataclasses and validators enforce constraints, which TypeScript does not."""
    compiled: bool = False
    """Whether the package is to be compiled, where another code is faster than in Python."""
    frozen: bool = False
    """Whether instances of classes are immutable, in the targets whose classes can be."""
    constants: tuple[NamedConstant, ...] = ()
    """The named values of the package, in the order of the spec."""
    families: tuple[Family, ...] = field(default=(), compare=False)
    """The object types that have a base or a generic in common."""

    @cached_property
    def by_name(self) -> dict[str, NamedType]:
        """Every type by its class name."""
        return {named.name: named for named in self.types}

    def fields(self) -> Iterator[tuple[ObjectType, Field]]:
        """Yield every field, with the object type that declares it."""
        for named in self.types:
            if isinstance(named, ObjectType):
                for field in named.fields:
                    yield named, field

    def refusing_undeclared(self) -> Model:
        """Return the model with every object type closed that has no index signature for all."""
        types = tuple(
            (
                replace(named, index=NEVER, closed=True)
                if isinstance(named, ObjectType) and named.index is None
                else named
            )
            for named in self.types
        )
        return replace(self, types=types)

    @cached_property
    def readings(self) -> tuple[ReadsAs, ...]:
        """The different `reads_as` of all fields, in the order in which they occur."""
        found = (field.reads_as for _, field in self.fields() if field.reads_as)
        return tuple(dict.fromkeys(found))

    @cached_property
    def recursive(self) -> frozenset[str]:
        """The names of the types whose values can contain values of the same type."""
        return frozenset(
            name
            for component in strong_components(self.refers_to)
            for name in component
            if len(component) > 1 or name in self.refers_to[name]
        )

    @cached_property
    def endless(self) -> frozenset[str]:
        """The names of the recursive types, and of all types that refer to one at any depth."""
        return frozenset(reached(reversed_graph(self.refers_to), self.recursive))

    @cached_property
    def refers_to(self) -> dict[str, tuple[str, ...]]:
        """The names of the types that each type refers to directly, with repeats."""
        return {
            name: tuple(reference for part in parts(named) for reference in references(part))
            for name, named in self.by_name.items()
        }

    def expand(self, type_: Type) -> Type:
        """Return a type; a reference to an alias is replaced by the alias's type, repeatedly."""
        while isinstance(type_, Reference):
            named = self.by_name[type_.name]
            if isinstance(named, ObjectType):
                return type_
            type_ = named.type
        return type_

    def accepts_null(self, type_: Type) -> bool:
        """Return whether `null` is a value of the type."""
        match self.expand(type_):
            case Primitive(name=name):
                return name in ("null", "any", "unknown")
            case UnionType(members=members):
                return any(self.accepts_null(member) for member in members)
            case _:
                return False

    def holds_objects(self, type_: Type) -> bool:
        """Return whether a type refers to an object type, directly or through aliases."""
        waiting, seen = list(references(type_)), set[str]()
        while waiting:
            name = waiting.pop()
            named = self.by_name[name]
            if isinstance(named, ObjectType):
                return True
            if name not in seen:
                seen.add(name)
                waiting.extend(references(named.type))
        return False


def parts(named: NamedType) -> tuple[Type, ...]:
    """Return the types that a named type directly consists of."""
    match named:
        case ObjectType(fields=fields, index=index, patterns=patterns):
            types = tuple(f.type for f in fields) + (() if index is None else (index,))
            return types + tuple(pattern.value for pattern in patterns)
        case AliasType(type=type_):
            return (type_,)


def children(type_: Type) -> tuple[Type, ...]:
    """Return the types that a type directly consists of, left to right; a reference has none."""
    match type_:
        case ArrayType(item=child) | RecordType(value=child):
            return (child,)
        case TupleType(items=items, rest=rest, ending=ending):
            return items if rest is None else (*items, rest, *ending)
        case UnionType(members=members):
            return members
        case _:
            return ()


def references(type_: Type) -> tuple[str, ...]:
    """Return the class names that a type refers to, left to right, with repeats."""
    if isinstance(type_, Reference):
        return (type_.name,)
    return tuple(name for child in children(type_) for name in references(child))
