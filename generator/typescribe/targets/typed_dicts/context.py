"""Model -> context of `typed_dicts.py.jinja`: a TypedDict for every object type."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from typescribe.language.constraints import NONE
from typescribe.language.model import (
    ANY,
    AliasType,
    Field,
    Model,
    NamedType,
    ObjectType,
    RecordType,
    Type,
)
from typescribe.language.naming import BODY_NAMES
from typescribe.targets.contract import Definitions
from typescribe.targets.shared.annotations import (
    Naming,
    annotation,
    evaluable,
    is_defined,
    quote_forward,
    typed_dict_name,
)
from typescribe.targets.shared.documentation import documentation
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a TypedDict; `name` is used if the TypedDict is a class."""

    wire_name: str
    name: Code
    annotation: Code
    documentation: str


@dataclass(frozen=True, slots=True)
class TypedDict:
    """One TypedDict, which is written as a call if a key cannot be an attribute of a class."""

    is_alias: ClassVar = False
    name: Code
    keys: tuple[Key, ...]
    documentation: str
    is_class: bool
    closed: bool
    """Whether it can have no other keys, which `TypedDict` of `typing_extensions` can say."""
    class_name: Code

    @property
    def all_documentation(self) -> str:
        """The documentation of a TypedDict written as a call, with that of its keys."""
        keys = [
            f"- `{key.wire_name}`: {key.documentation}" for key in self.keys if key.documentation
        ]
        return "\n\n".join(filter(None, (self.documentation, "\n".join(keys))))


@dataclass(frozen=True, slots=True)
class TypeAlias:
    """One alias; it is quoted if it refers to a later definition."""

    is_alias: ClassVar = True
    name: Code
    annotation: Code
    documentation: str
    is_quoted: bool
    class_name: Code


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""

    def named(name: str) -> str:
        return typed_dict_name(model, name)

    used = evaluable(model, named)
    entries: list[TypedDict | TypeAlias] = []
    defined: set[str] = set()
    taken = {named(entry.name) for entry in model.types}
    for entry in model.types:
        name, own, described = Code(named(entry.name)), Code(entry.name), _documentation(entry)
        if type_ := _aliased(entry):
            limits = entry.constraints if isinstance(entry, AliasType) else NONE
            written = quote_forward(annotation(type_, used, limits), type_, defined)
            is_quoted = not is_defined(type_, defined)
            entries.append(TypeAlias(name, Code(written), described, is_quoted, own))
            if is_quoted:
                continue
        elif isinstance(entry, ObjectType):
            keys = tuple(_key(field, used, defined) for field in entry.fields)
            is_class = _as_class(entry, taken)
            closed = entry.closed and not entry.patterns
            entries.append(TypedDict(name, keys, described, is_class, closed, own))
        defined.add(entry.name)
    return {"entries": Definitions(entries)}


def exports(model: Model) -> list[str]:
    """Return the public names that the module defines."""
    return [typed_dict_name(model, named.name) for named in model.types]


def _aliased(entry: NamedType) -> Type | None:
    """Return the type of which an entry is an alias, if it is one; without properties, a dict."""
    match entry:
        case AliasType(type=type_):
            return type_
        case ObjectType(fields=(), index=index, patterns=patterns) if index or patterns:
            return RecordType(index or ANY)
        case ObjectType():
            return None


def _documentation(named: NamedType) -> str:
    """Return the documentation of a TypedDict; it mentions index signatures that are left out."""
    match named:
        case ObjectType(fields=fields, index=index, patterns=patterns) if patterns or (
            fields and index is not None
        ):
            if named.closed and not patterns:
                silence = "Messages with other keys are rejected."
            else:
                silence = "The spec gives other keys a type, which a TypedDict cannot express."
            return "\n\n".join(filter(None, (documentation(named), silence)))
        case _:
            return documentation(named)


def _key(field: Field, named: Naming, defined: set[str]) -> Key:
    written = quote_forward(annotation(field.type, named, field.constraints), field.type, defined)
    if field.optional:
        written = f"NotRequired[{written}]"
    return Key(field.wire_name, Code(field.wire_name), Code(written), documentation(field))


def _as_class(object_: ObjectType, taken: set[str]) -> bool:
    """Whether every key can be an attribute in a class body without hiding another name."""
    hides = BODY_NAMES | {"Any", "Literal", "Never", "NotRequired", "TypedDict"} | taken
    return all(
        field.wire_name.isascii()
        and field.wire_name.isidentifier()
        and not keyword.iskeyword(field.wire_name)
        and not field.wire_name.startswith("__")
        and field.wire_name not in hides
        for field in object_.fields
    )
