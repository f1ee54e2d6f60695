"""The spec writer: any declarations are read back as equal ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from typescribe.importing.spec_writer import write_spec
from typescribe.importing.yaml_texts import WIDTH
from typescribe.language import declared as d
from typescribe.language.constraints import NONE, Constraints, json_text
from typescribe.language.errors import Position
from typescribe.sources.yaml.declarations import DeclarationReader
from typescribe.sources.yaml.positioned import parse_yaml
from typescribe.sources.yaml.schema import schema_problems
from typescribe.sources.yaml.spec import read_package
from typescribe.text.declared_types import type_text

HERE = Position("drawn.yaml", 1, 1)
NAMES = st.sampled_from(["A", "Msg", "MEDIA_CHANNEL", "$x", "_y"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(str.strip) | (
    st.sampled_from(["", "null", "a: b", "# no", "- x", "it's", "two\n\n  lines", "word " * 40])
).map(str.strip)
LITERALS = (
    st.sampled_from(
        ["", "a", "b c", "v " * 600 + "v", 'q"', "\u2028", "1", 1, -2, 1.5, True, False]
    )
    | TEXTS
)
VALUE_NAMES = st.lists(
    st.sampled_from(["Dispatch", "null", "a b", "x: y"]), max_size=2, unique=True
).map(tuple)
WIRE_NAMES = (
    st.sampled_from(["a", "b-c", "x?", "[key", "1", "null", '"', "x y", "n" * 1_100]) | TEXTS
)
SENTENCES = st.sampled_from(["", "What it is.", "One.\n\nTwo, with `code`.", "A\n\n```\n  b\n```"])
KEYWORDS = st.sampled_from(["string", "number", "boolean", "null", "undefined", "any", "unknown"])


def reference(name: str, arguments: list[d.TypeExpression]) -> d.TypeExpression:
    return d.TypeReference(name, tuple(arguments), HERE)


LEAVES: st.SearchStrategy[d.TypeExpression] = st.one_of(
    KEYWORDS.map(lambda name: d.Keyword(name, HERE)),
    LITERALS.map(lambda value: d.LiteralOf(value, HERE)),
    NAMES.map(lambda name: reference(name, [])),
)


def inner(types: st.SearchStrategy[d.TypeExpression]) -> st.SearchStrategy[d.TypeExpression]:
    several = st.lists(types, min_size=2, max_size=3)
    return st.one_of(
        types.map(lambda item: d.ArrayOf(item, HERE)),
        types.map(lambda type_: d.KeyOf(type_, HERE)),
        st.builds(lambda of, by: d.IndexedAccess(of, by, HERE), types, types),
        st.builds(reference, NAMES, st.lists(types, min_size=1, max_size=2)),
        several.map(lambda members: combined(d.UnionOf, members)),
        several.map(lambda members: combined(d.IntersectionOf, members)),
        tuples(types),
        objects(types, SENTENCES, TAGGED),
        st.builds(lambda *of: d.ConditionalOf(*of, HERE), types, types, types, types),
        st.builds(
            lambda keys, value, renamed, optional: d.MappedOf(
                "K", keys, value, HERE, renamed, optional
            ),
            types,
            types,
            st.none() | types,
            st.sampled_from([None, True, False]),
        ),
        st.builds(
            lambda before, hole, after: d.TemplateOf((before, after), (hole,), HERE),
            st.sampled_from(["", "x-", "'a b'"]),
            types,
            st.sampled_from(["", "-y"]),
        ),
    )


def combined(kind: type[d.UnionOf | d.IntersectionOf], found: list[d.TypeExpression]) -> d.UnionOf:
    members: list[d.TypeExpression] = []
    for member in found:
        members += member.members if isinstance(member, kind) else (member,)
    return kind(tuple(members), HERE)


def tuples(types: st.SearchStrategy[d.TypeExpression]) -> st.SearchStrategy[d.TypeExpression]:
    def made(required: list[d.TypeExpression], rest: d.TypeExpression | None) -> d.TypeExpression:
        elements = [d.TupleElement(type_) for type_ in required[:1]]
        elements += [d.TupleElement(type_, optional=True) for type_ in required[1:]]
        if rest is not None:
            elements.append(d.TupleElement(rest, rest=True))
        return d.TupleOf(tuple(elements), HERE)

    return st.builds(made, st.lists(types, max_size=2), st.none() | types)


def constraints(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Constraints]:
    numbers = st.sampled_from([0, 1, -2, 0.5, 1e300, 10**20])
    lengths = st.integers(0, 9)
    values = (st.none() | st.booleans() | numbers | texts).map(json_text)
    said = st.fixed_dictionaries(
        {},
        optional={
            "minimum": numbers,
            "exclusive_maximum": numbers,
            "multiple_of": st.sampled_from([1, 0.25]),
            "integer": st.booleans(),
            "max_length": lengths,
            "pattern": texts.filter(bool),
            "format": st.sampled_from(["uuid", "date-time", "a:b"]),
            "min_items": lengths,
            "unique_items": st.booleans(),
            "default": values | texts.map(lambda text: json_text({text: [text]})),
            "examples": st.lists(values, max_size=2, unique=True).map(tuple),
        },
    ).map(lambda words: Constraints(**words))
    with_items = st.builds(lambda one, items: replace(one, items=items or None), said, said)
    return st.just(NONE) | said | with_items


# In a comment, some characters are written as escapes, which mean the same.
TAGGED = constraints(st.sampled_from(["^a*/$", "[@]x", "a b", "x{2}"]))


def objects(
    types: st.SearchStrategy[d.TypeExpression],
    said: st.SearchStrategy[str],
    limits: st.SearchStrategy[Constraints],
) -> st.SearchStrategy[d.ObjectOf]:
    def field(
        name: str, type_: d.TypeExpression, optional: bool, text: str, found: Constraints
    ) -> d.DeclaredField:
        if isinstance(type_, d.ObjectOf):  # which has no other constraints in a spec
            found = Constraints(default=found.default, examples=found.examples)
        return d.DeclaredField(name, type_, optional, HERE, description=text, constraints=found)

    fields = st.lists(
        st.builds(field, WIRE_NAMES, types, st.booleans(), said, limits),
        max_size=3,
        unique_by=lambda declared: declared.wire_name,
    )
    return st.builds(
        lambda found, index: d.ObjectOf(tuple(found), HERE, index), fields, st.none() | types
    )


TYPES = st.recursive(LEAVES, inner, max_leaves=8)


@st.composite
def bodies(draw: st.DrawFn) -> d.Fields | d.Alias | d.Values:
    match draw(st.sampled_from(["fields", "alias", "values"])):
        case "fields":
            bases = draw(st.lists(NAMES, max_size=2))
            return d.Fields(
                draw(objects(TYPES, TEXTS, constraints(TEXTS))),
                tuple(reference(name, []) for name in bases),
            )
        case "alias":
            return d.Alias(draw(TYPES))
    literals = draw(st.lists(LITERALS | st.none(), min_size=1, max_size=3, unique_by=repr))
    return d.Values(
        tuple(d.DeclaredValue(value, HERE, draw(TEXTS), draw(VALUE_NAMES)) for value in literals),
        draw(st.booleans()),
    )


@st.composite
def declarations(draw: st.DrawFn) -> d.Declaration:
    parameters: tuple[d.TypeParameter, ...] = ()
    if draw(st.booleans()):
        limit, default = draw(st.none() | LEAVES), draw(st.none() | LEAVES)
        parameters = (d.TypeParameter("T", HERE, default, limit),)
    body = draw(bodies())
    return d.Declaration(
        draw(NAMES),
        parameters,
        body,
        HERE,
        description=draw(TEXTS),
        deprecated=draw(st.none() | TEXTS),
        class_name=draw(st.none() | st.just("Given")),
        constraints=draw(constraints(TEXTS)) if isinstance(body, d.Alias) else NONE,
    )


def read(text: str) -> list[d.Declaration]:
    document = parse_yaml(text, "written.yaml")
    assert document.root is not None
    assert [*document.problems, *schema_problems(document.root)] == []
    reader = DeclarationReader()
    found = list(reader.declarations(document.root))
    assert reader.problems == [], text
    return found


@examples(100)
@given(declarations())
def test_a_written_spec_reads_back_as_the_same_declarations(declaration: d.Declaration) -> None:
    assert read(write_spec([declaration])) == [declaration]


def test_the_committed_spec_survives_being_written_and_read(tmp_path: Path) -> None:
    folder = Path(__file__).parents[1] / "spec" / "webex_contact_center"
    package = read_package("webex_contact_center", folder, "spec")
    (tmp_path / "all.yaml").write_text(write_spec(package.declarations), encoding="utf-8")
    assert read_package("again", tmp_path, "spec").declarations == package.declarations


def field(type_: d.TypeExpression, **said: str) -> d.Declaration:
    declared = d.DeclaredField("media", type_, False, HERE, **said)
    return d.Declaration("A", (), d.Fields(d.ObjectOf((declared,), HERE)), HERE)


def test_a_short_field_is_on_one_line() -> None:
    text = d.Keyword("string", HERE)
    assert write_spec([field(text)]).endswith("    fields:\n      media: string\n")
    assert write_spec([field(text, description="By mail, or not")]).endswith(
        '      media: {type: string, description: "By mail, or not"}\n'
    )


def test_an_object_in_its_place_is_written_as_fields() -> None:
    inside = d.ObjectOf((d.DeclaredField("type", d.Keyword("string", HERE), True, HERE),), HERE)
    assert write_spec([field(inside)]) == (
        "types:\n  A:\n    fields:\n      media:\n        fields:\n          type?: string\n"
    )


def test_a_long_union_is_broken_between_its_members() -> None:
    members = tuple(d.LiteralOf(f"literal {number}", HERE) for number in range(20))
    text = write_spec([field(d.UnionOf(members, HERE))])
    assert max(map(len, text.splitlines())) <= WIDTH
    assert 'media: |-\n        "literal 0" | "literal 1" |' in text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (d.ArrayOf(d.UnionOf((d.Keyword("string", HERE),) * 2, HERE), HERE), "(string | string)[]"),
        (d.KeyOf(d.ArrayOf(d.Keyword("any", HERE), HERE), HERE), "keyof any[]"),
        (d.LiteralOf("\u2028", HERE), '"\\u2028"'),
    ],
)
def test_an_expression_is_written_as_typescript_has_it(
    expression: d.TypeExpression, text: str
) -> None:
    assert type_text(expression) == text
