"""Declarations -> declarations that the resolver accepts; rejected types become `unknown`.

Only the resolver knows what a spec can express, so it runs again after each round of changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from typescribe.language import naming
from typescribe.language.declared import (
    Alias,
    ConditionalOf,
    Declaration,
    DeclaredField,
    DeclaredPackage,
    Fields,
    IndexedAccess,
    KeyOf,
    KeySignature,
    Keyword,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TypeExpression,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.expressions import UTILITY_TYPES, inner_expressions
from typescribe.resolving.budget import Budget
from typescribe.resolving.resolve import ResolveError, resolve
from typescribe.sources.typescript.notes import NoteKind
from typescribe.sources.typescript.rewriting import with_parts

_ROUNDS = 40
_OF_NAMES = {"attribute_name", "class_name"}
_COUNTED = re.compile(r"(.*)_(\d+)")
_OPERATORS = KeyOf | IndexedAccess | MappedOf | TemplateOf | ConditionalOf

BASE_LEFT_OUT = "its base type is left out"

Report: TypeAlias = Callable[[Declaration, Position, str, NoteKind], None]


def approximate(
    declarations: tuple[Declaration, ...], others: tuple[Declaration, ...], report: Report
) -> tuple[Declaration, ...]:
    """Return declarations that resolve together with `others`.

    Args:
        declarations: what was imported.
        others: declarations of the same package that must not change.
        report: receives the declaration, the position and the reason of each change, and its kind.

    Raises:
        SpecError: the resolver rejects them for a reason that no change here removes.
    """
    budget = Budget(len(declarations) + len(others))
    for _ in range(_ROUNDS):
        try:
            resolve(DeclaredPackage("imported", (*declarations, *others)), budget)
            return declarations
        except SpecError as error:
            places = error.places if isinstance(error, ResolveError) else {}
            changed = _approximated(declarations, _causes(error.problems), places, report)
            if changed == declarations:
                raise
            declarations = changed
    resolve(DeclaredPackage("imported", (*declarations, *others)))
    return declarations


def _causes(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems without those that only follow from another one.

    Once a package needs too many classes, each further class is reported as well.
    """
    causes = [problem for problem in problems if problem.code != "too_many_classes"]
    return causes or problems[:1]


def _approximated(
    declarations: tuple[Declaration, ...],
    problems: Iterable[Problem],
    places: Mapping[Problem, Position],
    report: Report,
) -> tuple[Declaration, ...]:
    """Change the types that cause the problems, or else the types in which they appear.

    A generic usually works for most of its arguments, so one of its uses changes if possible.
    """
    by_place = {p.where: p for p in problems if isinstance(p.where, Position)}
    names = _FreeNames(declarations)
    approximator = _Approximator(by_place, report, names)
    names_only = {where: p for where, p in by_place.items() if p.code in _OF_NAMES}
    namer = _Approximator(names_only, report, names)
    changed = tuple(
        namer.declaration(d) if d.parameters else approximator.declaration(d) for d in declarations
    )
    approximator.changed |= namer.changed
    shown_in = {
        places[problem]: problem
        for problem in problems
        if problem in places and problem.where not in approximator.changed
    }
    if shown_in:
        of_users = _Approximator(shown_in, report, names)
        changed = tuple(of_users.declaration(declaration, whole=True) for declaration in changed)
    if changed == declarations:
        return tuple(approximator.declaration(declaration) for declaration in declarations)
    return changed


class _FreeNames:
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


