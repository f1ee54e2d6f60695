"""Reads `package.json` and `tsconfig.json`, with limits on their kind, size and depth."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from typescribe.language.errors import Problem, SpecError
from typescribe.language.text_files import read_text_file

DEPTH_LIMIT = 100

# A text or a comment that is not closed extends to the end, so that each character is read once.
_TEXT = r'"(?:\\.|[^"\\])*+"?+'
_COMMENT = re.compile(rf"({_TEXT})|//[^\n]*+|/\*(?:.*?\*/|.*+)", re.DOTALL)
_LAST_COMMA = re.compile(rf"({_TEXT})|,(?=\s*+[}}\]])", re.DOTALL)


def read_json_object(path: Path, shown_as: str, *, commented: bool = False) -> dict[str, Any]:
    """Return the object in a file of JSON; if `commented`, with comments and last commas.

    Raises:
        SpecError: the file cannot be read, is too large, or holds no such object.
    """
    read = read_json(path, shown_as, commented=commented)
    if not isinstance(read, dict):
        raise SpecError([Problem(shown_as, "it holds no JSON object")])
    return read


def read_json(path: Path, shown_as: str, *, commented: bool = False) -> object:
    """Return the value in a file of JSON; if `commented`, with comments and last commas.

    Raises:
        SpecError: the file cannot be read, is too large or too deep, or holds no JSON.
    """
    text = read_text_file(path, shown_as)
    if commented:
        text = _COMMENT.sub(lambda found: found[1] or " ", text)
        text = _LAST_COMMA.sub(lambda found: found[1] or "", text)
    try:
        read: object = json.loads(text)
    except RecursionError:
        raise _too_deep(shown_as) from None
    except ValueError:
        raise SpecError([Problem(shown_as, "it is not valid JSON")]) from None
    if _is_deep(read):
        raise _too_deep(shown_as)
    return read


def _too_deep(shown_as: str) -> SpecError:
    return SpecError([Problem(shown_as, f"nested deeper than {DEPTH_LIMIT} levels")])


def _is_deep(value: object) -> bool:
    """Return whether a value of JSON exceeds the limit on depth, without recursion."""
    level = [value]
    for _ in range(DEPTH_LIMIT):
        level = [part for outer in level for part in _parts(outer)]
        if not level:
            return False
    return True


def _parts(value: object) -> list[Any]:
    match value:
        case dict():
            return list(value.values())
        case list():
            return value
        case _:
            return []
