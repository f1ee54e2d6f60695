"""Types and formats of properties -> the readings that they imply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from typescribe.language.declared import DeclaredField, Keyword, TypeExpression, TypeReference
from typescribe.language.expressions import members_of
from typescribe.language.readings import BuiltIn

OF_OBJECTS: Final[Mapping[str, BuiltIn]] = {"Date": "date_time", "URL": "url"}
"""Objects of the library that are sent as texts, and what these texts stand for.

See https://tc39.es/ecma262/#sec-date.prototype.tojson, https://url.spec.whatwg.org/#dom-url-tojson.
"""

OF_FORMATS: Final[Mapping[str, BuiltIn]] = {
    "byte": "base64",
    "date": "date",
    "date-time": "date_time",
    "duration": "duration",
    "time": "time",
    "uri": "url",
    "uuid": "uuid",
}
"""Formats of texts, in JSON Schema and OpenAPI, and what the texts stand for.

See https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3, and
https://spec.openapis.org/registry/format/.
"""


def with_reading(
    field: DeclaredField, written: TypeExpression, is_of_library: Callable[[str], bool]
) -> DeclaredField:
    """Return a field with the reading that its type or its format implies, if any.

    Args:
        field: the field with its linked type.
        written: the type as it is written, before its names are linked.
        is_of_library: whether a name is that of a type of TypeScript's library.
    """
    if field.reads_as:
        return field
    match _present(written):
        case [TypeReference(name=name)] if name in OF_OBJECTS and is_of_library(name):
            return replace(field, reads_as=OF_OBJECTS[name])
    match _present(field.type):
        case [Keyword(name="string")]:
            return replace(field, reads_as=OF_FORMATS.get(field.constraints.format or ""))
        case _:
            return field


def _present(type_: TypeExpression) -> list[TypeExpression]:
    """Return the members of a union without null and undefined."""
    return [
        member
        for member in members_of(type_)
        if not (isinstance(member, Keyword) and member.name in ("null", "undefined"))
    ]
