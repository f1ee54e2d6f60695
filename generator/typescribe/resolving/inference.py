"""`infer U` in a conditional type: infers the types that such names stand for.

The rules are those of the TypeScript handbook, page Conditional Types, "Inferring Within
Conditional Types": candidates for one name are gathered from every place where it occurs, and the
name stands for their union.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    ArrayOf,
    InferOf,
    Keyword,
    LiteralOf,
    TemplateOf,
    TupleOf,
    TypeExpression,
    UnionOf,
)
from typescribe.language.expressions import inferences, inner_expressions
from typescribe.resolving.closures import (
    EMPTY,
    Closure,
    Environment,
    Joined,
    any_of,
    keyword,
    literal,
    operands,
)
from typescribe.resolving.matching import Matching
from typescribe.text.javascript_numbers import javascript_text

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-][0-9]{1,3})?")


def inferred(expander: Expander, source: Closure, pattern: Closure) -> Environment:
    """Return the types of the names that a pattern infers, and of its own type parameters.

    Names for which the source offers no candidate stand for their constraint, or for `unknown`.
    Raises `SpecError` for a pattern that cannot be compared part by part.
    """
    assert not isinstance(pattern.expression, Joined), "a pattern is written by somebody"
    clauses = list(inferences(pattern.expression))
    implied = dict(_implied(pattern.expression))
    matching = Matching(expander)
    matching.match(source, pattern, 0)
    found: dict[str, Closure] = dict(pattern.environment)
    for clause in clauses:
        candidates = matching.candidates(clause.name)
        known = any_of(tuple(candidates), clause.position) if candidates else None
        if clause.constraint is not None:
            constraint = Closure(clause.constraint, found)
            known = _constrained(expander, known, constraint)
        known = known or implied.get(clause.name) or keyword("unknown", clause.position)
        found[clause.name] = _evaluated(known)
    return found


def _evaluated(known: Closure) -> Closure:
    """Return an inferred type as one that no longer depends on the type parameters in it."""
    is_union = isinstance(known.expression, UnionOf) and not known.expression.is_object
    if is_union and known.environment:
        return Closure(Joined(tuple(operands(known)), False, known.position), EMPTY)
    return known


def _implied(pattern: TypeExpression) -> Iterator[tuple[str, Closure]]:
    """Yield names that must be a string or an array because of their place in a pattern."""
    waiting = [pattern]
    while waiting:
        current = waiting.pop()
        match current:
            case TemplateOf(types=holes, position=position):
                names = [hole.name for hole in holes if isinstance(hole, InferOf)]
                yield from ((name, keyword("string", position)) for name in names)
            case TupleOf(elements=elements, position=position):
                array = Closure(ArrayOf(Keyword("unknown", position), position), EMPTY)
                for element in elements:
                    if element.spread and isinstance(element.type, InferOf):
                        yield element.type.name, array
        waiting.extend(inner_expressions(current))


def _constrained(expander: Expander, known: Closure | None, constraint: Closure) -> Closure:
    """Return the inferred type if it meets its constraint, or else the constraint.

    A text from a template meets the constraint `number` if it is the text of a number (release
    notes of TypeScript 4.8, Improved Inference for `infer` Types in Template String Types).
    """
    if known is None:
        return constraint
    if expander.fits(known, constraint):
        return known
    members = expander.alternatives(known)
    read = [_read(expander, member, constraint) for member in members]
    kept = [one for one in read if one is not None]
    return any_of(tuple(kept), known.position) if len(kept) == len(members) else constraint


def _read(expander: Expander, member: Closure, constraint: Closure) -> Closure | None:
    if not isinstance(member.expression, LiteralOf) or not isinstance(member.expression.value, str):
        return None
    text, position = member.expression.value, member.position
    readings: list[Closure] = []
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    # `infer N extends number` takes only the texts that JavaScript makes of numbers.
    if math.isfinite(number) and javascript_text(number) == text:
        readings.append(literal(int(number) if number.is_integer() else number, position))
    if text in ("true", "false"):
        readings.append(literal(text == "true", position))
    if text in ("null", "undefined"):
        readings.append(keyword("null" if text == "null" else "undefined", position))
    return next((one for one in readings if expander.fits(one, constraint)), None)
