"""Model -> context of `protocols.py.jinja`: a read-only protocol for every family of classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import fill
from typing import Any

from typescribe.language.constraints import NONE, Constraints
from typescribe.language.families import Family
from typescribe.language.model import (
    ArrayType,
    Field,
    Model,
    ObjectType,
    RecordType,
    TupleType,
    Type,
    UnionType,
    children,
    references,
)
from typescribe.targets.contract import Definitions
from typescribe.targets.protocols.joined import joined
from typescribe.targets.shared.annotations import Naming, annotation
from typescribe.targets.shared.documentation import documentation
from typescribe.text.quoting import LINE_LENGTH, Code


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a protocol."""

    name: Code
    annotation: Code
    documentation: str


@dataclass(frozen=True, slots=True)
class ProtocolClass:
    """The protocol of one family."""

    name: Code
    parameters: Code
    """The type variables between brackets; empty if there are none."""
    properties: tuple[Property, ...]
    documentation: str
    classes: tuple[Code, ...]
    """The classes that have all of these properties."""

    @property
    def all_documentation(self) -> str:
        """The description, if there is one, and the classes, in lines of usual length."""
        classes = ", ".join(f"`{name}`" for name in self.classes)
        listed = fill(f"Classes: {classes}", LINE_LENGTH - 4, break_long_words=False)
        return f"{self.documentation}\n\n{listed}" if self.documentation else listed


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    made = [(family, [*_properties(model, family)]) for family in model.families]
    kept = [(family, found) for family, found in made if found]
    types = [type_ for _, found in kept for _, type_ in found]
    named = {name for type_ in types for name in references(type_)}
    variables = dict.fromkeys(name for family, _ in kept for name in family.parameters)
    return {
        "entries": Definitions(
            _protocol(family, [each for each, _ in found]) for family, found in kept
        ),
        "variables": [Code(name) for name in variables],
        "type_names": [Code(name) for name in model.by_name if name in named],
    }


def exports(model: Model) -> list[str]:
    """Return the names that the package exports: none, so that they are imported on purpose."""
    return []


def _protocol(family: Family, properties: list[Property]) -> ProtocolClass:
    parameters = f"[{', '.join(family.parameters)}]" if family.parameters else ""
    return ProtocolClass(
        Code(family.name),
        Code(parameters),
        tuple(properties),
        family.description,
        tuple(map(Code, family.members)),
    )


def _properties(model: Model, family: Family) -> Iterator[tuple[Property, Type]]:
    """Yield the properties of a protocol with their types: the attributes of all its classes."""
    objects = [model.by_name[name] for name in family.members]
    attributes = [
        {field.attribute: field for field in object_.fields}
        for object_ in objects
        if isinstance(object_, ObjectType)
    ]
    patterns = dict(family.patterns)
    for name in attributes[0]:
        fields = [found[name] for found in attributes if name in found]
        wire_names = {field.wire_name for field in fields}
        if len(fields) == len(attributes) and len(wire_names) == 1:
            type_ = patterns.get(name) or joined([field.type for field in fields], model)
            yield _property(model, fields, type_), type_


def _property(model: Model, fields: list[Field], type_: Type) -> Property:
    with_any = {family.name for family in model.families if family.parameters}
    limits = fields[0].constraints
    if any(field.constraints != limits for field in fields):
        limits = NONE
    written = _read_only(type_, lambda name: f"{name}[Any]" if name in with_any else name, limits)
    for field in fields:
        if field.optional:
            written |= {"Unset" if model.accepts_null(field.type) else "None": None}
    if len(written) > 1:
        written.pop("Never", None)
    described = next((field for field in fields if field.description), fields[0])
    return Property(
        Code(fields[0].attribute),
        Code(" | ".join(written)),
        documentation(described, constraints=False),
    )


def _read_only(type_: Type, named: Naming, limits: Constraints) -> dict[str, None]:
    """Return the members of the annotation of a type whose lists and dicts are only read."""
    members = type_.members if isinstance(type_, UnionType) else (type_,)
    found: dict[str, None] = {}
    others: list[Type] = []
    for member in members:
        match member:
            case ArrayType(item=item):
                inner = _read_only(item, named, limits.items or NONE)
                found[f"Sequence[{' | '.join(inner)}]"] = None
            case TupleType():
                items = (_read_only(item, named, NONE) for item in children(member))
                texts = dict.fromkeys(text for item in items for text in item)
                found[f"Sequence[{' | '.join(texts) or 'Never'}]"] = None
            case RecordType(value=value):
                inner = _read_only(value, named, NONE)
                found[f"Mapping[str, {' | '.join(inner)}]"] = None
            case _:
                others.append(member)
    if others:
        rest = others[0] if len(others) == 1 else UnionType(tuple(others))
        found[annotation(rest, named, limits)] = None
    return found
