"""The literals that `boolean` and documented unions stand for."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from typescribe.language.declared import (
    Alias,
    ConditionalOf,
    Declaration,
    IndexedAccess,
    KeyOf,
    Keyword,
    LiteralOf,
    LiteralValue,
    TemplateOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.model import PatternType
from typescribe.language.patterns import accepts, pattern
from typescribe.resolving.closures import Closure, any_of, is_everything, keyword, literal
from typescribe.resolving.keys import values_of

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

_ABSORBED: Final[Mapping[str, tuple[type, ...]]] = {"string": (str,), "number": (int, float)}
"""The keywords that absorb literals, with their types in Python; `bool` is neither."""

_DEEPEST = 50
"""How deep unions and generic aliases are taken apart; an endless one is deeper."""


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
    `"a" | string` there is only `string` (`removeRedundantLiteralTypes` in TypeScript 5.9). So does
    a template (`removeStringLiteralsMatchedByTemplateLiterals`). But `string | T` has been taken
    apart before T is known.
    """
    written, parameters = _taken_apart(expander, closure)
    if not parameters:
        return _unabsorbed(expander, closure)
    found = _unabsorbed(expander, any_of(written, closure.position)) if written else []
    if any(map(is_everything, found)):
        return found
    return [*found, *(member for one in parameters for member in distributed(expander, one))]


_Parts: TypeAlias = tuple[tuple[Closure, ...], tuple[Closure, ...]]


def _taken_apart(expander: Expander, closure: Closure) -> _Parts:
    """Return the members of a written union, and those that depend on its type parameters."""
    while _is_parameter(closure):
        assert isinstance(closure.expression, TypeReference), "a parameter is a reference"
        closure = closure.environment[closure.expression.name]
    return _members(expander, closure, in_alias=False, depth=0)


def _members(expander: Expander, closure: Closure, *, in_alias: bool, depth: int) -> _Parts:
    """Return the same for a part of the union, which may be what a generic alias stands for.

    A type parameter of an alias counts if its argument is a type parameter as well.
    """
    if depth > _DEEPEST:
        return (closure,), ()
    if isinstance(closure.expression, UnionOf) and not closure.expression.is_object:
        found = [
            _members(expander, closure.of(member), in_alias=in_alias, depth=depth + 1)
            for member in closure.expression.members
        ]
        written = tuple(one for members, _ in found for one in members)
        return written, tuple(one for _, parameters in found for one in parameters)
    if _is_parameter(closure):
        assert isinstance(closure.expression, TypeReference), "a parameter is a reference"
        argument = closure.environment[closure.expression.name]
        return ((), (argument,)) if _is_free(closure, in_alias=in_alias) else ((argument,), ())
    if _is_deferred(closure, in_alias=in_alias):
        return ((), (closure,)) if depth else ((closure,), ())
    if isinstance(closure.expression, IndexedAccess):
        following = expander.step(closure)
        assert following is not None, "an indexed access stands for a type"
        is_of_another = following.environment is not closure.environment
        return _members(expander, following, in_alias=in_alias or is_of_another, depth=depth + 1)
    if _is_generic_alias(expander.declaration(closure)):
        following = expander.step(closure)
        assert following is not None, "an alias stands for its type"
        return _members(expander, following, in_alias=True, depth=depth + 1)
    return (closure,), ()


def _is_deferred(closure: Closure, *, in_alias: bool) -> bool:
    """Return whether it is an operator on a type parameter, which is applied once that is known."""
    operands: tuple[TypeExpression, ...]
    match closure.expression:
        case IndexedAccess(object=object_, index=index):
            operands = object_, index
        case KeyOf(type=operand) | ConditionalOf(checked=operand):
            operands = (operand,)
        case TypeReference(name="Exclude" | "Extract" | "NonNullable", arguments=(operand, *_)):
            operands = (operand,)
        case _:
            return False
    return any(_is_free(closure.of(operand), in_alias=in_alias) for operand in operands)


def _is_free(closure: Closure, *, in_alias: bool) -> bool:
    """Return whether a type is a type parameter that is not known where the union is written."""
    if not _is_parameter(closure):
        return False
    assert isinstance(closure.expression, TypeReference), "a parameter is a reference"
    return not in_alias or _is_parameter(closure.environment[closure.expression.name])


def _is_generic_alias(declaration: Declaration | None) -> bool:
    return (
        declaration is not None
        and bool(declaration.parameters)
        and isinstance(declaration.body, Alias)
    )


def _is_parameter(closure: Closure) -> bool:
    expression = closure.expression
    return isinstance(expression, TypeReference) and expression.name in closure.environment


def _unabsorbed(expander: Expander, closure: Closure) -> list[Closure]:
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
    patterns = [
        pattern(unit.expression)
        for found in listed
        for unit in found
        if isinstance(unit.expression, TemplateOf)
    ]
    if keywords.keys().isdisjoint(_ABSORBED) and not patterns:
        return members
    return [
        member
        for member, found in zip(members, listed, strict=True)
        if not all(_is_absorbed(unit, keywords, patterns) for unit in found)
    ]


def _is_absorbed(unit: Closure, keywords: Container[str], patterns: Sequence[PatternType]) -> bool:
    match unit.expression:
        case LiteralOf(value=str() as text) if any(accepts(one, text) for one in patterns):
            return True
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
