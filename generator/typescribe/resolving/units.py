"""The literals that `boolean` and documented unions stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import Keyword, LiteralOf, LiteralValue
from typescribe.resolving.closures import Closure, keyword, literal
from typescribe.resolving.keys import values_of

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def units(expander: Expander, closure: Closure) -> list[Closure]:
    """Return the literals that a member of a union stands for; if none, a list of the member."""
    expression = closure.expression
    if isinstance(expression, Keyword) and expression.name == "boolean":
        return [literal(value, expression.position) for value in (True, False)]
    values = values_of(expander, closure)
    if values is None:
        return [closure]
    found = [
        keyword("null", v.position) if v.value is None else literal(v.value, v.position)
        for v in values.values
    ]
    return [*found, keyword("string", closure.position)] if values.open else found


def literals(expander: Expander, closure: Closure) -> frozenset[tuple[bool, LiteralValue]] | None:
    """Return the keys of all literals of a type; `None` if it has other members."""
    found: set[tuple[bool, LiteralValue]] = set()
    for member in expander.alternatives(closure):
        for unit in units(expander, member):
            if not isinstance(unit.expression, LiteralOf):
                return None
            found.add(key(unit.expression))
    return frozenset(found)


def key(expression: LiteralOf) -> tuple[bool, LiteralValue]:
    """Return a key that distinguishes literals, since in Python `True` equals 1."""
    return isinstance(expression.value, bool), expression.value
