"""The public names of types and fields in a generated package."""

from __future__ import annotations

from typescribe.language import naming
from typescribe.language.model import AliasType, NamedType

READING_SUFFIXES = {
    "boolean": "as_bool",
    "number": "as_number",
    "integer": "as_int",
    "epoch_milliseconds": "as_datetime",
    "json": "as_json",
}
"""The suffix that makes the name of a reading of an attribute, by `reads_as`."""


def reading_property(attribute: str, reads_as: str) -> str:
    """Return the name of the reading of an attribute: the property that decodes it."""
    return f"{attribute.removesuffix('_')}_{READING_SUFFIXES[reads_as]}"


def parse_functions(alias: AliasType) -> tuple[str, str]:
    """Return the two functions that parse values of an alias: from decoded JSON, and from text.

    They exist for aliases that hold objects; a class has `from_dict` and `from_json` instead.
    """
    function = f"parse_{naming.snake_case(alias.name)}"
    return function, f"{function}_json"


def exported_names(named: NamedType, objects: bool) -> list[str]:
    """Return every public name that the generated package exports for a type.

    `objects` says whether the type holds objects, for which there is a TypedDict as well.
    """
    function = naming.snake_case(named.name)
    names = [named.name, *(f"{verb}_{function}" for verb in ("is", "validate", "check"))]
    if not objects:
        return names
    parsers = parse_functions(named) if isinstance(named, AliasType) else ()
    return [*names, f"{named.name}Dict", *parsers]
