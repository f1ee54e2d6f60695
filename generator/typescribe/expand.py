"""What a declared type comes down to: aliases followed, generics applied, members of objects.

Expressions are looked at together with what their type parameters stand for (a closure), so
nothing is copied and a type may refer to itself. The rules are those of the TypeScript
handbook: Generics, Keyof Type Operator, Indexed Access Types, Utility Types.
"""

from __future__ import annotations

from collections.abc import Mapping

from typescribe.closures import (
    EMPTY,
    Closure,
    Environment,
    Joined,
    Member,
    Shape,
    all_of,
    any_of,
    merged,
    refuse,
    with_presence,
)
from typescribe.declared import (
    Alias,
    ArrayOf,
    Declaration,
    DeclaredField,
    Fields,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    Keyword,
    LiteralOf,
    ObjectOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.errors import Position, nearest

MAX_STEPS = 200
"""How many references may be followed in a row before a type counts as endless."""

MAX_MEMBERS = 10_000
"""How many members a union may have, counted through the aliases in it."""

MAX_NESTING = 50
"""How many such walks may be inside one another: `T[K]` and `keyof T` need one to take a step."""


class Expander:
    """Answers questions about closures over the declarations of one package."""

    def __init__(self, declarations: Mapping[str, Declaration]) -> None:
        self._declarations = declarations
        self._nesting = 0

    def declaration(self, closure: Closure) -> Declaration | None:
        """Return the declaration that a closure refers to, if it is a reference to one."""
        expression = closure.expression
        if isinstance(expression, TypeReference) and expression.name not in closure.environment:
            return self._declarations.get(expression.name)
        return None

    def bind(self, closure: Closure, declaration: Declaration) -> Environment:
        """Return what the parameters of a declaration stand for where a closure refers to it."""
        arguments = (
            closure.expression.arguments if isinstance(closure.expression, TypeReference) else ()
        )
        environment: dict[str, Closure] = {}
        for place, parameter in enumerate(declaration.parameters):
            if place < len(arguments):
                environment[parameter.name] = closure.of(arguments[place])
            elif parameter.default is not None:
                environment[parameter.name] = Closure(parameter.default, dict(environment))
        return environment

    def head(self, closure: Closure) -> Closure:
        """Follow parameters, aliases, `Readonly`, `keyof`, indexed access to what they stand for.

        Raises `SpecError` where that never ends.
        """
        start = closure
        self._nesting += 1
        try:
            for _ in range(MAX_STEPS if self._nesting < MAX_NESTING else 0):
                following = self.step(closure)
                if following is None:
                    return closure
                closure = following
            raise refuse(start.position, "this type never ends: it stands for itself")
        finally:
            self._nesting -= 1

    def step(self, closure: Closure) -> Closure | None:
        """Return what a closure stands for, one step on; `None` where it stands for itself."""
        match closure.expression:
            case TypeReference(name=name) if name in closure.environment:
                return closure.environment[name]
            case TypeReference(name="Readonly", arguments=(argument,)):
                return closure.of(argument)
            case TypeReference():
                declaration = self.declaration(closure)
                if declaration is not None and isinstance(declaration.body, Alias):
                    return Closure(declaration.body.type, self.bind(closure, declaration))
                return None
            case IndexedAccess(object=object_, index=index, position=position):
                return self._indexed(closure.of(object_), closure.of(index), position)
            case KeyOf(type=type_, position=position):
                keys = [closure.of(key) for key in self._keys(closure.of(type_), position)]
                return any_of(tuple(keys), position)
            case _:
                return None

    def alternatives(self, closure: Closure) -> list[Closure]:
        """Return the members of a union, flat; of anything else, itself.

        Raises `SpecError` where the union never ends, or has too many members.
        """
        found: list[Closure] = []
        waiting = [(closure, 0)]
        while waiting:
            member, depth = waiting.pop()
            if depth > MAX_STEPS:
                raise refuse(closure.position, "this type never ends: it stands for itself")
            head = self.head(member)
            match head.expression:
                case UnionOf(members=members):
                    waiting += [(head.of(inner), depth + 1) for inner in reversed(members)]
                case Joined(members=closures, intersection=False):
                    waiting += [(inner, depth + 1) for inner in reversed(closures)]
                case _:
                    found.append(head)
            if len(found) > MAX_MEMBERS:
                message = f"this union has more than {MAX_MEMBERS:,} members"
                raise refuse(closure.position, message)
        return found

    def admits_undefined(self, closure: Closure) -> bool:
        """Whether `undefined` is a value of the type, so that a property of it may be absent."""
        return any(
            isinstance(member.expression, Keyword) and member.expression.name == "undefined"
            for member in self.alternatives(closure)
        )

    def shape(self, closure: Closure) -> Shape | None:
        """Return the properties of an object type, or `None` for any other type."""
        return self._shape(closure, 0)

    def _shape(self, closure: Closure, depth: int) -> Shape | None:
        if depth > MAX_STEPS:
            raise refuse(closure.position, "this type never ends: it is made from itself")
        head = self.head(closure)
        match head.expression:
            case ObjectOf(fields=fields, index=index):
                own = {f.wire_name: Member(f, f.optional, (head.of(f.type),)) for f in fields}
                return Shape(own, () if index is None else (head.of(index),))
            case TypeReference(name="Partial" | "Required" as utility, arguments=(argument,)):
                shape = self._shape(head.of(argument), depth + 1)
                return shape and with_presence(shape, optional=utility == "Partial")
            case TypeReference(name="Pick" | "Omit" as utility, arguments=(argument, keys)):
                shape = self._shape(head.of(argument), depth + 1)
                return shape and self._selected(shape, head.of(keys), keep=utility == "Pick")
            case TypeReference(name="Record", arguments=(key, value)):
                return self._record(head.of(key), head.of(value))
            case TypeReference():
                declaration = self.declaration(head)
                if declaration is not None and isinstance(declaration.body, Fields):
                    return self._inherited(head, declaration, declaration.body, depth)
                return None
            case IntersectionOf(members=members):
                return self._merged([head.of(member) for member in members], depth)
            case Joined(members=closures, intersection=True):
                return self._merged(list(closures), depth)
            case _:
                return None

    def _inherited(
        self, closure: Closure, declaration: Declaration, body: Fields, depth: int
    ) -> Shape:
        environment = self.bind(closure, declaration)
        members: dict[str, Member] = {}
        index: tuple[Closure, ...] = ()
        for base in body.extends:
            shape = self._shape(Closure(base, environment), depth + 1)
            if shape is None:
                raise refuse(base.position, '"extends" needs a type with fields')
            members.update(shape.members)
            index += shape.index
        own = self._shape(Closure(body.object, environment), depth + 1)
        assert own is not None, "an object expression has a shape"
        return Shape({**members, **own.members}, own.index or index)

    def _merged(self, closures: list[Closure], depth: int) -> Shape | None:
        shapes = [self._shape(closure, depth + 1) for closure in closures]
        return merged([shape for shape in shapes if shape]) if all(shapes) else None

    def _selected(self, shape: Shape, keys: Closure, *, keep: bool) -> Shape:
        names = self.literal_keys(keys)
        if names is None:
            raise refuse(keys.position, 'expected property names here, such as "a" | "b"')
        missing = {} if shape.index else {n: p for n, p in names.items() if n not in shape.members}
        for name, position in missing.items() if keep else ():
            message = f'there is no property "{name}" to pick{nearest(name, shape.members)}'
            raise refuse(position, message)
        members = {n: m for n, m in shape.members.items() if (n in names) is keep}
        return Shape(members, shape.index)

    def _record(self, key: Closure, value: Closure) -> Shape:
        names = self.literal_keys(key)
        if names is None:
            return Shape(index=(value,))
        members = {
            name: Member(
                DeclaredField(name, Keyword("unknown", position), False, position), False, (value,)
            )
            for name, position in names.items()
        }
        return Shape(members)

    def literal_keys(self, keys: Closure) -> dict[str, Position] | None:
        """Return the property names that a type lists, or `None` where any string will do."""
        names: dict[str, Position] = {}
        for closure in self.alternatives(keys):
            match closure.expression:
                case LiteralOf(
                    value=str() | int() | float() as value, position=position
                ) if not isinstance(value, bool):
                    names[str(value)] = position
                case Keyword(name="string"):
                    return None
                case Keyword(name="never"):
                    pass
                case TypeReference() if values := self._values(closure):
                    if values.open:
                        return None
                    names.update((str(v.value), v.position) for v in values.values)
                case other:
                    message = "expected string or names of properties as the keys"
                    raise refuse(other.position, message)
        return names

    def _values(self, closure: Closure) -> Values | None:
        declaration = self.declaration(closure)
        body = declaration.body if declaration else None
        return body if isinstance(body, Values) else None

    def _keys(self, closure: Closure, position: Position) -> list[TypeExpression]:
        shape = self.shape(closure)
        if shape is None:
            raise refuse(position, "keyof needs a type with fields")
        keys: list[TypeExpression] = [LiteralOf(name, position) for name in shape.members]
        return [Keyword("string", position)] if shape.index else keys

    def _indexed(self, object_: Closure, index: Closure, position: Position) -> Closure:
        """Return `T[K]`: the types of the chosen properties or items (TypeScript handbook)."""
        head = self.head(object_)
        match head.expression:
            case ArrayOf(item=item):
                return head.of(item)
            case TupleOf(elements=elements):
                found = [head.of(element.type) for element in elements]
                picked = self._tuple_places(index, len(found), position)
                return any_of(tuple(found[p] for p in picked), position)
        shape = self.shape(head)
        if shape is None:
            raise refuse(position, "only a type with fields, an array or a tuple can be indexed")
        names = self.literal_keys(index)
        if names is None:
            if not shape.index:
                raise refuse(index.position, "there is no index signature; name a property")
            return all_of(shape.index, position)
        found = []
        for name, place in names.items():
            member = shape.members.get(name)
            if member is None and not shape.index:
                advice = nearest(name, shape.members)
                raise refuse(place, f'there is no property "{name}"{advice}')
            types = member.types if member else shape.index
            found.append(all_of(types, position))
            if member and member.optional:
                found.append(Closure(Keyword("undefined", position), EMPTY))
        return any_of(tuple(found), position)

    def _tuple_places(self, index: Closure, length: int, position: Position) -> list[int]:
        places: list[int] = []
        for closure in self.alternatives(index):
            match closure.expression:
                case Keyword(name="number"):
                    return list(range(length))
                case LiteralOf(value=int() as place) if 0 <= place < length:
                    places.append(place)
                case _:
                    raise refuse(position, f"expected number or a place from 0 to {length - 1}")
        return places
