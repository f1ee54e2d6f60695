"""Makes the types of the model in the form that each peer declares them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, make_dataclass
from typing import Any, Literal, NotRequired

from mashumaro import DataClassDictMixin
from mashumaro.config import BaseConfig
from msgspec import UNSET, UnsetType, defstruct
from pydantic import BaseModel, ConfigDict, create_model
from pydantic.dataclasses import dataclass as pydantic_dataclass
from typing_extensions import TypedDict  # pydantic requires this one below Python 3.12

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
    """A property of a peer's type; its wire name is the attribute, since all are identifiers."""

    name: str
    type: Any
    optional: bool


Declare = Callable[[str, list[Property]], Any]


class _OmitNone(BaseConfig):
    omit_none = True


def typed_dict(name: str, properties: list[Property]) -> Any:
    """Return a TypedDict, for pydantic and msgspec."""
    types = {p.name: NotRequired[p.type] if p.optional else p.type for p in properties}
    return TypedDict(name, types)  # type: ignore[operator] # a type made at run time


def plain(name: str, properties: list[Property]) -> Any:
    """Return a dataclass of the standard library, for cattrs."""
    return make_dataclass(name, _with_none(properties), kw_only=True, slots=True)


def unset(name: str, properties: list[Property]) -> Any:
    """Return a dataclass for msgspec; it does not write the `UNSET` of absent properties."""
    return make_dataclass(
        name, _with_default(properties, UnsetType, UNSET), kw_only=True, slots=True
    )


def struct(name: str, properties: list[Property]) -> Any:
    """Return a Struct of msgspec."""
    fields = [
        (p.name, p.type | UnsetType, UNSET) if p.optional else (p.name, p.type) for p in properties
    ]
    return defstruct(name, fields, kw_only=True)


def mashumaro(name: str, properties: list[Property]) -> Any:
    """Return a dataclass with mashumaro's methods; `None` is not written."""
    return make_dataclass(
        name,
        _with_none(properties),
        kw_only=True,
        bases=(DataClassDictMixin,),
        namespace={"Config": _OmitNone},
    )


def pydantic_class(name: str, properties: list[Property]) -> Any:
    """Return a pydantic dataclass, not a strict one, since that would reject every dict."""
    return pydantic_dataclass(kw_only=True, slots=True)(
        make_dataclass(name, _with_none(properties), kw_only=True)
    )


def base_model(name: str, properties: list[Property]) -> Any:
    """Return a strict pydantic model."""
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
    """Return a named type of the model, with its object types made by `declare`."""
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
                return list[of(item)]  # type: ignore[misc] # a type made at run time
            case RecordType(value=value):
                return dict[str, of(value)]  # type: ignore[misc] # a type made at run time
            case UnionType(members=members):
                return _union([of(member) for member in members])
            case Reference(name=name):
                if name not in made:
                    made[name] = named(model.by_name[name])
                return made[name]
        raise TypeError(f"{type_} does not occur in the measured types")

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
