"""Models -> the `.d.ts` of the target `typescript`, and back through `typescribe import`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from hypothesis import strategies as st
from strategies import Draw, mixtures, packages

from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import Wanted
from typescribe.language.model import (
    AliasType,
    Field,
    LiteralType,
    Model,
    NamedType,
    ObjectType,
    Primitive,
    Value,
)
from typescribe.language.readings import KINDS
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.resolving.readings import reading_problem
from typescribe.resolving.resolve import resolve
from typescribe.resolving.unions import union

WORDS = st.sampled_from(
    [
        *(
            "One",
            "two.",
            "*",
            "*/",
            "*\\/",
            "/**",
            "//",
            "\\",
            "\\\\",
            "`",
            "```",
            "\\```",
            '"',
            "'",
        ),
        *(
            "@",
            "@deprecated",
            "\\@x",
            "a@b",
            "{@link",
            "{@link",
            "A}",
            "${",
            "}",
            "{",
            "import",
            "- a",
        ),
        *("export", "=", ";", "é", "日本", "🎉", "x" * 100),
    ]
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join) | st.lists(WORDS, max_size=8).map("\n\n".join)
READINGS = tuple(KINDS)
VALUES = (None, True, False, 1, -2, 2.5, "", "a", "*/", 'say "hi"', "a`b", "${x}", "\u2028")


def declarations(model: Model) -> str:
    """Return what `typescribe generate` writes into `index.d.ts`."""
    path = PurePosixPath("spec")
    settings = PackageSettings(model.name, path, path, ("typescript",))
    return assembly.documents(settings, model)["index.d.ts"]


def imported(text: str, name: str) -> Model:
    """Return the model of some declarations, none of which may come over in part."""
    read = import_types(Source("-", text), Wanted())
    inexact = [note for note in read.notes if note.kind in ("approximated", "left out")]
    assert not inexact, [(note.kind, note.message) for note in inexact]
    return resolve(as_package(read, name))


@st.composite
def described_models(draw: Draw) -> Model:
    """Return packages of every kind of type, whose types and fields say something."""
    model: Model = draw(packages() | mixtures())
    types = [_described(draw, model, named) for named in model.types]
    if draw(st.booleans()):
        types.append(_documented(draw))
    return Model(model.name, tuple(types))


def _described(draw: Draw, model: Model, named: NamedType) -> NamedType:
    texts = {"description": draw(TEXTS), "deprecated": draw(st.none() | TEXTS)}
    if isinstance(named, AliasType):
        return replace(named, **texts)
    return replace(named, **texts, fields=tuple(_field(draw, model, f) for f in named.fields))


def _field(draw: Draw, model: Model, field: Field) -> Field:
    found = replace(field, description=draw(TEXTS), deprecated=draw(st.none() | TEXTS))
    if draw(st.booleans()):
        read = replace(found, reads_as=draw(st.sampled_from(READINGS)))
        found = found if reading_problem(model, read) else read
    return found


def _documented(draw: Draw) -> AliasType:
    chosen = draw(st.lists(st.sampled_from(VALUES), min_size=1, unique_by=repr))
    values = tuple(Value(value, draw(TEXTS)) for value in chosen)
    types: list[Any] = [Primitive("null") if v is None else LiteralType(v) for v in chosen]
    if draw(st.booleans()):
        types.append(Primitive("string"))
    return AliasType("Documented", union(types), draw(TEXTS), None, values)


def without_layout(model: Model) -> Model:
    """Return a model whose texts are on one line: a comment keeps words, not their lines.

    Values of which none is described are a union like any other.
    """

    def line(text: str) -> str:
        return " ".join(text.split())

    def field(found: Field) -> Field:
        deprecated = found.deprecated and line(found.deprecated)
        return replace(found, description=line(found.description), deprecated=deprecated)

    types: list[NamedType] = []
    for named in model.types:
        deprecated = named.deprecated and line(named.deprecated)
        found = replace(named, description=line(named.description), deprecated=deprecated)
        if isinstance(found, ObjectType):
            found = replace(found, fields=tuple(map(field, found.fields)))
        else:
            values = tuple(Value(v.value, line(v.description)) for v in found.values)
            described = any(value.description for value in values)
            found = replace(found, values=values if described else ())
        types.append(found)
    return Model(model.name, tuple(types))


def without_indexes(model: Model) -> Model:
    """Return a model without the index signatures that TypeScript holds declared properties to."""
    return Model(
        model.name,
        tuple(
            replace(t, index=None) if isinstance(t, ObjectType) and t.fields else t
            for t in model.types
        ),
    )


def with_wider_indexes(model: Model) -> Model:
    """Return a model whose index signatures admit the types of the declared properties."""

    def widened(named: NamedType) -> NamedType:
        if isinstance(named, AliasType) or named.index is None:
            return named
        return replace(named, index=union((named.index, *(f.type for f in named.fields))))

    return Model(model.name, tuple(map(widened, model.types)))
