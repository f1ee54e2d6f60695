"""Declarations that the resolver accepts: what it refuses becomes `unknown`, and is told.

The resolver is the judge of what a spec can say, so it is asked, and not guessed at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from typescribe import naming
from typescribe.declared import (
    Alias,
    Declaration,
    DeclaredField,
    DeclaredPackage,
    Fields,
    Keyword,
    ObjectOf,
    TypeExpression,
)
from typescribe.errors import Position, Problem, SpecError
from typescribe.references import inner_expressions
from typescribe.resolve import resolve
from typescribe.sources.typescript.rebuilding import with_parts

_ROUNDS = 40

Narrowed = Callable[[Declaration, Position, str], None]


def fit(
    declarations: tuple[Declaration, ...], others: tuple[Declaration, ...], narrowed: Narrowed
) -> tuple[Declaration, ...]:
    """Return declarations that have a closed meaning beside those of `others`.

    `narrowed` hears what had to change.

    Raises:
        SpecError: no change that is known here makes them acceptable.
    """
    for _ in range(_ROUNDS):
        try:
            resolve(DeclaredPackage("imported", (*declarations, *others)))
            return declarations
        except SpecError as error:
            problems = {p.where: p for p in error.problems if isinstance(p.where, Position)}
            fitted = tuple(_Fitter(problems, narrowed).fit(d) for d in declarations)
            if fitted == declarations:
                raise
            declarations = fitted
    resolve(DeclaredPackage("imported", (*declarations, *others)))
    return declarations


class _Fitter:
    def __init__(self, problems: dict[Position, Problem], narrowed: Narrowed) -> None:
        self._problems = problems
        self._narrowed = narrowed

    def fit(self, declaration: Declaration) -> Declaration:
        match declaration.body:
            case Alias(type=type_):
                fitted = self._expression(type_, declaration)
                changed = replace(declaration, body=Alias(fitted)) if fitted != type_ else None
            case Fields(object=body, extends=extends):
                made = self._object(body, declaration)
                bases = tuple(base for base in extends if not self._is_refused(base, declaration))
                is_same = made == body and bases == extends
                changed = None if is_same else replace(declaration, body=Fields(made, bases))
            case _:
                changed = None
        problem = self._problems.get(declaration.position)
        if changed is None and problem and declaration.class_name is None:
            # What collides is the class: two types whose functions would be called the same.
            name = f"{naming.class_name(declaration.name)}Type"
            return replace(declaration, class_name=name)
        return changed or declaration

    def _is_refused(self, base: TypeExpression, declaration: Declaration) -> bool:
        waiting = [base]
        while waiting:
            part = waiting.pop()
            if problem := self._problems.get(part.position):
                message = f"what it extends is left out: {problem.message}"
                self._narrowed(declaration, part.position, message)
                return True
            waiting += inner_expressions(part)
        return False

    def _object(self, object_: ObjectOf, declaration: Declaration) -> ObjectOf:
        fields = tuple(self._field(field, declaration) for field in object_.fields)
        index = object_.index and self._expression(object_.index, declaration)
        return replace(object_, fields=fields, index=index)

    def _field(self, field: DeclaredField, declaration: Declaration) -> DeclaredField:
        problem = self._problems.get(field.position)
        if problem and "attribute" in problem.message:
            plain = field.attribute or naming.attribute_name(field.wire_name) or "field"
            field = replace(field, attribute=f"{plain.strip('_')}_2")
        return replace(field, type=self._expression(field.type, declaration))

    def _expression(self, expression: TypeExpression, declaration: Declaration) -> TypeExpression:
        if isinstance(expression, ObjectOf):
            made: TypeExpression = self._object(expression, declaration)
        else:
            made = with_parts(expression, lambda part: self._expression(part, declaration))
        if made != expression or isinstance(expression, Keyword):
            return made
        # A keyword that is refused is so for where it stands: what holds it is changed.
        parts = [part for part in inner_expressions(expression) if isinstance(part, Keyword)]
        refused = (self._problems.get(part.position) for part in (expression, *parts))
        if problem := next(filter(None, refused), None):
            self._narrowed(declaration, expression.position, f"unknown: {problem.message}")
            return Keyword("unknown", expression.position)
        return made
