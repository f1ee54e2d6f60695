"""Model -> contexts of `validators.py.jinja` and `_checking.py.jinja`, with functions per type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from typescribe.language import naming
from typescribe.language.model import Model, NamedType, ObjectType
from typescribe.language.spec_modules import spec_modules
from typescribe.targets.contract import Definitions
from typescribe.targets.shared.annotations import typed_dict_name
from typescribe.targets.shared.checks import (
    Anything,
    Array,
    Check,
    KeyCheck,
    Named,
    Property,
    Record,
    Scalars,
    Tuple,
    Union,
    inner,
    passes,
)
from typescribe.targets.shared.key_sets import KeySets, key_sets
from typescribe.targets.shared.levels import Level, level
from typescribe.targets.shared.literal_sets import named_sets, with_named_sets
from typescribe.targets.shared.model_checks import Checks, checks_with_repeats
from typescribe.targets.validators.narrowing import narrows_both_branches
from typescribe.text.quoting import Code

WORTH_GATHERING = 12
"""The number of strings from which testing all of an object at once is faster."""

TYPICAL_LENGTH = 40
"""An average length that the strings of an object rarely exceed; see `_gathered`."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The public functions of one type."""

    type: Code
    """The annotation of a value that passes the test."""
    class_name: Code
    name: Code
    is_object: bool
    """Whether the type is an object type, whose test can collect suspects."""
    guard: Code
    """How type checkers narrow a value by the test: `TypeIs` or `TypeGuard`."""


@dataclass(frozen=True, slots=True)
class Function:
    """The test of one type."""

    class_name: Code
    name: Code
    recursive: bool
    keys: KeySets[Property] | None
    """The properties of an object type; `None` for an alias, which has `check`."""
    check: Check | None
    index: Check | None
    patterns: tuple[KeyCheck, ...]
    """The checks of undeclared properties by name, except those that accept anything."""
    at: Level
    """The level of the value with which the function is called."""
    keeps: bool = False
    """Whether it keeps its verdicts, since the same value could be tested repeatedly."""

    @property
    def flat(self) -> list[Property]:
        """The properties without parts, which are tested in one condition."""
        return [found for found in self._others if not found.has_parts]

    @property
    def parts(self) -> list[Property]:
        """The properties with parts or constraints, which are tested one by one."""
        return [found for found in self._others if found.has_parts]

    @property
    def stops(self) -> bool:
        """Whether the test stops at a missing property."""
        return any(not found.optional for found in self._others)

    @property
    def _others(self) -> list[Property]:
        """The properties whose strings are not gathered, except optional ones that may be all."""
        if self.keys is None:
            return []
        tested = [*self.keys.other_required, *self.keys.other_optional]
        nothing = self.gathered  # every other property has to leave the gathered ones
        found = [p for p in tested if nothing or not (p.optional and isinstance(p.check, Anything))]
        return sorted(found, key=lambda found: found.effort)

    @property
    def returns(self) -> bool:
        """Whether the test of an alias is an expression: of string literals, or of named types."""
        match self.check:
            case _ if self.keeps:
                return False
            case Scalars(strings=strings, literals=literals, count=1):
                return bool(strings) and literals == strings
            case Union(scalars=None, others=others, by=None):
                return all(isinstance(other, Named) for other in others)
            case _:
                return False

    @property
    def sets(self) -> list[Scalars]:
        """The literals for which there are constants."""
        return (
            named_sets(found.check for found in self.keys.all)
            if self.keys
            else named_sets([self.check])
        )

    @property
    def lengths(self) -> dict[str, int]:
        """The greatest lengths of the gathered strings that have one, by wire name."""
        lengths = ((found.wire_name, found.only_length) for found in self.gathered)
        return {name: length for name, length in lengths if length is not None}

    @property
    def lengths_constant(self) -> Code:
        return Code(f"_{naming.snake_case(self.class_name).upper()}_LENGTHS")

    @property
    def gathered(self) -> tuple[Property, ...]:
        """The string properties that are tested together; none if too few to save time."""
        return self.keys.strings if self.keys else ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A container in a union with others; its own function rejects that member only."""

    name: Code
    check: Check
    class_name: Code
    """The first type of its module that needs it."""

    @property
    def at(self) -> Level:
        """The level of the value with which the function is called, at the depth of its parts."""
        shared = Code("known" if passes(self.check) else "None")
        return Level(Code("depth"), Code("depth"), shared, passes(self.check))


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of `validators.py.jinja`."""
    signatures = (
        Signature(
            Code(typed_dict_name(model, named.name)),
            Code(named.name),
            Code(naming.snake_case(named.name)),
            isinstance(named, ObjectType),
            Code("TypeIs" if narrows_both_branches(model, named) else "TypeGuard"),
        )
        for named in model.types
    )
    return {"functions": Definitions(signatures)}


