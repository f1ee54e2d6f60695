"""A type and all types that it refers to -> JSON; each type occurs once, under its name."""

from __future__ import annotations

from typing import Any

from typescribe.language.model import Field, Model, NamedType, ObjectType, parts, references
from typescribe.showing.unfold import uses
from typescribe.text.closed_types import key_spelling, spelling
from typescribe.text.constraints import as_schema


def as_json(model: Model, name: str, depth: int | None) -> dict[str, Any]:
    """Return a type as JSON data, with the types that it refers to.

    `depth` limits the levels of references; `None` includes all.
    """
    return {
        "package": model.name,
        "type": name,
        "used_in": uses(model, name),
        "types": {each: _named(model.by_name[each]) for each in _reached(model, name, depth)},
    }


def _reached(model: Model, name: str, depth: int | None) -> list[str]:
    found = {name: 1}
    waiting = [name]
    for each in waiting:
        if depth is None or found[each] < depth:
            for part in parts(model.by_name[each]):
                for reference in references(part):
                    if reference not in found:
                        found[reference] = found[each] + 1
                        waiting.append(reference)
    return waiting


def _named(named: NamedType) -> dict[str, Any]:
    about = {"description": named.description, "deprecated": named.deprecated}
    if isinstance(named, ObjectType):
        index = None if named.index is None else spelling(named.index)
        patterns = [
            {"keys": key_spelling(pattern), "type": spelling(pattern.value)}
            for pattern in named.patterns
        ]
        properties = [*map(_property, named.fields)]
        return {**about, "properties": properties, "index": index, "patterns": patterns}
    values = [
        {"value": each.value, "description": each.description, "names": [*each.names]}
        for each in named.values
    ]
    limits = as_schema(named.constraints)
    return {**about, "alias": spelling(named.type), "values": values, "constraints": limits}


def _property(field: Field) -> dict[str, Any]:
    return {
        "name": field.wire_name,
        "attribute": field.attribute,
        "type": spelling(field.type),
        "optional": field.optional,
        "description": field.description,
        "deprecated": field.deprecated,
        "reads_as": field.reads_as,
        "constraints": as_schema(field.constraints),
    }
