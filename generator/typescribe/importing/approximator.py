"""A declaration with problems -> one in which the types that have them are `unknown`.

Names that collide are changed instead, since a type does not depend on its name in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Protocol

from typescribe.importing.bases import may_be_array
from typescribe.importing.operands import operands
from typescribe.importing.sensitive import depends_on_change
from typescribe.importing.undefined import whole_or_unknown, with_type
from typescribe.language import naming
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    Fields,
    KeySignature,
    Keyword,
    ObjectOf,
    TypeExpression,
    Values,
)
from typescribe.language.errors import Position, Problem
from typescribe.language.expressions import inner_expressions, parts_of
from typescribe.sources.typescript.notes import Loss, NoteKind
from typescribe.sources.typescript.rewriting import expressions, with_parts

_COUNTED = re.compile(r"(.*)_(\d+)")


class Report(Protocol):
    """Receives each change to a declaration."""

    def __call__(
        self,
        declaration: Declaration,
        position: Position,
        message: str | Loss,
        kind: NoteKind,
        part: str = "",
    ) -> None:
        """Report a change with its position and reason; `part` names the property it is about."""


class FreeNames:
    """Gives names for classes that no other class of the package has."""

    def __init__(self, declarations: Iterable[Declaration]) -> None:
        named = ({d.name, naming.class_name(d.name), d.class_name} for d in declarations)
        self._taken = {_form(name) for names in named for name in names if name}

    def claim(self, wanted: str) -> str:
        """Return a name that is free, as are the names that are derived from it."""
        name, number = wanted, 1
        while {_form(name), _form(f"{name}Dict")} & self._taken:
            number += 1
            name = f"{wanted}{number}"
        self._taken |= {_form(name), _form(f"{name}Dict")}
        return name


def _form(name: str) -> str:
    return naming.snake_case(name).removesuffix("_dict") or name


class Approximator:
    """Changes what has problems; `changed` are the positions that a change was about.

    `sensitive` are the generic types that apply an operator to what they are given, `declared` all
    declarations by name.
    """

    def __init__(
        self,
        problems: Mapping[Position, Problem],
        report: Report,
        names: FreeNames,
        sensitive: Set[str],
        declared: Mapping[str, Declaration],
    ) -> None:
        self._problems = problems
        self._report = report
        self._names = names
        self._sensitive = sensitive
        self._declared = declared
        self.changed: set[Position] = set()

    def declaration(self, declaration: Declaration, *, whole: bool = False) -> Declaration:
        """Return a declaration without its problems; `whole` lets it become `unknown` itself."""
        if self._problems.keys().isdisjoint(places_in(declaration)):
            return declaration
        changed = replace(declaration, body=self._body(declaration))
        problem = self._problems.get(declaration.position)
        if problem is None or changed != declaration:
            return changed
        if whole and not isinstance(declaration.body, Values):
            self._change(declaration, declaration.position, Loss("type", problem.message))
            unknown = Keyword("unknown", declaration.position)
            return replace(declaration, body=Alias(unknown))
        if not whole and problem.code == "class_name":
            name = self._names.claim(f"{naming.class_name(declaration.name)}Type")
            message = f'its class is called "{name}": {cause(problem)}'
            self._change(declaration, declaration.position, message, "renamed")
            return replace(declaration, class_name=name)
        return declaration

    def _change(
        self,
        declaration: Declaration,
        position: Position,
        message: str | Loss,
        kind: NoteKind = "approximated",
        part: str = "",
    ) -> None:
        self.changed.add(position)
        self._report(declaration, position, message, kind, part)

    def _body(self, declaration: Declaration) -> Fields | Alias | Values:
        match declaration.body:
            case Alias(type=type_):
                return Alias(self._expression(type_, declaration))
            case Fields(extends=extends) if base := next(filter(self._is_no_object, extends), None):
                problem, own = self._problems[base.position], declaration.body.object
                has_signatures = own.index is not None or own.signatures
                if problem.code == "array_base" and not (declaration.parameters or has_signatures):
                    return Alias(self._array(base, declaration, own))
                self._change(declaration, base.position, Loss("type", problem.message))
                return Alias(Keyword("unknown", declaration.position))
            case Fields(object=body, extends=extends):
                rejected = [base for base in extends if self._is_rejected(base, declaration)]
                if any(may_be_array(base, self._declared) for base in rejected):
                    return Alias(Keyword("unknown", declaration.position))
                bases = tuple(base for base in extends if base not in rejected)
                return Fields(self._object(body, declaration), bases)
            case Values() as values:
                return values

    def _is_no_object(self, base: TypeExpression) -> bool:
        """Return whether a base type is no object type, such as an array.

        Its users are no object types either.
        """
        problem = self._problems.get(base.position)
        return problem is not None and problem.code in {"base", "array_base"}

    def _array(
        self, base: TypeExpression, declaration: Declaration, body: ObjectOf
    ) -> TypeExpression:
        """Return the array that an interface turns out to extend, which is all that is sent."""
        self.changed.add(base.position)
        for field in body.fields:
            message = "an array is sent without its properties"
            self._change(declaration, field.position, message, "left out", field.wire_name)
        return base

    def _is_rejected(self, base: TypeExpression, declaration: Declaration) -> bool:
        for part in parts_of([base]):
            if problem := self._problems.get(part.position):
                is_array = may_be_array(base, self._declared)
                loss = Loss("type" if is_array else "base", problem.message)
                self._change(declaration, part.position, loss)
                return True
        return False

    def _object(self, object_: ObjectOf, declaration: Declaration) -> ObjectOf:
        problem = self._problems.get(object_.position)
        if problem and problem.code == "class_name" and object_.position != declaration.position:
            name = self._names.claim(f"{_named(problem)}Type")
            message = f'the class of an object in it is called "{name}": {cause(problem)}'
            self._change(declaration, object_.position, message, "renamed")
            object_ = replace(object_, class_name=name)
        fields = tuple(self._field(field, declaration) for field in object_.fields)
        index = object_.index and self._expression(object_.index, declaration)
        signatures = self._signatures(object_, declaration)
        return replace(object_, fields=fields, index=index, signatures=signatures)

    def _signatures(self, object_: ObjectOf, declaration: Declaration) -> tuple[KeySignature, ...]:
        kept: list[KeySignature] = []
        for signature in object_.signatures:
            operands = [signature.keys, *inner_expressions(signature.keys)]
            problem = next(filter(None, (self._problems.get(o.position) for o in operands)), None)
            of_value = self._problems.get(signature.value.position)
            if of_value is not None and of_value.code == "signature":
                problem = of_value
            if problem is None:
                value = self._expression(signature.value, declaration)
                kept.append(KeySignature(signature.keys, value))
                continue
            message = f"an index signature is left out: {problem.message}"
            self._change(declaration, signature.keys.position, message)
        return tuple(kept)

    def _field(self, field: DeclaredField, declaration: Declaration) -> DeclaredField:
        problem = self._problems.get(field.position)
        if problem is not None and problem.code == "attribute_name":
            attribute = _next_attribute(field)
            message = f'the attribute of "{field.wire_name}" is called "{attribute}"'
            self._change(declaration, field.position, f"{message}: {cause(problem)}", "renamed")
            field = replace(field, attribute=attribute)
        elif problem is not None and field.type.position not in self._problems:
            self._change(declaration, field.position, Loss("type", problem.message))
            return with_type(field, Keyword("unknown", field.type.position))
        return with_type(field, self._expression(field.type, declaration))

    def _expression(self, expression: TypeExpression, declaration: Declaration) -> TypeExpression:
        if isinstance(expression, ObjectOf):
            return self._object(expression, declaration)
        problems = (self._problems.get(part.position) for part in operands(expression))
        rejected = next(filter(None, problems), None)
        if rejected and not isinstance(expression, Keyword):
            if isinstance(rejected.where, Position):
                self.changed.add(rejected.where)
            self._change(declaration, expression.position, Loss("type", rejected.message))
            return Keyword("unknown", expression.position)
        made = with_parts(expression, lambda part: self._expression(part, declaration))
        if depends_on_change(expression, made, self._sensitive):
            return Keyword("unknown", expression.position)
        return whole_or_unknown(expression, made)


def places_in(declaration: Declaration) -> Iterator[Position]:
    """Yield the position of a declaration and of all that it holds."""
    yield declaration.position
    for expression in parts_of(expressions(declaration)):
        yield expression.position
        if isinstance(expression, ObjectOf):
            yield from (field.position for field in expression.fields)


def _next_attribute(field: DeclaredField) -> str:
    """Return another attribute for a field: `a_2`, and `a_3` if that collides as well."""
    if field.attribute and (counted := _COUNTED.fullmatch(field.attribute)):
        return f"{counted[1]}_{int(counted[2]) + 1}"
    plain = field.attribute or naming.attribute_name(field.wire_name) or "field"
    return f"{plain.strip('_')}_2"


def cause(problem: Problem) -> str:
    """Return a problem without its advice, which is about a spec that somebody writes."""
    return problem.message.partition(";")[0]


def _named(problem: Problem) -> str:
    found = re.match(r'"(\w+)"', problem.message)
    return found[1] if found else "Object"
