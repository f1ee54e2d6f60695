"""The discriminator of a union: a property whose literals distinguish the variants.

TypeScript narrows a union by a property of literal type that its members share, "Discriminated
unions" in the handbook's page on Narrowing:
https://www.typescriptlang.org/docs/handbook/2/narrowing.html#discriminated-unions. In messages, the
discriminator is often one object further down, as in `data.type`; this is found as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from typescribe.language.declared import LiteralValue
from typescribe.language.model import (
    LiteralType,
    Model,
    NamedType,
    ObjectType,
    Reference,
    Type,
    UnionType,
)
from typescribe.runtime.unions import DEEPEST

if TYPE_CHECKING:
    from typescribe.targets.shared.checks import Check

MAX_CHOICES = 1_000
"""The most choices of a discriminator: Python does not compile endless chains of branches."""

Path: TypeAlias = tuple[str, ...]
Literals: TypeAlias = dict[tuple[bool, LiteralValue], LiteralValue]
"""Literals by a key that distinguishes them as JSON does: `1` is `1.0`, and not `true`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Some literals, and the variants, in order, that a value with one of them may be."""

    literals: tuple[LiteralValue, ...]
    variants: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The path to the literal, the variants for each literal, and the members to try afterwards."""

    path: Path
    choices: tuple[Choice, ...]
    rest: tuple[Check, ...]


def discriminator(
    model: Model, others: tuple[Check, ...], classes: Mapping[str, Check]
) -> Discriminator | None:
    """Return the discriminator of a union, or `None` if no literal distinguishes its members.

    If there are several candidates, it is the one that identifies the most variants; if there are
    several of these, the one that is declared first.

    Args:
        model: the closed model.
        others: the members of the union whose test takes more than one condition.
        classes: the object types among them, by name.
    """
    if len(others) < 2:
        return None
    found: dict[Path, dict[str, Literals]] = {}
    for name in classes:
        for path, literals in _discriminators(model, model.by_name[name], DEEPEST):
            found.setdefault(path, {})[name] = literals
    best: Discriminator | None = None
    best_rank = (0, 0)
    for path, variants in found.items():
        choices = _choices(variants, classes)
        rest = tuple(n for n in others if not any(n is classes[name] for name in variants))
        rank = (sum(len(choice.variants) == 1 for choice in choices), len(choices) + bool(rest))
        if rank[1] < 2 or len(choices) > MAX_CHOICES or _mixes_numbers_and_booleans(variants):
            continue
        if rank > best_rank:
            best, best_rank = Discriminator(path, choices, rest), rank
    return best


def _choices(variants: Mapping[str, Literals], classes: Mapping[str, Check]) -> tuple[Choice, ...]:
    """Return the choices in the order of their first literals; equal variants share a choice."""
    holders: dict[tuple[bool, LiteralValue], list[str]] = {}
    values: Literals = {}
    for name, literals in variants.items():
        for key, value in literals.items():
            values.setdefault(key, value)
            holders.setdefault(key, []).append(name)
    together: dict[tuple[str, ...], list[LiteralValue]] = {}
    for key, names in holders.items():
        together.setdefault(tuple(names), []).append(values[key])
    return tuple(
        Choice(tuple(literals), tuple(classes[name] for name in names))
        for names, literals in together.items()
    )


def _mixes_numbers_and_booleans(variants: Mapping[str, Literals]) -> bool:
    """Whether Python could confuse two of the literals, since `True == 1`."""
    values = [value for literals in variants.values() for value in literals.values()]
    return len({isinstance(v, bool) for v in values if not isinstance(v, str)}) > 1


def literals_in(model: Model, named: NamedType, depth: int = DEEPEST) -> Iterator[Path]:
    """Yield the paths of all properties with literals, as deep as a discriminator may be."""
    for field in named.fields if isinstance(named, ObjectType) else ():
        type_ = model.expand(field.type)
        if isinstance(type_, Reference) and depth > 1:
            for path in literals_in(model, model.by_name[type_.name], depth - 1):
                yield (field.wire_name, *path)
        elif not isinstance(type_, Reference) and _literals(model, type_):
            yield (field.wire_name,)


def _discriminators(model: Model, named: object, depth: int) -> Iterator[tuple[Path, Literals]]:
    """Yield the required properties of an object whose types consist of literals, nearest first."""
    if not isinstance(named, ObjectType):
        return
    inside: list[tuple[str, object]] = []
    for field in named.fields:
        if field.optional:
            continue
        type_ = model.expand(field.type)
        if isinstance(type_, Reference):
            inside.append((field.wire_name, model.by_name[type_.name]))
        elif literals := _literals(model, type_):
            yield (field.wire_name,), literals
    for wire_name, inner in inside if depth > 1 else ():
        for path, literals in _discriminators(model, inner, depth - 1):
            yield (wire_name, *path), literals


def _literals(model: Model, type_: Type) -> Literals | None:
    """Return the literals of a type; `None` if it also has other values."""
    found: Literals = {}
    seen: set[str] = set()
    waiting = [type_]
    while waiting:
        match waiting.pop():
            case LiteralType(value=value):
                found[isinstance(value, bool), value] = value
            case UnionType(members=members):
                waiting.extend(reversed(members))
            case Reference(name=name) if name not in seen:
                seen.add(name)
                named = model.by_name[name]
                if isinstance(named, ObjectType):
                    return None
                waiting.append(named.type)
            case Reference():
                pass
            case _:
                return None
    return found
