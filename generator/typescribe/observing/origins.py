"""Finds the declarations that an overlay has to amend to change the classes of a model.

The properties of a class may be declared elsewhere: in a base type, in an argument of a generic
type, or in an object type inside another type. To find out, every declared property gets a number
as its description, the package is resolved, and the numbers are read from the closed model.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from typescribe.amending.inline_objects import inline_objects, with_objects
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    DeclaredPackage,
    Fields,
    ObjectOf,
    TypeExpression,
)
from typescribe.language.declared_names import class_of
from typescribe.language.overlay import INDEX, ObjectAmendment, Overlay
from typescribe.resolving.resolve import resolve
from typescribe.text.declared_types import signature_text

Step: TypeAlias = tuple[str | None, int, int]
"""One step to an inline object type: a property of the object around it (`None` for an alias,
"[key: string]" for the index signature), the number of the object type among those in the type of
that property, counted from 1, and how many there are."""


@dataclass(frozen=True, slots=True)
class ObjectOrigin:
    """Where an object type is declared: its declaration, and the steps that lead into it."""

    declaration: str
    steps: tuple[Step, ...] = ()

    def inside(self, name: str | None, place: int, count: int) -> ObjectOrigin:
        """Return the origin of an object type inside the type of a property of this one."""
        return ObjectOrigin(self.declaration, (*self.steps, (name, place, count)))


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """Where a property is declared."""

    owner: ObjectOrigin
    field: DeclaredField


class Origins:
    """The origins of every class and property of a package."""

    def __init__(self, package: DeclaredPackage, overlay: Overlay | None) -> None:
        self.package = package
        self.declarations = {declaration.name: declaration for declaration in package.declarations}
        self._fields: list[FieldOrigin] = []
        self._bodies: dict[ObjectOrigin, ObjectOf] = {}
        numbered = tuple(map(self._numbered, package.declarations))
        model = resolve(replace(package, declarations=numbered))
        self._of_field: dict[tuple[str, str], FieldOrigin] = {}
        owners: dict[str, Counter[ObjectOrigin]] = {}
        for class_, field in model.fields():
            if field.description:
                origin = self._fields[int(field.description)]
                self._of_field[class_.name, field.wire_name] = origin
                owners.setdefault(class_.name, Counter())[origin.owner] += 1
        self._objects = {name: found.most_common(1)[0][0] for name, found in owners.items()}
        self._aliases: dict[str, Declaration] = {}
        for declaration in package.declarations:
            name = class_of(declaration)
            if isinstance(declaration.body, Fields):
                self._objects[name] = ObjectOrigin(declaration.name)
            elif not declaration.parameters:
                self._aliases[name] = declaration
        self._classes: dict[ObjectOrigin, set[str]] = {}
        for (class_of_field, _), origin in self._of_field.items():
            self._classes.setdefault(origin.owner, set()).add(class_of_field)
        self._properties: dict[str, set[str]] = {}
        for class_, field in model.fields():
            self._properties.setdefault(class_.name, set()).add(field.wire_name)
        owned = () if overlay is None else tuple(_owned(overlay))
        self._owned = {(owner, name): is_undeclared for owner, name, is_undeclared in owned}

    def of_field(self, class_of_field: str, wire_name: str) -> FieldOrigin | None:
        """Return where a property of a class is declared; `None` if an operator made it."""
        return self._of_field.get((class_of_field, wire_name))

    def of_class(self, name: str) -> ObjectOrigin | None:
        """Return the object type to which an overlay adds properties of a class, if any."""
        return self._objects.get(name)

    def of_alias(self, name: str) -> Declaration | None:
        """Return the declaration of an alias, if it has one without parameters."""
        return self._aliases.get(name)

    def classes_of(self, origin: ObjectOrigin) -> frozenset[str]:
        """Return the classes that have properties from a declared object type."""
        return frozenset(self._classes.get(origin, ()))

    def declares(self, class_: str, wire_name: str) -> bool:
        """Whether a class has a property in the model."""
        return wire_name in self._properties.get(class_, ())

    def body(self, origin: ObjectOrigin) -> ObjectOf:
        """Return the declared object type at an origin."""
        return self._bodies[origin]

    def is_owned(self, owner: ObjectOrigin, name: str) -> bool:
        """Whether the overlay itself gives the type of a property, or of an alias."""
        return (_without_counts(owner), name) in self._owned

    def is_undeclared(self, owner: ObjectOrigin, name: str) -> bool:
        """Whether the overlay adds the property, which is not declared."""
        return self._owned.get((_without_counts(owner), name), False)

    def _numbered(self, declaration: Declaration) -> Declaration:
        here = ObjectOrigin(declaration.name)
        match declaration.body:
            case Fields(object=own, extends=extends):
                return replace(declaration, body=Fields(self._object(own, here), extends))
            case Alias(type=type_):
                return replace(declaration, body=Alias(self._inside(type_, here, None)))
            case _:
                return declaration

    def _object(self, body: ObjectOf, origin: ObjectOrigin) -> ObjectOf:
        self._bodies[origin] = body
        fields = []
        for field in body.fields:
            number = len(self._fields)
            self._fields.append(FieldOrigin(origin, field))
            type_ = self._inside(field.type, origin, field.wire_name)
            fields.append(replace(field, type=type_, description=str(number)))
        index = None if body.index is None else self._inside(body.index, origin, INDEX)
        signatures = tuple(
            replace(one, value=self._inside(one.value, origin, signature_text(one.keys)))
            for one in body.signatures
        )
        return replace(body, fields=tuple(fields), index=index, signatures=signatures)

    def _inside(
        self, type_: TypeExpression, owner: ObjectOrigin, name: str | None
    ) -> TypeExpression:
        found = inline_objects(type_)
        changed = {
            id(inline.body): self._object(inline.body, owner.inside(name, place, len(found)))
            for place, inline in enumerate(found, 1)
        }
        return with_objects(type_, changed) if changed else type_


def _owned(overlay: Overlay) -> Iterator[tuple[ObjectOrigin, str, bool]]:
    for amendment in overlay.types:
        here = ObjectOrigin(amendment.name)
        if amendment.observed is not None and amendment.observed.type is not None:
            yield here, "", False
        for change in amendment.objects:
            # The only object of a declaration with fields is the declaration itself.
            yield from _owned_in(change, (here, here.inside(None, change.place or 1, 0)))


def _owned_in(
    change: ObjectAmendment, origins: tuple[ObjectOrigin, ...]
) -> Iterator[tuple[ObjectOrigin, str, bool]]:
    for origin in origins:
        if change.undeclared is not None:
            for field in change.undeclared.fields:
                yield origin, field.wire_name, True
            if change.undeclared.index is not None:
                yield origin, INDEX, True
        for field_change in change.fields:
            name = field_change.wire_name or field_change.signature
            if field_change.observed is not None and field_change.observed.type is not None:
                yield origin, name, False
            for inner in field_change.objects:
                yield from _owned_in(inner, (origin.inside(name, inner.place or 1, 0),))


def _without_counts(origin: ObjectOrigin) -> ObjectOrigin:
    """Return an origin without the number of object types at each step, which overlays omit."""
    steps = tuple((name, place, 0) for name, place, _ in origin.steps)
    return ObjectOrigin(origin.declaration, steps)
