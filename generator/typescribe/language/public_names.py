"""The public names of types and fields in a generated package."""

from __future__ import annotations

from typescribe.language import naming
from typescribe.language.model import AliasType, NamedType
from typescribe.language.readings import ReadsAs, reading_suffix


def reading_property(attribute: str, reads_as: ReadsAs) -> str:
    """Return the name of the Python property that decodes an attribute with `reads_as`."""
    return f"{attribute.removesuffix('_')}_{reading_suffix(reads_as)}"


def parse_functions(alias: AliasType) -> tuple[str, str]:
    """Return the names of two functions that parse values of an alias: decoded JSON, and text.

    They exist for aliases that contain objects; a class has `from_dict` and `from_json` instead.
    """
    function = f"parse_{naming.snake_case(alias.name)}"
    return function, f"{function}_json"


def exported_names(named: NamedType, objects: bool) -> list[str]:
    """Return all public names that the generated package exports for a type.

    `objects` says whether the type contains objects, in which case it also has a TypedDict.
    """
    function = naming.snake_case(named.name)
    names = [named.name, *(f"{verb}_{function}" for verb in ("is", "validate", "check"))]
    if not objects:
        return names
    parsers = parse_functions(named) if isinstance(named, AliasType) else ()
    return [*names, f"{named.name}Dict", *parsers]
