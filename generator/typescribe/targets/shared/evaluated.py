"""Names and order where a library evaluates annotations: none may hide another, aliases come last.

The models of pydantic and the Structs of msgspec are made from their annotations when they are
first used, by looking every name up in the module and in the class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from typescribe.language.graphs import strong_components
from typescribe.language.model import AliasType, Model, NamedType, ObjectType, references


@dataclass(frozen=True, slots=True)
class Names:
    """What a module and its classes cannot call anything of a spec."""

    module: Set[str]
    """What the module imports."""
    body: Set[str] = frozenset()
    """What every class inherits, or what the lines of its body spell."""


def renamed(model: Model, names: Names) -> tuple[Mapping[str, str], tuple[NamedType, ...]]:
    """Return what a module calls each type of a model, and the types with free attributes.

    A name that is not free gets an underscore, as it does everywhere else.
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
    """Whether a property has to be told beside its attribute: not where both are one ASCII name."""
    return wire_name != attribute or not wire_name.isascii()


def aliases_in_order(model: Model) -> Iterator[tuple[AliasType, frozenset[str]]]:
    """Yield every alias after those that it is made of, with those that lead back to it.

    Where a class stands in between nothing leads back: what it holds is looked up later.
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
