"""The properties and index signatures of object types: own, inherited, selected and merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import (
    ArrayOf,
    Declaration,
    Fields,
    IntersectionOf,
    MappedOf,
    ObjectOf,
    TupleOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.errors import ProblemCode
from typescribe.language.model import PatternType
from typescribe.resolving.closures import (
    Closure,
    Joined,
    Member,
    ObjectParts,
    keyword,
    refuse,
)
from typescribe.resolving.keyof import keys_of
from typescribe.resolving.keys import is_never, of_signatures, properties, record
from typescribe.resolving.mapped import mapped_parts
from typescribe.resolving.picking import selected, with_presence

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def listed_parts(expander: Expander, head: Closure, depth: int) -> ObjectParts | None:
    """Return the parts of an object type, or `None` for any other type.

    Raises `SpecError` for a type that is built from itself.

    Args:
        expander: it also lists the parts of the types from which this one is built.
        head: the type, which is neither an alias nor an operator (`Expander.head`).
        depth: the number of types between this one and the one whose parts are wanted.
    """
    match head.expression:
        case ObjectOf(fields=fields, index=index) as body:
            own = {f.wire_name: Member(f, f.optional, (head.of(f.type),)) for f in fields}
            of_all, patterns = of_signatures(expander, head, body.signatures)
            of_all = of_all if index is None else (head.of(index), *of_all)
            return ObjectParts(own, of_all, patterns, body.refuses_others)
        case TypeReference(name="Partial" | "Required" as utility, arguments=(argument,)):
            parts = expander.parts_at(head.of(argument), depth + 1)
            return parts and with_presence(parts, optional=utility == "Partial")
        case TypeReference(name="Pick" | "Omit" as utility, arguments=(argument, keys)):
            if is_never(expander, head.of(argument)):
                return _of_never(expander, head, keys, keep=utility == "Pick")
            parts = expander.parts_at(head.of(argument), depth + 1)
            parts = properties(expander, head.of(argument)) if parts is None else parts
            return parts and selected(expander, parts, head.of(keys), keep=utility == "Pick")
        case TypeReference(name="Record", arguments=(key, value)):
            return record(expander, head.of(key), head.of(value))
        case TypeReference():
            declaration = expander.declaration(head)
            if declaration is not None and isinstance(declaration.body, Fields):
                return _inherited(expander, head, declaration, declaration.body, depth)
            return None
        case MappedOf() as mapped:
            return mapped_parts(expander, head, mapped)
        case IntersectionOf(members=members):
            return _merged(expander, [head.of(member) for member in members], depth)
        case Joined(members=closures, intersection=True):
            return _merged(expander, list(closures), depth)
        case _:
            return None


def _of_never(
    expander: Expander, head: Closure, keys: TypeExpression, *, keep: bool
) -> ObjectParts:
    """Return `Pick<never, K>` or `Omit<never, K>`: `never` has every key, of the type `never`."""
    kept = head.of(keys) if keep else keys_of(expander, head, head.position)
    return record(expander, kept, keyword("never", head.position))


def _inherited(
    expander: Expander, closure: Closure, declaration: Declaration, body: Fields, depth: int
) -> ObjectParts:
    environment = expander.bind(closure, declaration)
    members: dict[str, Member] = {}
    index: tuple[Closure, ...] = ()
    patterns: dict[PatternType, tuple[Closure, ...]] = {}
    for base in body.extends:
        inherited = Closure(base, environment)
        parts = expander.parts_at(inherited, depth + 1)
        if parts is None:
            code: ProblemCode = "array_base" if _is_array(expander, inherited) else "base"
            raise refuse(base.position, '"extends" needs a type with fields', code)
        members.update(parts.members)
        index += parts.index
        patterns = {**parts.patterns, **patterns}
    own = expander.parts_at(Closure(body.object, environment), depth + 1)
    assert own is not None, "an object expression is an object type"
    members.update(own.members)
    patterns = {**patterns, **own.patterns}
    return ObjectParts(members, own.index or index, patterns, body.object.refuses_others)


def _is_array(expander: Expander, base: Closure) -> bool:
    found = [one for one in expander.alternatives(base) if not is_never(expander, one)]
    return len(found) == 1 and isinstance(found[0].expression, ArrayOf | TupleOf)


def _merged(expander: Expander, closures: list[Closure], depth: int) -> ObjectParts | None:
    all_parts = [expander.parts_at(closure, depth + 1) for closure in closures]
    found = [parts for parts in all_parts if parts is not None]
    return expander.merged(found) if len(found) == len(all_parts) else None
