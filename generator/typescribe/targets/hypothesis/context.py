"""Model -> context of `strategies.py.jinja`: a strategy for every type, for tests of consumers.

See https://hypothesis.readthedocs.io/en/latest/reference/strategies.html, whose names are plural.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from typescribe.language import naming
from typescribe.language.model import AliasType, Field, Model, ObjectType, Reference
from typescribe.language.public_names import parse_functions
from typescribe.targets.contract import Definitions
from typescribe.targets.hypothesis.drawing import Drawing
from typescribe.targets.shared.annotations import annotation, attribute_annotation, typed_dict_name
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an object type."""

    wire_name: str
    attribute: Code
    strategy: Code
    optional: bool
    absent: Code
    """What stands for it in an instance where it is absent."""
    endless: bool
    in_dict: Code
    """The annotation of its value as decoded JSON."""
    in_instance: Code


@dataclass(frozen=True, slots=True)
class Names:
    """What the strategies of one type are called."""

    type: Code
    typed_dict: Code
    dicts: Code
    """The function that draws decoded JSON."""
    instances: Code
    """The function that draws what it is built into; the same where that is nothing else."""
    private: Code
    """What private names of the module begin with."""


@dataclass(frozen=True, slots=True)
class Object:
    """The strategies of one object type."""

    is_alias: ClassVar = False
    names: Names
    properties: tuple[Property, ...]
    others: Code
    """The strategy of what is not declared, where that has a type."""
    in_extra_dict: Code
    in_extra: Code


@dataclass(frozen=True, slots=True)
class Alias:
    """The strategies of one alias; `parse` builds what it is built into, where that differs."""

    is_alias: ClassVar = True
    names: Names
    strategy: Code
    parse: Code


def context(model: Model) -> Mapping[str, Any]:
    """Return what the template is rendered with."""
    drawing = Drawing(model)
    names = strategy_names(model)
    entries: list[Object | Alias] = []
    for named in model.types:
        if isinstance(named, AliasType):
            strategy = Code(drawing.expression(named.type))
            holds = model.holds_objects(named.type)
            parse = Code(parse_functions(named)[0] if holds else "")
            entries.append(Alias(names[named.name], strategy, parse))
        else:
            entries.append(_object(model, drawing, named, names[named.name]))
    classes = [names[t.name] for t in model.types if isinstance(t, ObjectType)]
    return {
        "entries": Definitions(entries),
        "type_names": [found.type for found in names.values()],
        "typed_dict_names": [n.typed_dict for n in names.values() if n.typed_dict != n.type],
        "classes": [found for found in classes if drawing.is_inhabited(Reference(found.type))],
    }


def exports(model: Model) -> list[str]:
    """Return the public names that the package has from the file: none.

    They are imported from the module, by those who have hypothesis.
    """
    return []


def strategy_names(model: Model) -> dict[str, Names]:
    """Return what the strategies of each type are called, by class name."""
    found: dict[str, Names] = {}
    typed_dicts = {named.name: typed_dict_name(model, named.name) for named in model.types}
    dicts = {n: f"{naming.snake_case(d)}s" for n, d in typed_dicts.items() if d != n}
    taken = {*dicts.values()}
    for name, typed_dict in typed_dicts.items():
        function = naming.snake_case(name)
        several = plural(function)
        if several in taken or keyword.iskeyword(several):
            several = f"{function}_strategies"
        taken.add(several)
        found[name] = Names(
            Code(name),
            Code(typed_dict),
            Code(dicts.get(name, several)),
            Code(several),
            Code(f"_{function}"),
        )
    return found


def plural(name: str) -> str:
    """Return the English plural of the last word of a name.

    >>> plural("agent_contact"), plural("address"), plural("entity"), plural("relay")
    ('agent_contacts', 'addresses', 'entities', 'relays')
    """
    if name.endswith(("s", "x", "z", "ch", "sh")):
        return f"{name}es"
    if name.endswith("y") and not name.endswith(("ay", "ey", "iy", "oy", "uy")):
        return f"{name[:-1]}ies"
    return f"{name}s"


def _object(model: Model, drawing: Drawing, object_: ObjectType, names: Names) -> Object:
    properties = tuple(
        _property(model, drawing, field)
        for field in object_.fields
        if not field.optional or drawing.is_inhabited(field.type)
    )
    index = object_.index
    others = "" if index is None else drawing.record(index)
    in_extra_dict = in_extra = "Any"
    if index is not None:
        in_extra_dict = annotation(index, lambda name: typed_dict_name(model, name))
        in_extra = annotation(index, str)
    return Object(names, properties, Code(others), Code(in_extra_dict), Code(in_extra))


def _property(model: Model, drawing: Drawing, field: Field) -> Property:
    return Property(
        field.wire_name,
        Code(field.attribute),
        Code(drawing.field(field)),
        field.optional,
        Code("UNSET" if model.accepts_null(field.type) else "None"),
        drawing.is_endless(field.type),
        Code(annotation(field.type, lambda name: typed_dict_name(model, name))),
        Code(attribute_annotation(model, field, str)),
    )
