"""Descriptions of types and fields -> the text of docstrings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from typescribe.language.model import AliasType, Field, NamedType, ObjectType, Value
from typescribe.language.package_constants import deprecation
from typescribe.text.constraints import documented


def documentation(
    described: NamedType | Field, *, constraints: bool = True, values: bool = True
) -> str:
    """Return the text of a docstring: description, documented values, constraints, deprecation.

    Args:
        described: a type or a field.
        constraints: whether to write constraints, the default and examples in words.
        values: whether to list the documented values.
    """
    paragraphs = [described.description]
    if values and isinstance(described, AliasType):
        paragraphs.append("\n".join(_listed(described.values)))
    if constraints and not isinstance(described, ObjectType) and described.constraints:
        paragraphs += documented(described.constraints)
    paragraphs.append(deprecation(described.deprecated))
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
