"""Declarations that the resolver accepts: what it refuses becomes `unknown`, and is told.

The resolver is the judge of what a spec can say, so it is asked, and not guessed at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

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
from typescribe.sources.typescript.rebuilding import with_parts

_ROUNDS = 40
_OPERATORS = KeyOf | IndexedAccess | MappedOf | TemplateOf | ConditionalOf

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
            places = error.places if isinstance(error, ResolveError) else {}
            fitted = _fitted(declarations, _to_solve(error.problems), places, narrowed)
            if fitted == declarations:
                raise
            declarations = fitted
    resolve(DeclaredPackage("imported", (*declarations, *others)))
    return declarations


def _to_solve(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Leave out what is wrong only because of another problem.

    Once a package makes too many classes, every type after that is one too many.
    """
    causes = [problem for problem in problems if problem.code != "too_many_classes"]
    return causes or problems[:1]


def _fitted(
    declarations: tuple[Declaration, ...],
    problems: Iterable[Problem],
    places: Mapping[Problem, Position],
    narrowed: Narrowed,
) -> tuple[Declaration, ...]:
    """Change what the problems are about, or where nothing stands there, what they show in.

    A generic is right for most of its uses, so it is one of these that changes, if it can be.
    """
    by_place = {p.where: p for p in problems if isinstance(p.where, Position)}
    fitter = _Fitter(by_place, narrowed)
    fitted = tuple(d if d.parameters else fitter.fit(d) for d in declarations)
    shown_in = {
        places[problem]: problem
        for problem in problems
        if problem in places and problem.where not in fitter.changed
    }
    if shown_in:
        user = _Fitter(shown_in, narrowed)
        fitted = tuple(user.fit(declaration, whole=True) for declaration in fitted)
    if fitted == declarations:
        return tuple(fitter.fit(declaration) for declaration in declarations)
    return fitted


class _Fitter:
    def __init__(self, problems: Mapping[Position, Problem], narrowed: Narrowed) -> None:
        self._problems = problems
        self._narrowed = narrowed
        self.changed: set[Position] = set()

    def fit(self, declaration: Declaration, *, whole: bool = False) -> Declaration:
        """Return a declaration without its problems; `whole` makes one of its own all unknown."""
        fitted = replace(declaration, body=self._body(declaration))
        problem = self._problems.get(declaration.position)
        if problem is None or fitted != declaration:
            return fitted
        if whole and not isinstance(declaration.body, Values):
            self._tell(declaration, declaration.position, f"it becomes unknown: {problem.message}")
            unknown = Keyword("unknown", declaration.position)
            return replace(declaration, body=Alias(unknown))
        if not whole and declaration.class_name is None and problem.code == "class_name":
            self.changed.add(declaration.position)
            return replace(declaration, class_name=f"{naming.class_name(declaration.name)}Type")
        return declaration

    def _tell(self, declaration: Declaration, position: Position, message: str) -> None:
        self.changed.add(position)
        self._narrowed(declaration, position, message)

    def _body(self, declaration: Declaration) -> Fields | Alias | Values:
        match declaration.body:
            case Alias(type=type_):
                return Alias(self._expression(type_, declaration))
            case Fields(object=body, extends=extends):
                bases = tuple(b for b in extends if not self._is_refused(b, declaration))
                return Fields(self._object(body, declaration), bases)
            case Values() as values:
                return values

    def _is_refused(self, base: TypeExpression, declaration: Declaration) -> bool:
        waiting = [base]
        while waiting:
            part = waiting.pop()
            if problem := self._problems.get(part.position):
                told = f"what it extends is left out: {problem.message}"
                self._tell(declaration, part.position, told)
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
        refused = next(filter(None, map(self._refused, _operands(expression))), None)
        if refused and not isinstance(expression, Keyword):
            self.changed.add(refused[0])
            told = f"it becomes unknown: {refused[1].message}"
            self._tell(declaration, expression.position, told)
            return Keyword("unknown", expression.position)
        return with_parts(expression, lambda part: self._expression(part, declaration))

    def _refused(self, expression: TypeExpression) -> tuple[Position, Problem] | None:
        problem = self._problems.get(expression.position)
        return (expression.position, problem) if problem else None


def _operands(expression: TypeExpression) -> Iterator[TypeExpression]:
    """Yield an expression and, of an operator, its operands: none of them means much alone."""
    yield expression
    is_utility = isinstance(expression, TypeReference) and expression.name in UTILITY_TYPES
    if is_utility or isinstance(expression, _OPERATORS):
        for inner in inner_expressions(expression):
            if not isinstance(inner, ObjectOf):
                yield from _operands(inner)
