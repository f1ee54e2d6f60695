"""The JSON Schemas of spec and overlay files, which the spec reader and editors use."""

from __future__ import annotations

from pathlib import Path

SPEC_SCHEMA = "spec.schema.json"
"""The schema of spec files."""
OVERLAY_SCHEMA = "overlay.schema.json"
"""The schema of `overlay.yaml`, which amends a spec."""


def schema_source(name: str) -> str:
    """Return the text of a schema by its file name."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
