"""Operators over types that an import has approximated -> unknown, with a note.

A wider type is safe wherever its values are checked. It is not where an operator looks at it: with
`unknown` in place of what could not be read, `keyof T` has fewer names, and a condition takes the
other branch. So the result of such an operator becomes unknown too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from typescribe.importing.approximator import BASE_LEFT_OUT, Report, with_type
from typescribe.importing.losses import Losses
from typescribe.language.declared import (
    Alias,
    ConditionalOf,
    Declaration,
    DeclaredField,
    Fields,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    Keyword,
    MappedOf,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.language.expressions import UTILITY_TYPES, inner_expressions, scoped_references
from typescribe.sources.typescript.rewriting import expressions, with_parts

_CONDITIONS = {"Exclude": 1, "Extract": 1, "NonNullable": 0}
"""Utility types that are conditions on their first argument (lib.es5.d.ts)."""
_DEPENDS = "it depends on `{}`, {}"


def widened(
    declarations: tuple[Declaration, ...], losses: Losses, report: Report
) -> tuple[Declaration, ...]:
    """Return declarations in which no operator looks at what the losses have changed.

    Args:
        declarations: those of the spec, with the approximations already made.
        losses: how they differ from TypeScript.
        report: receives the declaration, the position and the reason of each change, and its kind.
    """
    by_name = {declaration.name: declaration for declaration in declarations}
    widener = _Widener(by_name, losses, report, _sensitive(declarations))
    return tuple(map(widener.declaration, declarations))


def _sensitive(declarations: Iterable[Declaration]) -> frozenset[str]:
    """Return the generic types that apply an operator to what they are given."""
    generic = [declaration for declaration in declarations if declaration.parameters]
    found: set[str] = set()
    while True:
        more = {
            declaration.name
            for declaration in generic
            for part in _parts(expressions(declaration))
            if _looks(part) or (isinstance(part, TypeReference) and part.name in found)
        }
        if more <= found:
            return frozenset(found)
        found |= more


def _parts(waiting: Iterable[TypeExpression]) -> Iterator[TypeExpression]:
    pending = list(waiting)
    while pending:
        part = pending.pop()
        yield part
        pending += inner_expressions(part)


def _looks(part: TypeExpression) -> bool:
    """Whether an expression is an operator whose result may shrink when its operand grows."""
    match part:
        case ConditionalOf() | KeyOf():
            return True
        case TypeReference(name=name):
            return name in _CONDITIONS
        case _:
            return False


def _keeps_members(mapped: MappedOf) -> bool:
    """Whether a mapped type is `{[K in keyof T]: T[K]}`, which loses what T loses and no more."""
    match mapped:
        case MappedOf(
            parameter=parameter,
            keys=KeyOf(type=owner),
            renamed=None,
            value=IndexedAccess(object=object_, index=TypeReference(name=index)),
        ):
            return index == parameter and object_ == owner
        case _:
            return False


@dataclass(frozen=True, slots=True)
class _Widener:
    by_name: Mapping[str, Declaration]
    losses: Losses
    report: Report
    sensitive: frozenset[str]

    def declaration(self, declaration: Declaration) -> Declaration:
        match declaration.body:
            case Alias(type=type_):
                return replace(declaration, body=Alias(self._expression(type_, declaration)))
            case Fields(object=body, extends=extends):
                made = self._expression(body, declaration)
                assert isinstance(made, ObjectOf), "an object is no operator"
                bases = tuple(base for base in extends if not self._is_lost(base, declaration))
                return replace(declaration, body=Fields(made, bases))
            case _:
                return declaration

    def _is_lost(self, base: TypeExpression, owner: Declaration) -> bool:
        cause = next(filter(None, map(self._cause, _parts([base]))), None)
        if cause is not None:
            message = f"{BASE_LEFT_OUT}: {self._because(cause)}"
            self.report(owner, base.position, message, "approximated")
        return cause is not None

    def _expression(self, expression: TypeExpression, owner: Declaration) -> TypeExpression:
        if cause := self._cause(expression):
            message = f"it becomes unknown: {self._because(cause)}"
            self.report(owner, expression.position, message, "approximated")
            return Keyword("unknown", expression.position)
        if isinstance(expression, MappedOf) and _keeps_members(expression):
            return expression
        made = with_parts(expression, lambda part: self._expression(part, owner))
        if isinstance(expression, ObjectOf) and isinstance(made, ObjectOf):
            pairs = zip(expression.fields, made.fields, strict=True)
            fields = (with_type(old, new.type) for old, new in pairs)
            return replace(made, fields=tuple(map(self._that_may_be_absent, fields)))
        if made != expression and self._depends(made, expression):
            return Keyword("unknown", expression.position)
        return made

    def _that_may_be_absent(self, declared: DeclaredField) -> DeclaredField:
        if declared.optional or not self._may_be_undefined(declared.type, set()):
            return declared
        return replace(declared, optional=True)

    def _may_be_undefined(self, expression: TypeExpression, seen: set[str]) -> bool:
        match expression:
            case UnionOf(members=members):
                return any(self._may_be_undefined(member, seen) for member in members)
            case TypeReference(name=name) if name in self.by_name and name not in seen:
                seen.add(name)
                body = self.by_name[name].body
                if not isinstance(body, Alias):
                    return False
                if isinstance(body.type, Keyword):
                    return body.type.name == "unknown" and name in self.losses.undefined
                return self._may_be_undefined(body.type, seen)
            case _:
                return False

    def _because(self, name: str) -> str:
        is_changed = name in self.losses.approximated or name in self.losses.members
        why = "which is approximated" if is_changed else "which fits no index signature"
        return _DEPENDS.format(name, why)

    def _depends(self, made: TypeExpression, before: TypeExpression) -> bool:
        """Whether an operand of an operator has just become unknown."""
        return any(new != old for new, old in zip(_operands(made), _operands(before), strict=False))

    def _cause(self, expression: TypeExpression) -> str | None:
        """Return a type because of which the result of an operator is not known."""
        match expression:
            case KeyOf(type=operand):
                return self._lost_names(operand)
            case MappedOf(keys=KeyOf(type=operand)) if not _keeps_members(expression):
                return self._lost_names(operand)
            case ConditionalOf(checked=checked, extends=extends):
                return self._undecided(checked, extends)
            case TypeReference(name=name, arguments=arguments):
                if name in _CONDITIONS and name in UTILITY_TYPES:
                    return self._undecided(arguments[0], *arguments[_CONDITIONS[name] :])
                if name in self.sensitive:
                    return self._unknown_in(name, arguments)
        return None

    def _lost_names(self, operand: TypeExpression) -> str | None:
        for name in self._at_the_top(operand, set()):
            if name in self.losses.members or name in self.losses.without_bases:
                return name
            if name in self.losses.approximated and self._is_unknown(name):
                return name
        return None

    def _is_unknown(self, name: str) -> bool:
        body = self.by_name[name].body
        return isinstance(body, Alias) and any(
            isinstance(part, Keyword) and part.name == "unknown" for part in _parts([body.type])
        )

    def _undecided(self, checked: TypeExpression, *extends: TypeExpression) -> str | None:
        is_indexed = self._has_index(extends)
        for name in self._below([checked, *extends]):
            if name in self.losses.approximated or (is_indexed and name in self.losses.closed):
                return name
        for name in self._below(extends):
            if name in self.losses.members:
                return name
        mentioned = self._mentioned(extends)
        for name in self._below([checked]):
            if not mentioned.isdisjoint(self.losses.members.get(name, ())):
                return name
        return None

    def _unknown_in(self, generic: str, arguments: tuple[TypeExpression, ...]) -> str | None:
        body = expressions(self.by_name[generic])
        mentioned = self._mentioned(body)
        is_indexed = self._has_index(
            part.extends for part in _parts(body) if isinstance(part, ConditionalOf)
        )
        for name in self._below(arguments):
            if name in self.losses.approximated or (is_indexed and name in self.losses.closed):
                return name
            if not mentioned.isdisjoint(self.losses.members.get(name, ())):
                return name
        if any(isinstance(part, KeyOf) for part in _parts(body)):
            for argument in arguments:
                if cause := self._lost_names(argument):
                    return cause
        return None

    def _has_index(self, targets: Iterable[TypeExpression]) -> bool:
        """Whether one of the types that a condition compares with has an index signature."""
        listed = [*targets]
        bodies = (expressions(self.by_name[name]) for name in self._below(listed))
        return any(map(_is_index, _parts([*listed, *(e for body in bodies for e in body)])))

    def _mentioned(self, parts: Iterable[TypeExpression]) -> set[str]:
        """Return the properties that types declare, those of types that they refer to included."""
        found: set[str] = set()
        bodies = (expressions(self.by_name[name]) for name in self._below(parts))
        for part in _parts([*parts, *(e for body in bodies for e in body)]):
            if isinstance(part, ObjectOf):
                found |= {declared.wire_name for declared in part.fields}
        return found

    def _at_the_top(self, expression: TypeExpression, seen: set[str]) -> Iterator[str]:
        """Yield the types whose properties an expression has."""
        match expression:
            case UnionOf(members=members) | IntersectionOf(members=members):
                for member in members:
                    yield from self._at_the_top(member, seen)
            case TypeReference(name=name, arguments=arguments):
                for argument in arguments:
                    yield from self._at_the_top(argument, seen)
                if name in self.by_name and name not in seen:
                    seen.add(name)
                    yield name
                    body = self.by_name[name].body
                    for part in _at_its_top(body):
                        yield from self._at_the_top(part, seen)
            case ObjectOf() | KeyOf():
                return
            case _:
                yield from self._below([expression])

    def _below(self, waiting: Iterable[TypeExpression]) -> Iterator[str]:
        """Yield the types that expressions refer to, directly or not."""
        pending = list(waiting)
        seen: set[str] = set()
        while pending:
            for reference, bound in scoped_references(pending.pop(), frozenset()):
                name = reference.name
                if name in self.by_name and name not in bound and name not in seen:
                    seen.add(name)
                    yield name
                    pending += expressions(self.by_name[name])


def _at_its_top(body: Fields | Alias | Values) -> tuple[TypeExpression, ...]:
    match body:
        case Alias(type=type_):
            return (type_,)
        case Fields(extends=extends):
            return extends
        case Values():
            return ()


def _is_index(part: TypeExpression) -> bool:
    """Whether a type has an index signature; every object type fits one of `any`."""
    match part:
        case ObjectOf(signatures=(_, *_)):
            return True
        case ObjectOf(index=index) if index is not None:
            return index != Keyword("any", index.position)
        case TypeReference(name="Record", arguments=(_, value)):
            return value != Keyword("any", value.position)
        case _:
            return False


def _operands(expression: TypeExpression) -> tuple[TypeExpression, ...]:
    match expression:
        case KeyOf(type=operand):
            return (operand,)
        case ConditionalOf(checked=checked, extends=extends):
            return (checked, extends)
        case MappedOf(keys=keys):
            return (keys,)
        case TypeReference(name=name, arguments=arguments) if name in _CONDITIONS:
            return arguments
        case _:
            return ()
