"""Model -> what a reference of a package tells of each type: shared by its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from typescribe.language import naming
from typescribe.language.graphs import weak_components
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
from typescribe.targets.shared.diagrams import Drawing, neighbourhood, overview
from typescribe.targets.shared.readings import READINGS
from typescribe.text.closed_types import literal_spelling, pieces
from typescribe.text.type_writer import Piece


@dataclass(frozen=True, slots=True)
class Property:
    """One field as a page shows it."""

    wire_name: str
    attribute: str
    type: tuple[Piece, ...]
    annotation: str
    is_optional: bool
    is_nullable: bool
    description: str
    reads_as: str
    """What its value is read as, in words; empty where it is taken as it is."""
    reading: str
    """The property that reads it so."""
    deprecated: str | None


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One documented literal."""

    text: str
    description: str


@dataclass(frozen=True, slots=True)
class Use:
    """A type that refers to another, and by which of its fields; by none where it is an alias."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One type as a page shows it."""

    name: str
    kind: str
    """In a word: object, values or alias."""
    description: str
    deprecated: str | None
    properties: tuple[Property, ...] = ()
    index: tuple[Piece, ...] = ()
    """The type of undeclared properties, where they have one."""
    type: tuple[Piece, ...] = ()
    """What an alias stands for."""
    annotation: str = ""
    values: tuple[ShownValue, ...] = ()
    users: tuple[Use, ...]
    used: tuple[str, ...]
    drawing: Drawing | None
    """Where it stands among its neighbours, if it has some."""
    parse: str = ""
    """The function that makes the objects of an alias that holds some."""
    typed_dict: str
    function: str
    """What the names of its validators end with."""


@dataclass(frozen=True, slots=True)
class Map:
    """All types by what refers to what."""

    drawings: tuple[Drawing, ...]
    """One for each group of types that refer to one another, the largest first."""
    alone: tuple[str, ...]
    """The types that neither refer to another nor are referred to."""


def entries(model: Model) -> tuple[Entry, ...]:
    """Return every type, in the order of the alphabet."""
    users: dict[str, list[Use]] = {named.name: [] for named in model.types}
    for named in _sorted(model):
        for target, fields in _targets(named).items():
            users[target].append(Use(named.name, fields))
    return tuple(_entry(model, named, tuple(users[named.name])) for named in _sorted(model))


def facts(model: Model) -> str:
    """Return in a line how much there is."""
    fields = sum(1 for _ in model.fields())
    return f"{_counted(len(model.types), 'type')}, {_counted(fields, 'field')}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def graph_of(model: Model) -> dict[str, tuple[str, ...]]:
    """Return what each type refers to, in the order of the alphabet."""
    return {named.name: tuple(_targets(named)) for named in _sorted(model)}


def map_of(model: Model) -> Map:
    """Return all types in groups, the largest first."""
    graph = graph_of(model)
    groups = sorted(weak_components(graph), key=len, reverse=True)
    return Map(
        tuple(overview({name: graph[name] for name in group}) for group in groups if group[1:]),
        tuple(group[0] for group in groups if not group[1:]),
    )


def _sorted(model: Model) -> list[NamedType]:
    return sorted(model.types, key=lambda named: (named.name.lower(), named.name))


def _targets(named: NamedType) -> dict[str, tuple[Field, ...]]:
    """Return what a type refers to, and by which of its fields."""
    found = {name: list[Field]() for part in parts(named) for name in references(part)}
    if isinstance(named, ObjectType):
        for field in named.fields:
            for name in dict.fromkeys(references(field.type)):
                found[name].append(field)
    return {name: tuple(fields) for name, fields in found.items()}


def _entry(model: Model, named: NamedType, users: tuple[Use, ...]) -> Entry:
    targets = _targets(named)
    entry = Entry(
        name=named.name,
        kind="object",
        description=named.description,
        deprecated=named.deprecated,
        users=users,
        used=tuple(targets),
        drawing=_drawing(named, users, targets),
        typed_dict=typed_dict_name(model, named.name),
        function=naming.snake_case(named.name),
    )
    match named:
        case ObjectType(fields=fields, index=index):
            return replace(
                entry,
                properties=tuple(_property(model, field) for field in fields),
                index=() if index is None else pieces(index),
            )
        case AliasType(type=type_, values=values):
            return replace(
                entry,
                kind="values" if values else "alias",
                type=pieces(type_),
                annotation=annotation(type_, str),
                values=tuple(ShownValue(literal_spelling(v.value), v.description) for v in values),
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
        reads_as=READINGS[reads_as][2] if reads_as else "",
        reading=reading_property(field.attribute, reads_as) if reads_as else "",
        deprecated=field.deprecated,
    )


def _drawing(
    named: NamedType, users: tuple[Use, ...], targets: Mapping[str, tuple[Field, ...]]
) -> Drawing | None:
    left = {use.name: _note(use.fields) for use in users if use.name != named.name}
    right = {name: _note(fields) for name, fields in targets.items() if name != named.name}
    if not left and not right:
        return None
    return neighbourhood(named.name, left, right, recurs=named.name in targets)


def _note(fields: tuple[Field, ...]) -> str:
    """Return by which attributes a type refers: the first, and how many more."""
    if not fields:
        return ""
    more = f" +{len(fields) - 1}" if fields[1:] else ""
    return f".{fields[0].attribute}{more}"
