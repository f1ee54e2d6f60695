"""Model -> context of `msgspec_structs.py.jinja`: a Struct of msgspec for every object type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    Type,
    UnionType,
    children,
    parts,
)
from typescribe.targets.contract import Definitions
from typescribe.targets.msgspec.types import Spelling, Tag, Told, is_literal_integer
from typescribe.targets.shared.checks import Record, Union
from typescribe.targets.shared.documentation import documentation
from typescribe.targets.shared.evaluated import Names, aliases_in_order, is_alias, renamed
from typescribe.targets.shared.model_checks import Checks
from typescribe.targets.shared.readings import Reading, reading
from typescribe.targets.shared.tagged_unions import tagged_union
from typescribe.text.quoting import Code, is_escaped_in_json, python_literal

NAMES = Names(
    module=frozenset({"Annotated", "ClassVar", "Meta", "Struct", "UNSET", "UnsetType"}),
)
INDEX = "Other properties have a declared type too, which msgspec drops as it drops any other."
ODD_NAMES = (
    "Wider than declared: any object is taken, as msgspec has no names of properties that hold a "
    "quote, a backslash or a control character."
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a Struct; `tag` is the literal that stands in every message of it."""

    wire_name: str
    name: Code
    annotation: Code
    optional: bool
    tag: str | int | None
    documentation: str
    reading: Reading | None
    maybe_absent: Code | None
    """The condition under which there is nothing to decode."""

    @property
    def is_renamed(self) -> bool:
        """Whether the message calls it something else."""
        return self.tag is None and is_alias(self.wire_name, self.name)


@dataclass(frozen=True, slots=True)
class Struct:
    """One Struct; required attributes come first."""

    name: Code
    attributes: tuple[Attribute, ...]
    documentation: str
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
    """Return what the template is rendered with; aliases stand behind what they are made of."""
    model = Model(model.name, tuple(map(_as_dict_or_struct, model.types)), model.description)
    classes, types = renamed(model, NAMES)
    aliases = list(aliases_in_order(model))
    cycles = {alias.name: cycle for alias, cycle in aliases}
    spelling = Spelling(model, classes, _tags(model), cycles)
    objects = [named for named in types if isinstance(named, ObjectType)]
    entries: list[Struct | TypeAlias] = [_struct(spelling, object_) for object_ in objects]
    entries += [_alias(spelling.within(alias.name), alias) for alias, _ in aliases]
    return {"entries": Definitions(entries)}


def exports(model: Model) -> list[str]:
    """Return what the package exports of the module: nothing, so that it works without msgspec."""
    return []


def _struct(spelling: Spelling, object_: ObjectType) -> Struct:
    attributes = [_attribute(spelling, object_, field) for field in object_.fields]
    index = "" if object_.index is None else INDEX
    return Struct(
        Code(spelling.classes[object_.name]),
        tuple(sorted(attributes, key=lambda attribute: attribute.optional)),
        "\n\n".join(filter(None, (documentation(object_), index))),
    )


def _attribute(spelling: Spelling, owner: ObjectType, field: Field) -> Attribute:
    where, tag = spelling.tags.get(owner.name, ("", None))
    if where == field.wire_name:
        assert isinstance(tag, (str, int)), "no other literal is a tag"
        held = Code(f"ClassVar[Literal[{python_literal(tag)}]]")
        name, said = Code(field.attribute), documentation(field)
        return Attribute(field.wire_name, name, held, False, tag, said, None, None)
    written, told = spelling.of(field.type)
    if field.optional and field.type == Primitive("never"):
        written, told = "UnsetType", ()
    elif field.optional:
        written = f"{written} | UnsetType"
    nothing = ["is UNSET"] * field.optional + ["is None"] * spelling.model.accepts_null(field.type)
    absent = " or ".join(f"self.{field.attribute} {test}" for test in nothing)
    return Attribute(
        field.wire_name,
        Code(field.attribute),
        Code(written),
        field.optional,
        None,
        _documentation(documentation(field), told),
        reading(owner, field, bool(absent)),
        Code(absent) if absent else None,
    )


def _as_dict_or_struct(named: NamedType) -> NamedType:
    """Return a type as it is, or the dict that takes its place, which keeps what it holds.

    An object without declared properties becomes one, and one with names that msgspec refuses.
    """
    if isinstance(named, AliasType):
        return named
    odd = any(is_escaped_in_json(field.wire_name) for field in named.fields)
    if named.fields and not odd:
        return named
    held = RecordType(Primitive("any") if odd or named.index is None else named.index)
    described = "\n\n".join(filter(None, (named.description, ODD_NAMES if odd else "")))
    return AliasType(named.name, held, described, named.deprecated)


def _alias(spelling: Spelling, alias: AliasType) -> TypeAlias:
    written, told = spelling.of(alias.type)
    said = _documentation(documentation(alias), told)
    return TypeAlias(Code(spelling.classes[alias.name]), Code(written), said)


def _documentation(described: str, told: Told) -> str:
    wider = f"Wider than declared: {'; '.join(told)}." if told else ""
    return "\n\n".join(filter(None, (described, wider)))


def _tags(model: Model) -> dict[str, Tag]:
    """Return the tag of each object type that one literal of its own tells apart in a union.

    A Struct has one tag: where another union asks for another, the first one keeps it.
    """
    checks = Checks(model)
    found: dict[str, Tag] = {}
    for union in _unions(model):
        tags = _tags_of(model, checks, union)
        if all(found.get(name, tag) == tag for name, tag in tags.items()):
            found |= tags
    return found


def _tags_of(model: Model, checks: Checks, union: UnionType) -> dict[str, Tag]:
    """Return the tag of each object type of a union; none where msgspec cannot go by them.

    It knows one string or integer a Struct, and no other objects beside those.
    """
    node, tagged = checks.of(union), tagged_union(model, checks, union)
    if tagged is None or not isinstance(node, Union):
        return {}
    literals = [literal for found in tagged.tags.values() for literal in found]
    one_each = len(literals) == len(tagged.tags) and len(set(map(type, literals))) == 1
    known = all(isinstance(literal, str) or is_literal_integer(literal) for literal in literals)
    if not one_each or not known or any(isinstance(other, Record) for other in node.others):
        return {}
    return {name: (tagged.wire_name, tag) for name, (tag,) in tagged.tags.items()}


def _unions(model: Model) -> Iterator[UnionType]:
    waiting: list[Type] = [part for named in reversed(model.types) for part in parts(named)]
    while waiting:
        type_ = waiting.pop()
        if isinstance(type_, UnionType):
            yield type_
        waiting += children(type_)
