"""Descriptions of types and fields -> the text of docstrings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from typescribe.language.model import AliasType, Field, NamedType, Value


def documentation(described: NamedType | Field) -> str:
    """Return the text of a docstring: description, documented values, deprecation."""
    values = described.values if isinstance(described, AliasType) else ()
    return _paragraphs(described, "\n".join(_listed(values)))


def own_documentation(described: NamedType | Field) -> str:
    """Return the same without the documented values, for a class that documents them itself."""
    return _paragraphs(described, "")


def _paragraphs(described: NamedType | Field, values: str) -> str:
    paragraphs = [described.description, values]
    if described.deprecated is not None:
        paragraphs.append(
            f"Deprecated: {described.deprecated}" if described.deprecated else "Deprecated."
        )
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _listed(values: Sequence[Value]) -> Iterator[str]:
    """Yield a line for each described value; strings are quoted if there are other values."""
    only_strings = all(isinstance(value.value, str) for value in values)
    for described in values:
        match described.value:
            case str() as text:
                shown = text if only_strings else f'"{text}"'
            case value:
                shown = json.dumps(value)
        if described.documentation:
            yield f"- `{shown}`: {described.documentation}"
