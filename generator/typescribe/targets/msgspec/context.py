"""Model -> context of `msgspec_structs.py.jinja`: a `msgspec.Struct` for every object type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from typescribe.language.model import (
    AliasType,
    Field,
    Model,
    NamedType,
    ObjectType,
    Primitive,
    RecordType,
)
from typescribe.targets.contract import Definitions
from typescribe.targets.msgspec.annotations import Annotations, Reasons
from typescribe.targets.msgspec.decoders import decoders
from typescribe.targets.msgspec.tags import tags_of
from typescribe.targets.shared.documentation import documentation
from typescribe.targets.shared.evaluated import Names, aliases_in_order, is_alias, renamed
from typescribe.targets.shared.readings import (
    Reading,
    nothing_to_decode,
    reading,
    reading_imports,
    reading_modules,
)
from typescribe.text.quoting import Code, is_escaped_in_json, python_literal

NAMES = Names(
    module=frozenset({"Annotated", "ClassVar", "Meta", "Struct", "UNSET", "UnsetType", "Variants"}),
)
INDEX = "The spec gives other properties a type, but msgspec drops every undeclared property."
ODD_NAMES = (
    "Wider than declared: any object is accepted, as msgspec has no names of properties with a "
    "quote, a backslash or a control character."
)
PATTERNS = (
    "Wider than declared: the spec gives some properties a type by their names, which msgspec does "
    "not check."
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a Struct; `tag` is its only value, if it is the tag of the Struct."""

    wire_name: str
    name: Code
    annotation: Code
    optional: bool
    tag: str | int | None
    documentation: str
    reading: Reading | None
    maybe_absent: Code | None
    """The condition under which the reading is `None`."""

    @property
    def is_renamed(self) -> bool:
        """Whether the wire name differs from the attribute, so that the Struct has to give it."""
        return self.tag is None and is_alias(self.wire_name, self.name)


@dataclass(frozen=True, slots=True)
class Struct:
    """One Struct; required attributes come first."""

    name: Code
    attributes: tuple[Attribute, ...]
    documentation: str
    forbids_others: bool
    is_alias: ClassVar = False

    @property
    def renamed(self) -> list[Attribute]:
        return [attribute for attribute in self.attributes if attribute.is_renamed]

    @property
    def tag(self) -> Attribute | None:
        return next((found for found in self.attributes if found.tag is not None), None)


@dataclass(frozen=True, slots=True)
class TypeAlias:
    """One alias."""

    name: Code
    annotation: Code
    documentation: str
    is_alias: ClassVar = True


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template; each alias comes after the aliases that it refers to."""
    model, types, annotations = _parts(model)
    objects = [named for named in types if isinstance(named, ObjectType)]
    entries: list[Struct | TypeAlias] = [_struct(annotations, object_) for object_ in objects]
    found = Definitions(decoders(model, annotations))
    read = {decoder.name: f"`decode_{decoder.words}` reads the declared ones." for decoder in found}
    for alias, _ in aliases_in_order(model):
        entries.append(_alias(annotations.within(alias.name), alias, read))
    return {
        "entries": Definitions(entries),
        "decoders": found,
        **reading_imports(model),
        "frozen": model.frozen,
    }


def modules(model: Model) -> tuple[str, ...]:
    """Return the modules of `typescribe.runtime` that the file imports for some models only."""
    found, _, annotations = _parts(model)
    some = any(True for _ in decoders(found, annotations))
    return (*reading_modules(model), *(("msgspec.py",) if some else ()))


def _parts(model: Model) -> tuple[Model, tuple[NamedType, ...], Annotations]:
    """Return the model as msgspec can express it, its types as they are named, and annotations."""
    expressible = tuple(map(_as_dict_or_struct, model.types))
    model = Model(model.name, expressible, model.description, frozen=model.frozen)
    classes, types = renamed(model, NAMES)
    cycles = {alias.name: cycle for alias, cycle in aliases_in_order(model)}
    return model, types, Annotations(model, classes, tags_of(model), cycles)


def exports(model: Model) -> list[str]:
    """Return the names that the package exports: none, so that it works without msgspec."""
    return []


def _struct(annotations: Annotations, object_: ObjectType) -> Struct:
    attributes = [_attribute(annotations, object_, field) for field in object_.fields]
    forbids = object_.closed and not object_.patterns
    index = "" if forbids or (object_.index is None and not object_.patterns) else INDEX
    return Struct(
        Code(annotations.classes[object_.name]),
        tuple(sorted(attributes, key=lambda attribute: attribute.optional)),
        "\n\n".join(filter(None, (documentation(object_), index))),
        forbids,
    )


def _attribute(annotations: Annotations, owner: ObjectType, field: Field) -> Attribute:
    where, tag = annotations.tags.get(owner.name, (None, None))
    if where == field.wire_name:
        assert isinstance(tag, (str, int)), "no other literal is a tag"
        held = Code(f"ClassVar[Literal[{python_literal(tag)}]]")
        name, said = Code(field.attribute), documentation(field)
        return Attribute(field.wire_name, name, held, False, tag, said, None, None)
    written, reasons = annotations.of(field.type, field.constraints)
    if field.optional and field.type == Primitive("never"):
        written, reasons = "UnsetType", ()
    elif field.optional:
        written = f"{written} | UnsetType"
    nullable = annotations.model.accepts_null(field.type)
    absent = nothing_to_decode(field, "UNSET" if field.optional else None, nullable)
    return Attribute(
        field.wire_name,
        Code(field.attribute),
        Code(written),
        field.optional,
        None,
        _documentation(documentation(field), reasons),
        reading(annotations.model, owner, field, absent is not None),
        absent,
    )


def _as_dict_or_struct(named: NamedType) -> NamedType:
    """Return a type unchanged, or an alias of a dict if a Struct would lose properties.

    This is the case for objects without declared properties, or with wire names that msgspec
    rejects.
    """
    if isinstance(named, AliasType):
        return named
    odd = any(is_escaped_in_json(field.wire_name) for field in named.fields)
    if (named.fields or (named.closed and not named.patterns)) and not odd:
        return named
    held = RecordType(Primitive("any") if odd or named.index is None else named.index)
    wider = ODD_NAMES if odd else PATTERNS if named.patterns else ""
    described = "\n\n".join(filter(None, (named.description, wider)))
    return AliasType(named.name, held, described, named.deprecated)


def _alias(annotations: Annotations, alias: AliasType, decoders: Mapping[Code, str]) -> TypeAlias:
    name = Code(annotations.classes[alias.name])
    written, reasons = annotations.of(alias.type, alias.constraints)
    said = _documentation(documentation(alias), reasons)
    said = "\n\n".join(filter(None, (said, decoders.get(name))))
    return TypeAlias(name, Code(written), said)


def _documentation(described: str, reasons: Reasons) -> str:
    wider = f"Wider than declared: {'; '.join(reasons)}." if reasons else ""
    return "\n\n".join(filter(None, (described, wider)))
