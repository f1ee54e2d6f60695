"""What JSON cannot carry is left out of linked declarations, and told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    ConditionalOf,
    Declaration,
    DeclaredField,
    Fields,
    IntersectionOf,
    Keyword,
    MappedOf,
    ObjectOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import inner_expressions
from typescribe.sources.typescript.not_json import marked, not_json
from typescribe.sources.typescript.notes import Kind
from typescribe.sources.typescript.rebuilding import expressions, mentioned, union_of, with_parts

Tell: TypeAlias = Callable[[Kind, str, Position, str], None]

_OF_THE_SAME = {"Partial", "Readonly", "Required", "NonNullable", "Pick", "Omit", "Exclude"}


@dataclass(frozen=True, slots=True)
class Carried:
    """Declarations without what JSON cannot carry, and why others are left out, by key."""

    declarations: dict[str, Declaration]
    left_out: dict[str, str]


def carry(
    declarations: Mapping[str, Declaration],
    shown: Mapping[str, str],
    tell: Callable[[str, Kind, str, Position, str], None],
) -> Carried:
    """Leave out what JSON cannot carry.

    Args:
        declarations: linked declarations by key.
        shown: what TypeScript calls each.
        tell: hears of every part that is left out: the key of its declaration, the kind of
            departure, the name of the part, its place and the reason.
    """
    touched = {key for key, declaration in declarations.items() if _has_mark(declaration)}
    users = _users(declarations)
    left_out: dict[str, str] = {}
    waiting = sorted(touched)
    while waiting:
        key = waiting.pop()
        if key in left_out:
            continue
        quiet = _Pruner(left_out, shown, lambda *_: None)
        if reason := quiet.reason(declarations[key]):
            left_out[key] = reason
            followers = users.get(key, ())
            touched.update(followers)
            waiting += followers
    kept: dict[str, Declaration] = {}
    for key, declaration in declarations.items():
        if key in left_out:
            continue
        if key in touched:
            pruner = _Pruner(left_out, shown, _telling(tell, key))
            kept[key] = pruner.declaration(declaration, shown[key])
        else:
            kept[key] = _without_empty_bases(declaration)
    return Carried(kept, left_out)


def _telling(tell: Callable[[str, Kind, str, Position, str], None], key: str) -> Tell:
    return lambda kind, name, position, message: tell(key, kind, name, position, message)


def _has_mark(declaration: Declaration) -> bool:
    waiting = list(expressions(declaration))
    while waiting:
        expression = waiting.pop()
        if marked(expression) is not None:
            return True
        waiting += inner_expressions(expression)
    return False


def _users(declarations: Mapping[str, Declaration]) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    for key, declaration in declarations.items():
        for name in mentioned(declaration):
            users.setdefault(name, []).append(key)
    return users


def _without_empty_bases(declaration: Declaration) -> Declaration:
    match declaration.body:
        case Fields(object=body, extends=extends) if any(isinstance(e, Keyword) for e in extends):
            bases = tuple(base for base in extends if not isinstance(base, Keyword))
            return replace(declaration, body=Fields(body, bases))
        case _:
            return declaration


@dataclass(frozen=True, slots=True)
class _Pruner:
    left_out: Mapping[str, str]
    shown: Mapping[str, str]
    tell: Tell

    def reason(self, declaration: Declaration) -> str | None:
        """Return why a declaration has no JSON, None where it has."""
        match declaration.body:
            case Alias(type=type_):
                return marked(self.expression(type_, ""))
            case Fields(object=body, extends=extends):
                kept = [base for base in extends if self._is_base(base)]
                return None if kept else marked(self.expression(body, ""))
            case _:
                return None

    def _is_base(self, base: TypeExpression) -> bool:
        return not isinstance(base, Keyword) and marked(self.expression(base, "")) is None

    def declaration(self, declaration: Declaration, name: str) -> Declaration:
        """Return a declaration without its parts that have no JSON."""
        parameters = tuple(
            replace(
                parameter,
                constraint=self._unless_marked(parameter.constraint, name),
                default=parameter.default and self._or_unknown(parameter.default, name),
            )
            for parameter in declaration.parameters
        )
        declaration = replace(declaration, parameters=parameters)
        match declaration.body:
            case Alias(type=type_):
                return replace(declaration, body=Alias(self.expression(type_, name)))
            case Fields(object=body, extends=extends):
                pruned = self._object(body, name)
                bases: list[TypeExpression] = []
                for base in extends:
                    found = self.expression(base, name)
                    if (what := marked(found)) is not None:
                        message = f"what it extends is left out: {what}"
                        self.tell("narrowed", name, base.position, message)
                    elif not isinstance(found, Keyword):
                        bases.append(found)
                return replace(declaration, body=Fields(pruned, tuple(bases)))
            case _:
                return declaration

    def _unless_marked(self, expression: TypeExpression | None, name: str) -> TypeExpression | None:
        if expression is None:
            return None
        quiet = _Pruner(self.left_out, self.shown, lambda *_: None)
        found = quiet.expression(expression, name)
        return None if marked(found) is not None else found

    def _or_unknown(self, expression: TypeExpression, name: str) -> TypeExpression:
        found = self.expression(expression, name)
        if (what := marked(found)) is None:
            return found
        self.tell("narrowed", name, expression.position, f"{what} becomes unknown")
        return Keyword("unknown", expression.position)

    def _or_never(self, expression: TypeExpression, name: str) -> TypeExpression:
        found = self.expression(expression, name)
        if (what := marked(found)) is None:
            return found
        self.tell("narrowed", name, expression.position, f"{what} becomes never")
        return Keyword("never", expression.position)

    def expression(self, expression: TypeExpression, name: str) -> TypeExpression:
        """Return an expression without its parts that have no JSON, or the mark of one."""
        match expression:
            case TypeReference(name=key, position=position):
                if marked(expression) is not None:
                    return expression
                if key in self.left_out:
                    what = self.left_out[key]
                    return not_json(f"`{self.shown[key]}` is left out: {what}", position)
                return self._reference(expression, name)
            case UnionOf(members=members, position=position):
                return self._union(members, position, name)
            case ObjectOf():
                return self._object_or_mark(expression, name)
            case _:
                return self._operator(expression, name)

    def _operator(self, expression: TypeExpression, name: str) -> TypeExpression:
        match expression:
            case IntersectionOf(members=members, position=position):
                found = [self.expression(member, name) for member in members]
                mark = next((m for m in found if marked(m) is not None), None)
                return mark or IntersectionOf(tuple(found), position)
            case ArrayOf(item=item, position=position):
                found_item = self.expression(item, name)
                return (
                    found_item if marked(found_item) is not None else ArrayOf(found_item, position)
                )
            case TupleOf():
                made = with_parts(expression, lambda part: self.expression(part, name))
                inner = inner_expressions(made)
                return next((part for part in inner if marked(part) is not None), made)
            case MappedOf(value=value):
                made = self.expression(value, name)
                if marked(made) is not None:
                    return made
                return with_parts(expression, lambda part: self._or_unknown(part, name))
            case ConditionalOf(checked=checked, extends=extends, no=no):
                if marked(mark := self.expression(checked, name)) is not None:
                    return mark
                if marked(self.expression(extends, name)) is not None:
                    # Nothing that JSON carries extends what it cannot carry.
                    return self.expression(no, name)
                return with_parts(expression, lambda part: self._or_never(part, name))
            case _:
                return with_parts(expression, lambda part: self._or_unknown(part, name))

    def _object_or_mark(self, object_: ObjectOf, name: str) -> TypeExpression:
        """Return the mark of what has no JSON for an object of which nothing is left."""
        pruned = self._object(object_, name)
        was_empty = not object_.fields and object_.index is None
        if was_empty or pruned.fields or pruned.index is not None:
            return pruned
        return not_json("it holds nothing that JSON carries", object_.position)

    def _reference(self, reference: TypeReference, name: str) -> TypeExpression:
        if reference.name in _OF_THE_SAME and reference.arguments:
            found = self.expression(reference.arguments[0], name)
            if marked(found) is not None:
                return found
        if reference.name == "Record" and reference.arguments:
            found = self.expression(reference.arguments[-1], name)
            if marked(found) is not None:
                return found
        return with_parts(reference, lambda part: self._or_unknown(part, name))

    def _union(
        self, members: tuple[TypeExpression, ...], position: Position, name: str
    ) -> TypeExpression:
        found = [(member, self.expression(member, name)) for member in members]
        kept = [made for _, made in found if marked(made) is None]
        if not kept:
            return found[0][1]
        for member, made in found:
            if (what := marked(made)) is not None:
                message = f"a member of the union is left out: {what}"
                self.tell("narrowed", name, member.position, message)
        return union_of(kept, position)

    def _object(self, object_: ObjectOf, name: str) -> ObjectOf:
        fields: list[DeclaredField] = []
        for declared in object_.fields:
            inner = f"{name}.{declared.wire_name}"
            found = self.expression(declared.type, inner)
            if (what := marked(found)) is None:
                fields.append(replace(declared, type=found))
            else:
                self.tell("left out", inner, declared.position, what)
        index = object_.index
        if index is not None:
            found_index = self.expression(index, f"{name}[key]")
            if (what := marked(found_index)) is None:
                index = found_index
            else:
                self.tell("left out", f"{name}[key]", index.position, what)
                index = None
        return replace(object_, fields=tuple(fields), index=index)
