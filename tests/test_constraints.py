"""Constraints in specs, overlays and JSDoc: what is read, and what is rejected as senseless."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from specs import load

from typescribe.importing.importer import Source, import_types
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.language.constraints import NONE, Constraints
from typescribe.language.errors import SpecError
from typescribe.language.model import AliasType, Field, Model, ObjectType
from typescribe.sources.expressions.jsdoc import read_jsdoc


def field_of(model: Model, name: str = "a", owner: str = "T") -> Field:
    named = model.by_name[owner]
    assert isinstance(named, ObjectType)
    return next(field for field in named.fields if field.wire_name == name)


def one_field(field: str) -> str:
    return f"types:\n  T:\n    fields:\n      a: {field}\n"


def problems(folder: Path, *texts: str, overlay: str | None = None) -> list[str]:
    with pytest.raises(SpecError) as caught:
        load(folder, *texts, overlay=overlay)
    return [str(problem) for problem in caught.value.problems]


def test_every_word_of_a_field_is_in_the_model(tmp_path: Path) -> None:
    spec = one_field(
        "{type: 'number | string | number[]', minimum: 0, maximum: 1.5, exclusiveMinimum: -1, "
        "exclusiveMaximum: 2, multipleOf: 0.5, integer: true, minLength: 1, maxLength: 9, "
        "pattern: '^[a-z]*$', format: uuid, minItems: 1, maxItems: 3, uniqueItems: true, "
        "default: [1], examples: [1, abc], items: {minimum: 0, integer: true}}"
    )
    assert field_of(load(tmp_path, spec)).constraints == Constraints(
        minimum=0,
        maximum=1.5,
        exclusive_minimum=-1,
        exclusive_maximum=2,
        multiple_of=0.5,
        integer=True,
        min_length=1,
        max_length=9,
        pattern="^[a-z]*$",
        format="uuid",
        min_items=1,
        max_items=3,
        unique_items=True,
        default="[1]",
        examples=("1", '"abc"'),
        items=Constraints(minimum=0, integer=True),
        python_pattern=r"\A[a-z]*\Z",
    )


def test_a_length_may_be_written_with_a_fraction_of_zero(tmp_path: Path) -> None:
    spec = "types: {A: {fields: {a: {type: 'string[]', maxItems: 2.0, items: {minLength: 1.0}}}}}"
    ((_, field),) = load(tmp_path, spec).fields()
    assert field.constraints == Constraints(max_items=2, items=Constraints(min_length=1))


def test_an_alias_has_constraints(tmp_path: Path) -> None:
    model = load(tmp_path, "types:\n  Share: {type: number, minimum: 0, maximum: 1}\n")
    named = model.by_name["Share"]
    assert isinstance(named, AliasType)
    assert named.constraints == Constraints(minimum=0, maximum=1)


def test_a_default_of_null_is_one(tmp_path: Path) -> None:
    found = field_of(load(tmp_path, one_field("{type: string | null, default: null}")))
    assert found.constraints == Constraints(default="null")


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("{type: string, minimum: 0}", '"minimum" concerns a number; this is never one'),
        ("{type: boolean, maxLength: 3}", '"maxLength" concerns a string; this is never one'),
        (
            "{type: number, uniqueItems: true}",
            '"uniqueItems" concerns an array that is no tuple; this is never one',
        ),
        (
            "{type: string, items: {minimum: 0}}",
            '"items" concerns an array that is no tuple; this is never one',
        ),
        (
            "{type: 'string[]', items: {minimum: 0}}",
            '"items.minimum" concerns a number; this is never one',
        ),
        (
            "{type: '[number]', items: {minimum: 0}}",
            '"items" concerns an array that is no tuple; this is never one',
        ),
        (
            "{type: number, minimum: 2, maximum: 1}",
            '"maximum" excludes everything, together with the other bounds',
        ),
        (
            "{type: string, maxLength: 9007199254740992}",
            '"maxLength" is more than 9,007,199,254,740,991, the most that can be counted',
        ),
        (
            "{type: 'string[][]', items: {minItems: 100000000000000000000}}",
            '"items.minItems" is more than 9,007,199,254,740,991, the most that can be counted',
        ),
        (
            "{type: number, exclusiveMinimum: 1, maximum: 1}",
            '"maximum" excludes everything, together with the other bounds',
        ),
        (
            "{type: number, integer: true, exclusiveMinimum: 1, exclusiveMaximum: 2}",
            '"exclusiveMaximum" excludes everything, together with the other bounds',
        ),
        (
            "{type: number, multipleOf: 0.4, integer: true, minimum: 1, maximum: 1.9}",
            '"maximum" excludes everything, together with the other bounds',
        ),
        (
            "{type: string, minLength: 2, maxLength: 1}",
            '"maxLength" is less than minLength: 1 is less than 2',
        ),
        (
            "{type: string, pattern: '['}",
            '"pattern" cannot be used: there is no ] for the [ at character 1',
        ),
        (
            "{type: string, pattern: '^(a+)+$'}",
            '"pattern" may take exponential time: it can repeat the same text in more than one way',
        ),
        ("{type: string, pattern: '/^a$/'}", '"pattern" matches no text'),
        ("{type: string, default: 1}", '"default" is not of the declared type: 1'),
        ("{type: 'number[]', default: [true]}", '"default" is not of the declared type: [true]'),
        ("{type: number, maximum: 1, default: 5}", '"default" does not match "maximum": 5'),
        (
            '{type: \'"a" | "b"\', examples: [a, c]}',
            '"examples" is not of the declared type: "c"',
        ),
        ("{type: '1 | 2', maximum: 1}", '"maximum" excludes 2, which is declared'),
    ],
)
def test_a_constraint_without_sense_is_rejected_at_its_field(
    tmp_path: Path, field: str, message: str
) -> None:
    assert problems(tmp_path, one_field(field)) == [f"spec/a.yaml:4:7: {message}"]


@pytest.mark.parametrize(
    ("field", "column", "message"),
    [
        ("{type: number, minimum: low}", 34, 'expected a number; found "low"'),
        ("{type: number, multipleOf: 0}", 37, "expected a number above 0; found the number 0"),
        (
            "{type: string, minLength: -1}",
            36,
            "expected a number of 0 or more, without a fraction; found the number -1",
        ),
        ("{type: string, format: 1}", 33, "expected the name of a format; found the number 1"),
        ("{fields: {}, minimum: 1}", 23, '"minimum" requires "type"'),
        (
            "{type: number, minimum: .inf}",
            34,
            'JSON has no infinite numbers and no NaN; found ".inf"',
        ),
    ],
)
def test_a_constraint_that_cannot_be_read_is_rejected_at_its_place(
    tmp_path: Path, field: str, column: int, message: str
) -> None:
    assert problems(tmp_path, one_field(field)) == [f"spec/a.yaml:4:{column}: {message}"]


def test_a_bound_of_a_union_concerns_its_numbers_only(tmp_path: Path) -> None:
    spec = one_field("{type: number | string | null, minimum: 1, default: ''}")
    assert field_of(load(tmp_path, spec)).constraints == Constraints(minimum=1, default='""')


def test_a_generic_may_be_bounded_if_one_use_of_it_has_numbers(tmp_path: Path) -> None:
    spec = """\
    types:
      Box<T>:
        fields:
          a: {type: T, minimum: 1}
      T: {fields: {one: Box<number>, other: Box<string>}}
    """
    model = load(tmp_path, spec)
    assert field_of(model, owner="BoxNumber").constraints == Constraints(minimum=1)
    (tmp_path / "other").mkdir()
    only_texts = spec.replace("Box<number>", "Box<string>")
    (found,) = problems(tmp_path / "other", only_texts)
    assert found.endswith('"minimum" concerns a number; this is never one')


def test_constraints_come_with_fields_that_are_inherited_picked_or_made_optional(
    tmp_path: Path,
) -> None:
    spec = """\
    types:
      Base: {fields: {a: {type: number, minimum: 1}, b: string}}
      T: {extends: Base, fields: {}}
      Some: {type: "Partial<Pick<Base, 'a'>>"}
      Both: {type: "Base & Less"}
      Less: {fields: {a: {type: number, minimum: 0, maximum: 9}}}
      Texts: {type: "{[K in keyof Base]: string}"}
    """
    model = load(tmp_path, spec)
    assert field_of(model).constraints == Constraints(minimum=1)
    assert field_of(model, owner="Some").constraints == Constraints(minimum=1)
    assert field_of(model, owner="Both").constraints == Constraints(minimum=1, maximum=9)
    assert field_of(model, owner="Texts").constraints == NONE


def test_an_overlay_adds_replaces_and_removes_constraints(tmp_path: Path) -> None:
    spec = """\
    types:
      T:
        fields:
          a: {type: "number[]", maxItems: 3, uniqueItems: true, items: {minimum: 0, maximum: 1}}
      U: {type: string, format: uri}
    """
    overlay = """\
    types:
      T:
        fields:
          a: {minItems: 1, maxItems: 5, uniqueItems: false, items: {minimum: null}}
      U: {format: null, minLength: 1}
    """
    model = load(tmp_path, spec, overlay=overlay)
    assert field_of(model).constraints == Constraints(
        min_items=1, max_items=5, items=Constraints(maximum=1)
    )
    named = model.by_name["U"]
    assert isinstance(named, AliasType)
    assert named.constraints == Constraints(min_length=1)


def test_constraints_of_a_declared_type_are_not_those_of_an_observed_one(tmp_path: Path) -> None:
    spec = one_field("{type: number, minimum: 0}")
    overlay = "types: {T: {fields: {a: {observed: string}}}}"
    assert field_of(load(tmp_path, spec, overlay=overlay)).constraints == Constraints(minimum=0)
    (tmp_path / "b").mkdir()
    observed = load(tmp_path / "b", spec, overlay=overlay, types="observed")
    assert field_of(observed).constraints == NONE


def test_a_senseless_amendment_is_rejected_at_its_place(tmp_path: Path) -> None:
    overlay = "types:\n  T:\n    fields:\n      a: {maxLength: 3}\n"
    assert problems(tmp_path, one_field("number"), overlay=overlay) == [
        'spec/overlay.yaml:4:7: "maxLength" concerns a string; this is never one'
    ]


@pytest.mark.parametrize(
    ("comment", "constraints"),
    [
        ("@minimum 0\n * @maximum 1", Constraints(minimum=0, maximum=1)),
        ("@exclusiveMinimum -1.5 the lowest", Constraints(exclusive_minimum=-1.5)),
        ("@multipleOf 0.01", Constraints(multiple_of=0.01)),
        ("@asType integer", Constraints(integer=True)),
        ("@TJS-type integer", Constraints(integer=True)),
        ("@type integer", Constraints(integer=True)),
        ("@type {int}", Constraints(integer=True)),
        ("@type uint32", Constraints(integer=True, minimum=0)),
        ("@TJS-type number", NONE),
        ("@type {string}", NONE),
        ("@TJS-minimum 3", Constraints(minimum=3)),
        ("@pattern ^[a-z]{1,3} *$", Constraints(pattern="^[a-z]{1,3} *$")),
        ("@pattern ^a*\\/$", Constraints(pattern="^a*/$")),
        ("@format date-time", Constraints(format="date-time")),
        ('@format "uri-reference"', Constraints(format="uri-reference")),
        ("@minLength 1 @maxLength 3", Constraints(min_length=1, max_length=3)),
        (
            "@minItems 1\n * @maxItems 2\n * @uniqueItems",
            Constraints(min_items=1, max_items=2, unique_items=True),
        ),
        ("@uniqueItems false", NONE),
        (
            "@items.minimum 0\n * @items.type integer",
            Constraints(items=Constraints(minimum=0, integer=True)),
        ),
        ("@default 5", Constraints(default="5")),
        ("@defaultValue 'on'", Constraints(default='"on"')),
        ('@default {"a": [1]}', Constraints(default='{"a": [1]}')),
        ('@example 1\n * @example "a"', Constraints(examples=("1", '"a"'))),
        ("@example\n * ```json\n * [1,\n * 2]\n * ```", Constraints(examples=("[1, 2]",))),
        ("@examples [1, 2]", Constraints(examples=("1", "2"))),
        ("An id `as @format uuid`", NONE),
        ("An enum\n * @enum {string}\n * @const", NONE),
        ("@minimum 0 @default 5 @examples [1]", Constraints(0, default="5", examples=("1",))),
    ],
)
def test_jsdoc_says_constraints(comment: str, constraints: Constraints) -> None:
    read = read_jsdoc(f"/**\n * Text\n * {comment}\n */")
    assert (read.constraints, read.unkept) == (constraints, ())
    assert read.description.startswith("Text")


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("@minimum low", "expected a number"),
        ("@exclusiveMinimum true", "expected a number"),
        ("@minLength 1.5", "expected a number of 0 or more, without a fraction"),
        ("@pattern", "it has no value"),
        ("@minProperties 3", "a spec has no word for it"),
        ("@asType string", "only the type integer can be said of a number"),
        ("@minimum 1e999", "JSON has no such number"),
        ("@Minimum 1", "the tag is written @minimum"),
        ("@MINLENGTH 1", "the tag is written @minLength"),
        ("@tjs-pattern ^a$", "the tag is written @pattern"),
        ("@const 5", "a spec has no word for it"),
        ('@enum ["a"]', "a spec has no word for it"),
    ],
)
def test_a_tag_that_cannot_be_kept_is_named(tag: str, reason: str) -> None:
    read = read_jsdoc(f"/** {tag} */")
    assert read.unkept == (f'"{tag}" is not kept: {reason}',)
    assert read.constraints == NONE


def test_a_bound_beyond_all_floats_is_not_kept() -> None:
    """A spec does not take it: <https://www.rfc-editor.org/rfc/rfc8259#section-6>."""
    (message,) = read_jsdoc(f"/** @maximum {'9' * 310} */").unkept
    assert message.endswith("is not kept: JSON has no such number")


