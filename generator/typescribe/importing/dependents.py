"""Operators over types that an import has approximated -> unknown, with a note.

A wider type is safe wherever its values are checked. It is not where an operator looks at it: with
`unknown` in place of what could not be read, `keyof T` has fewer names, and a condition takes the
other branch. So the result of such an operator becomes unknown too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from typescribe.importing.approximator import Report
from typescribe.importing.bases import may_be_array
from typescribe.importing.losses import Losses
from typescribe.importing.operands import kept_members, optional_record
from typescribe.importing.reach import Reach
from typescribe.importing.sensitive import (
    CONDITIONS,
    depends_on_change,
    is_empty,
    sensitive_generics,
)
from typescribe.importing.undecided import READONLY, Undecided
from typescribe.importing.undefined import whole_or_unknown, with_type
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
    LiteralOf,
    MappedOf,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.expressions import UTILITY_TYPES, parts_of
from typescribe.sources.typescript.notes import Loss
from typescribe.sources.typescript.rewriting import with_parts

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
    reach = Reach(by_name, losses)
    undecided = Undecided(by_name, reach, losses)
    sensitive = sensitive_generics(declarations)
    widener = _Widener(by_name, reach, undecided, losses, report, sensitive)
    return tuple(map(widener.declaration, declarations))


@dataclass(frozen=True, slots=True)
class _Widener:
    by_name: Mapping[str, Declaration]
    reach: Reach
    undecided: Undecided
    losses: Losses
    report: Report
    sensitive: frozenset[str]

    def declaration(self, declaration: Declaration) -> Declaration:
        names = {parameter.name for parameter in declaration.parameters}
        if not names.isdisjoint(self.by_name):  # they hide the declarations of these names
            by_name = {n: d for n, d in self.by_name.items() if n not in names}
            reach = Reach(by_name, self.losses)
            inner = replace(
                self,
                by_name=by_name,
                reach=reach,
                undecided=Undecided(by_name, reach, self.losses),
                sensitive=self.sensitive - names,
            )
            return inner.declaration(declaration)
        match declaration.body:
            case Alias(type=type_):
                return replace(declaration, body=Alias(self._expression(type_, declaration)))
            case Fields(object=body, extends=extends):
                made = self._expression(body, declaration)
                assert isinstance(made, ObjectOf), "an object is no operator"
                lost = [base for base in extends if self._is_lost(base, declaration)]
                if any(may_be_array(base, self.by_name) for base in lost):
                    return replace(declaration, body=Alias(Keyword("unknown", body.position)))
                bases = tuple(base for base in extends if base not in lost)
                return replace(declaration, body=Fields(made, bases))
            case _:
                return declaration

    def _is_lost(self, base: TypeExpression, owner: Declaration) -> bool:
        cause = next(filter(None, map(self._cause, parts_of([base]))), None)
        if cause is not None:
            of: Literal["base", "type"] = "type" if may_be_array(base, self.by_name) else "base"
            loss = Loss(of, self._because(cause))
            self.report(owner, base.position, loss, "approximated")
        return cause is not None

    def _expression(self, expression: TypeExpression, owner: Declaration) -> TypeExpression:
        if cause := self._cause(expression):
            loss = Loss("type", self._because(cause))
            self.report(owner, expression.position, loss, "approximated")
            return Keyword("unknown", expression.position)
        if isinstance(expression, MappedOf) and (owner_type := kept_members(expression)):
            return self._over_members(expression, owner_type, owner)
        if (record := optional_record(expression)) is not None:
            inner = with_parts(record, lambda part: self._expression(part, owner))
            return with_parts(expression, lambda _: inner)
        made = with_parts(expression, lambda part: self._expression(part, owner))
        if isinstance(expression, ObjectOf) and isinstance(made, ObjectOf):
            pairs = zip(expression.fields, made.fields, strict=True)
            fields = (with_type(old, new.type) for old, new in pairs)
            absent = (self._that_may_be_absent(one, owner) for one in fields)
            return replace(made, fields=tuple(absent))
        if depends_on_change(expression, made, self.sensitive):
            return Keyword("unknown", expression.position)
        made = whole_or_unknown(expression, made)
        return self._with_absent(made) or made

    def _over_members(
        self, mapped: MappedOf, type_: TypeExpression, owner: Declaration
    ) -> TypeExpression:
        """Return `{[K in keyof T]: T[K]}` over T as it is after the changes."""
        made = self._expression(type_, owner)
        if made == type_:
            return mapped
        if mapped.optional is False or (isinstance(made, Keyword) and made.name == "unknown"):
            return Keyword("unknown", mapped.position)  # a property that it requires may be absent
        assert isinstance(mapped.value, IndexedAccess), "its value is `T[K]`"
        keys = KeyOf(made, mapped.keys.position)
        return replace(mapped, keys=keys, value=replace(mapped.value, object=made))

    def _that_may_be_absent(self, declared: DeclaredField, owner: Declaration) -> DeclaredField:
        is_lost = owner.name in self.losses.approximated and self._hides_undefined(declared.type)
        if declared.optional or not (is_lost or self._may_be_undefined(declared.type)):
            return declared
        return replace(declared, optional=True)

    def _hides_undefined(self, expression: TypeExpression) -> bool:
        """Return whether it is a union of `unknown` and an alias of `undefined`."""
        if not isinstance(expression, UnionOf):
            return False
        is_unknown = [isinstance(m, Keyword) and m.name == "unknown" for m in expression.members]
        return any(is_unknown) and any(map(self._admits_undefined, expression.members))

    def _admits_undefined(
        self, expression: TypeExpression, seen: frozenset[str] = frozenset()
    ) -> bool:
        match expression:
            case Keyword(name=name):
                return name == "undefined"
            case UnionOf(members=members):
                return any(self._admits_undefined(member, seen) for member in members)
            case TypeReference(name=name) if name in self.by_name and name not in seen:
                body = self.by_name[name].body
                return isinstance(body, Alias) and self._admits_undefined(body.type, seen | {name})
            case _:
                return False

    def _with_absent(self, expression: TypeExpression) -> TypeExpression | None:
        """Return the type whose properties may be absent, if its parts may be `undefined`.

        `Record<"a", V>` and `Generic<V>` have a property of the type V, which they require.
        """
        match expression:
            case TypeReference(name="Record", arguments=(_, value)):
                if self._may_be_undefined(value):
                    return TypeReference("Partial", (expression,), expression.position)
            case MappedOf(value=value):
                if self._may_be_undefined(value):
                    return replace(expression, optional=True)
            case TypeReference(name=name, arguments=arguments) if name in self.by_name:
                if any(map(self._may_be_undefined, arguments)):
                    return Keyword("unknown", expression.position)
        return None

    def _may_be_undefined(
        self, expression: TypeExpression, owner: str = "", seen: frozenset[str] = frozenset()
    ) -> bool:
        """Return whether a type is unknown, by the alias `owner`, and may have been `undefined`."""
        match expression:
            case Keyword(name="unknown"):
                return owner in self.losses.undefined
            case UnionOf(members=members):
                return any(self._may_be_undefined(member, owner, seen) for member in members)
            case IndexedAccess(object=TypeReference(name=name), index=LiteralOf(value=key)):
                return name in self.by_name and self._has_lost_property(name, str(key))
            case ConditionalOf(yes=yes, no=no):
                return any(self._may_be_undefined(branch, owner, seen) for branch in (yes, no))
            case TypeReference(name=name) if name in self.by_name and name not in seen:
                body = self.by_name[name].body
                return isinstance(body, Alias) and self._may_be_undefined(
                    body.type, name, seen | {name}
                )
            case _:
                return False

    def _has_lost_property(self, name: str, key: str) -> bool:
        """Return whether a type has an optional property that became unknown."""
        match self.by_name[name].body:
            case Fields(object=body) | Alias(type=ObjectOf() as body):
                found = [f for f in body.fields if f.wire_name == key and f.optional]
            case _:
                return False
        is_unknown = any(isinstance(f.type, Keyword) and f.type.name == "unknown" for f in found)
        return is_unknown and name in self.losses.undefined

    def _because(self, name: str) -> str:
        if name == READONLY:
            return "it depends on whether an array is readonly"
        is_changed = name in self.losses.approximated or name in self.losses.members
        why = "which is approximated" if is_changed else "which fits no index signature"
        return _DEPENDS.format(name, why)

    def _cause(self, expression: TypeExpression) -> str | None:
        """Return a type because of which the result of an operator is not known."""
        match expression:
            case KeyOf(type=operand):
                return self.reach.lost_names(operand)
            case IndexedAccess(object=owner, index=index) if not isinstance(index, LiteralOf):
                return self.reach.approximated(owner)
            case MappedOf(keys=KeyOf(type=operand)) if kept_members(expression) is None:
                return self.reach.lost_names(operand) or self._required(expression, operand)
            case MappedOf(keys=KeyOf(type=operand)):
                return self.reach.maybe_never(operand) or self._required(expression, operand)
            case TypeReference(name="Required", arguments=(operand,)):
                return self.reach.maybe_never(operand) or self.reach.maybe_absent(operand)
            case ConditionalOf(extends=Keyword(name="never"), yes=Keyword(name="never")):
                return None
            case ConditionalOf(checked=checked, extends=extends):
                return self.undecided.by(checked, extends) or self.undecided.inside(expression)
            case IntersectionOf(members=members) if any(map(is_empty, members)):
                # Alone, `{}` is an object; `{} & unknown` is anything.
                return next(filter(None, map(self.reach.unknown, members)), None)
            case TypeReference(name=name, arguments=arguments):
                if name in CONDITIONS and name in UTILITY_TYPES:
                    return self.undecided.by(arguments[0], *arguments[CONDITIONS[name] :])
                if name in self.sensitive:
                    return self.undecided.in_generic(name, arguments)
        return None

    def _required(self, mapped: MappedOf, operand: TypeExpression) -> str | None:
        """Return a type because of which a property may be absent that a mapped type requires."""
        return self.reach.maybe_absent(operand) if mapped.optional is False else None
