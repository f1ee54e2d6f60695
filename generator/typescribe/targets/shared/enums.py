"""Unions of documented literals as classes of `enum`, with the setting `enums = "classes"`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from typescribe.language.graphs import reached, reversed_graph
from typescribe.language.model import (
    AliasType,
    ArrayType,
    LiteralType,
    Model,
    NamedType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    children,
    references,
)
from typescribe.language.naming import snake_case
from typescribe.targets.shared.annotations import annotation
from typescribe.targets.shared.last_models import for_last_models
from typescribe.text.quoting import Code

Base: TypeAlias = Literal["StrEnum", "IntEnum", "IntFlag"]


@dataclass(frozen=True, slots=True)
class EnumImport:
    """The import of an enum from `constants.py`, under a name with an underscore before it."""

    name: Code
    shown_as: Code


def enum_base(model: Model, named: NamedType) -> Base | None:
    """Return the base class of the enum of a type; None if it has none.

    An enum holds either texts or integers, so that its members equal the values in messages.
    """
    if not model.enum_classes or not isinstance(named, AliasType):
        return None
    values = [value.value for value in named.values if value.value is not None]
    if named.flags:
        return "IntFlag"
    if values and all(isinstance(value, str) for value in values):
        return "StrEnum"
    if values and all(type(value) is int for value in values):
        return "IntEnum"
    return None


def enum_modules(model: Model) -> tuple[str, ...]:
    """Return the module of `typescribe.runtime` that converts literals, if there are enums."""
    return ("enums.py",) if enum_imports(model) else ()


def enum_imports(model: Model) -> list[EnumImport]:
    """Return the imports of all enums of a model."""
    return [
        EnumImport(Code(named.name), Code(f"_{named.name}"))
        for named in model.types
        if enum_base(model, named)
    ]


def enum_annotation(alias: AliasType) -> str:
    """Return the annotation of an alias with an enum, and of the other values that it accepts."""
    members = alias.type.members if isinstance(alias.type, UnionType) else (alias.type,)
    others = tuple(member for member in members if not isinstance(member, LiteralType))
    if not others:
        return f"_{alias.name}"
    return f"_{alias.name} | {annotation(UnionType(others), str, alias.constraints)}"


def enum_conversion(model: Model, type_: Type, x: str) -> Code | None:
    """Return an expression for the value `x` with members of enums; None if it has none."""
    if not model.enum_classes:
        return None
    converted = conversion(model, type_, x)
    return None if converted == x else Code(converted)


def conversion(model: Model, type_: Type, x: str, depth: int = 0) -> str:
    """Return an expression for the value `x` with its literals as members of enums.

    It is `x` if a value of the type contains no such literals, apart from those inside classes,
    which convert their own. An alias of itself has a function that converts its values.
    """
    match type_:
        case Reference(name=name):
            named = model.by_name[name]
            base = enum_base(model, named)
            if base:
                return f"{'_flag' if base == 'IntFlag' else '_member'}(_{name}, {x})"
            if name in recursive_with_enums(model):
                return f"convert_{snake_case(name)}({x})"
            if isinstance(named, AliasType) and name not in model.recursive:
                return conversion(model, named.type, x, depth)
            return x
        case ArrayType() | TupleType():
            items = dict.fromkeys(children(type_))
            inner = conversion(model, _union(tuple(items)), f"item_{depth}", depth + 1)
            return x if inner == f"item_{depth}" else f"_each(lambda item_{depth}: {inner}, {x})"
        case RecordType(value=value):
            inner = conversion(model, value, f"item_{depth}", depth + 1)
            each = f"_each_value(lambda item_{depth}: {inner}, {x})"
            return x if inner == f"item_{depth}" else each
        case UnionType(members=members):
            for member in members:
                x = conversion(model, member, x, depth)
            return x
        case _:
            return x


@for_last_models
def recursive_with_enums(model: Model) -> frozenset[str]:
    """Return the aliases of themselves whose values contain literals that are members of enums."""
    aliases = {named.name: named for named in model.types if isinstance(named, AliasType)}
    graph = {
        name: [other for other in references(alias.type) if other in aliases]
        for name, alias in aliases.items()
    }
    enums = [name for name, alias in aliases.items() if enum_base(model, alias)]
    holding = reached(reversed_graph(graph), enums)
    return frozenset(aliases) & model.recursive & holding


def _union(members: tuple[Type, ...]) -> Type:
    return members[0] if len(members) == 1 else UnionType(members)
