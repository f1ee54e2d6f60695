"""Dataclasses and aliases in the form that their templates need; `context` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from typescribe.targets.dataclasses.dumps import STAYS, Dump, any_of, dump
from typescribe.targets.shared.checks import (
    Anything,
    Check,
    KeyCheck,
    Record,
    Scalars,
    effort,
    is_string,
)
from typescribe.targets.shared.key_sets import KeySets, key_sets, strings_among
from typescribe.targets.shared.levels import Level
from typescribe.targets.shared.literal_sets import named_sets
from typescribe.targets.shared.readings import Reading
from typescribe.text.quoting import LINE_LENGTH, Code

WORTH_FETCHING = 10
"""The number of required strings from which looking all up at once is faster."""

WORTH_SETTING_LATE = 20
"""The number of optional properties from which setting only those that are absent is faster."""

PLAIN = {
    "string": ("str", "text"),
    "number": ("int", "number"),
    "boolean": ("bool", "boolean"),
}
"""For each type of JSON: the usual type of its values, and the function that builds any other."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The usual type of values, and the function that tests all others."""

    type: Code
    otherwise: Code


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a dataclass."""

    wire_name: str
    name: Code
    annotation: Code
    default: Code | None
    """The default: `None` or `UNSET` for an optional property, empty for a required one."""
    check: Check
    dump: Dump
    documentation: str
    reading: Reading | None
    maybe_absent: Code | None
    """The condition under which the reading is `None`."""
    conversion: Code | None
    """An expression for the attribute with members of enums; `None` if it can have none."""
    literal: Code | None
    """The only value of a required property, which the constructor need not be given."""

    @property
    def optional(self) -> bool:
        return self.default is not None

    @property
    def initial(self) -> Code | None:
        """The default in the class; `None` if the constructor has to be given a value."""
        return self.literal if self.default is None else self.default

    @property
    def effort(self) -> int:
        """The cost rank of the attribute's test; see `checks.effort`."""
        return effort(self.check)

    @property
    def is_string(self) -> bool:
        """Whether the type of the attribute is `string`."""
        return is_string(self.check)

    @property
    def may_be_literal(self) -> bool:
        """Whether the attribute may be a string literal, but no other string."""
        return isinstance(self.check, Scalars) and bool(self.check.strings)

    @property
    def plain(self) -> Plain | None:
        """The usual type of its values, if these are of one type, and perhaps null."""
        if not isinstance(self.check, Scalars) or self.check.count - self.check.null != 1:
            return None
        for name, (type_, otherwise) in PLAIN.items():
            if getattr(self.check, name):
                return Plain(Code(type_), Code(otherwise))
        return None

    @property
    def value(self) -> Code:
        return Code(f"self.{self.name}")

    def fits(self, value: str) -> bool:
        """Whether the statement that sets the attribute to an expression fits into a line."""
        margin = 8 if self.optional else 4
        return margin + len(f"{self.value} = {value}") <= LINE_LENGTH


@dataclass(frozen=True, slots=True)
class DataClass:
    """One dataclass; required attributes come first."""

    is_alias: ClassVar = False
    name: Code
    attributes: tuple[Attribute, ...]
    index: Check | None
    patterns: tuple[KeyCheck, ...]
    """The checks of undeclared properties by name, except those that accept anything."""
    index_annotation: Code
    documentation: str
    recursive: bool
    at: Level
    keeps: bool
    """Whether an instance is kept once it is built, as it could be needed again."""
    function: Code
    index_conversion: Code | None
    """An expression for an undeclared property `x` with members of enums, if it may have some."""
    pattern_conversions: tuple[tuple[str, Code], ...]
    """Such expressions for the properties whose names match patterns, by the patterns."""
    is_part: bool
    """Whether values of other types contain instances."""

    def conversion_by(self, regex: str) -> Code | None:
        """Return the expression for a property whose name matches a pattern, if it has one."""
        return dict(self.pattern_conversions).get(regex)

    @property
    def is_bare(self) -> bool:
        """Whether the body of the class would be empty."""
        return not self.attributes and not self.documentation

    @property
    def keys(self) -> KeySets[Attribute]:
        """The key sets; if there are many required strings, they are tested together."""
        required = (attribute for attribute in self.attributes if not attribute.optional)
        return key_sets(self.name, self.attributes, strings_among(required, WORTH_FETCHING))

    @property
    def sets(self) -> list[Scalars]:
        """The literals for which there are constants."""
        return named_sets(attribute.check for attribute in self.attributes)

    @property
    def sets_late(self) -> bool:
        """Whether each optional attribute is set once it is known whether it is absent."""
        return len(self.keys.optional) >= WORTH_SETTING_LATE

    @property
    def absent(self) -> list[Code]:
        """Statements that set all optional attributes to their values for absent properties.

        There are none if there are so many that each is better set on its own.
        """
        lines: list[str] = []
        if self.sets_late:
            return []
        for value in ("None", "UNSET"):
            names = [a.value for a in self.attributes if a.default == value]
            line = ""
            for name in names:
                if line and len(f"    {line}{name} = {value}") > LINE_LENGTH:
                    lines.append(line + value)
                    line = ""
                line += f"{name} = "
            if line:
                lines.append(line + value)
        return list(map(Code, lines))

    @property
    def extra(self) -> Dump:
        """How undeclared properties are converted back to JSON."""
        others = self.index or Anything()
        if not self.patterns:
            return dump(Record(others))
        return Dump(values=any_of([dump(c) for c in (others, *(p.check for p in self.patterns))]))

    @property
    def dumps(self) -> list[Dump]:
        """How the values of its attributes are converted back to JSON."""
        return [*(attribute.dump for attribute in self.attributes), self.extra]


@dataclass(frozen=True, slots=True)
class TypeAlias:
    """One alias; it is quoted if it refers to a later definition."""

    is_alias: ClassVar = True
    name: Code
    annotation: Code
    documentation: str
    function: Code
    recursive: bool
    at: Level
    keeps: bool
    check: Check | None
    """The type as a check; `None` if no function is needed to build values of the alias."""
    called: bool
    """Whether an attribute has the type of the alias, and more than one condition to build it."""
    parsed: bool
    """Whether it contains objects, so that it has functions that parse a message."""
    conversion: Code | None
    """An expression for the value `x` with members of enums; `None` if no function converts it."""

    @property
    def dump(self) -> Dump | None:
        """How values that the function of the alias builds are converted back to JSON."""
        return dump(self.check) | STAYS if self.check and self.called else None

    @property
    def dumps(self) -> list[Dump]:
        """`dump` as a list, empty if there is none."""
        return [self.dump] if self.dump else []
