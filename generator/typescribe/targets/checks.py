"""Closed types -> what the templates of checking code branch on.

Aliases are followed, unions are split into what one condition can test and the rest. A node
has a `kind`, by which a macro chooses its lines; it `converts` where the built value is not
the JSON value itself or a plain copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from typescribe import naming
from typescribe.model import (
    ArrayType,
    LiteralType,
    Model,
    ObjectType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.quoting import Code
from typescribe.targets.discriminators import Discriminator, discriminator


@dataclass(frozen=True, slots=True)
class Anything:
    """`any` and `unknown`: nothing to test."""

    kind: ClassVar = "anything"
    converts: ClassVar = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """`never`: every value is refused."""

    kind: ClassVar = "nothing"
    converts: ClassVar = False


@dataclass(frozen=True, slots=True)
class Scalars:
    """A union of types without parts: one condition tests them all."""

    string: bool = False
    number: bool = False
    boolean: bool = False
    null: bool = False
    strings: tuple[str, ...] = ()
    numbers: tuple[int | float, ...] = ()
    patterns: tuple[PatternType, ...] = ()
    true: bool = False
    false: bool = False
    kind: ClassVar = "scalars"
    converts: ClassVar = False

    @property
    def literals(self) -> tuple[str | int | float | bool, ...]:
        """Every literal, strings first."""
        booleans = ((True,) if self.true else ()) + ((False,) if self.false else ())
        return (*self.strings, *self.numbers, *booleans)

    @property
    def count(self) -> int:
        """How many types these are; all literals count as one."""
        primitives = (self.string, self.number, self.boolean, self.null)
        return sum((*primitives, len(self.patterns), bool(self.literals)))


@dataclass(frozen=True, slots=True)
class Named:
    """A class, or an alias that holds itself: a function of its own does the test."""

    class_name: Code
    function: Code
    recursive: bool
    endless: bool
    is_class: bool
    kind: ClassVar = "named"
    converts: ClassVar = True


@dataclass(frozen=True, slots=True)
class Array:
    """A loop over items."""

    item: Check
    kind: ClassVar = "array"

    @property
    def converts(self) -> bool:
        return not is_simple(self.item)


@dataclass(frozen=True, slots=True)
class Tuple:
    """A test for each place."""

    items: tuple[Check, ...]
    required: int
    rest: Check | None
    kind: ClassVar = "tuple"

    @property
    def converts(self) -> bool:
        return not all(map(is_simple, self.parts()))

    def parts(self) -> tuple[Check, ...]:
        """The node of every place, and of the rest."""
        return self.items if self.rest is None else (*self.items, self.rest)


@dataclass(frozen=True, slots=True)
class Record:
    """A loop over keys and values."""

    value: Check
    kind: ClassVar = "record"

    @property
    def converts(self) -> bool:
        return not is_simple(self.value)


@dataclass(frozen=True, slots=True)
class Union:
    """Types without parts, if there are any, and then others: chosen by a literal, or tried."""

    scalars: Scalars | None
    others: tuple[Check, ...]
    by: Discriminator | None = field(compare=False)  # it follows from the others
    kind: ClassVar = "union"
    converts: ClassVar = True


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an object type."""

    wire_name: str
    optional: bool
    check: Check

    @property
    def effort(self) -> int:
        """The rank of its test; see `effort`."""
        return effort(self.check)

    @property
    def is_deep(self) -> bool:
        """Whether its value may be as deep as the message is."""
        return _is_deep(self.check)

    @property
    def is_looked_up_where_tested(self) -> bool:
        """Whether the first thing that its test asks is the last for nearly every message.

        Such a test takes the property out of its object itself: a variable costs more.
        """
        match self.check:
            case Scalars(string=True):
                return True
            case Scalars(boolean=True) as scalars:
                return scalars.count == 1
            case _:
                return False


Check: TypeAlias = Anything | Nothing | Scalars | Named | Array | Tuple | Record | Union


def is_simple(node: Check) -> bool:
    """Whether one condition tests the type, if it needs a test at all."""
    return isinstance(node, (Anything, Nothing, Scalars))


def inner(node: Check) -> tuple[Check, ...]:
    """Return the nodes that a node is directly made of."""
    match node:
        case Array(item=only) | Record(value=only):
            return (only,)
        case Tuple():
            return node.parts()
        case Union(others=others):
            return others
        case _:
            return ()