def test_defaults_that_are_no_json_stay_in_the_description() -> None:
    read = read_jsdoc("/**\n * Text\n * @default the first\n * @example say hi\n */")
    assert read.description == "Text\n\nDefault: the first\n\nExample:\n\n```\nsay hi\n```"
    assert read.constraints == NONE


def imported(tmp_path: Path, text: str) -> ReadTypes:
    file = tmp_path / "a.d.ts"
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    return import_types(Source(str(file)), Wanted())


def notes(read: ReadTypes) -> list[tuple[str, str, str]]:
    return [(note.kind, note.name, note.message) for note in read.notes]


def test_an_import_reports_each_constraint_that_it_cannot_keep(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        """
        export interface T {
          /** @minimum 3 */
          a: string;
          /** @maximum high */
          b: number;
          /** @pattern ^(a+)+$ */
          c: { /** @minLength 1 */ d: number };
        }
        /** @minimum 0 */
        export interface U { a: string }
        /** @maximum 9 */
        export type G<X> = X | number;
        """,
    )
    place = "only a field, and an alias of a type without fields, may have it"
    assert notes(read) == [
        ("not kept", "T.a", 'its "minimum" concerns a number; this is never one'),
        ("not kept", "T.b", '"@maximum high" is not kept: expected a number'),
        ("not kept", "T.c", 'its "pattern" concerns a string; this is never one'),
        ("not kept", "T.d", 'its "minLength" concerns a string; this is never one'),
        ("not kept", "U", f'its "minimum" has no place here: {place}'),
        ("not kept", "G", f'its "maximum" has no place here: {place}'),
    ]
    assert (read.exact, read.approximated, read.left_out) == (3, 0, 0)


