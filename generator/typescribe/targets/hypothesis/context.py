"""Model -> context of `strategies.py.jinja`: strategies that draw messages for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from typescribe.language.model import AliasType, Field, Model, ObjectType, Reference
from typescribe.language.public_names import parse_functions
from typescribe.language.readings import KINDS
from typescribe.targets.contract import Definitions
from typescribe.targets.hypothesis.names import Names, strategy_names
from typescribe.targets.hypothesis.strategies import Strategies
from typescribe.targets.shared.annotations import (
    absent_value,
    annotation,
    attribute_annotation,
    typed_dict_name,
)
from typescribe.targets.shared.limits import has_limits
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an object type, as its strategy needs it."""

    wire_name: str
    attribute: Code
    strategy: Code
    optional: bool
    absent: Code
    """The value of the attribute if the property is absent."""
    endless: bool
    """Whether its values may contain values of a recursive type."""
    in_dict: Code
    """The annotation of its value in decoded JSON."""
    in_instance: Code
    """The annotation of its value in an instance."""


@dataclass(frozen=True, slots=True)
class Object:
    """The strategies of one object type."""

    is_alias: ClassVar = False
    names: Names
    properties: tuple[Property, ...]
    others: Code
    """The strategy of undeclared properties, if the spec gives them a type."""
    in_extra_dict: Code
    in_extra: Code


@dataclass(frozen=True, slots=True)
class Alias:
    """The strategies of one alias; `parse` names the function that builds instances, if any."""

    is_alias: ClassVar = True
    names: Names
    strategy: Code
    parse: Code


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    strategies = Strategies(model)
    names = strategy_names(model)
    entries: list[Object | Alias] = []
    for named in model.types:
        if isinstance(named, AliasType):
            holds = model.holds_objects(named.type)
            parse = Code(parse_functions(named)[0] if holds else "")
            strategy = Code(strategies.of(named.type, named.constraints))
            entries.append(Alias(names[named.name], strategy, parse))
        else:
            entries.append(_object(model, strategies, named, names[named.name]))
    classes = [names[t.name] for t in model.types if isinstance(t, ObjectType)]
    return {
        "entries": Definitions(entries),
        "type_names": [found.type for found in names.values()],
        "typed_dict_names": [n.typed_dict for n in names.values() if n.typed_dict != n.type],
        "draws_readings": _draws_readings(model),
        "draws_limits": has_limits(model),
        "classes": [found for found in classes if strategies.is_inhabited(Reference(found.type))],
    }


def further_modules(model: Model) -> tuple[str, ...]:
    """Return the modules that draw decodable values, and values within constraints, if needed."""
    readings = ("drawing_readings.py",) if _draws_readings(model) else ()
    return (*readings, *(("drawing_limits.py", "limits.py") if has_limits(model) else ()))


def _draws_readings(model: Model) -> bool:
    """Whether a property has a built-in reading."""
    return not KINDS.keys().isdisjoint(model.readings)


def exports(model: Model) -> list[str]:
    """Return the names that the package exports: none, so that it works without hypothesis."""
    return []


def _object(model: Model, strategies: Strategies, object_: ObjectType, names: Names) -> Object:
    properties = tuple(
        _property(model, strategies, field)
        for field in object_.fields
        if not field.optional or strategies.is_inhabited(field.type)
    )
    index = object_.index
    others = strategies.undeclared(object_)
    in_extra_dict = in_extra = "Any"
    if index is not None and not object_.patterns:
        in_extra_dict = annotation(index, lambda name: typed_dict_name(model, name))
        in_extra = annotation(index, str)
    return Object(names, properties, Code(others), Code(in_extra_dict), Code(in_extra))


def _in_dict(model: Model, field: Field) -> str:
    return annotation(field.type, lambda name: typed_dict_name(model, name), field.constraints)


def _property(model: Model, strategies: Strategies, field: Field) -> Property:
    return Property(
        field.wire_name,
        Code(field.attribute),
        Code(strategies.field(field)),
        field.optional,
        Code(absent_value(model, field)),
        strategies.is_endless(field.type),
        Code(_in_dict(model, field)),
        Code(attribute_annotation(model, field, str)),
    )
