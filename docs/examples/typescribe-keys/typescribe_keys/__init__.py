"""The target `keys`: a module with the names that properties have in messages, as constants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typescribe.language.model import Model, ObjectType
from typescribe.targets import Code, Definitions, Target


@dataclass(frozen=True)
class Key:
    """One property."""

    name: Code
    wire_name: str
    description: str


@dataclass(frozen=True)
class Keys:
    """The properties of one object type."""

    class_name: Code
    keys: tuple[Key, ...]


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of `keys.py.jinja`."""
    return {"classes": Definitions(map(keys_of, object_types(model)))}


def exports(model: Model) -> list[str]:
    """Return the names that the package exports from the module."""
    return [f"{object_type.name}Keys" for object_type in object_types(model)]


def object_types(model: Model) -> list[ObjectType]:
    return [named for named in model.types if isinstance(named, ObjectType)]


def keys_of(object_type: ObjectType) -> Keys:
    # Code is printed without quoting: names made by typescribe. Texts of a spec stay str.
    fields = object_type.fields
    keys = tuple(Key(Code(f.attribute), f.wire_name, f.description) for f in fields)
    return Keys(Code(object_type.name), keys)


TARGET = Target("keys", "keys.py", context, exports, templates=Path(__file__).parent / "templates")
