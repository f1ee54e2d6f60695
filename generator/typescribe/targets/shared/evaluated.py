"""Names and order of definitions for libraries that evaluate annotations at run time.

Such a library looks up names in the class, then in the module. So no name may hide another, and
aliases are defined last, each after the aliases that it refers to.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from typescribe.language.graphs import strong_components
from typescribe.language.model import AliasType, Model, NamedType, ObjectType, references

BUILTINS = frozenset(vars(builtins)) | {"PythonFinalizationError"}
"""The names that a module of any supported version finds without an import."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names that types and attributes of a spec cannot have in a module."""

    module: Set[str]
    """Names that the module imports or defines itself."""
    body: Set[str] = frozenset()
    """Names that every class inherits, or that its body uses."""


def renamed(model: Model, names: Names) -> tuple[Mapping[str, str], tuple[NamedType, ...]]:
    """Return the name of each type in a module, and the types with their attributes renamed.

    An underscore is appended to names that are taken, as everywhere in generated code.
    """
    classes: dict[str, str] = {}
    taken = {*names.module, *model.by_name}
    for name in model.by_name:
        classes[name] = _free(name, taken) if name in names.module else name
        taken.add(classes[name])
    body = {*names.module, *names.body, *classes.values()}
    return classes, tuple(
        _with_free_attributes(named, body) if isinstance(named, ObjectType) else named
        for named in model.types
    )


def _with_free_attributes(object_: ObjectType, body: Set[str]) -> ObjectType:
    taken = {*body, *(field.attribute for field in object_.fields)}
    fields = []
    for field in object_.fields:
        attribute = field.attribute
        if attribute in body:
            attribute = _free(attribute, taken)
            taken.add(attribute)
        fields.append(replace(field, attribute=attribute))
    return replace(object_, fields=tuple(fields))


def _free(name: str, taken: Set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def is_alias(wire_name: str, attribute: str) -> bool:
    """Whether the wire name has to be given: it differs from the attribute, or is not ASCII."""
    return wire_name != attribute or not wire_name.isascii()


def aliases_in_order(model: Model) -> Iterator[tuple[AliasType, frozenset[str]]]:
    """Yield every alias after the aliases that it refers to, with those in a cycle with it.

    A class ends a cycle, as the annotations of its attributes are evaluated later.
    """
    aliases = {named.name: named for named in model.types if isinstance(named, AliasType)}
    graph = {
        name: [other for other in references(alias.type) if other in aliases]
        for name, alias in aliases.items()
    }
    for component in strong_components(graph):
        is_cycle = len(component) > 1 or component[0] in graph[component[0]]
        for name in sorted(component, key=[*aliases].index):
            yield aliases[name], frozenset(component if is_cycle else ())
