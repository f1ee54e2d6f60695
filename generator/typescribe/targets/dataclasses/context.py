"""Model -> context of `models.py.jinja`: a dataclass for every object type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from typescribe.language import naming
from typescribe.language.model import (
    AliasType,
    Field,
    Model,
    NamedType,
    ObjectType,
    Reference,
    parts,
    references,
)
from typescribe.language.public_names import parse_functions
from typescribe.targets.contract import Definitions
from typescribe.targets.dataclasses.dumps import STAYS, Dump, any_of, dump
from typescribe.targets.shared.annotations import (
    absent_value,
    annotation,
    attribute_annotation,
    is_defined,
    quote_forward,
)
from typescribe.targets.shared.checks import (
    Anything,
    Check,
    KeyCheck,
    Named,
    Record,
    Scalars,
    effort,
    is_string,
)
from typescribe.targets.shared.documentation import documentation
from typescribe.targets.shared.enums import (
    enum_annotation,
    enum_base,
    enum_conversion,
    enum_imports,
)
from typescribe.targets.shared.key_sets import KeySets, key_sets, strings_among
from typescribe.targets.shared.levels import Level, level
from typescribe.targets.shared.model_checks import Checks
from typescribe.targets.shared.readings import Reading, nothing_to_decode, reading, reading_imports
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

    @property
    def optional(self) -> bool:
        return self.default is not None

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

    @property
    def dump(self) -> Dump | None:
        """How values that the function of the alias builds are converted back to JSON."""
        return dump(self.check) | STAYS if self.check and self.called else None

    @property
    def dumps(self) -> list[Dump]:
        """`dump` as a list, empty if there is none."""
        return [self.dump] if self.dump else []


@dataclass(frozen=True, slots=True)
class Names:
    """The name of a type, and the part of its functions' names that is its own."""

    name: Code
    function: Code


_made_last: list[tuple[Model, Mapping[str, Any]]] = []
"""The last two results of `context`: each model is asked for by both modules."""


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of `models.py.jinja` and `_building.py.jinja`."""
    for known, made in _made_last:
        if known is model:
            return made
    made = _context(model)
    _made_last[:] = [*_made_last[-1:], (model, made)]
    return made


def _context(model: Model) -> Mapping[str, Any]:
    checks = Checks.with_repeats(model)
    entries: list[DataClass | TypeAlias] = []
    defined: set[str] = set()
    uses = _Uses(
        _held(model, [n for n in model.types if isinstance(n, ObjectType)]),
        _held(model, [n for n in model.types if model.holds_objects(Reference(n.name))]),
    )
    for named in model.types:
        if isinstance(named, ObjectType):
            entries.append(_data_class(model, checks, named))
        else:
            entries.append(_alias(model, checks, named, defined, uses))
            if not is_defined(named.type, defined):
                continue
        defined.add(named.name)
    return {
        "entries": Definitions(entries),
        "classes": [Names(e.name, e.function) for e in entries if isinstance(e, DataClass)],
        "parsed": [
            Names(e.name, e.function) for e in entries if isinstance(e, TypeAlias) and e.parsed
        ],
        **reading_imports(model),
        "enums": enum_imports(model),
    }


def no_exports(model: Model) -> list[str]:
    """Return the public names that a private module defines: none."""
    return []


def exports(model: Model) -> list[str]:
    """Return the public names that the module defines."""
    classes = [named.name for named in model.types]
    parsed = [n for n in model.types if isinstance(n, AliasType) and model.holds_objects(n.type)]
    return [*classes, *(name for named in parsed for name in parse_functions(named))]


@dataclass(frozen=True, slots=True)
class _Uses:
    """The names of the types whose values generated code builds."""

    held: set[str]
    """Those whose values attributes of classes hold."""
    built: set[str]
    """Those whose values may also be held by an alias alone."""


def _held(model: Model, holders: Iterable[NamedType]) -> set[str]:
    """Return the names of the types that some types refer to, at any depth."""
    held: set[str] = set()
    waiting = [*holders]
    while waiting:
        for type_ in parts(waiting.pop()):
            for name in references(type_):
                if name not in held:
                    held.add(name)
                    waiting.append(model.by_name[name])
    return held


def _data_class(model: Model, checks: Checks, object_: ObjectType) -> DataClass:
    attributes = [_attribute(model, checks, object_, field) for field in object_.fields]
    index = object_.index
    return DataClass(
        Code(object_.name),
        tuple(sorted(attributes, key=lambda attribute: attribute.optional)),
        None if index is None else checks.of(index),
        tuple(p for p in checks.patterns(object_) if not isinstance(p.check, Anything)),
        Code("Any" if index is None or object_.patterns else annotation(index, str)),
        documentation(object_),
        object_.name in model.recursive,
        _level(model, checks, object_.name),
        object_.name in checks.repeated.keeping,
        Code(naming.snake_case(object_.name)),
    )


def _level(model: Model, checks: Checks, name: str) -> Level:
    passed = name in checks.repeated.passing
    return level(recursive=name in model.recursive, passes=passed, name="here", new="None")


def _attribute(model: Model, checks: Checks, owner: ObjectType, field: Field) -> Attribute:
    default = Code(absent_value(model, field)) if field.optional else None
    absent = nothing_to_decode(field, default, model.accepts_null(field.type))
    check = checks.of_field(field)
    return Attribute(
        field.wire_name,
        Code(field.attribute),
        Code(attribute_annotation(model, field, str)),
        default,
        check,
        dump(check),
        documentation(field),
        reading(model, owner, field, absent is not None),
        absent,
        enum_conversion(model, field.type, f"self.{field.attribute}"),
    )


def _alias(
    model: Model, checks: Checks, alias: AliasType, defined: set[str], uses: _Uses
) -> TypeAlias:
    if enum_base(model, alias):
        written = enum_annotation(alias)
    else:
        written = annotation(alias.type, str, alias.constraints)
    reference = checks.of(Reference(alias.name))
    is_function = isinstance(reference, Named) and reference.class_name == alias.name
    called = is_function and alias.name in uses.held
    is_built = is_function and alias.name in uses.built
    parsed = model.holds_objects(alias.type)
    return TypeAlias(
        Code(alias.name),
        Code(quote_forward(written, alias.type, defined)),
        documentation(alias),
        Code(naming.snake_case(alias.name)),
        alias.name in model.recursive,
        _level(model, checks, alias.name),
        alias.name in checks.repeated.keeping,
        checks.of_alias(alias) if is_built or parsed else None,
        called,
        parsed,
    )