def checking(model: Model) -> Mapping[str, Any]:
    """Return the context of `_checking.py.jinja`."""
    checks = checks_with_repeats(model)
    functions = [_function(model, checks, named) for named in model.types]
    homes = spec_modules(model)
    parts = [
        (function, part)
        for function in functions
        for part in (
            *(found.check for found in (function.keys.all if function.keys else ())),
            *((function.check,) if function.check else ()),
            *((function.index,) if function.index else ()),
            *(pattern.check for pattern in function.patterns),
        )
    ]
    names: dict[Check, Code] = {}
    counts: Counter[str] = Counter()
    variants: dict[tuple[str, Check], Variant] = {}
    for owner, part in parts:
        for container in _apart(part, owner.check is None):
            if container not in names:
                counts[owner.name] += 1
                names[container] = Code(f"matches_{owner.name}_variant_{counts[owner.name]}")
            home = homes.get(owner.class_name, "")
            variant = Variant(names[container], container, owner.class_name)
            variants.setdefault((home, container), variant)
    return {
        "functions": Definitions(functions),
        "variants": Definitions(variants.values()),
        "variant_names": names,
        "for_mypyc": model.compiled,
    }


def no_exports(model: Model) -> list[str]:
    """Return the public names that a private module defines: none."""
    return []


def exports(model: Model) -> list[str]:
    """Return the public names that the module defines."""
    return [
        f"{verb}_{naming.snake_case(named.name)}"
        for named in model.types
        for verb in ("is", "validate", "check")
    ]


def _function(model: Model, checks: Checks, named: NamedType) -> Function:
    keys = node = index = None
    recursive = named.name in model.recursive
    keeps = named.name in checks.repeated.keeping
    passed = named.name in checks.repeated.passing
    patterns: tuple[KeyCheck, ...] = ()
    if isinstance(named, ObjectType):
        properties = checks.properties(named)
        tests = with_named_sets(named.name, (found.check for found in properties))
        properties = tuple(map(_with_check, properties, tests))
        keys = _key_sets(named, properties, keeps or model.compiled)
        index = None if named.index is None else checks.of(named.index)
        patterns = tuple(p for p in checks.patterns(named) if not isinstance(p.check, Anything))
    else:
        (node,) = with_named_sets(named.name, (checks.of_alias(named),))
    return Function(
        Code(named.name),
        Code(naming.snake_case(named.name)),
        recursive,
        keys,
        node,
        index,
        patterns,
        level(recursive=recursive, passes=passed, name="known", new="None"),
        keeps,
    )


def _with_check(found: Property, check: Check) -> Property:
    return replace(found, check=check)


def _key_sets(
    object_: ObjectType, properties: tuple[Property, ...], apart: bool
) -> KeySets[Property]:
    """Return the key sets of an object; its strings are gathered if that takes less time."""
    deep = any(found.is_deep for found in properties)
    one_by_one = deep or apart or object_.index is not None or bool(object_.patterns)
    strings = [] if one_by_one else _gathered(properties)
    return key_sets(object_.name, properties, strings)


def _gathered(properties: tuple[Property, ...]) -> list[Property]:
    """Return the strings that are tested together; none if too few to save time.

    Of strings with a greatest length, these are those that may be as long as all strings of the
    object usually are: then the length of all of them together is tested.
    """
    strings = [p for p in properties if p.is_string or p.only_length is not None]
    long = TYPICAL_LENGTH * len(strings)
    strings = [p for p in strings if p.only_length is None or p.only_length >= long]
    return strings if len(strings) >= WORTH_GATHERING else []


def _apart(node: Check, may_go_on: bool) -> Iterator[Check]:
    """Yield the containers that get functions of their own.

    These are containers in a union with other containers, and tuples that may be tested after an
    issue has been found: their array may be shorter than the tuple.
    """
    contested = isinstance(node, Union) and len(node.others) > 1
    for part in inner(node):
        yield from _apart(part, may_go_on and not contested and not isinstance(node, Tuple))
        if contested and isinstance(part, (Array, Tuple, Record)):
            yield part
    if may_go_on and isinstance(node, Tuple):
        yield node
