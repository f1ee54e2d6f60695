"""Model -> context of `models.py.jinja`: a dataclass for every object type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from typescribe.language import naming
from typescribe.language.last_models import for_last_models
from typescribe.language.model import (
    AliasType,
    Field,
    Model,
    NamedType,
    ObjectType,
    Reference,
    parts,
    references,
)
from typescribe.language.public_names import parse_functions
from typescribe.targets.contract import Definitions
from typescribe.targets.dataclasses.dumps import dump
from typescribe.targets.dataclasses.nodes import Attribute, DataClass, TypeAlias
from typescribe.targets.shared.annotations import (
    absent_value,
    annotation,
    attribute_annotation,
    evaluable,
    is_defined,
    quote_forward,
)
from typescribe.targets.shared.checks import (
    Anything,
    Check,
    Named,
)
from typescribe.targets.shared.documentation import documentation
from typescribe.targets.shared.enums import (
    enum_annotation,
    enum_base,
    enum_conversion,
    enum_imports,
    enum_modules,
    recursive_with_enums,
)
from typescribe.targets.shared.levels import Level, level
from typescribe.targets.shared.literal_defaults import literal_default
from typescribe.targets.shared.literal_sets import with_named_sets
from typescribe.targets.shared.model_checks import Checks, checks_with_repeats
from typescribe.targets.shared.readings import (
    nothing_to_decode,
    reading,
    reading_imports,
    reading_modules,
)
from typescribe.text.quoting import Code


@for_last_models
def context(model: Model) -> Mapping[str, Any]:
    """Return the context of `models.py.jinja` and `_building.py.jinja`."""
    checks = checks_with_repeats(model)
    entries: list[DataClass | TypeAlias] = []
    defined: set[str] = set()
    uses = _Uses(
        _held(model, [n for n in model.types if isinstance(n, ObjectType)]),
        _held(model, [n for n in model.types if model.holds_objects(Reference(n.name))]),
    )
    for named in model.types:
        if isinstance(named, ObjectType):
            entries.append(_data_class(model, checks, named, uses))
        else:
            entries.append(_alias(model, checks, named, defined, uses))
            if not is_defined(named.type, defined):
                continue
        defined.add(named.name)
    return {
        "entries": Definitions(entries),
        "parses": any(isinstance(entry, TypeAlias) and entry.parsed for entry in entries),
        **reading_imports(model),
        "enums": enum_imports(model),
        "frozen": model.frozen,
        "native": _is_native(model),
    }


def modules(model: Model) -> tuple[str, ...]:
    """Return the modules of `typescribe.runtime` that the files import for some models only."""
    frozen = ("frozen.py",) if model.frozen else ()
    native = ("native.py",) if _is_native(model) else ()
    return (*reading_modules(model), *enum_modules(model), *frozen, *native)


def _is_native(model: Model) -> bool:
    """Whether the classes are compiled: frozen ones are not, whose instances change their class."""
    return model.compiled and not model.frozen


def no_exports(model: Model) -> list[str]:
    """Return the public names that a private module defines: none."""
    return []


def exports(model: Model) -> list[str]:
    """Return the public names that the module defines."""
    classes = [named.name for named in model.types]
    parsed = [n for n in model.types if isinstance(n, AliasType) and model.holds_objects(n.type)]
    return [*classes, *(name for named in parsed for name in parse_functions(named))]


@dataclass(frozen=True, slots=True)
class _Uses:
    """The names of the types whose values generated code builds as parts of others."""

    held: set[str]
    """Those whose values attributes of classes hold."""
    built: set[str]
    """Those whose values may also be held by an alias alone."""


def _held(model: Model, holders: Iterable[NamedType]) -> set[str]:
    """Return the names of the types that some types refer to, at any depth."""
    held: set[str] = set()
    waiting = [*holders]
    while waiting:
        for type_ in parts(waiting.pop()):
            for name in references(type_):
                if name not in held:
                    held.add(name)
                    waiting.append(model.by_name[name])
    return held


def _data_class(model: Model, checks: Checks, object_: ObjectType, uses: _Uses) -> DataClass:
    tests = with_named_sets(object_.name, map(checks.of_field, object_.fields))
    attributes = [
        _attribute(model, object_, field, check)
        for field, check in zip(object_.fields, tests, strict=True)
    ]
    index = object_.index
    return DataClass(
        Code(object_.name),
        tuple(sorted(attributes, key=lambda attribute: attribute.optional)),
        None if index is None else checks.of(index),
        tuple(p for p in checks.patterns(object_) if not isinstance(p.check, Anything)),
        Code(
            "Any" if index is None or object_.patterns else annotation(index, evaluable(model, str))
        ),
        documentation(object_),
        object_.name in model.recursive,
        _level(model, checks, object_.name),
        object_.name in checks.repeated.keeping,
        Code(naming.snake_case(object_.name)),
        None if index is None else enum_conversion(model, index, "x"),
        tuple(
            (pattern.keys.regex, converted)
            for pattern in object_.patterns
            if (converted := enum_conversion(model, pattern.value, "x"))
        ),
        object_.name in uses.built,
    )


def _level(model: Model, checks: Checks, name: str) -> Level:
    passed = name in checks.repeated.passing
    return level(recursive=name in model.recursive, passes=passed, name="here", new="None")


def _attribute(model: Model, owner: ObjectType, field: Field, check: Check) -> Attribute:
    default = Code(absent_value(model, field)) if field.optional else None
    absent = nothing_to_decode(field, default, model.accepts_null(field.type))
    return Attribute(
        field.wire_name,
        Code(field.attribute),
        Code(attribute_annotation(model, field, evaluable(model, str))),
        default,
        check,
        dump(check),
        documentation(field),
        reading(model, owner, field, absent is not None),
        absent,
        enum_conversion(model, field.type, f"self.{field.attribute}"),
        literal_default(model, field, enums=True),
    )


def _alias(
    model: Model, checks: Checks, alias: AliasType, defined: set[str], uses: _Uses
) -> TypeAlias:
    if enum_base(model, alias):
        written = enum_annotation(alias)
    else:
        written = annotation(alias.type, evaluable(model, str), alias.constraints)
    reference = checks.of(Reference(alias.name))
    is_function = isinstance(reference, Named) and reference.class_name == alias.name
    called = is_function and alias.name in uses.held
    is_built = is_function and alias.name in uses.built
    parsed = model.holds_objects(alias.type)
    is_converted = alias.name in recursive_with_enums(model)
    return TypeAlias(
        Code(alias.name),
        Code(quote_forward(written, alias.type, defined)),
        documentation(alias),
        Code(naming.snake_case(alias.name)),
        alias.name in model.recursive,
        _level(model, checks, alias.name),
        alias.name in checks.repeated.keeping,
        checks.of_alias(alias) if is_built or parsed else None,
        called,
        parsed,
        enum_conversion(model, alias.type, "x") if parsed or is_converted else None,
    )
