"""Keys: the property names that `Pick`, `Omit`, `Record` and mapped types take.

Source: TypeScript handbook, Keyof Type Operator and Utility Types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typescribe.language.constraints import NONE
from typescribe.language.declared import (
    DeclaredField,
    IntersectionOf,
    KeySignature,
    Keyword,
    LiteralOf,
    TemplateOf,
    TypeReference,
    Values,
)
from typescribe.language.errors import Position
from typescribe.language.model import PatternType
from typescribe.language.patterns import NUMBER_KEYS, accepts, pattern
from typescribe.language.patterns import keys_of as keys_of_pattern
from typescribe.resolving.closures import (
    EMPTY,
    Closure,
    Joined,
    Member,
    ObjectParts,
    all_of,
    any_of,
    keyword,
    keyword_name,
    refuse,
)
from typescribe.resolving.undefined import defined
from typescribe.text.javascript_numbers import javascript_text

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

_NO_KEYS = "expected string or property names as the keys"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a type lists, without those that another listed key includes."""

    names: Mapping[str, LiteralOf]
    """The names of properties."""
    patterns: Mapping[PatternType, Closure]
    """The types of keys of index signatures, by the strings that they stand for."""
    any_string: bool
    """Whether every string is one of the keys."""


def listed_keys(expander: Expander, keys: Closure) -> Keys:
    """Return the keys that a type lists.

    Raises `SpecError` for a type that cannot be a key.
    """
    names: dict[str, LiteralOf] = {}
    patterns: dict[PatternType, Closure] = {}
    any_string = False
    for closure in expander.alternatives(keys):
        match closure.expression:
            case LiteralOf(value=str() | int() | float() as value) as found if not isinstance(
                value, bool
            ):
                names[javascript_text(value)] = found
            case Keyword(name="string"):
                any_string = True
            # Of `{ [K in keyof T]: K }[keyof T]`, the compiler drops what optional properties add.
            case Keyword(name="never" | "undefined"):
                pass
            case Keyword(name="number"):
                patterns[NUMBER_KEYS] = closure
            case TemplateOf() as template:
                patterns[pattern(template)] = closure
            case TypeReference() if values := values_of(expander, closure):
                any_string = any_string or values.open
                # The members of an enum of numbers stay numbers as the type of a key.
                names.update(
                    (javascript_text(v.value), LiteralOf(v.value, v.position))
                    for v in values.values
                    if v.value is not None
                )
            case IntersectionOf() | Joined():  # of which the parts may be elsewhere
                raise refuse(keys.position, _NO_KEYS)
            case other:
                raise refuse(other.position, _NO_KEYS)
    if any_string:
        number = {k: c for k, c in patterns.items() if k == NUMBER_KEYS}
        return Keys({}, number, any_string=True)
    if patterns:
        names = {n: found for n, found in names.items() if not _is_included(n, found, patterns)}
    return Keys(names, patterns, any_string=False)


def _is_included(name: str, found: LiteralOf, patterns: Mapping[PatternType, object]) -> bool:
    """Return whether other keys of a union include a literal, as `number` includes `1`."""
    if not isinstance(found.value, str):
        return NUMBER_KEYS in patterns
    return any(keys != NUMBER_KEYS for keys in patterns if accepts(keys, name))


def key_type(keys: PatternType, position: Position) -> Closure:
    """Return the type of the keys of an index signature."""
    return Closure(replace(keys_of_pattern(keys), position=position), EMPTY)


def values_of(expander: Expander, closure: Closure) -> Values | None:
    """Return the documented literals of the declaration that a closure refers to, if it has any."""
    declaration = expander.declaration(closure)
    body = declaration.body if declaration else None
    return body if isinstance(body, Values) else None


def is_never(expander: Expander, closure: Closure) -> bool:
    """Return whether a type is `never`, as an intersection of objects that exclude each other."""
    head = expander.head(closure)
    if isinstance(head.expression, IntersectionOf) or (
        isinstance(head.expression, Joined) and head.expression.intersection
    ):
        return expander.fits(head, keyword("never", head.position))
    return keyword_name(head) == "never"


