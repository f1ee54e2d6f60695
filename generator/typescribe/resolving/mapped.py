"""Mapped types: `{[K in "a" | "b"]: T}`, `{[K in keyof T]?: T[K]}` (handbook, Mapped Types)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.language.constraints import NONE
from typescribe.language.declared import (
    DeclaredField,
    Fields,
    IndexedAccess,
    KeyOf,
    LiteralOf,
    MappedOf,
    TypeReference,
)
from typescribe.language.model import PatternType
from typescribe.language.patterns import NUMBER_KEYS
from typescribe.resolving.closures import (
    Closure,
    Member,
    ObjectParts,
    all_of,
    any_of,
    is_everything,
    keyword,
    keyword_name,
    literal,
    or_undefined,
)
from typescribe.resolving.keys import (
    is_never,
    key_of,
    key_type,
    listed_keys,
    number_of,
    properties,
)
from typescribe.resolving.units import distributed, units

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def mapped_parts(expander: Expander, closure: Closure, mapped: MappedOf) -> ObjectParts:
    """Return the properties of a mapped type.

    Over `keyof T`, or a parameter that `extends keyof T`, a property is optional if it is in T,
    unless the mapped type has `?` or `-?`. Raises `SpecError` for keys that are no names.
    """
    source = _source(expander, closure, mapped)
    members: dict[str, Member] = {}
    index: tuple[Closure, ...] = ()
    patterns: dict[PatternType, tuple[Closure, ...]] = {}
    named_by: dict[str, tuple[Closure, ...]] = {}
    for key in _keys(expander, closure, mapped, source):
        inner = {**closure.environment, mapped.parameter: key}
        made = key if mapped.renamed is None else Closure(mapped.renamed, inner)
        listed = listed_keys(expander, made)
        value = Closure(mapped.value, inner)
        of_keys = or_undefined(value) if mapped.optional else value
        if listed.any_string:
            index = (any_of((*index, of_keys), mapped.position),)
            continue
        for keys in listed.patterns:
            patterns[keys] = (any_of((*patterns.get(keys, ()), of_keys), mapped.position),)
        for name, found in listed.names.items():
            old = source.members.get(str(_value(key))) if source else None
            named_by[name] = (*named_by.get(name, ()), key)
            if name not in members:
                members[name] = _member(mapped, name, old, value, number_of(found.value))
                continue
            # An `as` clause gives several keys one name: the parameter stands for all of them, and
            # whether the property is optional the first of them decides.
            every = any_of(named_by[name], mapped.position)
            types = (Closure(mapped.value, {**closure.environment, mapped.parameter: every}),)
            members[name] = replace(members[name], types=types)
    if index and NUMBER_KEYS in patterns:
        # `Record<string | number, V>` is `Record<string, V>`: strings include numbers as keys.
        of_strings, of_numbers = index[0], all_of(patterns[NUMBER_KEYS], mapped.position)
        if not _is_any(expander, of_strings) and expander.fits(of_strings, of_numbers):
            del patterns[NUMBER_KEYS]
    return ObjectParts(_of_index(expander, members, index), index, patterns)


def _of_index(
    expander: Expander, members: dict[str, Member], index: tuple[Closure, ...]
) -> dict[str, Member]:
    """Return properties that also have the type of the index signature beside them.

    The compiler compares each property of a value with both. Properties that somebody declares
    fit their signature, but those of a mapped type need not
    (`membersRelatedToIndexer` in TypeScript 5.9).
    """
    if not members or not index or is_everything(expander.head(index[0])):
        return members
    return {
        name: (
            member
            if expander.values_fit(all_of(member.types, index[0].position), index[0])
            else replace(member, signatures=(or_undefined(index[0]),))
        )
        for name, member in members.items()
    }


def _is_any(expander: Expander, closure: Closure) -> bool:
    return any(keyword_name(one) == "any" for one in expander.alternatives(closure))


def _source(expander: Expander, closure: Closure, mapped: MappedOf) -> ObjectParts | None:
    """Return the parts of the object type whose keys a mapped type iterates over, if any."""
    if isinstance(mapped.keys, KeyOf):
        return properties(expander, closure.of(mapped.keys.type))
    if isinstance(mapped.keys, TypeReference):
        argument = closure.environment.get(mapped.keys.name)
        if argument is not None and argument.keys_of is not None:
            return properties(expander, argument.keys_of)
    return None


def _keys(
    expander: Expander, closure: Closure, mapped: MappedOf, source: ObjectParts | None
) -> Iterator[Closure]:
    if isinstance(mapped.keys, KeyOf) and is_never(expander, closure.of(mapped.keys.type)):
        return  # `keyof never` is every key, but `never` has no property to map
    if isinstance(mapped.keys, KeyOf) and _is_any(expander, closure.of(mapped.keys.type)):
        # `keyof any` includes numbers and symbols, but over `keyof T` the properties are mapped
        # (`forEachMappedTypePropertyKeyTypeAndSignatureKeyType` in TypeScript 5.9).
        yield keyword("string", mapped.position)
        return
    if source is not None and isinstance(mapped.keys, KeyOf):
        for name in _in_order(expander, closure.of(mapped.keys.type), source):
            yield literal(key_of(name, source.members[name]), mapped.position)
        if source.index:
            yield keyword("string", mapped.position)
        for keys in source.patterns:
            yield key_type(keys, mapped.position)
        return
    if mapped.renamed is not None and not isinstance(mapped.keys, KeyOf):
        # What is no name becomes one by the `as` clause.
        for one in distributed(expander, closure.of(mapped.keys)):
            if keyword_name(one) == "any":  # every key, that is
                yield from (keyword(name, mapped.position) for name in ("string", "number"))
            else:
                yield from units(expander, one)
        return
    listed = listed_keys(expander, closure.of(mapped.keys))
    if listed.any_string:
        yield keyword("string", mapped.position)
    for found in listed.names.values():
        yield literal(found.value, found.position)
    yield from listed.patterns.values()


def _in_order(expander: Expander, owner: Closure, parts: ObjectParts) -> Iterator[str]:
    """Yield the properties of a type, its own before those that it inherits, as the compiler does.

    The order matters if an `as` clause gives several of them one name.
    """
    declaration = expander.declaration(expander.head(owner))
    own: dict[str, None] = {}
    if declaration is not None and isinstance(declaration.body, Fields):
        own = dict.fromkeys(field.wire_name for field in declaration.body.object.fields)
        environment = expander.bind(expander.head(owner), declaration)
        for base in declaration.body.extends:
            closure = Closure(base, environment)
            inherited = expander.object_parts(closure)
            own |= dict.fromkeys(_in_order(expander, closure, inherited) if inherited else ())
    yield from (name for name in own if name in parts.members)
    yield from (name for name in parts.members if name not in own)


def _value(key: Closure) -> object:
    return key.expression.value if isinstance(key.expression, LiteralOf) else None


def _member(
    mapped: MappedOf,
    name: str,
    old: Member | None,
    value: Closure,
    key: int | float | None,
) -> Member:
    optional = mapped.optional
    if optional is None:
        optional = old is not None and old.optional
    declared = DeclaredField(name, mapped.value, False, mapped.position, computed=True)
    if old is not None:
        # A property that keeps its type and name keeps its description and settings.
        same_type = isinstance(mapped.value, IndexedAccess)
        same_name = name == old.declared.wire_name
        declared = replace(
            old.declared,
            wire_name=name,
            attribute=old.declared.attribute if same_name else None,
            reads_as=old.declared.reads_as if same_type else None,
            constraints=old.constraints if same_type else NONE,
            computed=old.declared.computed or not same_name,
        )
    taken_away = mapped.optional is False and old is not None and old.optional
    return Member(declared, optional, (value,), taken_away, key)