def test_an_import_reports_constraints_at_places_that_have_none(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        """
        export interface T {
          /** @minimum 1 */
          [key: string]: number;
        }
        export type U = [/** @minimum 2 */ a: number, /** @maxLength 3 @minLength x */ string];
        export class V {
          /** @minimum 4 */
          [key: string]: number;
        }
        """,
    )
    places = "only fields, aliases, and the items of their arrays have constraints"
    assert notes(read) == [
        ("not kept", "T.key", f'"at least 1" is not kept: {places}'),
        ("not kept", "U.a", f'"at least 2" is not kept: {places}'),
        ("not kept", "U.string", f'"at most 3 characters" is not kept: {places}'),
        ("not kept", "U.string", '"@minLength x" is not kept: expected a number'),
        ("not kept", "V.key", f'"at least 4" is not kept: {places}'),
    ]


def test_getters_and_properties_in_parameters_have_constraints(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        """
        export interface T {
          /** Text. @minimum 1 */
          get a(): number;
        }
        export class U {
          constructor(
            /** Text. @minimum 1 */
            public a: number,
          ) {}
        }
        """,
    )
    for declared in next(iter(read.files.values())):
        (field,) = declared.body.object.fields
        assert (field.constraints, field.description) == (Constraints(minimum=1), "Text.")


