"""Type expressions: the types they become, and every problem word for word."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from itertools import chain
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    ConditionalOf,
    DeclaredField,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    Keyword,
    KeywordName,
    LiteralOf,
    LiteralValue,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TupleElement,
    TupleOf,
    TypeExpression,
    TypeParameter,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position, SpecError
from typescribe.language.syntax import named_parts, parse
from typescribe.sources.expressions.type_expressions import (
    DEEPEST,
    LONGEST,
    Locate,
    PropertyName,
    convert,
    parse_declaration_name,
    parse_property_name,
    parse_type,
    parse_types,
)
from typescribe.text.declared_types import type_text

HERE = Position("compared nowhere", 1, 1)
STRING = Keyword("string", HERE)
NUMBER = Keyword("number", HERE)
KEYWORDS: tuple[KeywordName, ...] = get_args(KeywordName)
FUNCTION = "a function cannot be sent as JSON; leave it out, or declare what is sent in its place"
METHOD = "a function cannot be sent as JSON; leave the method out"
SYMBOL = "a symbol cannot be sent as JSON; leave it out, or declare what is sent in its place"
IMPORT = "a spec has one namespace and no imports; write the name of the type alone"
FLOW = (
    "this is the notation of Flow, not of TypeScript; write the union out, such as `string | null`"
)
NO_NAME = "not a name in TypeScript; a name consists of letters, digits, `_` and `$`"
PREDICATE = "a type predicate belongs to a function; write `boolean`"
WRAPPER = "this is the name of a wrapper object of JavaScript; write"


def literal(value: LiteralValue) -> LiteralOf:
    return LiteralOf(value, HERE)


def reference(name: str, *arguments: TypeExpression) -> TypeReference:
    return TypeReference(name, arguments, HERE)


def union(*members: TypeExpression) -> UnionOf:
    return UnionOf(members, HERE)


def array(item: TypeExpression) -> ArrayOf:
    return ArrayOf(item, HERE)


def tuple_of(*elements: TupleElement) -> TupleOf:
    return TupleOf(elements, HERE)


def object_of(*fields: DeclaredField, index: TypeExpression | None = None) -> ObjectOf:
    return ObjectOf(fields, HERE, index)


def property_of(
    name: str, type_: TypeExpression, optional: bool = False, description: str = ""
) -> DeclaredField:
    return DeclaredField(name, type_, optional, HERE, description)


def locate_in(text: str) -> Locate:
    """Return a function that counts lines and columns from 1, and rejects offsets out of range."""

    def locate(offset: int) -> Position:
        assert 0 <= offset <= len(text)
        before = text[:offset]
        return Position("a.yaml", before.count("\n") + 1, offset - before.rfind("\n"))

    return locate


def read(text: str) -> TypeExpression:
    return parse_type(text, locate_in(text))


def problems_of(parse_text: Callable[[str, Locate], object], text: str) -> list[str]:
    with pytest.raises(SpecError) as caught:
        parse_text(text, locate_in(text))
    return [str(problem).removeprefix("a.yaml:") for problem in caught.value.problems]


def problem_of(text: str) -> str:
    (expected,) = problems_of(parse_type, text)
    return expected


# What is read


@pytest.mark.parametrize("name", KEYWORDS)
def test_a_keyword_is_a_type(name: KeywordName) -> None:
    assert read(name) == Keyword(name, HERE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"email"', "email"),
        ("'email'", "email"),
        ('""', ""),
        ("' '", " "),
        ('"é😀"', "é😀"),
        ('"// no comment"', "// no comment"),
        ("'/* no comment */'", "/* no comment */"),
        ('"it\'s"', "it's"),
        (r'"\"\\\'\b\t\n\v\f\r\0"', "\"\\'\b\t\n\v\f\r\0"),
        (r'"\x41\u0041\u{41}\u{1F600}"', "AAA😀"),
        (r'"\uD83D\uDE00"', "😀"),
        (r'"\q\é"', "qé"),
        ('"one \\\nline, \\\r\nno \\\u2028break"', "one line, no break"),
    ],
)
def test_a_string_means_what_it_means_in_typescript(text: str, value: str) -> None:
    assert read(text) == literal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("42", 42),
        ("-1", -1),
        ("- 1", -1),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0XfF", 255),
        ("0o17", 15),
        ("0b101", 5),
        ("1.0", 1),
        ("-0", 0),
        ("5.", 5),
        ("1e3", 1000),
        ("1E+3", 1000),
        ("0.5", 0.5),
        (".5", 0.5),
        ("-2.5e-3", -0.0025),
        ("9007199254740991", 9007199254740991),
        ("1e21", 10**21),
    ],
)
def test_a_number_is_an_int_where_it_is_integral_and_else_a_float(
    text: str, value: int | float
) -> None:
    assert read(text) == literal(value)
    assert type(literal_value(read(text))) is type(value)


def literal_value(expression: TypeExpression) -> LiteralValue:
    assert isinstance(expression, LiteralOf)
    return expression.value


def test_true_and_false_are_literals_and_not_numbers() -> None:
    assert literal_value(read("true")) is True
    assert literal_value(read("false")) is False


@pytest.mark.parametrize(
    "text",
    ["string[]", "Array<string>", "ReadonlyArray<string>", "readonly string[]", "(string)[]"],
)
def test_an_array_is_written_in_many_ways_and_means_one_thing(text: str) -> None:
    assert read(text) == array(STRING)


def test_arrays_hold_arrays() -> None:
    assert read("string[][]") == array(array(STRING))


def test_the_elements_of_a_tuple_may_have_names_and_be_optional_and_end_in_a_rest() -> None:
    expected = tuple_of(
        TupleElement(STRING),
        TupleElement(NUMBER, optional=True),
        TupleElement(reference("T"), rest=True),
    )
    assert read("[string, number?, ...T[]]") == expected
    assert read("[a: string, b?: number, ...rest: T[]]") == expected
    assert read("readonly [string, number?, ...(Array<T>),]") == expected


def test_a_tuple_may_be_empty() -> None:
    assert read("[]") == tuple_of()


def test_an_object_has_properties_and_an_index() -> None:
    text = """{agentId: string; "b-c"?: number, readonly d: T, 5: string; ["e"]: number
        [key: string]: unknown}"""
    assert read(text) == object_of(
        property_of("agentId", STRING),
        property_of("b-c", NUMBER, optional=True),
        property_of("d", reference("T")),
        property_of("5", STRING),
        property_of("e", NUMBER),
        index=Keyword("unknown", HERE),
    )


def test_a_number_as_a_property_name_is_the_key_that_javascript_makes_of_it() -> None:
    assert read("{0x10: string; 1.0: string; 1.50: string; 1e21: string}") == object_of(
        property_of("16", STRING),
        property_of("1", STRING),
        property_of("1.5", STRING),
        property_of("1e+21", STRING),
    )


def test_words_of_typescript_are_property_names_too() -> None:
    names = ("readonly", "get", "set", "new", "static", "async", "string", "keyof")
    text = "{" + ";".join(f"{name}: string" for name in names) + "}"
    assert read(text) == object_of(*(property_of(name, STRING) for name in names))


def test_an_object_may_be_empty() -> None:
    assert read("{}") == object_of()


def test_a_jsdoc_comment_describes_the_property_after_it() -> None:
    text = """{
        /** The caller. */
        a: string;
        /**
         * Two lines
         * of one paragraph.
         *
         * And *another*.
         **/
        readonly b?: number;
        c: string; /** Describes d. */ d: string
    }"""
    assert read(text) == object_of(
        property_of("a", STRING, description="The caller."),
        property_of("b", NUMBER, True, description="Two lines of one paragraph.\n\nAnd *another*."),
        property_of("c", STRING),
        property_of("d", STRING, description="Describes d."),
    )


def test_the_last_jsdoc_comment_before_a_property_counts() -> None:
    text = "{\n/** Old. */\n/** New. */\n// No JSDoc.\n/* Nor this. */\n/**/\na: string}"
    assert read(text) == object_of(property_of("a", STRING, description="New."))


def test_a_jsdoc_comment_that_ends_a_line_does_not_describe_the_next_line() -> None:
    text = "{a: string; /** About a. */\nb: string /** About b. */;\nc: string\n/** Nobody's. */}"
    assert read(text) == object_of(
        property_of("a", STRING), property_of("b", STRING), property_of("c", STRING)
    )


def test_a_union_is_flat_however_it_is_written() -> None:
    expected = union(STRING, NUMBER, reference("T"))
    assert read("string | number | T") == expected
    assert read("| string | number | T") == expected
    assert read("string | (number | T)") == expected
    assert read("((string) | (| number)) | T") == expected


def test_an_intersection_is_flat_and_binds_closer_than_a_union() -> None:
    a, b, c = reference("A"), reference("B"), reference("C")
    assert read("A & (B & C)") == IntersectionOf((a, b, c), HERE)
    assert read("A | B & C") == union(a, IntersectionOf((b, c), HERE))
    assert read("(A | B) & C") == IntersectionOf((union(a, b), c), HERE)


def test_a_union_of_one_is_its_member() -> None:
    assert read("| string") == read("& string") == STRING


def test_a_union_may_have_a_thousand_members() -> None:
    text = " | ".join(f'"member {number}"' for number in range(1000))
    assert read(text) == union(*(literal(f"member {number}") for number in range(1000)))


def test_readonly_is_left_out_of_a_union_too() -> None:
    a, b, c = array(STRING), reference("B"), reference("C")
    assert read("readonly string[] | B | C") == union(a, b, c)
    assert read("B | readonly string[] & C") == union(b, IntersectionOf((a, c), HERE))
    assert read("B & readonly string[] & C") == IntersectionOf((b, a, c), HERE)


def test_a_reference_may_have_arguments() -> None:
    assert read("Interaction") == reference("Interaction")
    assert read("Msg<Pair<A, string>, number>") == reference(
        "Msg", reference("Pair", reference("A"), STRING), NUMBER
    )


def test_utility_types_are_references_that_others_resolve() -> None:
    assert read("Partial<Record<string, T>>") == reference(
        "Partial", reference("Record", STRING, reference("T"))
    )


def test_keyof_and_lookups_are_read() -> None:
    t = reference("T")
    assert read("keyof T") == KeyOf(t, HERE)
    assert read("keyof (A | B)") == KeyOf(union(reference("A"), reference("B")), HERE)
    assert read("keyof T[]") == KeyOf(array(t), HERE)
    assert read('T["key"]') == IndexedAccess(t, literal("key"), HERE)
    assert read("T[K]") == IndexedAccess(t, reference("K"), HERE)
    assert read("T[number][]") == array(IndexedAccess(t, NUMBER, HERE))
    assert read('T["a" | "b"]') == IndexedAccess(t, union(literal("a"), literal("b")), HERE)
    assert read("T[keyof T]") == IndexedAccess(t, KeyOf(t, HERE), HERE)


def test_a_mapped_type_is_read_with_its_modifiers() -> None:
    k, t = reference("K"), reference("T")
    keys = KeyOf(t, HERE)
    assert read('{[K in "a" | "b"]: K}') == MappedOf(
        "K", union(literal("a"), literal("b")), k, HERE
    )
    lookup = IndexedAccess(t, k, HERE)
    assert read("{[K in keyof T]?: T[K]}") == MappedOf("K", keys, lookup, HERE, optional=True)
    assert read("{ [K in keyof T]+?: T[K]; }") == read("{[K in keyof T]?: T[K]}")
    assert read("{-readonly [K in keyof T]-?: T[K]}") == MappedOf(
        "K", keys, lookup, HERE, optional=False
    )
    assert read("{readonly [K in T as Exclude<K, 1>]: U}") == MappedOf(
        "K", t, reference("U"), HERE, reference("Exclude", k, literal(1))
    )


def test_a_template_has_a_text_around_each_type() -> None:
    assert read("`a${T}${string}b`") == TemplateOf(("a", "", "b"), (reference("T"), STRING), HERE)
    assert read("`${T} $x`") == TemplateOf(("", " $x"), (reference("T"),), HERE)
    assert read("`ä b`") == literal("ä b")
    assert read("``") == literal("")


def test_a_conditional_type_may_hold_others() -> None:
    a, b = reference("A"), reference("B")
    inner = ConditionalOf(a, NUMBER, b, STRING, HERE)
    assert read("A extends B ? 1 : A extends number ? B : string") == ConditionalOf(
        a, b, literal(1), inner, HERE
    )


def test_object_is_an_object_or_an_array() -> None:
    unknown = Keyword("unknown", HERE)
    members = (reference("Record", STRING, unknown), array(unknown))
    assert read("object") == UnionOf(members, HERE, is_object=True)


def test_a_type_may_run_over_lines_and_hold_comments() -> None:
    text = "\n  // The kinds.\n  | string /* text */\n  | number // amounts"
    assert read(text) == union(STRING, NUMBER)


def test_positions_count_characters_and_lines() -> None:
    read_union = read('"é😀" | Ünd\n| {ä: T}')
    assert isinstance(read_union, UnionOf)
    _, second, third = read_union.members
    assert isinstance(third, ObjectOf)
    (ae,) = third.fields
    places = [(at.position.line, at.position.column) for at in (second, third, ae, ae.type)]
    assert places == [(1, 8), (2, 3), (2, 4), (2, 7)]


def test_a_type_may_be_nested_a_hundred_deep_and_no_deeper() -> None:
    expected: TypeExpression = STRING
    for _ in range(DEEPEST - 1):
        expected = array(expected)
    assert read("string" + "[]" * (DEEPEST - 1)) == expected
    message = "types are nested more than 100 deep; give one of them a name"
    assert problem_of("string" + "[]" * DEEPEST) == f"1:1: {message}"
    assert problem_of("(" * DEEPEST + "string" + ")" * DEEPEST) == f"1:101: {message}"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("[", "]"), ("{a:", "}"), ("A<", ">"), ("[{a: (", ")}]"), ("{a: [b?: A<", ">]}")],
)
def test_types_nested_as_deep_as_allowed_are_read_in_every_notation(
    opening: str, closing: str
) -> None:
    times = DEEPEST // (len(closing)) - 1
    read(opening * times + "string" + closing * times)


# What is rejected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("() => void", f'1:1: "() => void" is not supported: {FUNCTION}'),
        ("T | ((a: T) => a is T)", f'1:6: "(a: T) => a is T" is not supported: {FUNCTION}'),
        ("new () => T", f'1:1: "new () => T" is not supported: {FUNCTION}'),
        (
            "{a: B; [K in Keys]?: T}",
            "1:8: a mapped type cannot share its braces with other members; join the two with `&`",
        ),
        (
            "typeof x",
            '1:1: "typeof x" is not supported: '
            "`typeof` is the type of a variable; write that type",
        ),
        (
            "this",
            '1:1: "this" is not supported: '
            "`this` depends on where it is used; write the name of the type",
        ),
        (
            "infer U",
            "1:1: `infer` is outside the `extends` clause of a conditional type; " "move it there",
        ),
        (
            "void",
            '1:1: "void" is not supported: '
            "`void` is what a function returns; write `undefined`, or make the property optional",
        ),
        ("symbol", f'1:1: "symbol" is not supported: {SYMBOL}'),
        ("unique  symbol", f'1:1: "unique symbol" is not supported: {SYMBOL}'),
        (
            "bigint",
            '1:1: "bigint" is not supported: '
            "JSON has no bigint; write `number`, or `string` if it is sent as text",
        ),
        (
            "ns.Foo<string>",
            '1:1: "ns.Foo" is not supported: a spec has one namespace; write the last name alone',
        ),
        ('import("a").B', f'1:1: "import("a").B" is not supported: {IMPORT}'),
        ("String", f'1:1: "String" is not supported: {WRAPPER} `string` in lower case'),
        ("Number[]", f'1:1: "Number" is not supported: {WRAPPER} `number` in lower case'),
        ("T<Boolean>", f'1:3: "Boolean" is not supported: {WRAPPER} `boolean` in lower case'),
        ("?string", f'1:1: "?string" is not supported: {FLOW}'),
        ("*", f'1:1: "*" is not supported: {FLOW}'),
        ("{a(): void}", f'1:2: "a(): void" is not supported: {METHOD}'),
        ("{(): void}", f'1:2: "(): void" is not supported: {METHOD}'),
        ("{new(): T}", f'1:2: "new(): T" is not supported: {METHOD}'),
    ],
)
def test_a_type_that_json_cannot_carry_is_rejected_by_name(text: str, expected: str) -> None:
    assert problem_of(text) == expected


def test_all_problems_of_a_type_are_reported_in_order() -> None:
    assert problems_of(parse_type, "{é: String | bigint; b: ns.C[]}") == [
        f'1:5: "String" is not supported: {WRAPPER} `string` in lower case',
        '1:14: "bigint" is not supported: '
        "JSON has no bigint; write `number`, or `string` if it is sent as text",
        '1:25: "ns.C" is not supported: a spec has one namespace; write the last name alone',
    ]


def test_a_predicate_is_rejected() -> None:
    assert problem_of("x is string") == f"1:3: syntax error in the type: {PREDICATE}"
    assert problem_of("asserts x") == f"1:9: syntax error in the type: {PREDICATE}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Array", '1:1: "Array" takes one type argument, found 0; write `Array<T>`'),
        ("Array<A, B>", '1:1: "Array" takes one type argument, found 2; write `Array<T>`'),
        ("A<B,>", '1:5: expected a type after ","'),
        ("readonly T", "1:1: `readonly` applies to an array or a tuple; write `readonly T[]`"),
        (
            "readonly T | U[]",
            "1:1: `readonly` applies to an array or a tuple; write `readonly T[]`",
        ),
        ("A & readonly B[] | C", "1:5: parentheses are missing; write `A & (readonly B[]) | C`"),
        ("A | | B", '1:5: expected a type after "|"'),
        ("A || B", '1:4: expected a type after "|"'),
        ("A & & B", '1:5: expected a type after "&"'),
        ("A & | B", '1:5: expected a type after "&"'),
        ("keyof | A", '1:7: expected a type after "keyof"'),
        ("A😀", f'1:1: "A😀" is {NO_NAME}'),
        ("\\u0041", rf'1:1: "\u0041" is {NO_NAME}'),
        ("A | class", '1:5: "class" is a reserved word of JavaScript, not a type'),
        (
            "'a\\n' | 'a\n'",
            "1:10: a string ends on its line; close it there, or write `\\n` for a line break",
        ),
        ("+1", '1:1: "+1" is not a literal type; write a plain number or string'),
    ],
)
def test_syntax_that_only_tree_sitter_accepts_is_rejected(text: str, expected: str) -> None:
    assert problem_of(text) == expected


def test_elements_may_follow_the_rest_element_of_a_tuple() -> None:
    assert type_text(read("[A, ...B[], C, D]")) == "[A, ...B[], C, D]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[...A[], ...B[]]", "a tuple has one rest element; join their types in one"),
        (
            "[...A[], B?]",
            "an optional element cannot follow a rest element; move it, or remove the `?`",
        ),
    ],
)
def test_only_required_elements_may_follow_a_rest_element(text: str, message: str) -> None:
    assert problem_of(text) == f"1:10: {message}"


def test_a_required_element_cannot_end_a_tuple_with_an_optional_one() -> None:
    message = "a required element cannot follow an optional one; move it, or mark it `?`"
    assert problem_of("[A?, ...B[], C]") == f"1:14: {message}"


def test_a_required_element_cannot_follow_an_optional_one() -> None:
    message = "a required element cannot follow an optional one; move it, or mark it `?`"
    assert problem_of("[A?, B]") == f"1:6: {message}"
    assert problem_of("[a?: A, b: B]") == f"1:9: {message}"


def test_a_rest_element_is_an_array() -> None:
    assert problem_of("[A, ...string]") == "1:5: a rest element is an array; write `...T[]`"
    assert problem_of("[A, ...b: 1]") == "1:5: a rest element is an array; write `...T[]`"


def test_an_array_or_tuple_is_spread_in_place_of_its_elements() -> None:
    first, second = read("[A, ...B]").elements
    assert (first.spread, second.spread, second.rest) == (False, True, False)
    assert read("[A, ...b: B]") == read("[A, ...B]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a: A; 'a'?: B}", '1:8: "a" is declared twice; remove one of the two'),
        ("{a}", '1:2: "a" has no type; write one, such as `name: string`'),
        ("{public a: A}", '1:2: "public" belongs to a class; leave it out'),
        ("{#a: A}", '1:2: "#a" is not a name in JSON; write the name in quotes'),
        (
            "{[Symbol.iterator]: A}",
            '1:2: "[Symbol.iterator]" is not a name in JSON; write the name in quotes',
        ),
        (
            "{[key: boolean]: A}",
            '1:8: the keys of an object in JSON are strings, not "boolean"; '
            "write `[key: string]`, or `Record<K, V>`",
        ),
        (
            "{[a: string]: A; [b: string]: B}",
            "1:18: an object has one index signature; join the two",
        ),
        (
            "{[a: string]?: A}",
            "1:2: an index signature has no `?`; its keys are optional anyway",
        ),
        ("{; a: A}", '1:2: unexpected ";"'),
        ("{a: A|}", '1:6: unexpected "|}"'),
        ("[,]", '1:2: unexpected ","'),
        ("{é: A; 😀: A}", f'1:8: "😀" is {NO_NAME}'),
        ("[😀: A]", f'1:2: "😀" is {NO_NAME}'),
        ("[...😀: A[]]", f'1:5: "😀" is {NO_NAME}'),
        ("[...[a]: A[]]", f'1:5: "[a]" is {NO_NAME}'),
        ("{[😀: string]: A}", f'1:3: "😀" is {NO_NAME}'),
    ],
)
def test_an_invalid_member_is_rejected(text: str, expected: str) -> None:
    assert problem_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1e999", "JSON has no number of this size"),
        ("0x" + "F" * 300, "JSON has no number of this size"),
        ("1e-99999999999999999999", "JSON has no number of this size"),
        ("9007199254740993", "JavaScript cannot hold it and would read 9007199254740992"),
        ("1e-400", "JavaScript cannot hold it and would read 0"),
        ("017", "a leading zero is an old way to write octal; write 0o17 or 17"),
        ("1n", "JSON has no bigint; write a number, or a string if it is sent as text"),
    ],
)
def test_a_number_that_json_does_not_have_or_javascript_would_change_is_rejected(
    text: str, expected: str
) -> None:
    assert problem_of(text).endswith(f"cannot be used: {expected}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r'"é\8"',
            r'1:3: the escape "\8" has no meaning: '
            r"write a character by its code in hexadecimal, such as \x1b",
        ),
        (
            r'"\08"',
            r'1:2: the escape "\08" has no meaning: '
            r"write a character by its code in hexadecimal, such as \x1b",
        ),
        (
            r'"\u{110000}"',
            r'1:2: the escape "\u{110000}" has no meaning: the highest code point is \u{10FFFF}',
        ),
        (
            r'"\ud800"',
            r'1:1: the string "\ud800" cannot be used: '
            "it holds half of a surrogate pair, which is not text",
        ),
        (
            '"a" | "\ud800"',
            r'1:8: found "\ud800", half of a surrogate pair, which is not text',
        ),
    ],
)
def test_a_string_that_is_not_text_is_rejected(text: str, expected: str) -> None:
    assert problem_of(text) == expected


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_text_is_rejected(text: str) -> None:
    assert problems_of(parse_type, text) == ["1:1: expected a type, found nothing"]
    assert problems_of(parse_types, text) == ["1:1: expected a list of types, found nothing"]
    assert problems_of(parse_declaration_name, text) == ["1:1: expected a name, found nothing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("string |", '1:9: syntax error in the type: expected a type after "|"'),
        ("A<B |>", '1:6: syntax error in the type: expected a type after "|"'),
        ("[A |]", '1:5: syntax error in the type: expected a type after "|"'),
        ("{a: }", '1:5: syntax error in the type: expected a type after ":"'),
        ("A<>", '1:3: syntax error in the type: expected a type after "<"'),
        ("keyof", '1:6: syntax error in the type: expected a type after "keyof"'),
        ("/* A */", "1:8: syntax error in the type: expected a type"),
        ("string number", '1:8: syntax error in the type: unexpected "number"'),
        ('"é" "b"', '1:5: syntax error in the type: unexpected "b"'),
        ("{a: A b: B}", '1:7: syntax error in the type: unexpected "b"'),
        ("A, B", '1:2: syntax error in the type: unexpected ","'),
        ("A = B", '1:3: syntax error in the type: unexpected "="'),
        ("A; type B = C", '1:2: syntax error in the type: unexpected ";"'),
        ("A\nB", '2:1: syntax error in the type: unexpected "B"'),
        ("A;", '1:2: syntax error in the type: unexpected ";"'),
        ("string?", '1:7: syntax error in the type: unexpected "?"'),
        ("string!", '1:7: syntax error in the type: unexpected "!"'),
        ("a-b", '1:2: syntax error in the type: unexpected "-"'),
        ("a => b", '1:3: syntax error in the type: unexpected "=>"'),
        ("A)", '1:2: syntax error in the type: unexpected ")"'),
        ("A<B>>", '1:5: syntax error in the type: unexpected ">"'),
        ("A<B", '1:2: syntax error in the type: "<" is never closed; add ">"'),
        ("{a: [A}", '1:7: syntax error in the type: expected "]" to close "["'),
        (
            "string<A>",
            '1:7: syntax error in the type: "string" takes no type arguments; remove them',
        ),
        (
            "readonyl string[]",
            '1:10: syntax error in the type: unexpected "string"; did you mean "readonly"?',
        ),
        (
            "keyof readonly A[]",
            "1:7: syntax error in the type: write parentheses, `keyof (readonly T[])`",
        ),
        (
            'A | "b',
            "1:5: syntax error in the type: "
            "the string that starts here is never closed, or holds an unknown escape",
        ),
        (
            r'"\xZZ"',
            "1:1: syntax error in the type: "
            "the string that starts here is never closed, or holds an unknown escape",
        ),
        ("\0", r'1:1: syntax error in the type: unexpected "\x00"'),
        ("()", '1:1: syntax error in the type: cannot read "()"'),
    ],
)
def test_a_syntax_error_is_reported_at_its_position(text: str, expected: str) -> None:
    assert problem_of(text) == expected


def test_a_message_stays_short_and_on_one_line() -> None:
    expected = problem_of("(a:\n" + "A" * 1000 + ") => void")
    assert expected == rf'1:1: "(a:\n{"A" * 35}…" is not supported: {FUNCTION}'


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        "(" * 10_000,
        "A<" * 10_000,
        "{a:" * 10_000,
        "keyof " * 5_000,
        "[" * 10_000 + "A" + "]" * 10_000,
        "|!" * 10_000,
        "&;" * 10_000,
        "a<b>>" * 2_000,
        '"' * 10_000,
        "\0" * 10_000,
        "[" * 1_000_000,
    ],
    ids=lambda text: f"{text[:6]!a}...",
)
@pytest.mark.parametrize("parse_text", [parse_type, parse_types, parse_declaration_name])
def test_a_hostile_text_is_rejected_quickly(
    parse_text: Callable[[str, Locate], object], text: str
) -> None:
    start = time.monotonic()
    with pytest.raises(SpecError):
        parse_text(text, lambda offset: Position("a.yaml", 1, offset + 1))
    assert time.monotonic() - start < 10


def test_an_expression_of_any_length_is_not_an_expression() -> None:
    read('"' + "a" * (LONGEST - 2) + '"')
    assert problem_of('"' + "a" * (LONGEST - 1) + '"') == (
        "1:1: expected at most 30000 characters, found 30001; give parts of it a name"
    )


def test_a_text_beyond_repair_is_rejected_without_a_search_for_its_first_mistake() -> None:
    message = "syntax error in the type: it is too far from TypeScript to say where"
    assert problem_of("|!" * 10_000) == f"1:1: {message}"
    assert read("string") == STRING


# Declaration names


def test_a_declaration_may_have_parameters_with_constraints_and_defaults() -> None:
    def name_of(text: str) -> tuple[str, tuple[TypeParameter, ...]]:
        return parse_declaration_name(text, locate_in(text))

    assert name_of("Interaction") == ("Interaction", ())
    assert name_of("Ünïted_$1") == ("Ünïted_$1", ())
    assert name_of("Msg<T = any>") == (
        "Msg",
        (TypeParameter("T", HERE, default=Keyword("any", HERE)),),
    )
    assert name_of('Pair<A, B extends string = "x",>') == (
        "Pair",
        (
            TypeParameter("A", HERE),
            TypeParameter("B", HERE, default=literal("x"), constraint=STRING),
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("string", '1:1: "string" has a meaning in TypeScript; choose another name'),
        ("Array<T>", '1:1: "Array" has a meaning in TypeScript; choose another name'),
        ("String", '1:1: "String" has a meaning in TypeScript; choose another name'),
        ("class", '1:1: "class" has a meaning in TypeScript; choose another name'),
        ("A😀", f'1:1: "A😀" is {NO_NAME}'),
        ("A<null>", '1:3: "null" has a meaning in TypeScript; choose another name'),
        ("A<T, T>", '1:6: the type parameter "T" is declared twice; rename one'),
        ("A<T = B, U>", '1:10: "U" follows a parameter with a default; give it one'),
        ("A<T: B>", '1:4: unexpected ": B"'),
        ("A<const T>", '1:3: unexpected "const"'),
        ("A B", '1:3: syntax error in the name: unexpected "B"'),
        ("A<T U>", '1:5: syntax error in the name: unexpected "U"'),
        ("A<", '1:3: syntax error in the name: expected a type after "<"'),
        ("A<T", '1:2: syntax error in the name: "<" is never closed; add ">"'),
        ("A[]", '1:2: syntax error in the name: unexpected "["'),
        ("A = B; type C", '1:3: syntax error in the name: unexpected "="'),
        ("a.b", '1:1: syntax error in the name: unexpected "a"'),
        ('"A"', '1:1: syntax error in the name: cannot read "A"'),
    ],
)
def test_an_invalid_declaration_name_is_rejected(text: str, expected: str) -> None:
    assert problems_of(parse_declaration_name, text) == [expected]


# Property names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agentId", PropertyName("agentId", False)),
        ("autoResumed?", PropertyName("autoResumed", True)),
        ("some-key?", PropertyName("some-key", True)),
        ("a b", PropertyName("a b", False)),
        ("why??", PropertyName("why?", True)),
        ("[key: string]", PropertyName("[key: string]", False)),
        ('"why?"', PropertyName("why?", False)),
        ("'x y'?", PropertyName("x y", True)),
        (r'"\x41\""', PropertyName('A"', False)),
        ('""', PropertyName("", False)),
        ("''?", PropertyName("", True)),
    ],
)
def test_a_question_mark_at_the_end_of_a_key_makes_it_optional(
    text: str, expected: PropertyName
) -> None:
    assert parse_property_name(text, locate_in(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '1:1: expected a name, found nothing; an empty name is written `""`'),
        ("?", '1:1: expected a name, found nothing; an empty name is written `""`'),
        ("a\udc00", r'1:2: found "\udc00", half of a surrogate pair, which is not text'),
        (
            '"a',
            "1:1: syntax error in the name: "
            "the string that starts here is never closed, or holds an unknown escape",
        ),
        ("'it's'", '1:5: syntax error in the name: unexpected "s"'),
        ('"a" b', '1:5: syntax error in the name: unexpected "b"'),
        ('"a"??', '1:5: syntax error in the name: unexpected "?"'),
        ('"a": b; "c"', '1:7: syntax error in the name: unexpected ";"'),
        ('"a": {"b"', '1:6: syntax error in the name: "{" is never closed; add "}"'),
        ('"a"(b: c)', '1:1: syntax error in the name: cannot read ""a"(b: c)"'),
    ],
)
def test_an_invalid_key_is_rejected(text: str, expected: str) -> None:
    assert problems_of(parse_property_name, text) == [expected]


# Lists of types


def test_a_list_of_types_has_commas() -> None:
    def types_of(text: str) -> tuple[TypeExpression, ...]:
        return parse_types(text, locate_in(text))

    assert types_of("Base") == (reference("Base"),)
    assert types_of("Base, Other<string> // and no more") == (
        reference("Base"),
        reference("Other", STRING),
    )
    assert types_of("{a: string}, (B)") == (object_of(property_of("a", STRING)), reference("B"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A,", ['1:3: expected a type after ","']),
        ("A B", ['1:3: syntax error in the list of types: unexpected "B"']),
        (",A", ['1:1: syntax error in the list of types: unexpected ","']),
        ("A> | _<B", ['1:2: syntax error in the list of types: unexpected ">"']),
        ("A<", ['1:3: syntax error in the list of types: expected a type after "<"']),
        (
            "String, () => void",
            [
                f'1:1: "String" is not supported: {WRAPPER} `string` in lower case',
                f'1:9: "() => void" is not supported: {FUNCTION}',
            ],
        ),
    ],
)
def test_an_invalid_list_of_types_is_rejected(text: str, expected: list[str]) -> None:
    assert problems_of(parse_types, text) == expected


# Trees of other texts


def test_the_types_in_a_larger_text_are_converted_in_place() -> None:
    text = 'interface Ü { a: "é"; b(): void }\ntype C = keyof T;'
    tree = parse(text, locate_in(text), "file")
    interface, alias = named_parts(tree.root)
    assert convert(value_of(alias), tree) == KeyOf(reference("T"), HERE)
    assert convert(value_of(alias), tree).position == Position("a.yaml", 2, 10)
    with pytest.raises(SpecError) as caught:
        convert(named_parts(interface)[1], tree)
    assert str(caught.value) == f'a.yaml:1:23: "b(): void" is not supported: {METHOD}'


def test_a_syntax_error_elsewhere_in_a_larger_text_does_not_affect_a_type() -> None:
    text = "type A = string |;\ntype B = {c: D};"
    tree = parse(text, locate_in(text), "file")
    broken, sound = named_parts(tree.root)
    assert convert(value_of(sound), tree) == object_of(property_of("c", reference("D")))
    with pytest.raises(SpecError) as caught:
        convert(value_of(broken), tree)
    assert str(caught.value) == ('a.yaml:1:18: syntax error in the file: expected a type after "|"')


def value_of(alias: Node) -> Node:
    value = alias.child_by_field_name("value")
    assert value
    return value


# Whatever the text

TOKENS = [
    *"|&[]{}()<>,;:?.=-+`_#@!~\"'\\\n\0\ud800é😀",
    *("string", "number", "T", "Array", "String", "void", "this", "1", "0x1F", "1e999", '"a"'),
    *("keyof", "readonly", "extends", "infer", "typeof", "new", "unique", "symbol", "is"),
    *("...", "=>", "${", "/**", "*/", "//", "\\u{41}"),
]
anything = st.one_of(
    st.text(),
    st.text(st.characters(exclude_categories=())),
    st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(TOKENS), max_size=12).map("".join),
)


@pytest.mark.parametrize(
    "parse_text", [parse_type, parse_types, parse_declaration_name, parse_property_name]
)
@given(text=anything)
def test_any_text_is_read_or_rejected_with_a_position_in_it(
    parse_text: Callable[[str, Locate], object], text: str
) -> None:
    try:
        parse_text(text, locate_in(text))
    except SpecError as error:
        assert error.problems
        assert all("\n" not in problem.message for problem in error.problems)


def names() -> st.SearchStrategy[str]:
    return st.one_of(
        st.from_regex(r"\A[A-Z][A-Za-z0-9_$]{0,8}\Z"), st.sampled_from(["Ünïted", "t", "_", "$"])
    ).filter(lambda name: name not in {"Array", "ReadonlyArray", "String", "Number", "Boolean"})


def literals() -> st.SearchStrategy[LiteralOf]:
    numbers = st.one_of(
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: not x.is_integer()),
    )
    return st.one_of(st.text(), st.booleans(), numbers).map(literal)


def compound_types(inner: st.SearchStrategy[TypeExpression]) -> st.SearchStrategy[TypeExpression]:
    several = st.lists(inner, min_size=2, max_size=4)
    fields = st.builds(
        property_of, st.text(), inner, st.booleans(), st.sampled_from(["", "Two words.", "A\n\nB"])
    )
    required = st.lists(st.builds(TupleElement, inner), max_size=2)
    optional = st.lists(st.builds(TupleElement, inner, optional=st.just(True)), max_size=2)
    rest = st.lists(st.builds(TupleElement, inner, rest=st.just(True)), max_size=1)
    return st.one_of(
        inner.map(array),
        inner.map(lambda type_: KeyOf(type_, HERE)),
        st.builds(IndexedAccess, inner, inner, st.just(HERE)),
        st.builds(reference, names(), inner),
        st.builds(ConditionalOf, inner, inner, inner, inner, st.just(HERE)),
        st.builds(
            MappedOf, names(), inner, inner, st.just(HERE), st.none() | inner, optional_marks()
        ),
        st.lists(st.tuples(inner, TEMPLATE_TEXTS), min_size=1, max_size=2).map(
            lambda parts: TemplateOf(
                ("a-", *(text for _, text in parts)), tuple(type_ for type_, _ in parts), HERE
            )
        ),
        several.map(lambda members: UnionOf(flat(UnionOf, members), HERE)),
        several.map(lambda members: IntersectionOf(flat(IntersectionOf, members), HERE)),
        st.tuples(required, optional, rest).map(lambda groups: tuple_of(*chain(*groups))),
        st.builds(
            lambda declared, index: object_of(*declared, index=index),
            st.lists(fields, max_size=3, unique_by=lambda declared: declared.wire_name),
            st.none() | inner,
        ),
    )


TEMPLATE_TEXTS = st.sampled_from(["", "-", " b ", "$", "{}", "ä😀", "\n"])


def optional_marks() -> st.SearchStrategy[bool | None]:
    return st.sampled_from([None, True, False])


def flat(
    kind: type[UnionOf] | type[IntersectionOf], members: list[TypeExpression]
) -> tuple[TypeExpression, ...]:
    """Return a type as it is read: a union inside a union is replaced by its members."""
    flattened: list[TypeExpression] = []
    for member in members:
        flattened.extend(member.members if isinstance(member, kind) else [member])
    return tuple(flattened)


types: st.SearchStrategy[TypeExpression] = st.recursive(
    st.one_of(
        st.sampled_from(KEYWORDS).map(lambda name: Keyword(name, HERE)),
        literals(),
        names().map(reference),
    ),
    compound_types,
    max_leaves=12,
)


def written(expression: TypeExpression) -> str:
    """Return a type in TypeScript, with parentheses around everything but single words."""
    match expression:
        case Keyword(name=name):
            return name
        case LiteralOf(value=value):
            return json.dumps(value, ensure_ascii=isinstance(value, str) and len(value) % 2 == 0)
        case TypeReference(name=name, arguments=()):
            return name
        case TypeReference(name=name, arguments=arguments):
            return f"{name}<{', '.join(map(written, arguments))}>"
        case ArrayOf(item=item):
            return f"({written(item)})[]"
        case KeyOf(type=type_):
            return f"keyof ({written(type_)})"
        case IndexedAccess(object=object_, index=index):
            return f"({written(object_)})[{written(index)}]"
        case ConditionalOf(checked=checked, extends=extends, yes=yes, no=no):
            branches = f"({written(yes)}) : ({written(no)})"
            return f"({written(checked)}) extends ({written(extends)}) ? {branches}"
        case MappedOf(parameter=name, keys=keys, value=value, renamed=renamed, optional=optional):
            clause = f" as ({written(renamed)})" if renamed else ""
            mark = {None: "", True: "?", False: "-?"}[optional]
            return f"{{[{name} in ({written(keys)}){clause}]{mark}: {written(value)}}}"
        case TemplateOf(texts=texts, types=types_):
            holes = zip(types_, texts[1:], strict=True)
            return f"`{texts[0]}{''.join(f'${{({written(t)})}}{text}' for t, text in holes)}`"
        case UnionOf(members=members):
            return " | ".join(f"({written(member)})" for member in members)
        case IntersectionOf(members=members):
            return " & ".join(f"({written(member)})" for member in members)
        case TupleOf(elements=elements):
            return f"[{', '.join(map(written_element, elements))}]"
        case ObjectOf(fields=fields, index=index):
            lines = [*map(written_field, fields)]
            lines += [f"[key: string]: {written(index)}"] if index else []
            return "{" + "".join(f"\n{line};" for line in lines) + "\n}"


def written_element(element: TupleElement) -> str:
    if element.rest:
        return f"...({written(element.type)})[]"
    return f"({written(element.type)}){'?' * element.optional}"


def written_field(declared: DeclaredField) -> str:
    mark = "?" * declared.optional
    lines = declared.description.replace("\n", "\n * ")
    comment = f"/**\n * {lines}\n */\n" if declared.description else ""
    return f"{comment}{json.dumps(declared.wire_name)}{mark}: {written(declared.type)}"


@given(expression=types)
def test_a_written_type_expression_is_read_back(expression: TypeExpression) -> None:
    text = written(expression)
    assert read(text) == expression
    assert read(type_text(expression)) == expression
    # `True == 1` in Python, and so equality alone would let them be mixed up.
    assert written(read(text)) == text
