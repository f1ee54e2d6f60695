"""The parts of declared types, and of the types that they refer to, directly or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from typescribe.importing.losses import Losses
from typescribe.language.declared import (
    Alias,
    ArrayOf,
    ConditionalOf,
    Declaration,
    Fields,
    IntersectionOf,
    KeyOf,
    Keyword,
    MappedOf,
    ObjectOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.language.expressions import parts_of, scoped_references
from typescribe.sources.typescript.rewriting import expressions


@dataclass(frozen=True, slots=True)
class Reach:
    """Finds the types that expressions refer to; `losses` are those of the declarations."""

    by_name: Mapping[str, Declaration]
    losses: Losses
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """A cache of the types that a declaration refers to directly, by its name."""

    def below(self, waiting: Iterable[TypeExpression]) -> Iterator[str]:
        """Yield the types that expressions refer to, directly or not."""
        seen: set[str] = set()
        pending = list(self._named(waiting, frozenset()))
        while pending:
            name = pending.pop()
            if name in seen:
                continue
            seen.add(name)
            yield name
            if name not in self._names:
                declaration = self.by_name[name]
                hidden = frozenset(parameter.name for parameter in declaration.parameters)
                self._names[name] = tuple(self._named(expressions(declaration), hidden))
            pending += self._names[name]

    def _named(self, starting: Iterable[TypeExpression], hidden: frozenset[str]) -> Iterator[str]:
        """Yield the types that expressions refer to directly, by names that nothing hides."""
        for expression in starting:
            for reference, bound in scoped_references(expression, hidden):
                if reference.name in self.by_name and reference.name not in bound:
                    yield reference.name

    def lost_names(self, operand: TypeExpression) -> str | None:
        """Return a type that has lost properties which an operand should have, if there is one."""
        for name in self._at_the_top(operand, set()):
            if name in self.losses.members or name in self.losses.without_bases:
                return name
            if name in self.losses.approximated and self._is_unknown(name):
                return name
        return self.maybe_never(operand)

    def maybe_never(self, operand: TypeExpression) -> str | None:
        """Return an approximated type in an intersection, which may have been `never`."""
        for intersection in self._intersections(operand, set()):
            if (name := self.approximated(intersection)) is not None:
                return name
        return None

    def _intersections(
        self, expression: TypeExpression, seen: set[str]
    ) -> Iterator[IntersectionOf]:
        """Yield the intersections whose properties an expression has."""
        match expression:
            case IntersectionOf():
                yield expression
            case UnionOf(members=members):
                for member in members:
                    yield from self._intersections(member, seen)
            case TypeReference(name=name, arguments=arguments):
                for argument in arguments:
                    yield from self._intersections(argument, seen)
                if name in self.by_name and name not in seen:
                    seen.add(name)
                    for part in _at_its_top(self.by_name[name].body):
                        yield from self._intersections(part, seen)
            case _:
                return

    def maybe_absent(self, operand: TypeExpression) -> str | None:
        """Return a type with properties that became unknown and may be absent, if there is one."""
        found = self._at_the_top(operand, set())
        return next((name for name in found if name in self.losses.undefined), None)

    def approximated(self, operand: TypeExpression) -> str | None:
        """Return an approximated type whose properties an operand has, if there is one."""
        found = self._at_the_top(operand, set())
        return next((name for name in found if name in self.losses.approximated), None)

    def has_index(self, targets: Iterable[TypeExpression]) -> bool:
        """Return whether a condition compares with a type that has an index signature."""
        return any(map(_is_index, self._all_parts(targets)))

    def has_changeable(self, targets: Iterable[TypeExpression]) -> bool:
        """Return whether a condition compares with an array that is not readonly."""
        return any(
            isinstance(part, ArrayOf | TupleOf) and not part.is_readonly
            for part in self._all_parts(targets)
        )

    def has_readonly(self, checked: Iterable[TypeExpression]) -> bool:
        """Return whether a condition checks a readonly array."""
        return any(
            (isinstance(part, ArrayOf | TupleOf | MappedOf) and part.is_readonly)
            or (isinstance(part, TypeReference) and part.name == "Readonly")
            for part in self._all_parts(checked)
        )

    def targets(self, parts: Iterable[TypeExpression]) -> Iterator[TypeExpression]:
        """Yield what conditions compare with, those in types that are referred to included."""
        for part in self._all_parts(parts):
            match part:
                case ConditionalOf(extends=extends):
                    yield extends
                case TypeReference(name="Exclude" | "Extract", arguments=(_, others)):
                    yield others

    def unknown(self, operand: TypeExpression) -> str | None:
        """Return a type that an operand refers to and that became unknown, if there is one."""
        found = self._at_the_top(operand, set())
        return next(
            (n for n in found if n in self.losses.approximated and self._is_unknown(n)), None
        )

    def mentioned(self, parts: Iterable[TypeExpression]) -> set[str]:
        """Return the properties that types declare, those of types that they refer to included."""
        found: set[str] = set()
        for part in self._all_parts(parts):
            if isinstance(part, ObjectOf):
                found |= {declared.wire_name for declared in part.fields}
        return found

    def _all_parts(self, starting: Iterable[TypeExpression]) -> Iterator[TypeExpression]:
        """Yield the parts of expressions, and those of the types that they refer to."""
        listed = [*starting]
        bodies = (expressions(self.by_name[name]) for name in self.below(listed))
        return parts_of([*listed, *(e for body in bodies for e in body)])

    def _is_unknown(self, name: str) -> bool:
        body = self.by_name[name].body
        return isinstance(body, Alias) and any(
            isinstance(part, Keyword) and part.name == "unknown" for part in parts_of([body.type])
        )

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
                yield from self.below([expression])


def _at_its_top(body: Fields | Alias | Values) -> tuple[TypeExpression, ...]:
    match body:
        case Alias(type=type_):
            return (type_,)
        case Fields(extends=extends):
            return extends
        case Values():
            return ()


def _is_index(part: TypeExpression) -> bool:
    """Return whether a type has an index signature; every object type fits one of `any`."""
    match part:
        case ObjectOf(signatures=(_, *_)):
            return True
        case ObjectOf(index=index) if index is not None:
            return index != Keyword("any", index.position)
        case TypeReference(name="Record", arguments=(_, value)):
            return value != Keyword("any", value.position)
        case _:
            return False
