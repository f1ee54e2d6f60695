"""Closed types -> checks: aliases resolved, unions split into scalars and other members."""

from __future__ import annotations

from typescribe.language import naming
from typescribe.language.model import (
    AliasType,
    ArrayType,
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
    Scalars,
    Tuple,
    Union,
    is_simple,
)
from typescribe.targets.shared.discriminators import discriminator
from typescribe.targets.shared.repeats import NO_REPEATS, Content, Repeats, repeats
from typescribe.text.quoting import Code


class Checks:
    """The checks of the types of one model; each is made once and shared."""

    def __init__(self, model: Model, repeated: Repeats = NO_REPEATS) -> None:
        self._model = model
        self._made: dict[Type, Check] = {}
        self.repeated = repeated
        """The types whose tests could be repeated, if that was found out."""

    @classmethod
    def with_repeats(cls, model: Model) -> Checks:
        """Return the checks of a model with the types whose tests could be repeated."""
        plain = cls(model)
        return cls(model, repeats({named.name: plain.content(named) for named in model.types}))

    def content(self, named: NamedType) -> Content:
        """Return the checks that a named type consists of."""
        if isinstance(named, AliasType):
            return Content(self.of(named.type))
        properties = tuple((found.wire_name, found.check) for found in self.properties(named))
        others = [pattern.check for pattern in self.patterns(named)]
        others += [] if named.index is None else [self.of(named.index)]
        return Content(None, properties, tuple(others))

    def properties(self, object_: ObjectType) -> tuple[Property, ...]:
        """Return the properties of an object type in order of declaration."""
        return tuple(
            Property(field.wire_name, field.optional, self.of(field.type))
            for field in object_.fields
        )

    def patterns(self, object_: ObjectType) -> tuple[KeyCheck, ...]:
        """Return the checks of undeclared properties by name."""
        return tuple(
            KeyCheck(pattern.keys.regex, self.of(pattern.value)) for pattern in object_.patterns
        )

    def of(self, type_: Type) -> Check:
        """Return the check of a type of the model."""
        made = self._made.get(type_)
        if made is None:
            made = self._made[type_] = self._make(type_)
        return made

    def _make(self, type_: Type) -> Check:
        match type_:
            case Primitive(name="any" | "unknown"):
                return Anything()
            case Primitive(name="never"):
                return Nothing()
            case Primitive() | LiteralType() | PatternType():
                return _scalars([type_])
            case Reference(name=name):
                return self._named(name)
            case ArrayType(item=item):
                return Array(self.of(item))
            case TupleType(items=items, required=required, rest=rest, ending=ending):
                nodes, last = tuple(map(self.of, items)), tuple(map(self.of, ending))
                return Tuple(nodes, required, None if rest is None else self.of(rest), last)
            case RecordType(value=value):
                return Record(self.of(value))
            case UnionType():
                return self._union(type_)

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
        node = self.of(named.type)
        # A test of one condition is inlined; any other is a function.
        return node if is_simple(node) or isinstance(node, Named) else function

    def _union(self, type_: UnionType) -> Check:
        simple: list[Primitive | LiteralType | PatternType] = []
        others: dict[Check, None] = {}
        seen: set[str] = set()
        waiting: list[Type] = list(reversed(type_.members))
        while waiting:
            member = waiting.pop()
            if isinstance(member, Reference) and member.name not in self._model.recursive:
                if member.name in seen:
                    continue
                seen.add(member.name)
                named = self._model.by_name[member.name]
                if not isinstance(named, ObjectType):
                    waiting.append(named.type)
                    continue
            match member:
                case Primitive(name="any" | "unknown"):
                    return Anything()
                case Primitive(name="never"):
                    pass
                case Primitive() | LiteralType() | PatternType():
                    simple.append(member)
                case UnionType(members=members):
                    waiting.extend(reversed(members))
                case _:
                    others[self.of(member)] = None
        if not others:
            return _scalars(simple) if simple else Nothing()
        if not simple and len(others) == 1:
            return next(iter(others))
        nodes = tuple(others)
        classes = {str(n.class_name): n for n in nodes if isinstance(n, Named) and n.is_class}
        by = discriminator(self._model, nodes, classes)
        return Union(_scalars(simple) if simple else None, nodes, by)


def _scalars(members: list[Primitive | LiteralType | PatternType]) -> Scalars:
    names = {member.name for member in members if isinstance(member, Primitive)}
    literals = [member.value for member in members if isinstance(member, LiteralType)]
    boolean = "boolean" in names or {True, False} <= {v for v in literals if isinstance(v, bool)}
    return Scalars(
        string="string" in names,
        number="number" in names,
        boolean=boolean,
        null="null" in names,
        strings=() if "string" in names else tuple(v for v in literals if isinstance(v, str)),
        numbers=(
            ()
            if "number" in names
            else tuple(
                v for v in literals if isinstance(v, (int, float)) and not isinstance(v, bool)
            )
        ),
        patterns=(
            ()
            if "string" in names
            else tuple(dict.fromkeys(m for m in members if isinstance(m, PatternType)))
        ),
        true=not boolean and any(v is True for v in literals),
        false=not boolean and any(v is False for v in literals),
    )
