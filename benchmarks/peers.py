"""The same types as each peer wants them declared, made from the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, make_dataclass
from typing import Any, Literal, NotRequired

from mashumaro import DataClassDictMixin
from mashumaro.config import BaseConfig
from msgspec import UNSET, UnsetType
from pydantic import BaseModel, ConfigDict, create_model
from pydantic.dataclasses import dataclass as pydantic_dataclass
from typing_extensions import TypedDict  # pydantic asks for it below Python 3.12

from typescribe.language.model import (
    AliasType,
    ArrayType,
    LiteralType,
    Model,
    ObjectType,
    Primitive,
    RecordType,
    Reference,
    Type,
    UnionType,
)

STRICT = ConfigDict(strict=True)


@dataclass(frozen=True)
class Property:
    """One property as a peer declares it: every wire name of ours is a Python name too."""

    name: str
    type: Any
    optional: bool


Declare = Callable[[str, list[Property]], Any]


class _OmitNone(BaseConfig):
    omit_none = True


def typed_dict(name: str, properties: list[Property]) -> Any:
    """A TypedDict, for pydantic and msgspec."""
    types = {p.name: NotRequired[p.type] if p.optional else p.type for p in properties}
    return TypedDict(name, types)  # type: ignore[operator] # made while it runs


def plain(name: str, properties: list[Property]) -> Any:
    """A dataclass of the standard library, for cattrs and msgspec."""
    return make_dataclass(name, _with_none(properties), kw_only=True, slots=True)


def unset(name: str, properties: list[Property]) -> Any:
    """A dataclass whose absent properties are msgspec's `UNSET`, which it leaves out again."""
    return make_dataclass(
        name, _with_default(properties, UnsetType, UNSET), kw_only=True, slots=True
    )


def mashumaro(name: str, properties: list[Property]) -> Any:
    """A dataclass with mashumaro's methods; `None` is left out again."""
    return make_dataclass(
        name,
        _with_none(properties),
        kw_only=True,
        bases=(DataClassDictMixin,),
        namespace={"Config": _OmitNone},
    )


def pydantic_class(name: str, properties: list[Property]) -> Any:
    """A dataclass of pydantic's; a strict one would refuse every dict."""
    return pydantic_dataclass(kw_only=True, slots=True)(
        make_dataclass(name, _with_none(properties), kw_only=True)
    )


def base_model(name: str, properties: list[Property]) -> Any:
    """A strict model of pydantic's."""
    fields = {p.name: (p.type | None, None) if p.optional else (p.type, ...) for p in properties}
    return create_model(name, __config__=STRICT, **fields)  # type: ignore[call-overload] # by name


def _with_none(properties: list[Property]) -> list[Any]:
    return _with_default(properties, None, None)


def _with_default(properties: list[Property], kind: Any, default: Any) -> list[Any]:
    return [
        (p.name, p.type | kind, field(default=default)) if p.optional else (p.name, p.type)
        for p in properties
    ]


def declared(model: Model, name: str, declare: Declare) -> Any:
    """Return a named type of the model in a peer's own words."""
    made: dict[str, Any] = {}

    def of(type_: Type) -> Any:
        match type_:
            case Primitive(name="string"):
                return str
            case Primitive(name="number"):
                return int | float
            case Primitive(name="boolean"):
                return bool
            case Primitive(name="null"):
                return None
            case Primitive():
                return Any
            case LiteralType(value=value):
                return Literal[value]
            case ArrayType(item=item):
                return list[of(item)]  # type: ignore[misc] # made while it runs
            case RecordType(value=value):
                return dict[str, of(value)]  # type: ignore[misc] # made while it runs
            case UnionType(members=members):
                return _union([of(member) for member in members])
            case Reference(name=name):
                if name not in made:
                    made[name] = named(model.by_name[name])
                return made[name]
        raise TypeError(f"{type_} is not in what is measured")

    def named(type_: ObjectType | AliasType) -> Any:
        if isinstance(type_, AliasType):
            return of(type_.type)
        return declare(
            type_.name, [Property(f.wire_name, of(f.type), f.optional) for f in type_.fields]
        )

    return of(Reference(name))


def _union(members: list[Any]) -> Any:
    literals = [m.__args__[0] for m in members if getattr(m, "__origin__", None) is Literal]
    if len(literals) == len(members):
        return Literal[tuple(literals)]
    union = members[0]
    for member in members[1:]:
        union |= member
    return union


__all__ = ["BaseModel", "declared"]
