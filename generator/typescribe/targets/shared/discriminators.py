"""Which literal tells the variants of a union apart: the property to look at, and what it says.

TypeScript narrows a union by a property of literal type that its members share, "Discriminated
unions" in the handbook's page on Narrowing:
https://www.typescriptlang.org/docs/handbook/2/narrowing.html#discriminated-unions. Messages
often carry theirs one object further down, `data.type`; that is looked for as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from typescribe.language.declared import LiteralValue
from typescribe.language.model import LiteralType, Model, ObjectType, Reference, Type, UnionType

if TYPE_CHECKING:
    from typescribe.targets.shared.checks import Check

DEEPEST = 2
"""How many properties lead to a discriminator at most: the message, and what it carries."""

MAX_CHOICES = 1_000
"""How many there may be: Python does not compile a chain of branches of any length."""

Path: TypeAlias = tuple[str, ...]
Literals: TypeAlias = dict[tuple[bool, LiteralValue], LiteralValue]
"""Literals by what tells them apart in Python: `1` is `1.0`, and is not `true`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The variants, in their order, that a value may be of that holds one of some literals."""

    literals: tuple[LiteralValue, ...]
    variants: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Discriminator:
    """Where the literal is, what each leads to, and what is tried in order after that."""

    path: Path
    choices: tuple[Choice, ...]
    rest: tuple[Check, ...]


def discriminator(
    model: Model, others: tuple[Check, ...], classes: Mapping[str, Check]
) -> Discriminator | None:
    """Return how the members of a union are told apart, if a literal tells any of them apart.

    Of several properties that do, the one that singles out the most variants is chosen, and of
    those the first that is declared.

    Args:
        others: the members that are more than one condition.
        classes: those of them that are object types, by their names.
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
    """Return the literals that lead to the same variants together, in the order of the first."""
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
    """Whether Python would take one literal for another: `True == 1`."""
    values = [value for literals in variants.values() for value in literals.values()]
    return len({isinstance(v, bool) for v in values if not isinstance(v, str)}) > 1


def _discriminators(model: Model, named: object, depth: int) -> Iterator[tuple[Path, Literals]]:
    """Yield the required properties of an object that are nothing but literals, nearest first."""
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
    """Return the literals of a type that is nothing else."""
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
