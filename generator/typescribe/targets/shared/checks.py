"""Types as the templates of checking code need them; `model_checks` makes these of closed types.

Every node has a `kind`, by which a macro chooses its lines. It `converts` if building a value makes
something else than the JSON value itself or a plain copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from typescribe.language.model import PatternType
from typescribe.targets.shared.discriminators import Discriminator
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Anything:
    """`any` and `unknown`: nothing to test."""

    kind: ClassVar = "anything"
    converts: ClassVar = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """`never`: every value is rejected."""

    kind: ClassVar = "nothing"
    converts: ClassVar = False


@dataclass(frozen=True, slots=True)
class Scalars:
    """A union of types without parts, all tested in one condition."""

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
        """All literals, strings first."""
        booleans = ((True,) if self.true else ()) + ((False,) if self.false else ())
        return (*self.strings, *self.numbers, *booleans)

    @property
    def count(self) -> int:
        """The number of types; all literals together count as one."""
        primitives = (self.string, self.number, self.boolean, self.null)
        return sum((*primitives, len(self.patterns), bool(self.literals)))


@dataclass(frozen=True, slots=True)
class Named:
    """A class, or an alias that is not inlined: a function of its own tests it."""

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
    ending: tuple[Check, ...] = ()
    kind: ClassVar = "tuple"

    @property
    def converts(self) -> bool:
        return not all(map(is_simple, self.parts()))

    def parts(self) -> tuple[Check, ...]:
        """The nodes of all places in order, with that of the rest between them."""
        return self.items if self.rest is None else (*self.items, self.rest, *self.ending)

    @property
    def least(self) -> int:
        """The fewest items that the array has."""
        return self.required + len(self.ending)


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
    """Types without parts, if any, and others, which are chosen by a literal or tried in order."""

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
        """The cost rank of the property's test; see the function `effort`."""
        return effort(self.check)

    @property
    def has_parts(self) -> bool:
        """Whether its test looks inside the value, by itself or by calling a function."""
        return self.effort > 1

    @property
    def is_string(self) -> bool:
        """Whether the type of the property is `string`."""
        return is_string(self.check)

    @property
    def is_deep(self) -> bool:
        """Whether the value of the property may be nested as deeply as the whole message."""
        return _is_deep(self.check)

    @property
    def is_looked_up_where_tested(self) -> bool:
        """Whether the first comparison of its test is the last for nearly every message.

        Such a test looks the property up by itself, as a variable would cost more.
        """
        match self.check:
            case Scalars(string=True):
                return True
            case Scalars(boolean=True) as scalars:
                return scalars.count == 1
            case _:
                return False


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """The undeclared properties of an object type whose names match a regular expression."""

    regex: str
    check: Check


Check: TypeAlias = Anything | Nothing | Scalars | Named | Array | Tuple | Record | Union


def is_simple(node: Check) -> bool:
    """Whether the type is tested in one condition, or needs no test."""
    return isinstance(node, (Anything, Nothing, Scalars))


def is_string(node: Check) -> bool:
    """Whether the type is `string`."""
    return node == Scalars(string=True)


def inner(node: Check) -> tuple[Check, ...]:
    """Return the nodes of the direct parts of a node."""
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
    """Return the rank of a test among those of one object; the lowest runs first.

    Literals come first, as they distinguish the members of a union. Tests of values that may be
    nested as deep as the message come last: if a member of a union can be ruled out before, no part
    of a value is walked once for each member.
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
