"""Names of one package held against each other: what would collide in Python is a mistake."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping

from typescribe.language import naming
from typescribe.language.declared import DeclaredField
from typescribe.language.errors import Position, Problem
from typescribe.language.model import AliasType, Model
from typescribe.language.public_names import exported_names, reading_property


def attributes(fields: Mapping[str, DeclaredField]) -> tuple[dict[str, str], list[Problem]]:
    """Return the attribute of each wire name of an object type, and what is wrong with them."""
    named: dict[str, str] = {}
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    for wire_name, field in fields.items():
        attribute = field.attribute or naming.attribute_name(wire_name)
        named[wire_name] = attribute
        problem = _attribute_problem(field, attribute)
        if problem:
            problems.append(Problem(field.position, problem, code="attribute_name"))
            continue
        made = [attribute]
        if field.reads_as:
            made.append(reading_property(attribute, field.reads_as))
        for name in made:
            first = owners.setdefault(name, wire_name)
            if first != wire_name:
                message = (
                    f'"{first}" and "{wire_name}" both become the attribute "{name}"; '
                    'give one of them another with "attribute"'
                )
                problems.append(Problem(field.position, message, code="attribute_name"))
    return named, problems


def _attribute_problem(field: DeclaredField, attribute: str) -> str:
    if not attribute:
        return (
            f'no Python attribute can be made from "{field.wire_name}"; '
            'give it one with "attribute"'
        )
    if field.attribute is None:
        return ""
    if not attribute.isidentifier() or attribute.startswith("_") or not attribute.isascii():
        return f'"{attribute}" cannot be an attribute; use letters, digits and underscores'
    if keyword.iskeyword(attribute) or naming.is_taken(attribute):
        return f'"{attribute}" is taken in every generated class; try "{attribute}_"'
    return ""


def name_problems(model: Model, positions: Mapping[str, Position]) -> Iterator[Problem]:
    """Yield a problem for every two types that would export the same name."""
    owners: dict[str, str] = {}
    for named in model.types:
        objects = not isinstance(named, AliasType) or model.holds_objects(named.type)
        for name in exported_names(named, objects):
            first = owners.setdefault(name, named.name)
            if first != named.name:
                message = (
                    f'"{named.name}" and "{first}" both export "{name}"; '
                    'give one of them another class with "name"'
                )
                yield Problem(positions[named.name], message, code="class_name")
                break
