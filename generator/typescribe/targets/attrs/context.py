"""Model -> context of `attrs_classes.py.jinja`: an attrs class for every object type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from typescribe.language.model import AliasType, Field, Model, ObjectType
from typescribe.language.public_names import parse_functions
from typescribe.targets.attrs.limits import validator
from typescribe.targets.contract import Definitions
from typescribe.targets.shared.annotations import (
    Naming,
    absent_value,
    annotation,
    attribute_annotation,
    evaluable,
)
from typescribe.targets.shared.checks import Named, Scalars, Union
from typescribe.targets.shared.documentation import documentation
from typescribe.targets.shared.evaluated import Names, aliases_in_order, is_alias, renamed
from typescribe.targets.shared.literal_defaults import literal_default
from typescribe.targets.shared.model_checks import Checks
from typescribe.targets.shared.readings import Reading, nothing_to_decode, reading, reading_imports
from typescribe.text.quoting import Code, python_literal

NAMES = Names(
    module=frozenset(
        {
            "Declared",
            "TYPE_CHECKING",
            "define",
            "field",
            "structure",
            "unstructure",
            "configure",
            "within",
        }
        | {"_declared"}
    ),
    # Names that the generated `__init__` of attrs uses, in addition to its parameters.
    body=frozenset({"NOTHING", "attr_dict", "self"}),
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a class."""

    wire_name: str
    name: Code
    annotation: Code
    default: Code | None
    """The default: `None` or `UNSET` for an optional property, empty for a required one."""
    literal: Code | None
    """The only value of a required property, which the constructor need not be given."""
    documentation: str
    validator: Code
    """The validator of constraints; empty if none of them can make a value invalid."""
    reading: Reading | None
    maybe_absent: Code | None
    """The condition under which the reading is `None`."""

    @property
    def initial(self) -> Code | None:
        """The default in the class; `None` if the constructor has to be given a value."""
        return self.literal if self.default is None else self.default

    @property
    def is_renamed(self) -> bool:
        """Whether the wire name differs from the attribute, so that the class has to give it."""
        return is_alias(self.wire_name, self.name)


@dataclass(frozen=True, slots=True)
class AttrsClass:
    """One class; required attributes come first."""

    is_alias: ClassVar = False
    name: Code
    type_name: Code
    """The name of the object type; in this module, the class may need another name."""
    attributes: tuple[Attribute, ...]
    index_annotation: Code
    documentation: str


@dataclass(frozen=True, slots=True)
class TypeAlias:
    """One alias; a recursive one is quoted, and evaluates to `Any`."""

    is_alias: ClassVar = True
    name: Code
    type_name: Code
    annotation: Code
    documentation: str
    recursive: bool
    parse: Code
    """The function that builds values of the alias; empty if they contain no objects."""


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template; each alias comes after the aliases that it refers to."""
    classes, types = renamed(model, NAMES)
    objects = [named for named in types if isinstance(named, ObjectType)]
    entries: list[AttrsClass | TypeAlias] = [
        _class(model, classes.__getitem__, object_) for object_ in objects
    ]
    aliases = [
        _alias(model, classes.__getitem__, alias, bool(cycle))
        for alias, cycle in aliases_in_order(model)
    ]
    checks = Checks(model)
    return {
        "entries": Definitions([*entries, *aliases]),
        "classes": [(Code(object_.name), Code(classes[object_.name])) for object_ in objects],
        **reading_imports(model),
        "frozen": model.frozen,
        "unions": [(a.type_name, a.name) for a in aliases if _is_union(model, checks, a)],
    }


def no_context(model: Model) -> Mapping[str, Any]:
    """Return an empty context, for modules that are the same for every model."""
    return {}


def exports(model: Model) -> list[str]:
    """Return the names that the package exports: none, so that it works without attrs."""
    return []


def _class(model: Model, named: Naming, object_: ObjectType) -> AttrsClass:
    attributes = [_attribute(model, named, object_, field) for field in object_.fields]
    index = object_.index
    return AttrsClass(
        Code(named(object_.name)),
        Code(object_.name),
        tuple(sorted(attributes, key=lambda attribute: attribute.default is not None)),
        Code(
            "Any"
            if index is None or object_.patterns
            else annotation(index, evaluable(model, named))
        ),
        documentation(object_),
    )


def _attribute(model: Model, named: Naming, owner: ObjectType, field: Field) -> Attribute:
    default = Code(absent_value(model, field)) if field.optional else None
    absent = nothing_to_decode(field, default, model.accepts_null(field.type))
    return Attribute(
        field.wire_name,
        Code(field.attribute),
        Code(attribute_annotation(model, field, evaluable(model, named))),
        default,
        literal_default(model, field),
        documentation(field),
        Code(validator(field.constraints)),
        reading(model, owner, field, absent is not None),
        absent,
    )


def _alias(model: Model, named: Naming, alias: AliasType, recursive: bool) -> TypeAlias:
    written = annotation(alias.type, evaluable(model, named), alias.constraints)
    return TypeAlias(
        Code(named(alias.name)),
        Code(alias.name),
        Code(python_literal(written) if recursive else written),
        documentation(alias),
        recursive,
        Code(parse_functions(alias)[0] if model.holds_objects(alias.type) else ""),
    )


def _is_union(model: Model, checks: Checks, alias: TypeAlias) -> bool:
    """Whether an alias is a union of several classes, and possibly null, but nothing else.

    At run time, such a union is the same type as in the spec, so that cattrs can look it up.
    """
    named = model.by_name[alias.type_name]
    assert isinstance(named, AliasType), "it was made of one"
    node = checks.of(named.type)
    return (
        not alias.recursive
        and isinstance(node, Union)
        and node.scalars in (None, Scalars(null=True))
        and len(node.others) > 1
        and all(isinstance(other, Named) and other.is_class for other in node.others)
    )
