"""The JSON Schemas of spec and overlay files, which the spec reader and editors use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SPEC_SCHEMA = "spec.schema.json"
"""The schema of spec files."""
OVERLAY_SCHEMA = "overlay.schema.json"
"""The schema of `overlay.yaml`, which amends a spec."""


def schema_source(name: str) -> str:
    """Return the text of a schema by its file name."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def spec_schema(name: str = SPEC_SCHEMA) -> dict[str, Any]:
    """Return the JSON Schema of the spec language or the overlay language, by its file name."""
    schema: dict[str, Any] = json.loads(schema_source(name))
    return schema
