"""The schemas of the spec language, as files for editors: marked as ours, side by side."""

from __future__ import annotations

import json
from importlib.resources import files

from typescribe.output import MARK

SPEC = "spec.schema.json"
OVERLAY = "overlay.schema.json"


def editor_schema(name: str) -> str:
    """Return the text of a schema with our mark as its first key."""
    text = files("typescribe").joinpath(name).read_text(encoding="utf-8")
    comment = f"{MARK} from its own schema; do not edit, renew it with `typescribe schema`."
    return text.replace("{\n", f'{{\n  "$comment": {json.dumps(comment)},\n', 1)


def editor_schemas() -> dict[str, bytes]:
    """Return both files; the one of overlays refers to the other by its name."""
    return {name: editor_schema(name).encode() for name in (SPEC, OVERLAY)}
