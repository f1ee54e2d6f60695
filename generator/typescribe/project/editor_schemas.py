"""The JSON Schemas of spec and overlay files, as generated files for the editors of users."""

from __future__ import annotations

import json

from typescribe.language.schemas import OVERLAY_SCHEMA, SPEC_SCHEMA, schema_source
from typescribe.project.marks import mark


def editor_schema(name: str) -> str:
    """Return the text of a schema, with the mark of generated files as its first key."""
    comment = mark("its own schema", "schema")
    return schema_source(name).replace("{\n", f'{{\n  "$comment": {json.dumps(comment)},\n', 1)


def editor_schemas() -> dict[str, bytes]:
    """Return both schemas by file name; the overlay schema refers to the other by its name."""
    return {name: editor_schema(name).encode() for name in (SPEC_SCHEMA, OVERLAY_SCHEMA)}
