"""Which members of a type constraints concern, and types with integers for annotations."""

from __future__ import annotations

from dataclasses import dataclass, replace

from typescribe.language.constraints import NONE, WORDS, Constraints, ValueKind, both
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Model,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    Type,
    UnionType,
)

ENFORCING = ("limits.py", "within.py", "limited.py")
"""The modules of `typescribe.runtime` that enforce constraints."""

ANYTHING = Primitive("unknown")
JSON_KINDS = UnionType(
    (
        Primitive("number"),
        Primitive("string"),
        ArrayType(ANYTHING),
        RecordType(ANYTHING),
        Primitive("boolean"),
        Primitive("null"),
    )
)
"""`unknown` as a union: a constraint concerns one of its kinds."""

_CHECKED = tuple(word for word in WORDS if word.applies_to != "any")


@dataclass(frozen=True, slots=True)
class Limited:
    """A member of a type, with the constraints that concern its values."""

    type: Type
    limits: Constraints


def of_kind(limits: Constraints, kind: ValueKind) -> Constraints:
    """Return the constraints that concern and check values of one kind."""
    empty: dict[str, object] = {
        word.attribute: getattr(NONE, word.attribute) for word in WORDS if word.applies_to != kind
    }
    if kind != "string":
        empty["python_pattern"] = None
    if kind != "array" or (limits.items and not is_checked(limits.items)):
        empty["items"] = None
    return replace(limits, **empty)  # type: ignore[arg-type]  # each has the type of its word


def is_checked(limits: Constraints) -> bool:
    """Return whether any constraint can make a value invalid, so that it is not only said."""
    if limits.items and is_checked(limits.items):
        return True
    return any(getattr(limits, w.attribute) != getattr(NONE, w.attribute) for w in _CHECKED)


def split(model: Model, type_: Type, limits: Constraints) -> tuple[list[Limited], Type | None]:
    """Return the members of a type that constraints concern, and the type of all others, if any.

    An alias is replaced by its type, with its own constraints, if those given concern it.
    """
    if not is_checked(limits):
        return [], type_
    limited: list[Limited] = []
    others: list[Type] = []
    _split(model, type_, limits, limited, others)
    if not others:
        return limited, None
    return limited, others[0] if len(others) == 1 else UnionType(tuple(dict.fromkeys(others)))


def _split(
    model: Model, type_: Type, limits: Constraints, limited: list[Limited], others: list[Type]
) -> None:
    match type_:
        case _ if members := members_within(type_, limits):
            for member in members:
                _split(model, member, limits, limited, others)
        case Reference(name=name):
            named = model.by_name[name]
            if isinstance(named, AliasType) and concerns(model, named.type, limits):
                _split(model, named.type, both(limits, named.constraints), limited, others)
            else:
                others.append(type_)
        case _:
            kind = kind_of(type_)
            own = of_kind(limits, kind) if kind else NONE
            if own:
                limited.append(Limited(type_, own))
            else:
                others.append(type_)


def members_within(type_: Type, limits: Constraints) -> tuple[Type, ...]:
    """Return the members of a union, or of `unknown` if constraints concern some of its kinds."""
    match type_:
        case UnionType(members=members):
            return members
        case Primitive(name="any" | "unknown") if is_checked(limits):
            return JSON_KINDS.members
        case _:
            return ()


def concerns(model: Model, type_: Type, limits: Constraints) -> bool:
    """Return whether constraints concern any value of a type."""
    match model.expand(type_):
        case UnionType(members=members):
            return any(concerns(model, member, limits) for member in members)
        case Primitive(name="any" | "unknown"):
            return is_checked(limits)
        case expanded:
            kind = kind_of(expanded)
            return bool(kind and of_kind(limits, kind))


def kind_of(type_: Type) -> ValueKind | None:
    """Return the kind of the values of a type that constraints can concern, if there is one.

    Literals have none: those declared match, or the spec would be rejected.
    """
    match type_:
        case Primitive(name="number" | "string" as name):
            return name
        case PatternType():
            return "string"
        case ArrayType():
            return "array"
        case _:
            return None


def only_integers(constraints: Constraints) -> Constraints:
    """Return what constraints say about integers, in the items of arrays as well."""
    items = constraints.items and only_integers(constraints.items)
    return Constraints(integer=constraints.integer, items=items or None)


def of_array(constraints: Constraints) -> Constraints:
    """Return the constraints on an array itself, without those on its items."""
    return replace(of_kind(constraints, "array"), items=None)


def has_limits(model: Model) -> bool:
    """Return whether any constraint of a model can make a value invalid."""
    fields = any(is_checked(field.constraints) for _, field in model.fields())
    return fields or any(
        isinstance(named, AliasType) and is_checked(named.constraints) for named in model.types
    )


def enforcing_modules(model: Model) -> tuple[str, ...]:
    """Return the modules of `typescribe.runtime` that enforce the constraints of a model."""
    if model.checks_constraints:
        is_needed = has_limits(model)
    else:
        found = [field.constraints for _, field in model.fields()]
        found += [named.constraints for named in model.types if isinstance(named, AliasType)]
        is_needed = any(map(only_integers, found))
    return ENFORCING if is_needed else ()
