"""Declarations as a source states them: generics, references and `extends` are unresolved.

Every source returns these types. An overlay amends them, the importer writes them to spec files,
and the resolver turns them into the model; targets never receive them. Positions are ignored in
comparisons, so that equal declarations from two sources compare equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from typescribe.language.constraints import NONE, Constraints
from typescribe.language.errors import Position
from typescribe.language.package_constants import DeclaredConstant
from typescribe.language.readings import ReadsAs

KeywordName: TypeAlias = Literal[
    "string", "number", "boolean", "null", "undefined", "any", "unknown", "never"
]
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
    is_readonly: bool = field(default=False, compare=False)
    """Whether it was written as one that cannot be changed, which conditions look at."""


@dataclass(frozen=True, slots=True)
class TupleElement:
    """One element of a tuple; a rest, `...T[]`, holds the type of its items.

    A spread, `...T`, holds the array or tuple whose elements replace it.
    """

    type: TypeExpression
    optional: bool = False
    rest: bool = False
    spread: bool = False


@dataclass(frozen=True, slots=True)
class TupleOf:
    """`[A, B?, ...C[]]`, `[...A, B]`: elements in order; once spread out, at most one is a rest."""

    elements: tuple[TupleElement, ...]
    position: Position = field(compare=False)
    is_readonly: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class TypeReference:
    """A name and its type arguments: `Interaction`, `Msg<T>`, `Record<string, V>`."""

    name: str
    arguments: tuple[TypeExpression, ...]
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class UnionOf:
    """`A | B`."""

    members: tuple[TypeExpression, ...]
    position: Position = field(compare=False)
    is_object: bool = False
    """Whether it is written `object`: in JSON any object or array, which operators do not split."""


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
    """One property of an object type; `attribute` is a Python name that the source chose.

    `computed` says that an operator gave the property its name, so that no source can choose one.
    """

    wire_name: str
    type: TypeExpression
    optional: bool
    position: Position = field(compare=False)
    description: str = ""
    attribute: str | None = None
    reads_as: ReadsAs | None = None
    deprecated: str | None = None
    constraints: Constraints = NONE
    computed: bool = False


@dataclass(frozen=True, slots=True)
class KeySignature:
    """An index signature for some keys only: ``[key: `x-${string}`]: V``, `[key: number]: V`."""

    keys: TypeExpression
    value: TypeExpression


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object type without a name of its own; `index` is `V` of `[key: string]: V`."""

    fields: tuple[DeclaredField, ...]
    position: Position = field(compare=False)
    index: TypeExpression | None = None
    class_name: str | None = None
    signatures: tuple[KeySignature, ...] = ()
    refuses_others: bool = False
    """Whether undeclared properties are rejected: `closed: true`."""

    @property
    def is_closed(self) -> bool:
        """Whether no index signature declares further properties."""
        return self.index is None and not self.signatures


@dataclass(frozen=True, slots=True)
class MappedOf:
    """`{[K in "a" | "b"]: T}`, `{[K in keyof T as N]?: T[K]}`."""

    parameter: str
    keys: TypeExpression
    value: TypeExpression
    position: Position = field(compare=False)
    renamed: TypeExpression | None = None
    """The type in the `as` clause, which renames keys."""
    optional: bool | None = None
    """`True` for `?`, `False` for `-?`; `None` keeps what is optional in the type of `keyof`."""
    is_readonly: bool = field(default=False, compare=False)
    """Whether it makes an array one that cannot be changed, which conditions look at."""


@dataclass(frozen=True, slots=True)
class TemplateOf:
    """`` `data-${T}` ``: texts and types alternate; the first and the last are texts."""

    texts: tuple[str, ...]
    types: tuple[TypeExpression, ...]
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class ConditionalOf:
    """`T extends U ? A : B`. The names that `U` infers can be used in `A`."""

    checked: TypeExpression
    extends: TypeExpression
    yes: TypeExpression
    no: TypeExpression
    position: Position = field(compare=False)


@dataclass(frozen=True, slots=True)
class InferOf:
    """`infer U`, `infer U extends T`, in the `extends` clause of a conditional type."""

    name: str
    position: Position = field(compare=False)
    constraint: TypeExpression | None = None


@dataclass(frozen=True, slots=True)
class LinkedReference:
    """A reference to a declaration of a TypeScript program, by its key; an import names it."""

    key: str
    arguments: tuple[TypeExpression, ...]
    position: Position = field(compare=False)
    is_this: bool = False
    """Whether it was written as `this`, which is another type where it is inherited."""


@dataclass(frozen=True, slots=True)
class NotJson:
    """A type that no JSON value has, which no spec contains; `reason` names it: "a symbol"."""

    reason: str
    position: Position = field(compare=False)
    function: FunctionKind | None = None
    """The kind of function, if it is one."""
    sent_as: TypeExpression | None = None
    """The type that JSON carries in its place, such as an object for a `Map`, if any."""
    origin: object = field(default=None, compare=False, repr=False)
    """More about it for the importer: the syntax of a function, the type in a promise, a
    reference to another type of the library."""


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
    | InferOf
    | LinkedReference
    | NotJson
)


@dataclass(frozen=True, slots=True)
class TypeParameter:
    """`T`, `T = any`, `T extends string`: a constraint limits the arguments, nothing else."""

    name: str
    position: Position = field(compare=False)
    default: TypeExpression | None = None
    constraint: TypeExpression | None = None


@dataclass(frozen=True, slots=True)
class DeclaredValue:
    """One literal of a union of documented values; `None` is the literal `null`."""

    value: LiteralValue | None
    position: Position = field(compare=False)
    description: str = ""
    names: tuple[str, ...] = ()
    """Its names in the source, such as those of the members of an enum that have the value."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The body of a declaration with `fields`; those inherited by `extends` come first."""

    object: ObjectOf
    extends: tuple[TypeExpression, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """The body of a declaration with `type`."""

    type: TypeExpression


@dataclass(frozen=True, slots=True)
class Values:
    """The body of a declaration with `values`; an open one also accepts every other string."""

    values: tuple[DeclaredValue, ...]
    open: bool = False
    flags: Position | None = field(default=None, compare=False)
    """Where it says that the literals are bits, any sum of which is a value; `None` if not."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One named type; `class_name` is a Python class name that replaces the derived one."""

    name: str
    parameters: tuple[TypeParameter, ...]
    body: Fields | Alias | Values
    position: Position = field(compare=False)
    description: str = ""
    deprecated: str | None = None
    class_name: str | None = None
    constraints: Constraints = NONE
    declared_in: str = field(default="", compare=False)
    """The file that declares it, if its position is that of an amendment in an overlay."""

    @property
    def file(self) -> str:
        """The file that declares it."""
        return self.declared_in or self.position.file


@dataclass(frozen=True, slots=True)
class DeclaredPackage:
    """All declarations of a package, ordered by file and line."""

    name: str
    declarations: tuple[Declaration, ...]
    description: str = ""
    functions_from: tuple[str, ...] | None = None
    """The modules of which `reads_as` may name functions; `None` if no code is generated."""
    enum_classes: bool = False
    """Whether unions of documented literals become classes of `enum`."""
    shares_inline: bool = False
    """Whether object types without a name become one class if their structure is the same."""
    constants: tuple[DeclaredConstant, ...] = ()
    """Its constants, in the order of files and lines."""
    refuses_undeclared: bool = False
    """Whether every object type is closed that declares no type for all properties."""
