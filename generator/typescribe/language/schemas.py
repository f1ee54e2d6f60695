"""The JSON Schemas of the spec language: one file for the spec reader and for editors."""

from __future__ import annotations

from pathlib import Path

SPEC_SCHEMA = "spec.schema.json"
"""The schema of spec files."""
OVERLAY_SCHEMA = "overlay.schema.json"
"""The schema of `overlay.yaml`, which amends a spec."""


def schema_source(name: str) -> str:
    """Return the text of one of the two schemas."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
