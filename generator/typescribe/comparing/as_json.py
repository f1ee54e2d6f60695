"""Changes -> JSON for programs, as docs/diff.md describes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from typescribe.comparing.changes import Change, Counts
from typescribe.comparing.report import Comparison, where

FORMAT_VERSION = 1
"""Increases with changes that break programs that read the JSON; new keys do not."""


def as_json(comparison: Comparison) -> str:
    """Return a comparison with all details as JSON text."""
    return json.dumps(as_data(comparison), indent=2)


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison with all details for JSON."""
    counts = Counts.of(comparison.changes)
    return {
        "version": FORMAT_VERSION,
        "old": comparison.old,
        "new": comparison.new,
        "types": comparison.types,
        "notes": list(comparison.notes),
        "summary": {
            "changes": counts.changes,
            "breaking_readers": counts.readers,
            "breaking_writers": counts.writers,
            "breaking_python_names": counts.python,
        },
        "changes": [_as_json(change) for change in comparison.changes],
    }


def _as_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "where": where(change.place),
        "type": change.place.type,
        "field": change.place.field,
        "before": change.before,
        "after": change.after,
        "breaks": asdict(change.breaks),
        "why": change.why.text(),
        "affects": list(change.affects),
        "path": change.path,
    }