def test_a_default_of_another_type_stays_in_the_description(tmp_path: Path) -> None:
    read = imported(tmp_path, "export interface T {\n/** Text\n@default 5 */\na: string }")
    (declared,) = next(iter(read.files.values()))
    (field,) = declared.body.object.fields
    assert (field.description, field.constraints) == ("Text\n\nDefault: 5", NONE)
    assert notes(read) == []


TYPIA = """
import { tags } from "typia";
export type Id = string & tags.Format<"uuid">;
export interface T {
  a: Id;
  b: number & tags.Type<"uint32"> & tags.ExclusiveMaximum<100>;
  c?: (string & tags.MinLength<1> & tags.Pattern<"^[a-z]+$">) | null;
  d: Array<string & tags.MaxLength<9>> & tags.MinItems<1> & tags.UniqueItems;
  e: (number & tags.Minimum<-0.5>)[];
  f: boolean & tags.Default<true> & tags.Examples<{ one: true; two: false }>;
  /** @minimum 3 */
  g: number & tags.Minimum<1> & tags.Maximum<9> & tags.Type<"double">;
  h: Record<string, number & tags.Maximum<5>>;
  i: (number & tags.Minimum<0>) | Id;
  j: string & tags.ContentMediaType<"text/html">;
}
"""


def install_typia(beside: Path) -> None:
    folder = beside / "node_modules" / "typia"
    (folder / "lib").mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "typia", "types": "index.d.ts"}')
    names = ("Format", "Type", "ExclusiveMaximum", "MinLength", "Pattern", "MaxLength")
    names += ("MinItems", "Minimum", "Maximum", "Default", "Examples", "ContentMediaType")
    declared = [f"export type {name}<V> = {{ 'typia.tag'?: V }};" for name in names]
    declared.append("export type UniqueItems<V extends boolean = true> = { 'typia.tag'?: V };")
    (folder / "lib" / "tags.d.ts").write_text("\n".join(declared))
    (folder / "index.d.ts").write_text('export * as tags from "./lib/tags";')


