"""Follows aliases, applies generics and operators, and lists the properties of object types.

It works on closures, so no expression is copied and a type may refer to itself. The rules are
those of the TypeScript handbook, Generics and Object Types. Those of the operators are in
`indexing`, `keys`, `mapped`, `operators` and `template_literals`, those of object types in
`object_parts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    ConditionalOf,
    Declaration,
    IndexedAccess,
    InferOf,
    IntersectionOf,
    KeyOf,
    Keyword,
    LiteralOf,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TupleOf,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import SpecError
from typescribe.resolving.budget import Budget
from typescribe.resolving.closures import (
    EMPTY,
    Closure,
    Environment,
    Joined,
    ObjectParts,
    is_everything,
    keyword_name,
    merged,
    refuse,
)
from typescribe.resolving.declared_fits import DeclaredFits
from typescribe.resolving.everything import accepts_everything
from typescribe.resolving.fit_rules import Rules
from typescribe.resolving.indexing import indexed
from typescribe.resolving.keyof import keys_of
from typescribe.resolving.mapped_over import over_parameter
from typescribe.resolving.object_parts import listed_parts
from typescribe.resolving.operators import applied, decided, intersected
from typescribe.resolving.spreads import spread_out
from typescribe.resolving.template_literals import written_out
from typescribe.resolving.undefined import admits_undefined

MAX_STEPS = 200
"""The most references followed in a row; a longer chain counts as circular."""

MAX_MEMBERS = 10_000
"""The most members of a union, with those of the aliases in it."""

MAX_NESTING = 50
"""The most such chains inside one another: `T[K]` and `keyof T` follow one of their own."""

_CIRCULAR = "this type is circular: it is defined as itself"
_BUILT_FROM_ITSELF = "this type is circular: it is built from itself"

_Key: TypeAlias = tuple[int, int]
"""The ids of an expression and of its arguments."""


class Expander:
    """Evaluates closures over the declarations of one package.

    If it `is_exact`, a type that the model can only approximate is a problem.
    """

    def __init__(
        self, declarations: Mapping[str, Declaration], budget: Budget, *, is_exact: bool = False
    ) -> None:
        self._declarations = declarations
        self.is_exact = is_exact
        self.budget = budget
        self._nesting = 0
        self._depth = 0
        # The closures are kept alive, so that the ids in the keys are not reused.
        self._known_parts: dict[_Key, tuple[Closure, ObjectParts | None]] = {}
        self._known_steps: dict[_Key, tuple[Closure, Closure | None]] = {}
        self._relations: dict[Rules, DeclaredFits] = {}

    def declaration(self, closure: Closure) -> Declaration | None:
        """Return the declaration that a closure refers to; `None` if it is no reference to one."""
        expression = closure.expression
        if isinstance(expression, TypeReference) and expression.name not in closure.environment:
            return self._declarations.get(expression.name)
        return None

    def bind(self, closure: Closure, declaration: Declaration) -> Environment:
        """Return the arguments by type parameter where a closure refers to a declaration."""
        arguments = (
            closure.expression.arguments if isinstance(closure.expression, TypeReference) else ()
        )
        environment: dict[str, Closure] = {}
        for place, parameter in enumerate(declaration.parameters):
            if place < len(arguments):
                argument = closure.of(arguments[place])
            elif parameter.default is not None:
                argument = Closure(parameter.default, dict(environment))
            else:
                continue
            if isinstance(parameter.constraint, KeyOf):
                constrained = Closure(parameter.constraint.type, environment)
                argument = replace(argument, keys_of=constrained)
            environment[parameter.name] = argument
        return environment

    def head(self, closure: Closure) -> Closure:
        """Follow type parameters, aliases and operators to the type that they stand for.

        Raises `SpecError` for a circular type.
        """
        start = closure
        self._nesting += 1
        try:
            for _ in range(MAX_STEPS if self._nesting < MAX_NESTING else 0):
                self.budget.spend(1)
                following = self.step(closure)
                if following is None:
                    return closure
                closure = following
            raise refuse(start.position, _CIRCULAR)
        finally:
            self._nesting -= 1

    def step(self, closure: Closure) -> Closure | None:
        """Follow one type parameter, alias or operator; `None` if the type is none of these."""
        match closure.expression:
            case TypeReference(name=name) | InferOf(name=name) if name in closure.environment:
                return closure.environment[name]
            case TypeReference():
                declaration = self.declaration(closure)
                if declaration is None:
                    return self._once(closure)
                if not isinstance(declaration.body, Alias):
                    return None
                if declaration.parameters:
                    return self._once(closure)
                return Closure(declaration.body.type, EMPTY)
            case Keyword() | LiteralOf() | ArrayOf() | ObjectOf() | UnionOf():
                return None
            case _:
                return self._once(closure)

    def _once(self, closure: Closure) -> Closure | None:
        """Apply a generic or an operator, once for the same expression and arguments."""
        key = _key(closure)
        known = self._known_steps.get(key)
        if known is None:
            known = self._known_steps[key] = closure, self._applied(closure)
        return known[1]

    def _applied(self, closure: Closure) -> Closure | None:
        match closure.expression:
            case TypeReference() as reference:
                declaration = self.declaration(closure)
                if declaration is None:
                    return applied(self, closure, reference)
                assert isinstance(declaration.body, Alias), "only an alias can be followed"
                return Closure(declaration.body.type, self.bind(closure, declaration))
            case IndexedAccess(object=object_, index=index, position=position):
                return indexed(self, closure.of(object_), closure.of(index), position)
            case KeyOf(type=type_, position=position):
                return keys_of(self, closure.of(type_), position)
            case MappedOf() as mapped:
                return over_parameter(self, closure, mapped)
            case TemplateOf() as template:
                return written_out(self, closure, template)
            case ConditionalOf() as conditional:
                return decided(self, closure, conditional)
            case TupleOf() as tuple_:
                return spread_out(self, closure, tuple_)
            case IntersectionOf() | Joined(intersection=True):
                return intersected(self, closure)
            case _:
                return None

    def alternatives(self, closure: Closure, *, splits_object: bool = True) -> list[Closure]:
        """Return the members of a union, flat, or a list of any other type alone.

        Of a union with `any` or `unknown`, that is the only member, since it is all of the union.
        In JSON `object` is a union as well, but the compiler does not split it.
        Raises `SpecError` for a circular union, or for more than `MAX_MEMBERS` members.
        """
        found: list[Closure] = []
        waiting = [(closure, 0)]
        while waiting:
            member, depth = waiting.pop()
            if depth > MAX_STEPS:
                raise refuse(closure.position, _CIRCULAR)
            head = self.head(member)
            match head.expression:
                case UnionOf(members=members, is_object=is_object) if (
                    splits_object or not is_object
                ):
                    waiting += [(head.of(inner), depth + 1) for inner in reversed(members)]
                case Joined(members=closures, intersection=False):
                    waiting += [(inner, depth + 1) for inner in reversed(closures)]
                case _:
                    found.append(head)
            if len(found) > MAX_MEMBERS:
                message = f"this union has more than {MAX_MEMBERS:,} members"
                raise refuse(closure.position, message)
        everything = {keyword_name(member): member for member in found if is_everything(member)}
        return [everything.get("any") or everything["unknown"]] if everything else found

    def fits(self, source: Closure, target: Closure) -> bool:
        """Return whether a type fits another: the answer of TypeScript's `source extends target`.

        Raises `SpecError` where the types are too large to compare.
        """
        self.budget.spend(1)
        return self._relation("compiler").holds(source, target)

    def values_fit(self, source: Closure, target: Closure) -> bool:
        """Return whether a validator of one type certainly accepts every value of another."""
        try:
            return self._relation("values").holds(source, target)
        except SpecError:
            return False

    def _relation(self, rules: Rules) -> DeclaredFits:
        if rules not in self._relations:
            self._relations[rules] = DeclaredFits(self, rules)
        return self._relations[rules]

    def forget(self, *, above: int = 0) -> None:
        """Drop what is known about types, to free memory, if it is known of more than `above`.

        Without a limit, nothing keeps the declarations alive after that.
        """
        if max(len(self._known_parts), len(self._known_steps)) >= above:
            self._known_parts.clear()
            self._known_steps.clear()
        if not above:
            self._relations.clear()

    def object_parts(self, closure: Closure) -> ObjectParts | None:
        """Return the parts of an object type, or `None` for any other type.

        Raises `SpecError` for a type that is built from itself.
        """
        self._depth += 1
        try:
            if self._depth > MAX_NESTING:
                raise refuse(closure.position, _BUILT_FROM_ITSELF)
            return self.parts_at(closure, 0)
        finally:
            self._depth -= 1

    def parts_at(self, closure: Closure, depth: int) -> ObjectParts | None:
        """Return what `object_parts` does, for a type from which another is built.

        Raises `SpecError` if there are more than `MAX_STEPS` types between them: `depth`.
        """
        if depth > MAX_STEPS:
            raise refuse(closure.position, _BUILT_FROM_ITSELF)
        head = self.head(closure)
        key = _key(head)
        known = self._known_parts.get(key)
        if known is None:
            known = self._known_parts[key] = head, self._counted_parts(head, depth)
        return known[1]

    def _counted_parts(self, head: Closure, depth: int) -> ObjectParts | None:
        parts = listed_parts(self, head, depth)
        self.budget.spend(len(parts.members) if parts else 0)
        return parts

    def merged(self, all_parts: Sequence[ObjectParts]) -> ObjectParts:
        """Return the intersection of object types."""
        return merged(
            all_parts,
            lambda type_: accepts_everything(self, type_),
            lambda type_: admits_undefined(self, type_),
        )


def _key(closure: Closure) -> _Key:
    return id(closure.expression), id(closure.environment) if closure.environment else 0
