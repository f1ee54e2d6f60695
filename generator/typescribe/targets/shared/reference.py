"""The types of a model as a reference page presents them, in Markdown or HTML."""

from __future__ import annotations

from dataclasses import dataclass, replace

from typescribe.language import naming
from typescribe.language.constraints import Constraints
from typescribe.language.model import (
    AliasType,
    Field,
    Model,
    NamedType,
    ObjectType,
    parts,
    references,
)
from typescribe.language.public_names import parse_functions, reading_property
from typescribe.targets.shared.annotations import annotation, attribute_annotation, typed_dict_name
from typescribe.targets.shared.readings import meaning
from typescribe.text.closed_types import literal_spelling, pattern_spelling, pieces
from typescribe.text.constraints import phrases
from typescribe.text.type_writer import Piece


@dataclass(frozen=True, slots=True)
class Property:
    """A row of the page: one field of an object type."""

    wire_name: str
    attribute: str
    type: tuple[Piece, ...]
    annotation: str
    is_optional: bool
    is_nullable: bool
    description: str
    reads_as: str
    """The type that `reads_as` decodes the value to, in words; empty without `reads_as`."""
    reading: str
    """The property that returns the decoded value."""
    deprecated: str | None
    constraints: tuple[str, ...]
    """The constraints in words, the default, and the examples."""


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One documented literal of an alias."""

    text: str
    description: str


@dataclass(frozen=True, slots=True)
class Use:
    """A reference between the type of an entry and another type, in either direction."""

    name: str
    """The other type."""
    fields: tuple[Field, ...]
    """The fields that refer, in the type that refers; empty if that is an alias."""


@dataclass(frozen=True, slots=True)
class ShownPattern:
    """The index signature of some keys."""

    name: str
    """The signature in TypeScript, without the type."""
    type: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A section of the page: one named type."""

    name: str
    kind: str
    """The kind of the type in a word: object, values or alias."""
    description: str
    deprecated: str | None
    constraints: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()
    patterns: tuple[ShownPattern, ...] = ()
    """The types of undeclared properties by their names."""
    index: tuple[Piece, ...] = ()
    """The type of all other undeclared properties, where the spec declares one."""
    type: tuple[Piece, ...] = ()
    """The type that an alias names."""
    annotation: str = ""
    values: tuple[ShownValue, ...] = ()
    users: tuple[Use, ...]
    """The types that refer to this one."""
    used: tuple[Use, ...]
    """The types that this one refers to."""
    parse: str = ""
    """The function that parses values of an alias, if it contains objects."""
    typed_dict: str
    function: str
    """The common ending of the names of its validators."""


def entries(model: Model) -> tuple[Entry, ...]:
    """Return an entry for every type, in alphabetical order."""
    users: dict[str, list[Use]] = {named.name: [] for named in model.types}
    for named in _sorted(model):
        for use in _used(named):
            users[use.name].append(Use(named.name, use.fields))
    return tuple(_entry(model, named, tuple(users[named.name])) for named in _sorted(model))


def facts(model: Model) -> str:
    """Return the numbers of types and fields as a phrase: `2 types, 1 field`."""
    fields = sum(1 for _ in model.fields())
    return f"{_counted(len(model.types), 'type')}, {_counted(fields, 'field')}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def graph_of(model: Model) -> dict[str, tuple[str, ...]]:
    """Return the names of the types that each type refers to, in alphabetical order."""
    return {named.name: tuple(use.name for use in _used(named)) for named in _sorted(model)}


def _sorted(model: Model) -> list[NamedType]:
    return sorted(model.types, key=lambda named: (named.name.lower(), named.name))


def _used(named: NamedType) -> tuple[Use, ...]:
    """Return the types that a type refers to, each with the fields that refer to it."""
    found = {name: list[Field]() for part in parts(named) for name in references(part)}
    if isinstance(named, ObjectType):
        for field in named.fields:
            for name in dict.fromkeys(references(field.type)):
                found[name].append(field)
    return tuple(Use(name, tuple(fields)) for name, fields in found.items())


def _entry(model: Model, named: NamedType, users: tuple[Use, ...]) -> Entry:
    entry = Entry(
        name=named.name,
        kind="object",
        description=named.description,
        deprecated=named.deprecated,
        users=users,
        used=_used(named),
        typed_dict=typed_dict_name(model, named.name),
        function=naming.snake_case(named.name),
    )
    match named:
        case ObjectType(fields=fields, index=index, patterns=patterns):
            return replace(
                entry,
                properties=tuple(_property(model, field) for field in fields),
                patterns=tuple(
                    ShownPattern(pattern_spelling(p), pieces(p.value)) for p in patterns
                ),
                index=() if index is None else pieces(index),
            )
        case AliasType(type=type_, values=values):
            return replace(
                entry,
                kind="values" if values else "alias",
                type=pieces(type_),
                annotation=annotation(type_, str, named.constraints),
                constraints=_shown(named.constraints),
                values=tuple(
                    ShownValue(literal_spelling(v.value), v.documentation) for v in values
                ),
                parse=parse_functions(named)[0] if model.holds_objects(type_) else "",
            )


def _property(model: Model, field: Field) -> Property:
    reads_as = field.reads_as
    return Property(
        wire_name=field.wire_name,
        attribute=field.attribute,
        type=pieces(field.type),
        annotation=attribute_annotation(model, field, str),
        is_optional=field.optional,
        is_nullable=model.accepts_null(field.type),
        description=field.description,
        reads_as=meaning(reads_as) if reads_as else "",
        reading=reading_property(field.attribute, reads_as) if reads_as else "",
        deprecated=field.deprecated,
        constraints=_shown(field.constraints),
    )


def _shown(constraints: Constraints) -> tuple[str, ...]:
    default = () if constraints.default is None else (f"default {constraints.default}",)
    examples = tuple(f"example {text}" for text in constraints.examples)
    return (*phrases(constraints), *default, *examples)
