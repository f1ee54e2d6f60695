"""Derives attribute names, and finds names of a package that collide in Python."""

from __future__ import annotations

import keyword
from collections import Counter
from collections.abc import Container, Iterator, Mapping

from typescribe.language import naming
from typescribe.language.declared import DeclaredField
from typescribe.language.errors import Position, Problem
from typescribe.language.model import AliasType, Model
from typescribe.language.public_names import exported_names, reading_property


def attributes(fields: Mapping[str, DeclaredField]) -> tuple[dict[str, str], list[Problem]]:
    """Return the attribute for each wire name of an object type, and the problems found.

    A property whose name was computed gives way to the others: `+1` and `-1` of
    `Record<"+1" | "-1", V>` become `field_1` and `field_1_2`.
    """
    named = dict.fromkeys(fields, "")
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    for wire_name, field in fields.items():
        if field.computed:
            continue
        attribute = field.attribute or naming.attribute_name(wire_name)
        named[wire_name] = attribute
        problem = _attribute_problem(field, attribute)
        if problem:
            problems.append(Problem(field.position, problem, code="attribute_name"))
            continue
        for name in _made(attribute, field):
            first = owners.setdefault(name, wire_name)
            if first != wire_name:
                message = (
                    f'"{first}" and "{wire_name}" both become the attribute "{name}"; '
                    'set another for one of them with "attribute"'
                )
                problems.append(Problem(field.position, message, code="attribute_name"))
    counts: Counter[str] = Counter()
    for wire_name, field in fields.items():
        if field.computed:
            made = _free_names(field, owners, counts)
            named[wire_name] = made[0]
            owners.update(dict.fromkeys(made, wire_name))
    return named, problems


def _free_names(
    field: DeclaredField, taken: Container[str], counts: Counter[str]
) -> tuple[str, ...]:
    """Return a free attribute, and the property that decodes it; `counts` has those tried."""
    plain = attribute = naming.attribute_name(field.wire_name) or "field"
    while True:
        counts[plain] += 1
        if counts[plain] > 1:
            attribute = f"{plain.rstrip('_')}_{counts[plain]}"
        made = _made(attribute, field)
        if not any(name in taken for name in made):
            return made


def _made(attribute: str, field: DeclaredField) -> tuple[str, ...]:
    if field.reads_as:
        return attribute, reading_property(attribute, field.reads_as)
    return (attribute,)


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