@pytest.mark.parametrize("is_installed", [False, True])
def test_tags_of_typia_say_constraints(tmp_path: Path, is_installed: bool) -> None:
    if is_installed:
        install_typia(tmp_path)
    read = imported(tmp_path, TYPIA)
    identifier, declared_type = next(iter(read.files.values()))
    assert identifier.constraints == Constraints(format="uuid")
    found = {field.wire_name: field.constraints for field in declared_type.body.object.fields}
    assert {name: said for name, said in found.items() if said} == {
        "b": Constraints(integer=True, minimum=0, exclusive_maximum=100),
        "c": Constraints(min_length=1, pattern="^[a-z]+$"),
        "d": Constraints(min_items=1, unique_items=True, items=Constraints(max_length=9)),
        "e": Constraints(items=Constraints(minimum=-0.5)),
        "f": Constraints(default="true", examples=("true", "false")),
        "g": Constraints(minimum=3, maximum=9),
    }
    places = "only fields, aliases, and the items of their arrays have constraints"
    assert notes(read) == [
        ("not kept", "T", f'"at most 5" is not kept: {places}'),
        ("not kept", "T", f'"at least 0" is not kept: {places}'),
        ("not kept", "T", "`tags.ContentMediaType` is not kept: a spec has no word for it"),
    ]


