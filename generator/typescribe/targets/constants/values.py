"""JSON values -> Python: their literals and their annotations."""

from __future__ import annotations

from typescribe.language.constraints import Json
from typescribe.text.quoting import python_literal


def value_literal(value: Json) -> str:
    """Return a JSON value as Python, as `json.loads` returns it."""
    match value:
        case list():
            return f"[{', '.join(map(value_literal, value))}]"
        case dict():
            items = (f"{python_literal(key)}: {value_literal(item)}" for key, item in value.items())
            return f"{{{', '.join(items)}}}"
        case _:
            return python_literal(value)


def value_annotation(value: Json) -> str:
    """Return the annotation of a JSON value, whose literals are not part of it."""
    match value:
        case list():
            return f"list[{_of_all(value)}]"
        case dict():
            return f"dict[str, {_of_all([*value.values()])}]"
        case None:
            return "None"
        case _:
            return type(value).__name__


def _of_all(values: list[Json]) -> str:
    return " | ".join(dict.fromkeys(map(value_annotation, values))) or "Any"
