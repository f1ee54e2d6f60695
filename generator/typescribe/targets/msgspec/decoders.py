"""Model -> the functions that read unions whose Structs a literal distinguishes, but no tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from typescribe.language import naming
from typescribe.language.declared import LiteralValue
from typescribe.language.model import AliasType, Model, Reference, Type
from typescribe.targets.msgspec.annotations import OBJECTS, Annotations, json_kind
from typescribe.targets.shared.checks import Named, Union
from typescribe.targets.shared.discriminators import Choice, Discriminator, Path
from typescribe.targets.shared.model_checks import Checks
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Selection:
    """The Structs that a value with a literal may be."""

    literal: LiteralValue
    structs: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Decoder:
    """The functions of one alias: one for JSON texts, and one for decoded values."""

    name: Code
    """The name of the alias in the module."""
    words: Code
    """The part of the functions' names that is their own."""
    annotation: Code
    path: Path
    selections: tuple[Selection, ...]
    rest: tuple[Code, ...]
    """The types that are tried where no literal selects one that accepts the value."""


def decoders(model: Model, annotations: Annotations) -> Iterator[Decoder]:
    """Yield the functions of all aliases that msgspec reads as any object, but could tell apart."""
    checks = Checks(model)
    for named in model.types:
        node = checks.of(named.type) if isinstance(named, AliasType) else None
        if not isinstance(named, AliasType) or not isinstance(node, Union) or node.by is None:
            continue
        inside = annotations.within(named.name)
        if OBJECTS in inside.of(named.type, named.constraints)[1]:
            yield _decoder(named, inside, node.by)


def _decoder(alias: AliasType, annotations: Annotations, by: Discriminator) -> Decoder:
    leaves, inside = annotations.leaves(alias.type, alias.constraints)
    objects = [leaf for leaf in leaves if json_kind(leaf[0]) == "object"]
    others = [leaf for leaf in leaves if json_kind(leaf[0]) != "object"]
    chosen = {name for choice in by.choices for name in _classes(choice)}
    held = {leaf: inside.any_of([leaf])[0] for leaf in objects}
    beside = [inside.any_of(others)[0]] if others else []
    rest = [written for (type_, _), written in held.items() if not _is_chosen(type_, chosen)]
    return Decoder(
        Code(annotations.classes[alias.name]),
        Code(naming.snake_case(alias.name)),
        Code(" | ".join(dict.fromkeys([*held.values(), *beside]))),
        by.path,
        tuple(
            Selection(literal, tuple(Code(annotations.classes[name]) for name in _classes(choice)))
            for choice in by.choices
            for literal in choice.literals
        ),
        tuple(map(Code, [*rest, *beside])),
    )


def _is_chosen(type_: Type, chosen: set[str]) -> bool:
    return isinstance(type_, Reference) and type_.name in chosen


def _classes(choice: Choice) -> Iterator[str]:
    for variant in choice.variants:
        assert isinstance(variant, Named), "a literal is a property of an object type"
        yield str(variant.class_name)