@pytest.mark.parametrize(
    ("type_", "said"),
    [
        ("(number & tags.Minimum<0>) | (number & tags.Maximum<-5>)", ["at least 0", "at most -5"]),
        ("number | (number & tags.Minimum<0>)", ["at least 0"]),
        ("(string & tags.MinLength<2>) | null | string", ["at least 2 characters"]),
        ("(number & tags.Minimum<0>)[] | number[]", ["at least 0"]),
        ("((number & tags.Minimum<0>) | null) | ((number & tags.Minimum<1>) | true)", None),
    ],
)
def test_what_tags_say_of_one_of_two_equal_members_of_a_union_is_not_kept(
    tmp_path: Path, type_: str, said: list[str] | None
) -> None:
    text = f'import {{ tags }} from "typia"; export interface T {{ a: {type_} }}'
    read = imported(tmp_path, text)
    (declared,) = next(iter(read.files.values()))
    assert declared.body.object.fields[0].constraints == NONE
    places = "only fields, aliases, and the items of their arrays have constraints"
    said = ["at least 0", "at least 1"] if said is None else said
    found = sorted(message for _, name, message in notes(read) if name == "T")
    assert found == [f'"{one}" is not kept: {places}' for one in said]


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("MinLength<1.5>", "expected a number of 0 or more, without a fraction"),
        ("MaxItems<-1>", "expected a number of 0 or more, without a fraction"),
        ('Format<"a b">', "a format is a name without spaces"),
    ],
)
def test_a_tag_of_typia_that_a_spec_does_not_take_is_reported(
    tmp_path: Path, tag: str, reason: str
) -> None:
    text = f'import {{ tags }} from "typia"; export interface T {{ a: string & tags.{tag} }}'
    message = f"`tags.{tag.partition('<')[0]}` is not kept: {reason}"
    assert ("not kept", "T", message) in notes(imported(tmp_path, text))


def test_several_tags_of_typia_say_all_examples_and_none_is_nameless(tmp_path: Path) -> None:
    text = """
        import { tags } from "typia";
        export interface T {
          a?: (string & tags.Default<"x">) | undefined;
          b: string & tags.Example<"x"> & tags.Examples<{one: "y"; two: "z"}>;
          c: [string & tags.Default<"x">];
        }
    """
    read = imported(tmp_path, text)
    (declared,) = next(iter(read.files.values()))
    found = [field.constraints for field in declared.body.object.fields]
    examples = ('"x"', '"y"', '"z"')
    assert found == [Constraints(default='"x"'), Constraints(examples=examples), NONE]
    places = "only fields, aliases, and the items of their arrays have constraints"
    assert ("not kept", "T", f'"Default: "x"" is not kept: {places}') in notes(read)


OTHER_NAMES = {
    "a namespace under another name": ('import { tags as t } from "typia";', "t.Minimum<1>"),
    "the whole package": ('import * as all from "typia";', "all.tags.Minimum<1>"),
    "a tag under another name": ('import type { Minimum as Min } from "typia/lib/tags";', "Min<1>"),
    "a name for a name": (
        'import { tags } from "typia"; import Least = tags.Minimum;',
        "Least<1>",
    ),
    "a type of an import": ("", 'import("typia").tags.Minimum<1>'),
    "another module that exports it": ('import { Lowest } from "./own";', "Lowest<1>"),
    "another module that exports all": ('import * as own from "./own";', "own.tags.Minimum<1>"),
}


@pytest.mark.parametrize("is_installed", [False, True])
@pytest.mark.parametrize(("imports", "tag"), OTHER_NAMES.values(), ids=OTHER_NAMES)
def test_tags_of_typia_are_known_under_every_name(
    imports: str, tag: str, tmp_path: Path, is_installed: bool
) -> None:
    if is_installed:
        install_typia(tmp_path)
    (tmp_path / "own.ts").write_text(
        'export { tags } from "typia"; export type { Minimum as Lowest } from "typia/lib/tags";'
    )
    read = imported(tmp_path, f"{imports}\nexport interface T {{ a: number & {tag} }}")
    (declared,) = next(iter(read.files.values()))
    assert declared.body.object.fields[0].constraints == Constraints(minimum=1)
    assert not any(name == "T" for _, name, _ in notes(read))


def test_a_type_of_the_name_of_a_tag_is_no_tag(tmp_path: Path) -> None:
    read = imported(
        tmp_path,
        'import { Text as Minimum } from "typia/lib/tags"; import { Format } from "./own";\n'
        "interface MaxLength<N> { max?: N }\n"
        "export interface T { a: Minimum<1> & { b: 1 }; c: MaxLength<1> & { b: 1 } }",
    )
    declared = next(d for d in next(iter(read.files.values())) if d.name == "T")
    assert not any(field.constraints for field in declared.body.object.fields)
