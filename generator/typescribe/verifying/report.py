"""The result of a verification -> lines for people, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from typescribe.text.counting import counted
from typescribe.verifying.verify import Disagreement, Verified

_SHOWN = 20
_LONGEST = 2_000


def lines(verified: Verified) -> Iterator[str]:
    """Yield the smallest disagreement for each type and direction, and then the counts."""
    first: dict[tuple[str, str, bool], Disagreement] = {}
    for one in verified.disagreements:
        first.setdefault((one.position.file, one.type, one.compiler_accepts), one)
    for one in list(first.values())[:_SHOWN]:
        accepts, rejects = "accepts it", f"rejects it: {one.reason}"
        yield f"disagreement  {one.position}  {one.type}"
        yield f"  payload     {_shortened(json.dumps(one.payload, ensure_ascii=False))}"
        yield f"  TypeScript  {accepts if one.compiler_accepts else rejects}"
        yield f"  typescribe  {rejects if one.compiler_accepts else accepts}"
    if len(first) > _SHOWN:
        yield f"... and {len(first) - _SHOWN} more types"
    if verified.not_compared:
        names = ", ".join(verified.not_compared)
        yield f"not compared, because the compiler cannot refer to them as JSON: {names}"
    types, payloads = counted(verified.types, "type"), counted(verified.payloads, "payload")
    disagreements = counted(len(verified.disagreements), "disagreement")
    yield f"compared with TypeScript {verified.version}: {types}, {payloads}, {disagreements}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def as_json(verified: Verified) -> dict[str, Any]:
    """Return the result for JSON, with every disagreement."""
    return {
        "typescript": verified.version,
        "types": verified.types,
        "payloads": verified.payloads,
        "not_compared": list(verified.not_compared),
        "disagreements": [
            {
                "type": one.type,
                "file": one.position.file,
                "line": one.position.line,
                "column": one.position.column,
                "payload": one.payload,
                "typescript": "accepts" if one.compiler_accepts else "rejects",
                "typescribe": "rejects" if one.compiler_accepts else "accepts",
                "reason": one.reason,
            }
            for one in verified.disagreements
        ],
    }
