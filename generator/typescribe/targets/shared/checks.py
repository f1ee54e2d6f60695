"""Types in the form that templates of checking code need; `model_checks` makes them.

Every node has a `kind`, by which a macro chooses what to write. It `converts` if the value that is
built differs from the JSON value and from a plain copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from typescribe.language.constraints import NONE, Constraints
from typescribe.language.model import PatternType
from typescribe.targets.shared.discriminators import Discriminator
from typescribe.targets.shared.key_sets import MANY_WORDS
from typescribe.targets.shared.limit_tests import Limit
from typescribe.text.quoting import Code, is_word


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
    limited: tuple[Limit, ...] = ()
    constant: Code | None = field(default=None, compare=False)
    """The constant that holds the strings, if they are too many to be written in a condition."""
    kind: ClassVar = "scalars"
    converts: ClassVar = False

    @property
    def literals(self) -> tuple[str | int | float | bool, ...]:
        """All literals, strings first."""
        booleans = ((True,) if self.true else ()) + ((False,) if self.false else ())
        return (*self.strings, *self.numbers, *booleans)

    @property
    def are_words(self) -> bool:
        """Whether the literals are many words, which are written in a string."""
        many = len(self.strings) >= MANY_WORDS
        return many and self.literals == self.strings and all(map(is_word, self.strings))

    @property
    def uses(self) -> int:
        """How often a test of plain types uses the value."""
        once = (self.string, self.boolean, self.null, self.true, self.false, bool(self.numbers))
        twice = (self.number, bool(self.strings))
        limited = sum(limit.uses for limit in self.limited)
        return sum((*once, len(self.patterns), 2 * sum(twice), limited))

    @property
    def has_default(self) -> bool:
        """Whether a value of one of the types can be written; not of patterns or limits alone."""
        return self.count > len(self.patterns) + len(self.limited)

    @property
    def count(self) -> int:
        """The number of types; all literals together count as one."""
        primitives = (self.string, self.number, self.boolean, self.null)
        return sum((*primitives, len(self.patterns), len(self.limited), bool(self.literals)))


@dataclass(frozen=True, slots=True)
class Named:
    """A class, or an alias that has a function of its own because its test is not inlined."""

    class_name: Code
    function: Code
    recursive: bool
    endless: bool
    is_class: bool
    passes: bool = False
    """Whether its function has a parameter for the verdicts that tests share; see `repeats`."""
    kind: ClassVar = "named"
    converts: ClassVar = True


@dataclass(frozen=True, slots=True)
class Array:
    """An array, whose items are tested in a loop."""

    item: Check
    limits: Constraints = NONE
    """The constraints on the array itself, without those on its items."""
    kind: ClassVar = "array"

    @property
    def arguments(self) -> Code:
        """The arguments of the function that tests the constraints; "" if there are none."""
        limits = self.limits
        found = [f"least={limits.min_items}"] if limits.min_items is not None else []
        found += [f"most={limits.max_items}"] if limits.max_items is not None else []
        found += ["unique=True"] if limits.unique_items else []
        return Code(", ".join(found))

    @property
    def converts(self) -> bool:
        return not is_simple(self.item)

    @property
    def passes(self) -> bool:
        return passes(self)


@dataclass(frozen=True, slots=True)
class Tuple:
    """A tuple, with a test for each place."""

    items: tuple[Check, ...]
    required: int
    rest: Check | None
    ending: tuple[Check, ...] = ()
    kind: ClassVar = "tuple"

    @property
    def converts(self) -> bool:
        return not all(map(is_simple, self.parts()))

    @property
    def passes(self) -> bool:
        return passes(self)

    def parts(self) -> tuple[Check, ...]:
        """The nodes of all places in order, with that of the rest if there is one."""
        return self.items if self.rest is None else (*self.items, self.rest, *self.ending)

    @property
    def least(self) -> int:
        """The fewest items that the array has."""
        return self.required + len(self.ending)


@dataclass(frozen=True, slots=True)
class Record:
    """A record, whose keys and values are tested in a loop."""

    value: Check
    kind: ClassVar = "record"

    @property
    def converts(self) -> bool:
        return not is_simple(self.value)

    @property
    def passes(self) -> bool:
        return passes(self)


@dataclass(frozen=True, slots=True)
class Union:
    """A union of types without parts and of others, chosen by a literal or tried in order."""

    scalars: Scalars | None
    others: tuple[Check, ...]
    by: Discriminator | None = field(compare=False)  # it follows from the others
    kind: ClassVar = "union"
    converts: ClassVar = True

    @property
    def without_scalars(self) -> Check:
        """The union of those types that have parts."""
        return Union(None, self.others, self.by) if len(self.others) > 1 else self.others[0]


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
    def is_array_of_strings(self) -> bool:
        """Whether the type of the property is `string[]`, without constraints."""
        return self.check == Array(Scalars(string=True))

    @property
    def is_deep(self) -> bool:
        """Whether the value of the property may be nested as deeply as the whole message."""
        return _is_deep(self.check)

    @property
    def is_limited_string(self) -> bool:
        """Whether its type is `string` within constraints, and nothing else."""
        return self._limit_of_string is not None

    @property
    def only_length(self) -> int | None:
        """The greatest length of its strings, if it is a string with no other constraint."""
        limit = self._limit_of_string
        return limit.only_length if limit else None

    @property
    def _limit_of_string(self) -> Limit | None:
        match self.check:
            case Scalars(limited=(Limit(kind="string") as limit,), count=1):
                return limit
            case _:
                return None

    @property
    def has_default(self) -> bool:
        """Whether a value of its type can be written in its place if it is absent."""
        return isinstance(self.check, Scalars) and self.check.has_default

    @property
    def is_one_use(self) -> bool:
        """Whether its test uses the value only once."""
        match self.check:
            case Named() | Tuple() | Array(item=Named(recursive=False, passes=False)):
                return True
            case _:
                return self.is_array_of_strings


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


def passes(node: Check) -> bool:
    """Whether a test calls a function that has a parameter for shared verdicts."""
    return node.passes if isinstance(node, Named) else any(map(passes, inner(node)))


def effort(node: Check) -> int:
    """Return the rank of a test among the tests of an object; the lowest rank is tested first.

    Literals come first, since they distinguish the members of a union. Tests of values that may be
    nested as deep as the message come last: if another test has ruled out a member of a union, such
    a value need not be walked for that member.
    """
    match node:
        case Scalars(string=False, number=False, boolean=False, patterns=(), limited=()):
            return 0
        case Anything() | Nothing() | Scalars():
            return 1
        case _:
            return 3 if _is_deep(node) else 2


def _is_deep(node: Check) -> bool:
    return (isinstance(node, Named) and node.endless) or any(map(_is_deep, inner(node)))
