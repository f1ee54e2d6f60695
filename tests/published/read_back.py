"""Read messages with a generated package, and write them again, in a process of its own.

    python -m published.read_back MODULE FILE

FILE is a list of pairs, a type and a value. Prints a JSON list with `kept`, `rejected`, or what is
wrong, for each.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from typescribe.language import naming


def answer(package: Any, type_: str, value: Any) -> str:
    """Return whether a package accepts a value and keeps it."""
    words = naming.snake_case(type_)
    declared = getattr(package, naming.class_name(type_), None)
    read = declared.from_dict if isinstance(declared, type) else getattr(package, f"parse_{words}")
    accepts = getattr(package, f"is_{words}")(value)
    try:
        made = read(value)
    except package.ValidationError as error:
        return "is_ accepts it, but reading does not" if accepts else f"rejected{_why(error)}"
    if not accepts:
        return "reading accepts it, but is_ does not"
    return "kept" if made.to_dict() == value else "its round trip loses something"


def _why(error: Exception) -> str:
    return f": {error}" if "--why" in sys.argv else ""


if __name__ == "__main__":
    generated = importlib.import_module(sys.argv[1])
    asked = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    print(json.dumps([answer(generated, type_, value) for type_, value in asked]))
