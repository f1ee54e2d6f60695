"""`Pick`, `Omit`, `Partial` and `Required` (TypeScript handbook, Utility Types)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.language.errors import Position, nearest
from typescribe.language.patterns import NUMBER_KEYS, accepts
from typescribe.resolving.closures import Closure, Member, ObjectParts, all_of, or_undefined, refuse
from typescribe.resolving.key_patterns import for_keys, for_name
from typescribe.resolving.keys import Keys, listed_keys, made_member

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def selected(expander: Expander, parts: ObjectParts, keys: Closure, *, keep: bool) -> ObjectParts:
    """Return `Pick<T, K>` or `Omit<T, K>` of an object type.

    With an index signature, `keyof T` does not list the declared properties, so `Omit` drops
    them and keeps the index signature. Raises `SpecError` for keys that T does not have.
    """
    listed = listed_keys(expander, keys)
    if listed.any_string and NUMBER_KEYS in listed.patterns and not keep:
        return ObjectParts()
    if parts.index and listed.any_string is keep:
        with_numbers = (NUMBER_KEYS in listed.patterns) is keep
        of_numbers = parts.patterns.get(NUMBER_KEYS) if with_numbers else None
        return ObjectParts(
            index=parts.index, patterns={NUMBER_KEYS: of_numbers} if of_numbers else {}
        )
    if listed.any_string and not keep and not parts.index:
        return _without_strings(parts, keys.position)
    if listed.any_string:
        raise refuse(keys.position, 'expected property names here, such as "a" | "b"')
    return _picked(parts, listed) if keep else _without(parts, listed)


def _picked(parts: ObjectParts, listed: Keys) -> ObjectParts:
    members: dict[str, Member] = {}
    for name, found in listed.names.items():
        if name in parts.members:
            continue
        types = parts.undeclared(name)
        if not types:
            message = f'there is no property "{name}" to pick{nearest(name, parts.members)}'
            raise refuse(found.position, message)
        members[name] = made_member(name, found, all_of(types, found.position))
    patterns = {k: parts.of_keys(k) for k in listed.patterns}
    for keys, types in patterns.items():
        if not types:
            position = listed.patterns[keys].position
            raise refuse(position, f"there is no index signature for {keys.template} to pick")
    kept = {
        name: member if for_name(patterns, name) else replace(member, signatures=())
        for name, member in parts.members.items()
        if name in listed.names
    }
    return ObjectParts({**kept, **members}, patterns=patterns)


def _without(parts: ObjectParts, listed: Keys) -> ObjectParts:
    # `keyof T` does not list a property whose name matches a template: the template includes it.
    templates = {keys for keys in (*parts.patterns, *listed.patterns) if keys != NUMBER_KEYS}
    members = {
        name: member
        for name, member in parts.members.items()
        if not _is_listed(name, member, listed)
        and not any(accepts(keys, name) for keys in templates)
    }
    patterns = {
        keys: types for keys, types in parts.patterns.items() if not for_keys(listed.patterns, keys)
    }
    return ObjectParts(members, patterns=patterns)


def _without_strings(parts: ObjectParts, position: Position) -> ObjectParts:
    """Return what `Omit<T, string>` leaves: properties and index signatures for numbers.

    Raises `SpecError` for a declared property such as `7` or `"7"`, of which only one is a number.
    """
    for name, member in parts.members.items():
        if not member.declared.computed and accepts(NUMBER_KEYS, name):
            raise refuse(position, f'it is not known whether "{name}" is a number')
    members = {name: member for name, member in parts.members.items() if member.key is not None}
    patterns = {keys: types for keys, types in parts.patterns.items() if keys == NUMBER_KEYS}
    return ObjectParts(members, patterns=patterns)


def _is_listed(name: str, member: Member, listed: Keys) -> bool:
    """Return whether a property has a listed key; of `Record<1, V>`, "1" is no key, but 1 is."""
    is_number = member.key is not None or not member.declared.computed
    if NUMBER_KEYS in listed.patterns and is_number and accepts(NUMBER_KEYS, name):
        return True
    found = listed.names.get(name)
    return found is not None and (member.key is None or not isinstance(found.value, str))


def with_presence(parts: ObjectParts, *, optional: bool) -> ObjectParts:
    """Return an object type with all properties optional (`Partial`) or required (`Required`)."""
    members = {
        name: replace(
            member,
            optional=optional,
            defined=not optional and (member.optional or member.defined),
        )
        for name, member in parts.members.items()
    }
    if not optional:
        return ObjectParts(members, parts.index, parts.patterns)
    patterns = {keys: tuple(map(or_undefined, types)) for keys, types in parts.patterns.items()}
    return ObjectParts(members, tuple(map(or_undefined, parts.index)), patterns)