def properties(expander: Expander, closure: Closure) -> ObjectParts | None:
    """Return the properties of an object type, or those that all members of a union share.

    A member of a union shares those as well that its index signature includes
    (`getUnionOrIntersectionProperty` in TypeScript 5.9). `None` for any other type. Source:
    handbook, Everyday Types, Working with Union Types.
    """
    parts = expander.object_parts(closure)
    if parts is not None:
        return parts
    written = expander.alternatives(closure)
    members = [member for member in written if not is_never(expander, member)]
    all_parts = [
        found for member in members if (found := expander.object_parts(member)) is not None
    ]
    if len(written) < 2 or not members or len(all_parts) < len(members):
        return None
    position = closure.position
    common: dict[str, Member] = {}
    for name in dict.fromkeys(name for found in all_parts for name in found.members):
        same = [found.members[name] for found in all_parts if name in found.members]
        signatures = [found.undeclared(name) for found in all_parts if name not in found.members]
        if all(signatures):
            types = [_type_of(expander, member, position) for member in same]
            types += [all_of(each, position) for each in signatures]
            optional = any(member.optional for member in same)
            first, declared = same[0], same[0].declared
            if signatures or any(member.constraints != first.constraints for member in same):
                declared = replace(declared, constraints=NONE)  # values of each differ in them
            common[name] = Member(declared, optional, (any_of(tuple(types), position),))
    index: tuple[Closure, ...] = ()
    if all(found.index for found in all_parts):
        index = (any_of(tuple(all_of(s.index, position) for s in all_parts), position),)
    patterns: dict[PatternType, tuple[Closure, ...]] = {}
    for keys in dict.fromkeys(keys for found in all_parts for keys in found.patterns):
        each = [found.of_keys(keys) for found in all_parts]
        if all(each):
            patterns[keys] = (any_of(tuple(all_of(t, position) for t in each), position),)
    return ObjectParts(common, index, patterns)


def _type_of(expander: Expander, member: Member, position: Position) -> Closure:
    whole = all_of(member.types, position)
    return defined(expander, whole) if member.defined else whole


def record(expander: Expander, key: Closure, value: Closure) -> ObjectParts:
    """Return `Record<K, V>`: a property for each name, an index signature for all other keys."""
    listed = listed_keys(expander, key)
    if listed.any_string:
        return ObjectParts(index=(value,))
    names = listed.names.items()
    members = {name: made_member(name, found, value) for name, found in names}
    return ObjectParts(members, patterns=dict.fromkeys(listed.patterns, (value,)))


def of_signatures(
    expander: Expander, owner: Closure, signatures: Iterable[KeySignature]
) -> tuple[tuple[Closure, ...], dict[PatternType, tuple[Closure, ...]]]:
    """Return the types of index signatures: those for all strings, and those by other keys.

    Raises `SpecError` for keys that are the names of properties.
    """
    index: tuple[Closure, ...] = ()
    patterns: dict[PatternType, tuple[Closure, ...]] = {}
    for signature in signatures:
        listed = listed_keys(expander, owner.of(signature.keys))
        value = owner.of(signature.value)
        if listed.names:
            name = next(iter(listed.names))
            message = f'"{name}" is the name of one property; declare it as a property'
            raise refuse(signature.keys.position, message)
        if listed.any_string:
            index += (value,)
            continue
        for keys in listed.patterns:
            patterns[keys] = (*patterns.get(keys, ()), value)
    return index, patterns


def made_member(name: str, found: LiteralOf, type_: Closure) -> Member:
    """Return a property that a listed key makes."""
    position = found.position
    declared = DeclaredField(name, Keyword("unknown", position), False, position, computed=True)
    return Member(declared, False, (type_,), key=number_of(found.value))


def number_of(value: object) -> int | float | None:
    """Return a key that is a number, None for any other."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def key_of(name: str, member: Member) -> str | int | float:
    """Return the key of a property: a number if a computed type was given one."""
    return name if member.key is None else member.key
