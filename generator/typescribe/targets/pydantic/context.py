"""Model -> context of `pydantic_models.py.jinja`: a pydantic model for every object type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from typescribe.language import naming
from typescribe.language.model import (
    NULL,
    AliasType,
    Field,
    LiteralType,
    Model,
    ObjectType,
    RecordType,
    UnionType,
    parts,
    references,
)
from typescribe.targets.contract import Definitions
from typescribe.targets.pydantic.annotations import Annotations
from typescribe.targets.shared.checks import Anything
from typescribe.targets.shared.documentation import documentation
from typescribe.targets.shared.enums import enum_base, enum_imports
from typescribe.targets.shared.evaluated import (
    BUILTINS,
    Names,
    aliases_in_order,
    is_alias,
    renamed,
)
from typescribe.targets.shared.literal_defaults import literal_default
from typescribe.targets.shared.model_checks import Checks
from typescribe.targets.shared.readings import Reading, reading, reading_imports
from typescribe.text.quoting import Code, python_literal

NAMES = Names(
    module=frozenset(
        {
            "Annotated",
            "ByLiteral",
            "ConfigDict",
            "Exactly",
            "Field",
            "Matching",
            "NoValue",
            "FiniteNumber",
        }
        | {"Omittable", "Strict", "StrictBool", "StrictStr", "TYPE_CHECKING", "TupleOf", "always"}
        | {
            "FrozenWireModel",
            "WireModel",
            "WholeNumber",
            "MultipleOf",
            "Containing",
            "UniqueItems",
            "Words",
        }
    ),
    # All names that pydantic models and their class inherit in any version since 2.0, including
    # deprecated methods.
    body=frozenset(
        {"mro", "register"}
        | {"construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw"}
        | {"schema", "schema_json", "update_forward_refs", "validate", "model_computed_fields"}
        | {"model_config", "model_construct", "model_copy", "model_dump", "model_dump_json"}
        | {"model_extra", "model_fields", "model_fields_set", "model_json_schema"}
        | {"model_parametrized_name", "model_post_init", "model_rebuild", "model_validate"}
        | {"model_validate_json", "model_validate_strings"}
    ),
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a model."""

    wire_name: str
    name: Code
    annotation: Code
    optional: bool
    documentation: str
    deprecated: str | None
    reading: Reading | None
    maybe_absent: bool
    literal: Code | None
    """The only value of a required property, which the constructor need not be given."""

    @property
    def is_alias(self) -> bool:
        """Whether the wire name differs from the attribute, so that the model has to give it."""
        return is_alias(self.wire_name, self.name)

    @property
    def is_plain(self) -> bool:
        """Whether the attribute needs an annotation, but no `Field(...)`."""
        return not self.is_alias and self.deprecated is None


@dataclass(frozen=True, slots=True)
class ByName:
    """The annotation of a dict of the undeclared properties whose names match."""

    regex: str
    annotation: Code


@dataclass(frozen=True, slots=True)
class PydanticModel:
    """One model; required attributes come first."""

    name: Code
    attributes: tuple[Attribute, ...]
    index: Code | None
    forbids_others: bool
    """Whether the configuration of the model rejects all undeclared properties."""
    """The annotation of undeclared properties; with `patterns`, that of a dict of the others."""
    patterns: tuple[ByName, ...]
    """The types of undeclared properties by name, except those that accept anything."""
    constant: Code
    """The constant that holds these patterns."""
    documentation: str
    is_deprecated: bool
    is_alias: ClassVar = False


