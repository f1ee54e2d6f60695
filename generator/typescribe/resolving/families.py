"""Declarations and the classes made of them -> families: classes with one base or one generic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from typescribe.language import naming
from typescribe.language.declared import (
    Alias,
    ArrayOf,
    Declaration,
    Fields,
    IntersectionOf,
    Keyword,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
    Values,
)
from typescribe.language.families import Family
from typescribe.language.model import (
    NULL,
    ArrayType,
    Model,
    ObjectType,
    RecordType,
    Reference,
    Type,
    UnionType,
    children,
)
from typescribe.resolving.class_names import ClassNames


def families(
    declarations: Sequence[Declaration],
    model: Model,
    names: ClassNames,
    declared_as: Mapping[str, str],
) -> tuple[Family, ...]:
    """Return the families of a model, in the order of their declarations.

    Args:
        declarations: all declarations of the package.
        model: the model without families.
        names: the class names of the declarations.
        declared_as: the name of the declaration that each class was made of; inline types have
            none.
    """
    classes: dict[str, list[str]] = {}
    for named in model.types:
        if isinstance(named, ObjectType) and named.name in declared_as:
            classes.setdefault(declared_as[named.name], []).append(named.name)
    heirs = _heirs(declarations)
    taken = set(names.positions)
    order = {name: place for place, name in enumerate(model.by_name)}
    found: list[Family] = []
    for declaration in declarations:
        around = heirs.get(declaration.name, _Heirs([], []))
        if isinstance(declaration.body, Values) or not (declaration.parameters or around.extending):
            continue
        kin = _reached(declaration.name, heirs)
        held = {name for each in kin for name in classes.get(each, ())}
        members = tuple(sorted(held, key=order.__getitem__))
        if len(members) > 1:
            name = _free(f"{names.of(declaration.name)}Like", taken)
            found.append(_family(declaration, name, members, model))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Heirs:
    extending: list[str]
    """The declarations that extend one, or intersect it with other types."""
    naming: list[str]
    """The declarations that are other names for it."""


def _heirs(declarations: Iterable[Declaration]) -> dict[str, _Heirs]:
    """Return, for each declaration, those that directly have all of its properties."""
    found: dict[str, _Heirs] = {}
    for declaration in declarations:
        extended: tuple[TypeExpression, ...] = ()
        match declaration.body:
            case Fields(extends=bases):
                extended = bases
            case Alias(type=IntersectionOf(members=bases)):
                extended = bases
            case Alias(type=TypeReference(name=name)):
                found.setdefault(name, _Heirs([], [])).naming.append(declaration.name)
        for base in extended:
            if isinstance(base, TypeReference):
                found.setdefault(base.name, _Heirs([], [])).extending.append(declaration.name)
    return found


def _reached(name: str, heirs: Mapping[str, _Heirs]) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        around = heirs.get(waiting.pop())
        new = {*around.extending, *around.naming} - found if around else set()
        found |= new
        waiting += new
    return found


def _free(name: str, taken: set[str]) -> str:
    """Return the name, with an underscore at its end if it is taken, and take it."""
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _family(declaration: Declaration, name: str, members: tuple[str, ...], model: Model) -> Family:
    variables: dict[str, str] = {}
    for parameter in declaration.parameters:  # no class has an underscore in its name
        words = naming.class_name(parameter.name)
        variables[parameter.name] = _free(f"{words}_co", set(variables.values()))
    patterns = tuple(_patterns(declaration, members, model, variables))
    used = {name for _, pattern in patterns for name in _variables(pattern)}
    parameters = tuple(name for name in variables.values() if name in used)
    return Family(name, members, parameters, patterns, declaration.description)


def _patterns(
    declaration: Declaration,
    members: Iterable[str],
    model: Model,
    variables: Mapping[str, str],
) -> Iterator[tuple[str, Type]]:
    """Yield attributes whose types contain type parameters, if the fields of all classes match."""
    if not isinstance(declaration.body, Fields):
        return
    objects = [named for name in members if isinstance(named := model.by_name[name], ObjectType)]
    for declared in declaration.body.object.fields:
        pattern = _pattern(declared.type, variables)
        if pattern is None or not _variables(pattern):
            continue
        fields = [
            field
            for object_ in objects
            for field in object_.fields
            if field.wire_name == declared.wire_name
        ]
        if fields and all(_matches(field.type, pattern) for field in fields):
            yield fields[0].attribute, pattern


def _pattern(expression: TypeExpression, variables: Mapping[str, str]) -> Type | None:
    """Return a type with type variables; None unless it is one, or arrays or records of one."""
    match expression:
        case TypeReference(name=name, arguments=()) if name in variables:
            return Reference(variables[name])
        case ArrayOf(item=item):
            inner = _pattern(item, variables)
            return ArrayType(inner) if inner else None
        case TypeReference(name="Record", arguments=(Keyword(name="string"), value)):
            inner = _pattern(value, variables)
            return RecordType(inner) if inner else None
        case ObjectOf(fields=(), signatures=(), index=index) if index is not None:
            inner = _pattern(index, variables)
            return RecordType(inner) if inner else None
        case UnionOf(members=members):
            return _pattern_of_union(members, variables)
        case _:
            return None


def _pattern_of_union(
    members: Iterable[TypeExpression], variables: Mapping[str, str]
) -> Type | None:
    """Return the pattern of a type that may be null or absent."""
    names = [member.name if isinstance(member, Keyword) else "" for member in members]
    others = [
        m for m, name in zip(members, names, strict=True) if name not in ("null", "undefined")
    ]
    if len(others) != 1:
        return None
    inner = _pattern(others[0], variables)
    return UnionType((inner, NULL)) if inner and "null" in names else inner


def _variables(pattern: Type) -> set[str]:
    if isinstance(pattern, Reference):
        return {pattern.name}
    return {name for child in children(pattern) for name in _variables(child)}


def _matches(type_: Type, pattern: Type) -> bool:
    """Whether a type is one that the pattern describes, with some type for each variable."""
    match pattern, type_:
        case Reference(), _:
            return True
        case ArrayType(item=inner), ArrayType(item=item):
            return _matches(item, inner)
        case RecordType(value=inner), RecordType(value=value):
            return _matches(value, inner)
        case UnionType(members=(inner, _)), UnionType(members=members):
            others = tuple(member for member in members if member != NULL)
            return _matches(others[0] if len(others) == 1 else UnionType(others), inner)
        case UnionType(members=(inner, _)), _:
            return type_ == NULL or _matches(type_, inner)
        case _:
            return False
