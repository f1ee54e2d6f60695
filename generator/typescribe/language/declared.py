"""What a source says, before anything is resolved: generics, references, extends, positions.

Every source produces these types and nothing else; `resolve` alone reads them. Positions do
not take part in comparison, so that two sources that say the same compare equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from typescribe.language.errors import Position

KeywordName: TypeAlias = Literal[
    "string", "number", "boolean", "null", "undefined", "any", "unknown", "never"
]
ReadsAs: TypeAlias = Literal["boolean", "number", "integer", "epoch_milliseconds", "json"]
FunctionKind: TypeAlias = Literal["constructor", "function", "method"]
LiteralValue: TypeAlias = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Keyword:
    """A type that TypeScript names with a keyword."""

    name: KeywordName
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class LiteralOf:
    """A literal type: `"email"`, `1`, `true`."""

    value: LiteralValue
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class ArrayOf:
    """`T[]`, `Array<T>`, `ReadonlyArray<T>`."""

    item: TypeExpression
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class TupleElement:
    """One member of a tuple; a rest element holds its item type, not the array."""

    type: TypeExpression
    optional: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True)
class TupleOf:
    """`[A, B?, ...C[]]`: optional elements follow required ones, at most one rest ends it."""

    elements: tuple[TupleElement, ...]
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class TypeReference:
    """A name with its arguments: `Interaction`, `Msg<T>`, `Record<string, V>`, `Partial<T>`."""

    name: str
    arguments: tuple[TypeExpression, ...]
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class UnionOf:
    """`A | B`."""

    members: tuple[TypeExpression, ...]
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class IntersectionOf:
    """`A & B`."""

    members: tuple[TypeExpression, ...]
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class KeyOf:
    """`keyof T`."""

    type: TypeExpression
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class IndexedAccess:
    """`T["key"]`, `T[K]`, `T[number]`."""

    object: TypeExpression
    index: TypeExpression
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class DeclaredField:
    """One property of an object type; `attribute` is the Python name, where one is asked for."""

    wire_name: str
    type: TypeExpression
    optional: bool
    position: Position = field(compare=False)
    description: str = ""
    attribute: str | None = None
    reads_as: ReadsAs | None = None
    deprecated: str | None = None


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object type written where it is used; `index` is the value type of `[key: string]: V`."""

    fields: tuple[DeclaredField, ...]
    position: Position = field(compare=False)
    index: TypeExpression | None = None
    class_name: str | None = None


@dataclass(frozen=True, slots=True)
class MappedOf:
    """`{[K in "a" | "b"]: T}`, `{[K in keyof T as N]?: T[K]}`."""

    parameter: str
    keys: TypeExpression
    value: TypeExpression
    position: Position = field(compare=False)
    renamed: TypeExpression | None = None
    """What the `as` clause makes of a key."""
    optional: bool | None = None
    """`?` makes every property optional and `-?` none; without either they are as in `keyof T`."""


@dataclass(frozen=True, slots=True)
class TemplateOf:
    """`` `data-${T}` ``: the texts stand around the types, so there is one more of them."""

    texts: tuple[str, ...]
    types: tuple[TypeExpression, ...]
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class ConditionalOf:
    """`T extends U ? A : B`, without `infer`."""

    checked: TypeExpression
    extends: TypeExpression
    yes: TypeExpression
    no: TypeExpression
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class LinkedReference:
    """A reference to a declaration of a TypeScript program, by its key; an import names it."""

    key: str
    arguments: tuple[TypeExpression, ...]
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class NotJson:
    """A type that no JSON value has; `reason` names it: "a symbol".

    Only reading TypeScript produces it; an import removes it before it writes a spec.
    """

    reason: str
    position: Position = field(compare=False)
    function: FunctionKind | None = None
    """The kind of function, if it is one."""
    sent_as: TypeExpression | None = None
    """What JSON carries in its place, such as an object for a `Map`; None if nothing."""
    origin: object = field(default=None, compare=False, repr=False)
    """What its source knows of it: the syntax of a function, the type that a promise holds."""


TypeExpression: TypeAlias = (
    Keyword
    | LiteralOf
    | ArrayOf
    | TupleOf
    | TypeReference
    | UnionOf
    | IntersectionOf
    | KeyOf
    | IndexedAccess
    | ObjectOf
    | MappedOf
    | TemplateOf
    | ConditionalOf
    | LinkedReference
    | NotJson
)


@dataclass(frozen=True, slots=True)
class TypeParameter:
    """`T`, `T = any`, `T extends string`: a constraint narrows what may be passed, no more."""

    name: str
    position: Position = field(compare=False)
    default: TypeExpression | None = None
    constraint: TypeExpression | None = None


@dataclass(frozen=True, slots=True)
class DeclaredValue:
    """One literal of a documented union; `None` is the literal `null`."""

    value: LiteralValue | None
    position: Position = field(compare=False)
    description: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """The body of a declaration with `fields`: inherited ones come first."""

    object: ObjectOf
    extends: tuple[TypeExpression, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """The body of a declaration with `type`."""

    type: TypeExpression


@dataclass(frozen=True, slots=True)
class Values:
    """The body of a declaration with `values`; an open one accepts any other string too."""

    values: tuple[DeclaredValue, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Declaration:
    """One named type; `class_name` is the Python class, where the rule's result is poor."""

    name: str
    parameters: tuple[TypeParameter, ...]
    body: Fields | Alias | Values
    position: Position = field(compare=False)
    description: str = ""
    deprecated: str | None = None
    class_name: str | None = None


@dataclass(frozen=True, slots=True)
class DeclaredPackage:
    """Every declaration of a package, in the order of its files and of their lines."""

    name: str
    declarations: tuple[Declaration, ...]
    description: str = ""