@dataclass(frozen=True, slots=True)
class TypeAlias:
    """One alias; a recursive one is quoted, and resolved when it is used."""

    name: Code
    annotation: Code
    documentation: str
    recursive: bool
    is_alias: ClassVar = True


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template; each alias comes after the aliases that it refers to."""
    names = replace(NAMES, module=NAMES.module | _builtins_used_early(model))
    classes, types = renamed(model, names)
    objects = [named for named in types if isinstance(named, ObjectType)]
    attributes = {(o.name, f.wire_name): f.attribute for o in objects for f in o.fields}
    checks = Checks(model)
    inside = Annotations(model, checks, classes, attributes, in_a_model=True, quotes=True)
    entries: list[PydanticModel | TypeAlias] = [_model(inside, object_) for object_ in objects]
    for alias, cycle in aliases_in_order(model):
        alone = replace(inside, in_a_model=False, quotes=bool(cycle))
        entries.append(_alias(alone, alias, bool(cycle)))
    return {
        "entries": Definitions(entries),
        "has_models": bool(objects),
        **reading_imports(model),
        "enums": enum_imports(model),
        "frozen": model.frozen,
    }


def _builtins_used_early(model: Model) -> set[str]:
    """Return the builtins that pydantic would take for types that have not been defined yet.

    It looks up the annotations of a class when the class is made, and aliases are made last.
    """
    found: set[str] = set()
    defined: set[str] = set()
    for named in model.types:
        if isinstance(named, ObjectType):
            defined.add(named.name)
            used = {name for part in parts(named) for name in references(part)}
            found |= (used & BUILTINS) - defined
    return found


def exports(model: Model) -> list[str]:
    """Return the names that the package exports: none, so that it works without pydantic."""
    return []


def _model(annotations: Annotations, object_: ObjectType) -> PydanticModel:
    attributes = [_attribute(annotations, object_, field) for field in object_.fields]
    at_the_end = replace(annotations, in_a_model=False, quotes=False)
    by_name = tuple(
        ByName(pattern.keys.regex, Code(at_the_end.of(RecordType(pattern.value))))
        for pattern in object_.patterns
        if not isinstance(annotations.checks.of(pattern.value), Anything)
    )
    forbids = object_.closed and not object_.patterns
    has_index = object_.index is not None and not forbids
    index = annotations.of(object_.index) if has_index and object_.index else None
    if object_.index is not None and by_name:
        index = at_the_end.of(RecordType(object_.index))
    return PydanticModel(
        Code(annotations.classes[object_.name]),
        tuple(sorted(attributes, key=lambda attribute: attribute.optional)),
        None if index is None else Code(index),
        forbids,
        by_name,
        Code(f"_{naming.snake_case(object_.name).upper()}_PATTERNS"),
        documentation(object_),
        object_.deprecated is not None,
    )


def _attribute(annotations: Annotations, owner: ObjectType, field: Field) -> Attribute:
    written = annotations.of(field.type, field.constraints)
    nullable = annotations.model.accepts_null(field.type)
    if field.optional and not nullable:
        written = f"Omittable[{written}]"
    maybe_absent = field.optional or nullable
    return Attribute(
        field.wire_name,
        Code(field.attribute),
        Code(written),
        field.optional,
        documentation(field),
        field.deprecated,
        reading(annotations.model, owner, field, maybe_absent),
        maybe_absent,
        literal_default(annotations.model, field, enums=True),
    )


def _alias(annotations: Annotations, alias: AliasType, recursive: bool) -> TypeAlias:
    written = annotations.of(alias.type, alias.constraints)
    if enum_base(annotations.model, alias) in ("StrEnum", "IntEnum"):
        written = _enum(annotations, alias)
    return TypeAlias(
        Code(annotations.classes[alias.name]),
        Code(python_literal(written) if recursive else written),
        documentation(alias),
        recursive,
    )


def _enum(annotations: Annotations, alias: AliasType) -> str:
    """Return the annotation of an enum, and of the other values that its alias accepts."""
    members = alias.type.members if isinstance(alias.type, UnionType) else (alias.type,)
    others = tuple(member for member in members if not isinstance(member, LiteralType))
    written = f"Annotated[_{alias.name}, MemberOf(_{alias.name})]"
    if not others:
        return written
    either = f"{written} | {annotations.of(UnionType(others))}"
    if others == (NULL,):
        return either
    return f'Annotated[{either}, Field(union_mode="left_to_right")]'
