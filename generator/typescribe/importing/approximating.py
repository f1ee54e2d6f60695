"""Declarations -> declarations that the resolver accepts; rejected types become `unknown`.

Only the resolver knows what a spec can express, so it runs again after each round of changes.
"""

from __future__ import annotations

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
    Keyword,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TypeExpression,
    TypeReference,
    Values,
)
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.expressions import UTILITY_TYPES, inner_expressions
from typescribe.resolving.resolve import ResolveError, resolve
from typescribe.sources.typescript.rewriting import with_parts

_ROUNDS = 40
_OPERATORS = KeyOf | IndexedAccess | MappedOf | TemplateOf | ConditionalOf

Report: TypeAlias = Callable[[Declaration, Position, str], None]


def approximate(
    declarations: tuple[Declaration, ...], others: tuple[Declaration, ...], report: Report
) -> tuple[Declaration, ...]:
    """Return declarations that resolve together with `others`.

    Args:
        declarations: what was imported.
        others: declarations of the same package that must not change.
        report: receives the declaration, the position and the reason of each approximation.

    Raises:
        SpecError: the resolver rejects them for a reason that no change here removes.
    """
    for _ in range(_ROUNDS):
        try:
            resolve(DeclaredPackage("imported", (*declarations, *others)))
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
    approximator = _Approximator(by_place, report)
    changed = tuple(d if d.parameters else approximator.declaration(d) for d in declarations)
    shown_in = {
        places[problem]: problem
        for problem in problems
        if problem in places and problem.where not in approximator.changed
    }
    if shown_in:
        of_users = _Approximator(shown_in, report)
        changed = tuple(of_users.declaration(declaration, whole=True) for declaration in changed)
    if changed == declarations:
        return tuple(approximator.declaration(declaration) for declaration in declarations)
    return changed


class _Approximator:
    def __init__(self, problems: Mapping[Position, Problem], report: Report) -> None:
        self._problems = problems
        self._report = report
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
        if not whole and declaration.class_name is None and problem.code == "class_name":
            self.changed.add(declaration.position)
            return replace(declaration, class_name=f"{naming.class_name(declaration.name)}Type")
        return declaration

    def _change(self, declaration: Declaration, position: Position, message: str) -> None:
        self.changed.add(position)
        self._report(declaration, position, message)

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
                message = f"its base type is left out: {problem.message}"
                self._change(declaration, part.position, message)
                return True
            waiting += inner_expressions(part)
        return False

    def _object(self, object_: ObjectOf, declaration: Declaration) -> ObjectOf:
        fields = tuple(self._field(field, declaration) for field in object_.fields)
        index = object_.index and self._expression(object_.index, declaration)
        return replace(object_, fields=fields, index=index)

    def _field(self, field: DeclaredField, declaration: Declaration) -> DeclaredField:
        problem = self._problems.get(field.position)
        if problem is not None and problem.code == "attribute_name":
            plain = field.attribute or naming.attribute_name(field.wire_name) or "field"
            self.changed.add(field.position)
            field = replace(field, attribute=f"{plain.strip('_')}_2")
        return replace(field, type=self._expression(field.type, declaration))

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


def _operands(expression: TypeExpression) -> Iterator[TypeExpression]:
    """Yield an expression and the operands of an operator, which have no use without it."""
    yield expression
    is_utility = isinstance(expression, TypeReference) and expression.name in UTILITY_TYPES
    if is_utility or isinstance(expression, _OPERATORS):
        for inner in inner_expressions(expression):
            if not isinstance(inner, ObjectOf):
                yield from _operands(inner)
