"""Closures -> types of the model: object types become classes, each use of a generic its own."""

from __future__ import annotations

from collections.abc import Mapping

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    Declaration,
    Fields,
    IntersectionOf,
    Keyword,
    LiteralOf,
    ObjectOf,
    TemplateOf,
    TupleOf,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import place_of_rest
from typescribe.language.model import (
    NEVER,
    AliasType,
    ArrayType,
    LiteralType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
)
from typescribe.language.patterns import pattern
from typescribe.resolving.class_names import ClassNames
from typescribe.resolving.class_parts import is_record
from typescribe.resolving.closures import (
    Closure,
    Joined,
    ObjectParts,
    all_of,
    identity,
    is_everything,
    operands,
    refuse,
)
from typescribe.resolving.expand import Expander
from typescribe.resolving.intersections import close_intersection
from typescribe.resolving.pending_classes import Classes, Instance
from typescribe.resolving.references import self_reaching
from typescribe.resolving.unions import type_depth, type_words, union

MAX_GENERIC_DEPTH = 20
"""The deepest nesting of arguments of a generic; a deeper one counts as infinite."""

MAX_SIZE = 20_000
"""The most parts of one type after its generics are applied."""


class Closer:
    """Turns closures into types of the model; object types are named at once, fields later."""

    def __init__(
        self,
        declarations: Mapping[str, Declaration],
        expander: Expander,
        names: ClassNames,
        classes: Classes,
    ) -> None:
        self.expander = expander
        self._names = names
        self._classes = classes
        self._size = 0
        self._nesting: dict[str, int] = {}
        """The nesting depth of the arguments of each class made from a generic."""
        self._arguments_around = 0
        """The number of arguments of generics around the type that is being closed."""
        self._whole: Closure | None = None
        self._endless = self_reaching(declarations)
        self._defaults: dict[ObjectOf, str] = {}
        # The closures are kept alive, so that the ids in the keys are not reused.
        self._arguments: dict[object, tuple[Closure, Type]] = {}
        """The types of the arguments of generics, by `identity`."""
        self._intersections: dict[object, tuple[Closure, str]] = {}
        self._made: set[str] = set()
        """The classes that were made for intersections."""
        self._plain: dict[object, tuple[Closure, Type, int]] = {}
        """The intersections for which no class was made, with their types and sizes."""

    def stands_for(self, closure: Closure, name: str) -> Instance | None:
        """Return the instance of a generic with fields that an alias names, if it names one."""
        declaration = self.expander.declaration(closure)
        if declaration and isinstance(declaration.body, Fields):
            return self.instance(closure, name)
        return None

    def instance(self, closure: Closure, hint: str) -> Instance:
        """Return the instance of a generic; new classes for its arguments are named after `hint`.

        Raises `SpecError` if the arguments are nested too deep.
        """
        declaration = self.expander.declaration(closure)
        assert declaration is not None, "only a generic has instances"
        environment = self.expander.bind(closure, declaration)
        if self._arguments_around == MAX_GENERIC_DEPTH:
            message = f"generics are nested deeper than {MAX_GENERIC_DEPTH} levels here"
            raise refuse(closure.position, message)
        self._arguments_around += 1
        try:
            arguments = tuple(
                self._argument(
                    environment[parameter.name],
                    hint + self._names.argument_words(declaration.name, n),
                )
                for n, parameter in enumerate(declaration.parameters)
            )
        finally:
            self._arguments_around -= 1
        if self._depth(arguments) > MAX_GENERIC_DEPTH:
            message = f'"{declaration.name}" is infinite: each use of it requires another'
            raise refuse(closure.position, message)
        return declaration.name, arguments

    def _argument(self, closure: Closure, hint: str) -> Type:
        """Return the type of an argument; equal arguments share it, so that recursion ends."""
        key = identity(closure)
        if key in self._arguments:
            return self._arguments[key][1]
        closed = self.close(closure, hint)
        if key is not None:
            self._arguments[key] = closure, closed
        return closed

    def _depth(self, arguments: tuple[Type, ...]) -> int:
        return max(type_depth(argument, self._nesting) for argument in arguments)

    def close_from(self, closure: Closure, hint: str) -> Type:
        """Return the type of a closure, with a new limit on the number of its parts.

        Raises `SpecError` for a type that JSON cannot carry or that is too large.
        """
        self._size = 0
        self._whole = closure
        try:
            return self.close(closure, hint)
        except RecursionError:  # a generic that is built from itself, such as `T | G<T>[]`
            raise refuse(closure.position, "this type contains itself without an end") from None

    def close(self, closure: Closure, hint: str) -> Type:
        """Return the type of a closure; a new class for it is named after `hint`."""
        self._grow(1, closure)
        match closure.expression:
            case Keyword(name=name):
                return NEVER if name == "undefined" else Primitive(name)
            case LiteralOf(value=value):
                return LiteralType(value)
            case ArrayOf(item=item):
                return ArrayType(self.close(closure.of(item), hint))
            case TupleOf(elements=elements) as tuple_ if not any(e.spread for e in elements):
                return self._tuple(closure, tuple_, hint)
            case UnionOf() | IntersectionOf() | Joined():
                return self._combination(closure, hint)
            case ObjectOf() as body:
                return self._object(closure, body, hint)
            case TypeReference() as reference:
                return self._reference(closure, reference, hint)
            case _:
                return self._operator(closure, hint)

    def _grow(self, parts: int, closure: Closure) -> None:
        self._size += parts
        self.expander.budget.spend(1)
        if self._size > MAX_SIZE:
            place = (self._whole or closure).position
            raise refuse(place, f"this type has more than {MAX_SIZE:,} parts")

    def _combination(self, closure: Closure, hint: str) -> Type:
        match closure.expression:
            case UnionOf() | Joined(intersection=False):
                members = operands(closure)
                everything = list(filter(is_everything, members))  # absorbs the other members
                return union(self.close(member, hint) for member in everything or members)
            case _:
                return self._intersection(closure, hint)

    def _intersection(self, closure: Closure, hint: str) -> Type:
        """Return the type of an intersection; inside its own class, this is a reference to it."""
        key = identity(closure)
        members = {identity(member): member for member in operands(closure)}
        if len(members) == 1 and None not in members:
            return self.close(next(iter(members.values())), hint)  # `A & A` is `A`
        if (known := self._intersections.get(key)) and (
            self._classes.is_around(known[1]) or self._classes.owner in self._made
        ):
            return Reference(known[1])
        if key in self._plain:
            _, closed, size = self._plain[key]
            self._grow(size, closure)
            return closed
        made, size = len(self._classes.named), self._size
        closed = close_intersection(self, closure, hint)
        if key is not None and isinstance(closed, Reference):
            self._intersections[key] = closure, closed.name
            self._made.add(closed.name)
        elif key is not None and made == len(self._classes.named) and not self._classes.itself:
            self._plain[key] = closure, closed, self._size - size
        return closed

    def _operator(self, closure: Closure, hint: str) -> Type:
        self.expander.head(closure)  # raises an error for a circular type
        following = self.expander.step(closure)
        if following is not None:
            return self.close(following, hint)
        if isinstance(closure.expression, TemplateOf):
            return pattern(closure.expression)
        parts = self.expander.object_parts(closure)
        assert parts is not None, "an operator without a next step is a mapped type"
        return self.object_of(parts, closure.position, hint)

    def _tuple(self, closure: Closure, expression: TupleOf, hint: str) -> TupleType:
        """Return a tuple, of which at most one element is a rest: see `spreads.spread_out`."""
        elements = expression.elements
        closed = [self.close(closure.of(element.type), hint) for element in elements]
        at = place_of_rest(elements)
        required = sum(not element.optional for element in elements[:at])
        rest = closed[at] if at < len(elements) else None
        return TupleType(tuple(closed[:at]), required, rest, tuple(closed[at + 1 :]))

    def _object(self, closure: Closure, body: ObjectOf, hint: str) -> Type:
        if body.index is not None and not (body.fields or body.class_name or body.signatures):
            return RecordType(self.close(closure.of(body.index), f"{hint}Value"))
        parts = self.expander.object_parts(closure)
        assert parts is not None, "an object expression is an object type"
        if body.signatures and not body.class_name and is_record(self.expander, parts):
            return RecordType(self.close(all_of(parts.index, body.position), f"{hint}Value"))
        name = None
        if not closure.environment:
            # Equal defaults of type parameters are one class for all uses.
            name = self._names.of_object(body) or self._defaults.get(body)
        if name is None:
            made = self._classes.add(parts, body.class_name or hint, body.position)
            if not closure.environment:
                self._defaults[body] = made.name
            return made
        if name not in self._classes.named:
            self._classes.await_fields(name, parts)
        return Reference(name)

    def _record(self, parts: ObjectParts, position: Position, hint: str) -> RecordType | None:
        """Return a record if there is an index signature and no declared property."""
        if not is_record(self.expander, parts):
            return None
        return RecordType(self.close(all_of(parts.index, position), hint))

    def object_of(self, parts: ObjectParts, position: Position, hint: str) -> Type:
        """Return the type of object parts: a record, or a reference to a new class."""
        return self._record(parts, position, hint) or self._classes.add(parts, hint, position)

    def _reference(self, closure: Closure, reference: TypeReference, hint: str) -> Type:
        name = reference.name
        if name in closure.environment:
            argument = closure.environment[name]
            known = self._arguments.get(identity(argument)) if argument.environment else None
            return known[1] if known else self.close(argument, hint)
        declaration = self.expander.declaration(closure)
        if declaration is None:
            return self._utility(closure, reference, hint)
        if not declaration.parameters or isinstance(declaration.body, Values):
            return Reference(self._names.of(name))
        if isinstance(declaration.body, Alias) and name not in self._endless:
            environment = self.expander.bind(closure, declaration)
            return self.close(Closure(declaration.body.type, environment), hint)
        return self._generic(closure, declaration, hint)

    def _generic(self, closure: Closure, declaration: Declaration, hint: str) -> Type:
        head = self.expander.head(closure)
        if isinstance(head.expression, (Keyword, LiteralOf)):
            return self.close(head, hint)
        instance = self.instance(closure, hint)
        if self._classes.itself and self._classes.itself[0] == instance:
            return Reference(self._classes.itself[1])
        if instance in self._classes.instances:
            return Reference(self._classes.instances[instance])
        class_name = self._names.of(declaration.name)
        wanted = class_name + "".join(map(type_words, instance[1]))
        parts = self.expander.object_parts(closure)
        name = self._names.claim(wanted, closure.position)
        self._classes.instances[instance] = name
        self._nesting[name] = self._depth(instance[1])
        if parts is not None:
            self._classes.await_fields(name, parts, declaration)
            return Reference(name)
        self._classes.named[name] = None
        type_ = self.close(head, f"{name}Item")
        alias = AliasType(name, type_, declaration.description, declaration.deprecated)
        self._classes.define(alias, closure.position)
        return Reference(name)

    def _utility(self, closure: Closure, reference: TypeReference, hint: str) -> Type:
        following = self.expander.step(closure)
        if following is not None:
            return self.close(following, hint)
        argument = closure.of(reference.arguments[0])
        parts = self.expander.object_parts(closure)
        if parts is None:
            raise refuse(argument.position, f"{reference.name} needs a type with fields")
        record = self._record(parts, closure.position, hint)
        if record is not None:
            return record
        if reference.name in ("Partial", "Required"):
            closed = self.close(argument, hint)
            instance = (reference.name, (closed,))
            if instance not in self._classes.instances:
                name = self._names.claim(reference.name + type_words(closed), closure.position)
                self._classes.instances[instance] = name
                self._classes.await_fields(name, parts)
            return Reference(self._classes.instances[instance])
        return self._classes.add(parts, hint, closure.position)
