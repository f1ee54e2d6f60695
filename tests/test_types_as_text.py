"""Types -> TypeScript: the text parses back, and is the same wherever types are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from typescribe.language import declared as d
from typescribe.language.errors import NOWHERE
from typescribe.language.model import (
    ArrayType,
    Field,
    LiteralType,
    Model,
    ObjectType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.language.patterns import pattern, template_of
from typescribe.sources.expressions.type_expressions import parse_type
from typescribe.targets.typescript.context import context
from typescribe.text.closed_types import (
    body_spelling,
    literal_spelling,
    pieces,
    property_spelling,
    spelling,
)
from typescribe.text.declared_types import type_text
from typescribe.text.type_writer import Notation, written

STRING, A, B = d.Keyword("string", NOWHERE), *(d.TypeReference(n, (), NOWHERE) for n in "AB")
EITHER = UnionType((Reference("A"), Reference("B")))
SPACED = Notation(is_parsed=True, is_spaced=True)


def parsed(text: str) -> d.TypeExpression:
    return parse_type(text, lambda offset: NOWHERE)


def union(*members: d.TypeExpression) -> d.UnionOf:
    return d.UnionOf(members, NOWHERE)


def array(item: d.TypeExpression) -> d.ArrayOf:
    return d.ArrayOf(item, NOWHERE)


def maybe(*types: d.TypeExpression) -> d.TupleOf:
    """Return a tuple type whose elements are all optional."""
    return d.TupleOf(tuple(d.TupleElement(each, optional=True) for each in types), NOWHERE)


def rest(item: d.TypeExpression) -> d.TupleOf:
    return d.TupleOf((d.TupleElement(item, rest=True),), NOWHERE)


def object_of(**types: d.TypeExpression) -> d.ObjectOf:
    fields = (d.DeclaredField(name, type_, False, NOWHERE) for name, type_ in types.items())
    return d.ObjectOf(tuple(fields), NOWHERE)


def inferring(pattern: d.TypeExpression) -> d.ConditionalOf:
    return d.ConditionalOf(A, pattern, A, B, NOWHERE)


def inner(types: st.SearchStrategy[d.TypeExpression]) -> st.SearchStrategy[d.TypeExpression]:
    pairs = st.tuples(types, types)
    return st.one_of(
        types.map(array),
        types.map(maybe),
        types.map(rest),
        types.map(lambda type_: d.KeyOf(type_, NOWHERE)),
        types.map(lambda type_: object_of(abstract=type_)),
        pairs.map(lambda of: d.IndexedAccess(*of, NOWHERE)),
        pairs.map(lambda of: union(*of)),
        pairs.map(lambda of: d.IntersectionOf(of, NOWHERE)),
        pairs.map(lambda of: d.ConditionalOf(*of, A, B, NOWHERE)),
        types.map(lambda limit: inferring(array(d.InferOf("U", NOWHERE, limit)))),
    ).map(flat)


def flat(type_: d.TypeExpression) -> d.TypeExpression:
    """Return a type as the parser returns it: a union in a union is flattened."""
    match type_:
        case d.UnionOf(members=members) | d.IntersectionOf(members=members):
            kind = type(type_)
            found = [m.members if isinstance(m, kind) else (m,) for m in members]
            return kind(sum(found, ()), NOWHERE)
        case _:
            return type_


TYPES = st.recursive(st.sampled_from([A, B]), inner, max_leaves=6)


@examples(300)
@given(TYPES)
def test_a_written_type_is_read_back_as_the_same_type(type_: d.TypeExpression) -> None:
    assert parsed(type_text(type_)) == type_
    assert parsed(written(type_, SPACED)) == type_


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (array(union(maybe(A), B)), "(| [A?] | B)[]"),
        (array(union(B, maybe(A))), "(B | [A?])[]"),
        (rest(maybe(A)), "[...(| [A?])[]]"),
        (maybe(union(maybe(A), B)), "[(| [A?] | B)?]"),
        (array(union(object_of(a=maybe(A)), B)), "(| {a: [A?]} | B)[]"),
        (object_of(abstract=A, größe=B), '{"abstract": A; "größe": B}'),
        (inferring(array(d.InferOf("U", NOWHERE))), "A extends (infer U)[] ? A : B"),
        (inferring(d.InferOf("U", NOWHERE)), "A extends infer U ? A : B"),
    ],
)
def test_a_type_that_the_parser_would_misread_is_not_written(
    type_: d.TypeExpression, text: str
) -> None:
    assert type_text(type_) == text
    assert parsed(text) == type_


def test_a_long_member_of_a_union_keeps_its_brackets() -> None:
    long = union(*(d.LiteralOf(f"literal {number}", NOWHERE) for number in range(9)))
    condition = d.ConditionalOf(long, STRING, A, B, NOWHERE)
    type_ = union(condition, A)
    assert "\n" in type_text(array(union(maybe(long), A)))
    for each in (type_, array(type_), d.IntersectionOf((long, A), NOWHERE), array(maybe(long))):
        assert parsed(type_text(each)) == each
    guarded = array(union(maybe(long), long))
    assert parsed(type_text(guarded)) == flat_members(guarded)


@pytest.mark.parametrize(
    "text",
    [
        "T extends (infer U)[] ? U : never",
        "T extends (infer U extends string)[] ? U : never",
        "T extends [infer A, ...(infer B)[]] ? B : never",
        "T extends {a: infer U | null} ? U : never",
        "T extends {a: (infer U extends string) | null} ? U : never",
        "T extends Record<string, infer U extends string> ? U : never",
    ],
)
def test_an_inferred_name_has_brackets_where_an_operator_follows_it(text: str) -> None:
    """An inferred name binds like `keyof T`: after it, `[]` is a syntax error to TypeScript."""
    written = type_text(parsed(text))
    assert parsed(written) == parsed(text)
    assert ("(infer" in written) is ("(infer" in text)


def flat_members(type_: d.ArrayOf) -> d.ArrayOf:
    return array(flat(type_.item))


@pytest.mark.parametrize("text", ["a\u202eb", "\xa0", "\n", "\u2028", "\U000e0001", "❤\ufe0f"])
def test_invisible_characters_are_escaped_alike_wherever_types_are_written(text: str) -> None:
    type_ = LiteralType(text)
    shown = spelling(type_)
    assert shown.isprintable()
    assert shown == literal_spelling(text) == type_text(d.LiteralOf(text, NOWHERE))
    assert shown == "".join(piece.text for piece in pieces(type_)) == in_declarations(type_)
    assert parsed(shown) == d.LiteralOf(text, NOWHERE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("id-", "`id-${string}`"),
        ("`", '`${"`"}${string}`'),
        ("a\u202eb", '`${"a\\u202eb"}${string}`'),
        ("${", '`${"${"}${string}`'),
        ("\\", '`${"\\\\"}${string}`'),
        ("$", "`$${string}`"),
    ],
)
def test_a_template_is_written_alike_wherever_types_are_written(text: str, shown: str) -> None:
    declared = d.TemplateOf((text, ""), (STRING,), NOWHERE)
    type_ = pattern(declared)
    assert template_of(type_) == declared
    assert shown == spelling(type_) == type_text(declared) == in_declarations(type_)
    assert shown == "".join(piece.text for piece in pieces(type_))


def test_a_line_break_in_a_template_stays_in_a_spec_alone() -> None:
    declared = d.TemplateOf(("a\n", ""), (STRING,), NOWHERE)
    assert type_text(declared) == "`a\n${string}`"
    assert parsed(type_text(declared)) == declared
    assert (
        spelling(pattern(declared)) == '`${"a\\n"}${string}`' == in_declarations(pattern(declared))
    )


def in_declarations(type_: Type) -> str:
    """Return a type as `index.d.ts` writes it."""
    model = Model("p", (ObjectType("A", (Field("a", "a", type_, False),)),))
    return str(context(model)["entries"][0].properties[0].type.line)


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (ArrayType(UnionType((Reference("A"), LiteralType(1)))), "(A | 1)[]"),
        (RecordType(ArrayType(LiteralType("a"))), 'Record<string, "a"[]>'),
        (
            TupleType((Reference("A"), UnionType((Reference("A"), Reference("B")))), 1),
            "[A, (A | B)?]",
        ),
        (TupleType((), 0, UnionType((Reference("A"), Reference("B")))), "[...(A | B)[]]"),
        (TupleType((), 0), "[]"),
        (LiteralType(True), "true"),
        (LiteralType(1.5), "1.5"),
    ],
)
def test_a_type_of_the_model_is_written_as_a_spec_would_write_it(type_: Type, text: str) -> None:
    assert spelling(type_) == text
    assert in_declarations(type_) == text


def test_an_object_type_is_shown_with_names_in_any_letters() -> None:
    fields = (
        Field("größe", "größe", Reference("A"), True),
        Field("x-y", "x_y", Reference("B"), False),
    )
    assert body_spelling(ObjectType("C", fields, Reference("A"))) == (
        '{größe?: A; "x-y": B; [key: string]: A}'
    )
    assert [property_spelling(field) for field in fields] == ["größe?", '"x-y"']
    assert body_spelling(ObjectType("C", ())) == "{}"