def effort(node: Check) -> int:
    """Return the rank of a test among those of one object: the lowest is done first.

    Literals tell the members of a union apart. What may be as deep as the value is comes last:
    a member that can be ruled out before does not walk through what the next one walks through.
    """
    match node:
        case Scalars(string=False, number=False, boolean=False, patterns=()):
            return 0
        case Anything() | Nothing() | Scalars():
            return 1
        case _:
            return 3 if _is_deep(node) else 2


def _is_deep(node: Check) -> bool:
    return (isinstance(node, Named) and node.endless) or any(map(_is_deep, inner(node)))


class Checks:
    """The nodes of one model. What an alias stands for is worked out once, and shared."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._aliases: dict[str, Check] = {}

    def properties(self, object_: ObjectType) -> tuple[Property, ...]:
        """Return the properties of an object type in the order of their declaration."""
        return tuple(
            Property(field.wire_name, field.optional, self.of(field.type))
            for field in object_.fields
        )

    def of(self, type_: Type) -> Check:
        """Return the node for a type of the model."""
        match type_:
            case Primitive(name="any" | "unknown"):
                return Anything()
            case Primitive(name="never"):
                return Nothing()
            case Primitive() | LiteralType() | PatternType():
                return _scalars([type_])
            case Reference(name=name):
                return self._named(name)
            case ArrayType(item=item):
                return Array(self.of(item))
            case TupleType(items=items, required=required, rest=rest):
                nodes = tuple(self.of(item) for item in items)
                return Tuple(nodes, required, None if rest is None else self.of(rest))
            case RecordType(value=value):
                return Record(self.of(value))
            case UnionType():
                return self._union(type_)

    def _named(self, name: str) -> Check:
        named = self._model.by_name[name]
        recursive = name in self._model.recursive
        is_class = isinstance(named, ObjectType)
        endless = name in self._model.endless
        function = Named(Code(name), Code(naming.snake_case(name)), recursive, endless, is_class)
        if isinstance(named, ObjectType) or recursive:
            return function
        if name not in self._aliases:
            node = self.of(named.type)
            # A test of one condition stands where it is needed; any other is called.
            inline = is_simple(node) or isinstance(node, Named)
            self._aliases[name] = node if inline else function
        return self._aliases[name]

    def _union(self, type_: UnionType) -> Check:
        simple: list[Primitive | LiteralType | PatternType] = []
        others: dict[Check, None] = {}
        seen: set[str] = set()
        waiting: list[Type] = list(reversed(type_.members))
        while waiting:
            member = waiting.pop()
            if isinstance(member, Reference) and member.name not in self._model.recursive:
                if member.name in seen:
                    continue
                seen.add(member.name)
                named = self._model.by_name[member.name]
                if not isinstance(named, ObjectType):
                    waiting.append(named.type)
                    continue
            match member:
                case Primitive(name="any" | "unknown"):
                    return Anything()
                case Primitive(name="never"):
                    pass
                case Primitive() | LiteralType() | PatternType():
                    simple.append(member)
                case UnionType(members=members):
                    waiting.extend(reversed(members))
                case _:
                    others[self.of(member)] = None
        if not others:
            return _scalars(simple) if simple else Nothing()
        if not simple and len(others) == 1:
            return next(iter(others))
        nodes = tuple(others)
        classes = {str(n.class_name): n for n in nodes if isinstance(n, Named) and n.is_class}
        by = discriminator(self._model, nodes, classes)
        return Union(_scalars(simple) if simple else None, nodes, by)


def _scalars(members: list[Primitive | LiteralType | PatternType]) -> Scalars:
    names = {member.name for member in members if isinstance(member, Primitive)}
    literals = [member.value for member in members if isinstance(member, LiteralType)]
    boolean = "boolean" in names or {True, False} <= {v for v in literals if isinstance(v, bool)}
    return Scalars(
        string="string" in names,
        number="number" in names,
        boolean=boolean,
        null="null" in names,
        strings=() if "string" in names else tuple(v for v in literals if isinstance(v, str)),
        numbers=(
            ()
            if "number" in names
            else tuple(
                v for v in literals if isinstance(v, (int, float)) and not isinstance(v, bool)
            )
        ),
        patterns=(
            ()
            if "string" in names
            else tuple(dict.fromkeys(m for m in members if isinstance(m, PatternType)))
        ),
        true=not boolean and any(v is True for v in literals),
        false=not boolean and any(v is False for v in literals),
    )