class _Approximator:
    def __init__(
        self, problems: Mapping[Position, Problem], report: Report, names: _FreeNames
    ) -> None:
        self._problems = problems
        self._report = report
        self._names = names
        self.changed: set[Position] = set()

    def declaration(self, declaration: Declaration, *, whole: bool = False) -> Declaration:
        """Return a declaration without its problems; `whole` lets it become `unknown` itself."""
        changed = replace(declaration, body=self._body(declaration))
        problem = self._problems.get(declaration.position)
        if problem is None or changed != declaration:
            return changed
        if whole and not isinstance(declaration.body, Values):
            self._change(
                declaration, declaration.position, f"it becomes unknown: {problem.message}"
            )
            unknown = Keyword("unknown", declaration.position)
            return replace(declaration, body=Alias(unknown))
        if not whole and problem.code == "class_name":
            name = self._names.claim(f"{naming.class_name(declaration.name)}Type")
            message = f'its class is called "{name}": {_cause(problem)}'
            self._change(declaration, declaration.position, message, "renamed")
            return replace(declaration, class_name=name)
        return declaration

    def _change(
        self,
        declaration: Declaration,
        position: Position,
        message: str,
        kind: NoteKind = "approximated",
    ) -> None:
        self.changed.add(position)
        self._report(declaration, position, message, kind)

    def _body(self, declaration: Declaration) -> Fields | Alias | Values:
        match declaration.body:
            case Alias(type=type_):
                return Alias(self._expression(type_, declaration))
            case Fields(object=body, extends=extends):
                bases = tuple(b for b in extends if not self._is_rejected(b, declaration))
                return Fields(self._object(body, declaration), bases)
            case Values() as values:
                return values

    def _is_rejected(self, base: TypeExpression, declaration: Declaration) -> bool:
        waiting = [base]
        while waiting:
            part = waiting.pop()
            if problem := self._problems.get(part.position):
                message = f"{BASE_LEFT_OUT}: {problem.message}"
                self._change(declaration, part.position, message)
                return True
            waiting += inner_expressions(part)
        return False

    def _object(self, object_: ObjectOf, declaration: Declaration) -> ObjectOf:
        problem = self._problems.get(object_.position)
        if problem and problem.code == "class_name" and object_.position != declaration.position:
            name = self._names.claim(f"{_named(problem)}Type")
            message = f'the class of an object in it is called "{name}": {_cause(problem)}'
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
            self._change(declaration, field.position, f"{message}: {_cause(problem)}", "renamed")
            field = replace(field, attribute=attribute)
        elif problem is not None and field.type.position not in self._problems:
            message = f"it becomes unknown: {problem.message}"
            self._change(declaration, field.position, message)
            return with_type(field, Keyword("unknown", field.type.position))
        return with_type(field, self._expression(field.type, declaration))

    def _expression(self, expression: TypeExpression, declaration: Declaration) -> TypeExpression:
        if isinstance(expression, ObjectOf):
            return self._object(expression, declaration)
        operands = _operands(expression)
        problems = (self._problems.get(operand.position) for operand in operands)
        rejected = next(filter(None, problems), None)
        if rejected and not isinstance(expression, Keyword):
            if isinstance(rejected.where, Position):
                self.changed.add(rejected.where)
            message = f"it becomes unknown: {rejected.message}"
            self._change(declaration, expression.position, message)
            return Keyword("unknown", expression.position)
        return with_parts(expression, lambda part: self._expression(part, declaration))


def with_type(field: DeclaredField, type_: TypeExpression) -> DeclaredField:
    """Return a field with another type; it is optional if it may be absent for all that is known.

    An operator that became unknown may give `undefined`, or a function, which JSON leaves out; and
    `unknown | undefined` is `unknown`.
    """
    before = _members(field.type)
    has_become_unknown = any(map(_is_unknown, _members(type_))) and not any(
        map(_is_unknown, before)
    )
    may_be_absent = has_become_unknown and any(map(_may_be_undefined, before))
    return replace(field, type=type_, optional=field.optional or may_be_absent)


def _members(type_: TypeExpression) -> tuple[TypeExpression, ...]:
    return type_.members if isinstance(type_, UnionOf) else (type_,)


def _is_unknown(type_: TypeExpression) -> bool:
    return isinstance(type_, Keyword) and type_.name == "unknown"


def _may_be_undefined(type_: TypeExpression) -> bool:
    match type_:
        case IndexedAccess() | ConditionalOf() | TypeReference(arguments=(_, *_)):
            return True
        case Keyword(name=name):
            return name == "undefined"
        case _:
            return False


def _next_attribute(field: DeclaredField) -> str:
    """Return another attribute for a field: `a_2`, and `a_3` if that collides as well."""
    if field.attribute and (counted := _COUNTED.fullmatch(field.attribute)):
        return f"{counted[1]}_{int(counted[2]) + 1}"
    plain = field.attribute or naming.attribute_name(field.wire_name) or "field"
    return f"{plain.strip('_')}_2"


def _cause(problem: Problem) -> str:
    """Return a problem without its advice, which is about a spec that somebody writes."""
    return problem.message.partition(";")[0]


def _named(problem: Problem) -> str:
    found = re.match(r'"(\w+)"', problem.message)
    return found[1] if found else "Object"


def _operands(expression: TypeExpression) -> Iterator[TypeExpression]:
    """Yield an expression and the operands of an operator, which have no use without it.

    A condition depends on every part of what it compares; other operators keep the properties of
    an object, which can become unknown alone.
    """
    yield expression
    match expression:
        case ConditionalOf(checked=checked, extends=extends):
            yield from _inside((checked, extends), objects=True)
        case TypeReference(name="Exclude" | "Extract", arguments=arguments):
            yield from _inside(arguments, objects=True)
        case TypeReference(name="Record", arguments=(keys, _)) | MappedOf(keys=keys, renamed=None):
            yield from _inside((keys,), objects=False)
        case MappedOf(keys=keys, renamed=renamed) if renamed is not None:
            yield from _inside((keys, renamed), objects=False)
        case _ if isinstance(expression, _OPERATORS) or _is_utility(expression):
            yield from _inside(inner_expressions(expression), objects=False)


def _is_utility(expression: TypeExpression) -> bool:
    return isinstance(expression, TypeReference) and expression.name in UTILITY_TYPES


def _inside(waiting: Iterable[TypeExpression], *, objects: bool) -> Iterator[TypeExpression]:
    """Yield expressions and their parts; without `objects`, no object type and no part of one."""
    pending = list(waiting)
    while pending:
        part = pending.pop()
        if objects or not isinstance(part, ObjectOf):
            yield part
            pending += inner_expressions(part)
