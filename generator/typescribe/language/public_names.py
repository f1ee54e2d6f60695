"""The public names that a type and its fields give to a generated package."""

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
"""What the property of each `reads_as` is called, after the attribute."""


def reading_property(attribute: str, reads_as: str) -> str:
    """Return the name of the property that decodes an attribute."""
    return f"{attribute.removesuffix('_')}_{READING_SUFFIXES[reads_as]}"


def parse_functions(alias: AliasType) -> tuple[str, str]:
    """Return the functions that build values of an alias that holds objects: as JSON, and decoded.

    A class has the methods `from_dict` and `from_json` instead.
    """
    function = f"parse_{naming.snake_case(alias.name)}"
    return function, f"{function}_json"


def exported_names(named: NamedType, objects: bool) -> list[str]:
    """Return every public name that a type gives to the generated package.

    `objects` says whether the type holds an object somewhere, so that it has a TypedDict too.
    """
    function = naming.snake_case(named.name)
    names = [named.name, *(f"{verb}_{function}" for verb in ("is", "validate", "check"))]
    if not objects:
        return names
    parsers = parse_functions(named) if isinstance(named, AliasType) else ()
    return [*names, f"{named.name}Dict", *parsers]
