"""Closed types -> checks: aliases resolved, unions split into scalars and other members."""

from __future__ import annotations

from typescribe.language import naming
from typescribe.language.constraints import NONE, Constraints, both
from typescribe.language.last_models import for_last_models
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    LiteralType,
    Model,
    NamedType,
    ObjectType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.targets.shared.checks import (
    Anything,
    Array,
    Check,
    KeyCheck,
    Named,
    Nothing,
    Property,
    Record,
    Tuple,
    Union,
    is_simple,
)
from typescribe.targets.shared.discriminators import discriminator
from typescribe.targets.shared.limits import (
    JSON_KINDS,
    concerns,
    members_within,
    of_array,
    only_integers,
)
from typescribe.targets.shared.repeats import NO_REPEATS, Content, Repeats, repeats
from typescribe.targets.shared.scalar_checks import Member, scalars
from typescribe.text.quoting import Code


class Checks:
    """The checks of the types of one model; each is made once and shared.

    With `enforces`, they include constraints: integers, and all others if the model says so.
    """

    def __init__(
        self, model: Model, repeated: Repeats = NO_REPEATS, *, enforces: bool = False
    ) -> None:
        self._model = model
        self._enforces = enforces
        self._made: dict[tuple[Type, Constraints], Check] = {}
        self.repeated = repeated
        """The types whose tests could be repeated, if that was found out."""

    def content(self, named: NamedType) -> Content:
        """Return the checks that a named type consists of."""
        if isinstance(named, AliasType):
            return Content(self.of_alias(named))
        properties = tuple((found.wire_name, found.check) for found in self.properties(named))
        others = [pattern.check for pattern in self.patterns(named)]
        others += [] if named.index is None else [self.of(named.index)]
        return Content(None, properties, tuple(others))

    def properties(self, object_: ObjectType) -> tuple[Property, ...]:
        """Return the properties of an object type in order of declaration."""
        return tuple(
            Property(field.wire_name, field.optional, self.of_field(field))
            for field in object_.fields
        )

    def patterns(self, object_: ObjectType) -> tuple[KeyCheck, ...]:
        """Return the checks of undeclared properties by name."""
        return tuple(
            KeyCheck(pattern.keys.regex, self.of(pattern.value)) for pattern in object_.patterns
        )

    def of_field(self, field: Field) -> Check:
        """Return the check of the values of a property."""
        return self._of(field.type, self._enforced(field.constraints))

    def of_alias(self, alias: AliasType) -> Check:
        """Return the check of the type that an alias names."""
        return self._of(alias.type, self._enforced(alias.constraints))

    def of(self, type_: Type) -> Check:
        """Return the check of a type of the model."""
        return self._of(type_, NONE)

    def _enforced(self, constraints: Constraints) -> Constraints:
        """Return those constraints that make a value invalid."""
        if not constraints or not self._enforces:
            return NONE
        return constraints if self._model.checks_constraints else only_integers(constraints)

    def _of(self, type_: Type, limits: Constraints) -> Check:
        if limits and not concerns(self._model, type_, limits):
            limits = NONE
        made = self._made.get((type_, limits))
        if made is None:
            made = self._made[type_, limits] = self._make(type_, limits)
        return made

    def _make(self, type_: Type, limits: Constraints) -> Check:
        match type_:
            case Primitive(name="any" | "unknown"):
                return self._union(JSON_KINDS, limits) if limits else Anything()
            case Primitive(name="never"):
                return Nothing()
            case Primitive() | LiteralType() | PatternType():
                return scalars([(type_, limits)])
            case Reference(name=name):
                if limits:
                    return self._union(UnionType((type_,)), limits)
                return self._named(name)
            case ArrayType(item=item):
                return Array(self._of(item, limits.items or NONE), of_array(limits))
            case TupleType(items=items, required=required, rest=rest, ending=ending):
                nodes, last = tuple(map(self.of, items)), tuple(map(self.of, ending))
                return Tuple(nodes, required, None if rest is None else self.of(rest), last)
            case RecordType(value=value):
                return Record(self.of(value))
            case UnionType():
                return self._union(type_, limits)

    def _named(self, name: str) -> Check:
        named = self._model.by_name[name]
        recursive = name in self._model.recursive
        is_class = isinstance(named, ObjectType)
        endless = name in self._model.endless
        function = Named(
            Code(name),
            Code(naming.snake_case(name)),
            recursive,
            endless,
            is_class,
            name in self.repeated.passing,
        )
        if isinstance(named, ObjectType) or recursive:
            return function
        node = self.of_alias(named)
        # A test of one condition is inlined; any other is a function.
        return node if is_simple(node) or isinstance(node, Named) else function

    def _union(self, type_: UnionType, limits: Constraints) -> Check:
        simple: list[Member] = []
        others: dict[Check, None] = {}
        seen: set[tuple[str, Constraints]] = set()
        waiting = [(member, limits) for member in reversed(type_.members)]
        while waiting:
            member, within = waiting.pop()
            if isinstance(member, Reference) and member.name not in self._model.recursive:
                if (member.name, within) in seen:
                    continue
                seen.add((member.name, within))
                named = self._model.by_name[member.name]
                if not isinstance(named, ObjectType):
                    waiting.append((named.type, both(within, self._enforced(named.constraints))))
                    continue
            match member:
                case _ if members := members_within(member, within):
                    waiting.extend((inner, within) for inner in reversed(members))
                case Primitive(name="any" | "unknown"):
                    return Anything()
                case Primitive(name="never"):
                    pass
                case Primitive() | LiteralType() | PatternType():
                    simple.append((member, within))
                case Reference():
                    others[self.of(member)] = None
                case _:
                    others[self._of(member, within)] = None
        if not others:
            return scalars(simple) if simple else Nothing()
        if not simple and len(others) == 1:
            return next(iter(others))
        nodes = tuple(others)
        classes = {str(n.class_name): n for n in nodes if isinstance(n, Named) and n.is_class}
        by = discriminator(self._model, nodes, classes)
        return Union(scalars(simple) if simple else None, nodes, by)


@for_last_models
def checks_with_repeats(model: Model) -> Checks:
    """Return the checks of a model with the types whose tests could be repeated."""
    plain = Checks(model, enforces=True)
    found = repeats({named.name: plain.content(named) for named in model.types})
    return Checks(model, found, enforces=True)
