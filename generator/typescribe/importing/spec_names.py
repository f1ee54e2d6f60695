"""Symbols -> names in the spec; a name that is taken gets that of its module as a prefix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from typescribe.language import naming
from typescribe.language.declared import (
    Alias,
    Declaration,
    Fields,
    LinkedReference,
    ObjectOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.expressions import UTILITY_TYPES
from typescribe.language.type_names import joined, pascal
from typescribe.sources.typescript.rewriting import with_parts
from typescribe.sources.typescript.symbols import Symbol

_SUFFIX = re.compile(r"\.d\.[cm]?ts$|\.[cm]?tsx?$")
_GENERIC_WORDS = {"index", "types", "type", "src", "dist", "lib", "interfaces", "models"}
# Names that have another meaning in a type expression.
_TAKEN = {"Array", "ReadonlyArray", "Boolean", "Number", "String", *UTILITY_TYPES}


@dataclass(frozen=True, slots=True)
class SpecName:
    """The name of a type in the spec.

    If another type has taken the name, `instead_of` is that name and `taken_by` says who has it.
    If a file of the spec already declares the type, `by_hand` is that file.
    """

    name: str
    instead_of: str = ""
    taken_by: str = ""
    by_hand: str = ""


def spec_names(
    symbols: Iterable[Symbol],
    preferred: set[str],
    by_hand: Mapping[str, str],
    labels: Mapping[str, str],
) -> dict[str, SpecName]:
    """Return the name of each symbol, by its key.

    Args:
        symbols: in the order of files and lines.
        preferred: the keys of the symbols that keep their names if several share one.
        by_hand: the types that other files of the spec declare, with the file of each.
        labels: the path of each file, relative to their common folder.
    """
    used = {_form(name): f"declared in {file}" for name, file in by_hand.items()}
    used |= {_form(name): "built into TypeScript" for name in _TAKEN}
    claimed: set[str] = set()
    found: dict[str, SpecName] = {}
    listed = list(symbols)
    ordered = sorted(range(len(listed)), key=lambda place: listed[place].key not in preferred)
    for place in ordered:
        symbol = listed[place]
        label = labels[symbol.file.name]
        plain = _plain(symbol, label)
        if plain in by_hand and plain not in claimed:
            claimed.add(plain)
            found[symbol.key] = SpecName(plain, by_hand=by_hand[plain])
            continue
        name, number = plain, 1
        for name in (plain, *_qualified(plain, label)):
            if _form(name) not in used:
                break
        else:
            while _form(name) in used:
                number += 1
                name = f"{plain}{number}"
        clash = used.get(_form(plain), "") if name != plain else ""
        found[symbol.key] = SpecName(name, plain if clash else "", clash)
        for form in (name, f"{name}Dict"):
            used.setdefault(_form(form), f"declared in {label}")
    return found


def renamed(declaration: Declaration, names: Mapping[str, SpecName]) -> Declaration:
    """Return a linked declaration with names of the spec in place of keys."""

    def rename(expression: TypeExpression) -> TypeExpression:
        made = with_parts(expression, rename)
        if isinstance(made, LinkedReference):
            return TypeReference(names[made.key].name, made.arguments, made.position)
        # Each use of an object type is a class of its own, which is known by its identity.
        return replace(made) if made is expression and isinstance(made, ObjectOf) else made

    parameters = tuple(
        replace(
            parameter,
            constraint=parameter.constraint and rename(parameter.constraint),
            default=parameter.default and rename(parameter.default),
        )
        for parameter in declaration.parameters
    )
    body = declaration.body
    match body:
        case Alias(type=type_):
            body = Alias(rename(type_))
        case Fields(object=object_, extends=extends):
            made = rename(object_)
            assert isinstance(made, ObjectOf), "renaming keeps the kind"
            body = replace(body, object=made, extends=tuple(map(rename, extends)))
    name = names[declaration.name].name
    return replace(declaration, name=name, parameters=parameters, body=body)


def _form(name: str) -> str:
    """Return the form that two names must not share; classes and functions are named after it."""
    return naming.snake_case(naming.class_name(name)) or name


def _plain(symbol: Symbol, label: str) -> str:
    name = symbol.name
    if name == "default":
        name = _words(label)[-1]
    return joined(".".join((*symbol.qualifier, name)))


def _qualified(plain: str, label: str) -> list[str]:
    words = _words(label)
    name = plain[:1].upper() + plain[1:]
    return ["".join(words[-count:]) + name for count in range(1, len(words) + 1)]


def _words(file: str) -> list[str]:
    pieces = [pascal(piece) for piece in _SUFFIX.sub("", file).split("/")]
    pieces = [piece for piece in pieces if piece]
    specific = [piece for piece in pieces if piece.lower() not in _GENERIC_WORDS]
    nearest = pieces[-1:] if pieces[-1:] and pieces[-1].lower() in _GENERIC_WORDS else []
    return specific if len(specific) > 1 or not nearest else [*specific, *nearest] or ["Module"]
