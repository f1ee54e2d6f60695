"""Decides for which types `is_` narrows both branches: `TypeIs` in place of `TypeGuard`.

`TypeIs` (https://peps.python.org/pep-0742/) says that a value is of the annotated type exactly if
the function returns true. For most types, checkers accept values that are not valid: a TypedDict
with more keys where the type is closed, a NaN or a bool where it is a number, any string where it
is a template. Then the other branch would lose a type that its value has. Besides, basedpyright
intersects a TypedDict or a list with the type that the value had, such as `dict[str, Any]`, and
then knows less than with `TypeGuard`. What remains are strings, booleans, null, and literals.
"""

from __future__ import annotations

from typescribe.language.model import (
    AliasType,
    LiteralType,
    Model,
    NamedType,
    Primitive,
    Reference,
    Type,
    UnionType,
)
from typescribe.targets.shared.annotations import is_literal_integer


def narrows_both_branches(model: Model, named: NamedType) -> bool:
    """Whether exactly the values of its annotation are valid values of a type."""
    if not isinstance(named, AliasType) or named.name in model.recursive:
        return False
    if model.checks_constraints and named.constraints:
        return False
    if model.enum_classes and named.values:  # to type checkers, members are no literals
        return False
    return _is_exact(model, named.type)


def _is_exact(model: Model, type_: Type) -> bool:
    match type_:
        case Primitive(name=name):
            return name in ("string", "boolean", "null")
        case LiteralType(value=value):
            return isinstance(value, (str, bool)) or is_literal_integer(value)
        case UnionType(members=members):
            return all(_is_exact(model, member) for member in members)
        case Reference(name=name):
            return narrows_both_branches(model, model.by_name[name])
        case _:
            return False
