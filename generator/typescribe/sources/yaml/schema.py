"""Checks the tree of a file against the schema of its language -> problems with positions.

`spec.schema.json` describes the spec language, `overlay.schema.json` the overlay language.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from typescribe.language.errors import Problem
from typescribe.language.schemas import OVERLAY_SCHEMA, SPEC_SCHEMA, spec_schema
from typescribe.sources.yaml.acceptance import Acceptance, Test
from typescribe.sources.yaml.instances import Instance, instance_of
from typescribe.sources.yaml.tree import Node

SPEC: Final = SPEC_SCHEMA
OVERLAY: Final = OVERLAY_SCHEMA

_FREE_TEXTS = {"description", "type"}


def schema_problems(root: Node, name: str = SPEC) -> list[Problem]:
    """Return every violation of a schema in a file."""
    instance = instance_of(root)
    if acceptance(name)(instance):
        return []
    from typescribe.sources.yaml.violations import violations  # loads jsonschema

    return violations(root, instance, name)


@cache
def acceptance(name: str) -> Test:
    """Return the test whether the content of a file is valid against a schema."""
    schemas = {each: spec_schema(each) for each in (SPEC, OVERLAY)}
    # In the overlay language, there are several kinds of fields.
    return Acceptance(schemas, {(SPEC, "/$defs/field"): _shape}).of(name)


def _shape(field: Instance) -> object:
    """Return the part of a field that its schema checks; None if it checks the whole field.

    A large spec has tens of thousands of fields that differ only in their texts.
    """
    if not isinstance(field, dict):
        return type(field)
    if field.keys() <= _FREE_TEXTS:
        return tuple((key, type(value)) for key, value in field.items())
    return None
