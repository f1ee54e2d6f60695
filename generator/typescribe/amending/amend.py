"""Applies an overlay to a declared package; the result is another declared package.

An amendment of a type, field or value that does not exist is a problem. All problems of an
overlay are reported together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from typescribe.amending import mistakes
from typescribe.amending.amend_objects import ObjectAmender, as_observed, first
from typescribe.amending.inline_objects import with_every_object
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredPackage,
    DeclaredValue,
    Fields,
    Keyword,
    LiteralOf,
    ObjectOf,
    UnionOf,
    Values,
)
from typescribe.language.errors import Position, Problem, SpecError, nearest_or_all
from typescribe.language.overlay import (
    ConstantAmendment,
    ManyObserved,
    Overlay,
    TypeAmendment,
    TypeBasis,
)
from typescribe.language.package_constants import DeclaredConstant
from typescribe.language.type_names import similar
from typescribe.resolving.references import reference_problems

Body: TypeAlias = Fields | Alias | Values


def amended(package: DeclaredPackage, overlay: Overlay, basis: TypeBasis) -> DeclaredPackage:
    """Return a package with its overlay applied, and with the types as declared or as observed.

    Raises `SpecError` with all amendments that do not apply, and with all unresolved references in
    observed types, even if `basis` is "declared".
    """
    observed = Amender(package, "observed")
    result = observed.package(overlay)
    problems = observed.problems or list(reference_problems(result))
    if problems:
        raise SpecError(in_order(problems))
    return result if basis == "observed" else Amender(package, basis).package(overlay)


class Amender:
    """Applies an overlay to a package, and collects problems and needless observations."""

    def __init__(self, package: DeclaredPackage, basis: TypeBasis) -> None:
        self._package = package
        self._declarations = {d.name: d for d in package.declarations}
        self._objects = ObjectAmender(self._declarations, basis)

    @property
    def problems(self) -> list[Problem]:
        """The amendments that do not apply."""
        return self._objects.problems

    @property
    def needless(self) -> list[Problem]:
        """The observations that say the same as the declarations, as problems."""
        return self._objects.needless

    def package(self, overlay: Overlay) -> DeclaredPackage:
        """Return the package with an overlay applied."""
        changed = {
            name: self._everywhere(declaration, overlay.everywhere)
            for name, declaration in self._declarations.items()
        }
        for amendment in overlay.types:
            if amendment.name in changed:
                declaration = self._declaration(changed[amendment.name], amendment)
                changed[amendment.name] = declaration
            else:
                advice = similar(amendment.name, changed)
                message = f'there is no type "{amendment.name}" to amend{advice}'
                self._objects.refuse(amendment.position, message)
        constants = {constant.name: constant for constant in self._package.constants}
        for change in overlay.constants:
            if change.name in constants:
                constants[change.name] = _constant(constants[change.name], change)
            else:
                message = f'there is no constant "{change.name}" to amend'
                self._objects.refuse(
                    change.position, message + nearest_or_all(change.name, constants)
                )
        description = self._package.description
        if overlay.description is not None:
            description = overlay.description
        return replace(
            self._package,
            declarations=tuple(changed.values()),
            description=description,
            constants=tuple(constants.values()),
        )

    def _everywhere(self, declared: Declaration, many: ManyObserved) -> Declaration:
        """Return a declaration with the observations about all object types applied to it."""
        if self._objects.basis == "declared" or many == ManyObserved():
            return declared

        def change(body: ObjectOf) -> ObjectOf:
            return as_observed(body, many)

        match declared.body:
            case Fields(object=own, extends=extends):
                changed = with_every_object(own, change)
                assert isinstance(
                    changed, ObjectOf
                ), "the change of an object type is an object type"
                bases = tuple(with_every_object(base, change) for base in extends)
                return replace(declared, body=Fields(changed, bases))
            case Alias(type=type_):
                return replace(declared, body=Alias(with_every_object(type_, change)))
            case Values():
                return declared

    def _declaration(self, declared: Declaration, amendment: TypeAmendment) -> Declaration:
        body = self._objects_of(declared, amendment)
        if amendment.open or amendment.flags or amendment.values:
            body = self._values(body, amendment)
        if observed := amendment.observed:
            if isinstance(body, Fields):
                message = f'"{declared.name}" has fields: write "observed" under each field instead'
                self._objects.refuse(observed.position, message)
            elif observed.type is not None and body == Alias(observed.type):
                self._objects.is_needless(observed, declared.name)
            elif observed.type is not None and self._objects.basis == "observed":
                body = Alias(observed.type)
        return replace(
            declared,
            body=body,
            position=(
                amendment.position
                if amendment.class_name or amendment.constraints
                else declared.position
            ),
            description=first(amendment.description, declared.description),
            deprecated=first(amendment.deprecated, declared.deprecated),
            constraints=self._objects.constraints(amendment, declared.constraints),
            class_name=first(amendment.class_name, declared.class_name),
            declared_in=declared.file,
        )

    def _objects_of(self, declared: Declaration, amendment: TypeAmendment) -> Body:
        body = declared.body
        match body:
            case Alias(type=type_):
                return Alias(self._objects.objects(type_, amendment.objects, declared.name))
            case Fields(object=own):
                for change in amendment.objects:
                    if change.place is None:
                        own = self._objects.object(own, change, declared.name, declared)
                    else:
                        message = f'"{declared.name}" is one object type: amend it under "fields"'
                        self._objects.refuse(change.position, message)
                return replace(body, object=own)
            case Values():
                for change in amendment.objects:
                    self._objects.refuse(change.position, mistakes.no_fields(declared.name))
                return body

    def _values(self, body: Body, amendment: TypeAmendment) -> Body:
        listed = _as_values(body)
        if listed is None:
            position = amendment.open or amendment.flags
            position = amendment.values[0].position if amendment.values else position
            message = mistakes.no_values(amendment.name, body)
            self._objects.refuse(position or amendment.position, message)
            return body
        values = {_key(value): value for value in listed.values}
        for value in amendment.values:
            if _key(value) in values:
                was = values[_key(value)]
                values[_key(value)] = replace(
                    was,
                    description=value.description or was.description,
                    names=value.names or was.names,
                )
            else:
                known = [each.value for each in listed.values]
                message = mistakes.no_such_value(amendment.name, value.value, known)
                self._objects.refuse(value.position, message)
        if amendment.open and listed.open:
            self.needless.append(Problem(amendment.open, f'"{amendment.name}" is already open'))
        if amendment.flags and listed.flags:
            self.needless.append(Problem(amendment.flags, f'"{amendment.name}" has flags already'))
        return Values(
            tuple(values.values()),
            listed.open or amendment.open is not None,
            amendment.flags or listed.flags,
        )


def _constant(declared: DeclaredConstant, amendment: ConstantAmendment) -> DeclaredConstant:
    return replace(
        declared,
        value=first(amendment.value, declared.value),
        description=first(amendment.description, declared.description),
        deprecated=first(amendment.deprecated, declared.deprecated),
    )


def _as_values(body: Body) -> Values | None:
    """Return a union of literals, however it is declared, as `Values`; `None` for other types."""
    match body:
        case Values():
            return body
        case Alias(type=UnionOf(members=members)):
            listed = members
        case Alias(type=only):
            listed = (only,)
        case Fields():
            return None
    values: list[DeclaredValue] = []
    for member in listed:
        match member:
            case LiteralOf(value=value, position=position):
                values.append(DeclaredValue(value, position))
            case Keyword(name="null", position=position):
                values.append(DeclaredValue(None, position))
            case _:
                return None
    return Values(tuple(values))


def _key(value: DeclaredValue) -> tuple[type, object]:
    """Return a key by which to compare literals, so that `1`, `"1"` and `true` differ."""
    return type(value.value), value.value


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems without repeats, sorted by position."""
    return sorted(dict.fromkeys(problems), key=_place)


def _place(problem: Problem) -> tuple[Position, str]:
    assert isinstance(problem.where, Position), "declarations and amendments have positions"
    return problem.where, problem.message
