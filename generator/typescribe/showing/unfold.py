"""A named type of a model -> lines: its properties, and below each the properties of its type.

Every type is unfolded only once, where it first appears, so that recursive types end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from typescribe.language.constraints import Constraints
from typescribe.language.model import (
    AliasType,
    Field,
    LiteralType,
    Model,
    NamedType,
    ObjectType,
    Primitive,
    Type,
    UnionType,
    references,
)
from typescribe.language.public_names import reading_property
from typescribe.text.closed_types import (
    literal_spelling,
    pattern_spelling,
    property_spelling,
    spelling,
)
from typescribe.text.constraints import in_words


@dataclass(frozen=True, slots=True)
class Line:
    """A property, a value or a named type; `level` is its depth below the type that is shown."""

    level: int
    kind: Literal["property", "value", "type"]
    name: str
    """The name as TypeScript writes it: `autoResumed?`, `"email"`, `Order`, `[key: string]`."""
    type: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    """Further facts, each on a new line: the reading, constraints, and whether it is deprecated."""
    is_above: bool = False
    """Whether the type is already unfolded above."""


def unfold(model: Model, name: str, depth: int | None = None) -> list[Line]:
    """Return the lines of the type with a class name.

    `depth` limits the levels of references that are unfolded; `None` unfolds all.
    """
    return list(_Unfolding(model, depth, {name}).body(model.by_name[name], 1))


@dataclass(frozen=True, slots=True)
class _Unfolding:
    model: Model
    depth: int | None
    unfolded: set[str]

    def body(self, named: NamedType, level: int) -> Iterator[Line]:
        """Yield the lines below the name of a type."""
        if self.depth is not None and level > self.depth:
            return
        match named:
            case ObjectType(fields=fields, index=index, patterns=patterns):
                for field in fields:
                    yield self._property(field, level)
                    yield from self._below(field.type, level + 1)
                if index is not None:
                    yield from self._signature("[key: string]", index, level)
                for pattern in patterns:
                    yield from self._signature(pattern_spelling(pattern), pattern.value, level)
            case AliasType(values=values):
                for value in values:
                    shown = literal_spelling(value.value)
                    yield Line(level, "value", shown, description=value.documentation)
                if others := _others(named):
                    yield Line(level, "value", "", spelling(others))
                    yield from self._below(others, level if values else level + 1)

    def _signature(self, name: str, type_: Type, level: int) -> Iterator[Line]:
        yield Line(level, "property", name, spelling(type_), is_above=self._is_above(type_))
        yield from self._below(type_, level + 1)

    def _property(self, field: Field, level: int) -> Line:
        description, above = field.description, self._is_above(field.type)
        if not description and not above and (held := self._only_type(field.type)):
            description = held.description
        return Line(
            level,
            "property",
            property_spelling(field),
            spelling(field.type),
            description,
            tuple(_notes(field)),
            above,
        )

    def _below(self, type_: Type, level: int) -> Iterator[Line]:
        """Yield the lines of the types that a type refers to; if several, each below its name."""
        names = [*dict.fromkeys(references(type_))]
        for name in names:
            if name in self.unfolded or (self.depth is not None and level > self.depth):
                continue
            self.unfolded.add(name)
            named = self.model.by_name[name]
            if len(names) == 1:
                yield from self.body(named, level)
            else:
                yield Line(level, "type", name, description=named.description)
                yield from self.body(named, level + 1)

    def _is_above(self, type_: Type) -> bool:
        return any(name in self.unfolded for name in references(type_))

    def _only_type(self, type_: Type) -> NamedType | None:
        names = {*references(type_)}
        return self.model.by_name[names.pop()] if len(names) == 1 else None


def _notes(field: Field) -> Iterator[str]:
    if field.reads_as:
        name = reading_property(field.attribute, field.reads_as)
        yield f"reads as {field.reads_as}: {name}"
    yield from constraint_notes(field.constraints)
    if field.deprecated is not None:
        yield f"deprecated: {field.deprecated}" if field.deprecated else "deprecated"


def constraint_notes(constraints: Constraints) -> Iterator[str]:
    """Yield what constraints say, in words, and the default and the examples."""
    if limits := in_words(constraints):
        yield f"constraints: {limits}"
    if constraints.default is not None:
        yield f"default: {constraints.default}"
    if constraints.examples:
        yield f"examples: {', '.join(constraints.examples)}"


def _others(alias: AliasType) -> Type | None:
    """Return the type of the other values that an alias with documented values accepts, if any."""
    documented = {
        Primitive("null") if value.value is None else LiteralType(value.value)
        for value in alias.values
    }
    members = alias.type.members if isinstance(alias.type, UnionType) else (alias.type,)
    others = tuple(member for member in members if member not in documented)
    if len(others) < 2:
        return others[0] if others else None
    return UnionType(others)


def uses(model: Model, name: str) -> list[str]:
    """Return the places that refer to a type: `Order.lines`, `Cart[key: string]`, `SomeAlias`."""
    found: list[str] = []
    for named in model.types:
        match named:
            case ObjectType(fields=fields, index=index, patterns=patterns):
                found += [
                    f"{named.name}.{field.wire_name}"
                    for field in fields
                    if name in references(field.type)
                ]
                if index is not None and name in references(index):
                    found.append(f"{named.name}[key: string]")
                found += [
                    f"{named.name}{pattern_spelling(pattern)}"
                    for pattern in patterns
                    if name in references(pattern.value)
                ]
            case AliasType(type=type_):
                if name in references(type_):
                    found.append(named.name)
    return found
