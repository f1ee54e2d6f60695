"""Derives attribute names, and finds names of a package that collide in Python."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping

from typescribe.language import naming
from typescribe.language.declared import DeclaredField
from typescribe.language.errors import Position, Problem
from typescribe.language.model import AliasType, Model
from typescribe.language.public_names import exported_names, reading_property


def attributes(fields: Mapping[str, DeclaredField]) -> tuple[dict[str, str], list[Problem]]:
    """Return the attribute for each wire name of an object type, and the problems found."""
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
                    'set another for one of them with "attribute"'
                )
                problems.append(Problem(field.position, message, code="attribute_name"))
    return named, problems


def _attribute_problem(field: DeclaredField, attribute: str) -> str:
    if not attribute:
        return (
            f'no Python attribute can be made from "{field.wire_name}"; ' 'set one with "attribute"'
        )
    if field.attribute is None:
        return ""
    if not attribute.isidentifier() or attribute.startswith("_") or not attribute.isascii():
        return f'"{attribute}" cannot be an attribute name; use letters, digits and underscores'
    if keyword.iskeyword(attribute) or naming.is_taken(attribute):
        return f'"{attribute}" is reserved in every generated class; try "{attribute}_"'
    return ""


def name_problems(model: Model, positions: Mapping[str, Position]) -> Iterator[Problem]:
    """Yield a problem for each type that exports a name of another type."""
    owners: dict[str, str] = {}
    for named in model.types:
        objects = not isinstance(named, AliasType) or model.holds_objects(named.type)
        for name in exported_names(named, objects):
            first = owners.setdefault(name, named.name)
            if first != named.name:
                message = (
                    f'"{named.name}" and "{first}" both export "{name}"; '
                    'set another class name for one of them with "name"'
                )
                yield Problem(positions[named.name], message, code="class_name")
                break
