"""Applies amendments to object types and their properties, at any depth of a type expression.

`amend` applies amendments to declarations and to whole packages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from typescribe.amending import mistakes
from typescribe.amending.inline_objects import inline_objects, with_objects
from typescribe.language.constraints import NONE, Constraints, overridden, without_words
from typescribe.language.declared import (
    Declaration,
    DeclaredField,
    Fields,
    KeySignature,
    Keyword,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position, Problem
from typescribe.language.overlay import (
    INDEX,
    FieldAmendment,
    ManyObserved,
    ObjectAmendment,
    Observation,
    TypeAmendment,
    TypeBasis,
)
from typescribe.text.declared_types import signature_text

T = TypeVar("T")


class ObjectAmender:
    """Applies amendments to object types and properties.

    `problems` collects the amendments that do not apply, `needless` the observations that say the
    same as the declarations.
    """

    def __init__(self, declarations: Mapping[str, Declaration], basis: TypeBasis) -> None:
        self._declarations = declarations
        self.basis = basis
        self.problems: list[Problem] = []
        self.needless: list[Problem] = []

    def refuse(self, position: Position, message: str) -> None:
        """Add a problem: an amendment that does not apply."""
        self.problems.append(Problem(position, message))

    def is_needless(self, observed: Observation, label: str) -> None:
        """Add an observation that says the same as the declaration."""
        message = f'"{label}" is declared as it was observed; remove "observed"'
        self.needless.append(Problem(observed.position, message))

    def objects(
        self, type_: TypeExpression, amendments: tuple[ObjectAmendment, ...], owner: str
    ) -> TypeExpression:
        """Return a type with amendments applied to the object types inside it."""
        if not amendments:
            return type_
        found = inline_objects(type_)
        changed: dict[int, ObjectOf] = {}
        for amendment in amendments:
            place = amendment.place or 1
            if len(found) < place or (amendment.place is None and len(found) > 1):
                message = mistakes.no_such_object(owner, type_, amendment, self._declarations)
                self.refuse(amendment.position, message)
                continue
            inline = found[place - 1]
            if amendment.class_name and not inline.has_class:
                message = f'"{owner}" is an intersection, which merges its objects into one class'
                self.refuse(amendment.position, f"{message}: this object has no class to name")
            body = changed.get(id(inline.body), inline.body)
            changed[id(inline.body)] = self.object(body, amendment, owner, around=type_)
        return with_objects(type_, changed)

    def object(
        self,
        declared: ObjectOf,
        amendment: ObjectAmendment,
        owner: str,
        declaration: Declaration | None = None,
        around: TypeExpression | None = None,
    ) -> ObjectOf:
        """Return an amended object type.

        It is the body of a `declaration`, or written inside of another type, which is `around` it.
        """
        if self.basis == "observed":
            declared = as_observed(declared, amendment.many)
        fields = {found.wire_name: found for found in declared.fields}
        index = declared.index
        signatures = {signature_text(one.keys): one for one in declared.signatures}
        for change in amendment.fields:
            if change.wire_name is None and change.signature == INDEX:
                index = self._index(index, change, owner, declared)
            elif change.wire_name is None:
                found = signatures.get(change.signature)
                value = self._index(found.value if found else None, change, owner, declared)
                if found is not None and value is not None:
                    signatures[change.signature] = replace(found, value=value)
            elif change.wire_name in fields:
                label = f"{owner}.{change.wire_name}"
                fields[change.wire_name] = self._field(fields[change.wire_name], change, label)
            else:
                message = mistakes.no_such_field(
                    owner, change.wire_name, declared, around, self._declarations
                )
                if base_name := self._inherited_from(declaration, change.wire_name):
                    message = mistakes.inherited_field(owner, change.wire_name, base_name)
                self.refuse(change.position, message)
        if amendment.undeclared:
            for field in amendment.undeclared.fields:
                if base_name := self._inherited_from(declaration, field.wire_name):
                    message = f'"{owner}" inherits "{field.wire_name}" from "{base_name}"'
                    self.refuse(field.position, f"{message}: amend it there")
            index = self._undeclared(amendment.undeclared, fields, index, owner)
            self._undeclared_signatures(amendment.undeclared, signatures, owner)
        return replace(
            declared,
            fields=tuple(fields.values()),
            index=index,
            signatures=tuple(signatures.values()),
            refuses_others=declared.refuses_others or amendment.closed,
            class_name=first(amendment.class_name, declared.class_name),
            position=amendment.position if amendment.class_name else declared.position,
        )

    def _inherited_from(self, declaration: Declaration | None, wire_name: str) -> str | None:
        """Return the name of the type from which a declaration inherits a property, if any."""
        waiting = [declaration] if declaration else []
        seen = {found.name for found in waiting}
        while waiting:
            body = waiting.pop().body
            for base in body.extends if isinstance(body, Fields) else ():
                found = (
                    self._declarations.get(base.name) if isinstance(base, TypeReference) else None
                )
                if found is None or found.name in seen:
                    continue
                seen.add(found.name)
                waiting.append(found)
                if isinstance(found.body, Fields) and any(
                    field.wire_name == wire_name for field in found.body.object.fields
                ):
                    return found.name
        return None

    def _undeclared(
        self,
        arriving: ObjectOf,
        fields: dict[str, DeclaredField],
        index: TypeExpression | None,
        owner: str,
    ) -> TypeExpression | None:
        """Add the undeclared properties of an amendment to `fields`; return the index signature."""
        for field in arriving.fields:
            if field.wire_name in fields:
                message = f'"{owner}" declares "{field.wire_name}": amend it under "fields"'
                self.refuse(field.position, message)
        if arriving.index is not None and index is not None:
            message = f'"{owner}" declares an index signature: amend it under "fields"'
            self.refuse(arriving.index.position, message)
        if self.basis == "observed":
            for field in arriving.fields:
                fields.setdefault(field.wire_name, field)
            return index or arriving.index
        return index

    def _undeclared_signatures(
        self, arriving: ObjectOf, signatures: dict[str, KeySignature], owner: str
    ) -> None:
        """Add the index signatures of properties that arrive undeclared to `signatures`."""
        for one in arriving.signatures:
            text = signature_text(one.keys)
            if text in signatures:
                message = f'"{owner}" declares {text}: amend it under "fields"'
                self.refuse(one.value.position, message)
            elif self.basis == "observed":
                signatures[text] = one

    def _index(
        self,
        declared: TypeExpression | None,
        amendment: FieldAmendment,
        owner: str,
        body: ObjectOf,
    ) -> TypeExpression | None:
        label = f"{owner}{amendment.signature}"
        if declared is None:
            message = mistakes.no_such_index_signature(owner, amendment.signature, body)
            self.refuse(amendment.position, message)
            return None
        named = (amendment.description, amendment.attribute, amendment.reads_as)
        limited = amendment.constraints or amendment.removed or None
        if any(part is not None for part in (*named, amendment.deprecated, limited)):
            message = 'an index signature takes only "observed" and the keys of object types'
            self.refuse(amendment.position, message)
        type_ = self.objects(declared, amendment.objects, label)
        return self._observed(type_, False, amendment, label)[0]

    def _field(
        self, declared: DeclaredField, amendment: FieldAmendment, label: str
    ) -> DeclaredField:
        type_ = self.objects(declared.type, amendment.objects, label)
        type_, optional = self._observed(type_, declared.optional, amendment, label)
        # Problems with the name, `reads_as` or constraints are reported at the amendment.
        is_ours = amendment.attribute is not None or amendment.reads_as is not None
        is_ours = is_ours or bool(amendment.constraints)
        return replace(
            declared,
            type=type_,
            optional=optional,
            position=amendment.position if is_ours else declared.position,
            description=first(amendment.description, declared.description),
            attribute=first(amendment.attribute, declared.attribute),
            reads_as=first(amendment.reads_as, declared.reads_as),
            deprecated=first(amendment.deprecated, declared.deprecated),
            constraints=self.constraints(amendment, declared.constraints),
        )

    def constraints(
        self, amendment: FieldAmendment | TypeAmendment, declared: Constraints
    ) -> Constraints:
        """Return the constraints of a property or a type with an amendment applied.

        Those of a declared type are not those of another type that is observed instead of it.
        """
        observed = amendment.observed
        if observed and observed.type is not None and self.basis == "observed":
            declared = NONE
        return overridden(without_words(declared, amendment.removed), amendment.constraints)

    def _observed(
        self, type_: TypeExpression, optional: bool, amendment: FieldAmendment, label: str
    ) -> tuple[TypeExpression, bool]:
        """Return the observed type of a property, and whether the property may be absent."""
        if amendment.observed is None:
            return type_, optional
        arrives = amendment.observed.type or type_
        if amendment.observed.nullable:
            arrives = _with_null(arrives, amendment.observed.position)
        may_be_absent = first(amendment.observed.optional, optional)
        if (arrives, may_be_absent) == (type_, optional):
            self.is_needless(amendment.observed, label)
        if self.basis == "declared":
            return type_, optional
        return arrives, may_be_absent


def as_observed(declared: ObjectOf, many: ManyObserved) -> ObjectOf:
    """Return an object type with observations about many properties applied."""
    return replace(declared, fields=tuple(_observed_field(f, many) for f in declared.fields))


def _observed_field(declared: DeclaredField, many: ManyObserved) -> DeclaredField:
    seen = declared
    for observed in (many.every, many.every_optional if declared.optional else None):
        if observed and observed.nullable:
            seen = replace(seen, type=_with_null(seen.type, observed.position))
        if observed and observed.optional:
            seen = replace(seen, optional=True)
    return seen


def first(given: T | None, declared: T) -> T:
    """Return the value that an amendment gives, else the declared value."""
    return declared if given is None else given


def _with_null(type_: TypeExpression, position: Position) -> TypeExpression:
    members = type_.members if isinstance(type_, UnionOf) else (type_,)
    if any(isinstance(member, Keyword) and member.name == "null" for member in members):
        return type_
    return UnionOf((*members, Keyword("null", position)), position)
