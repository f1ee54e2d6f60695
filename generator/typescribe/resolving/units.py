"""The literals that `boolean` and documented unions stand for."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Final

from typescribe.language.declared import Keyword, LiteralOf, LiteralValue, TemplateOf
from typescribe.resolving.closures import Closure, keyword, literal
from typescribe.resolving.keys import values_of

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

_ABSORBED: Final[Mapping[str, tuple[type, ...]]] = {"string": (str,), "number": (int, float)}
"""The keywords that absorb literals, with their types in Python; `bool` is neither."""


def units(expander: Expander, closure: Closure) -> list[Closure]:
    """Return the literals that a member of a union stands for; if none, a list of the member."""
    expression = closure.expression
    if isinstance(expression, Keyword) and expression.name == "boolean":
        return [literal(value, expression.position) for value in (True, False)]
    values = values_of(expander, closure)
    if values is None:
        return [closure]
    if values.flags:
        return [keyword("number", closure.position)]
    found = [
        keyword("null", v.position) if v.value is None else literal(v.value, v.position)
        for v in values.values
    ]
    return [*found, keyword("string", closure.position)] if values.open else found


def distributed(expander: Expander, closure: Closure) -> list[Closure]:
    """Return the members of a union that the compiler looks at one by one.

    `any` and `unknown` absorb every other member, and a keyword absorbs its literals: of
    `"a" | string` there is only `string` (`removeRedundantLiteralTypes` in TypeScript 5.9).
    """
    members = expander.alternatives(closure, splits_object=False)
    if len(members) < 2:
        return members
    listed = [units(expander, member) for member in members]
    keywords = {
        unit.expression.name: unit
        for found in listed
        for unit in found
        if isinstance(unit.expression, Keyword)
    }
    for name in ("any", "unknown"):
        if name in keywords:
            return [keywords[name]]
    if keywords.keys().isdisjoint(_ABSORBED):
        return members
    return [
        member
        for member, found in zip(members, listed, strict=True)
        if not all(_is_absorbed(unit, keywords) for unit in found)
    ]


def _is_absorbed(unit: Closure, keywords: Container[str]) -> bool:
    match unit.expression:
        case LiteralOf(value=value):
            return any(name in keywords and type(value) in _ABSORBED[name] for name in _ABSORBED)
        case TemplateOf():
            return "string" in keywords
        case _:
            return False


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
