"""The spec that each construct of TypeScript becomes, through the command line."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main
from typescribe.language.model import AliasType, ObjectType, Reference
from typescribe.pipeline import load_spec


def imported(source: str, *options: str) -> tuple[str, str]:
    """Return the types of the spec for a declaration file, and the report."""
    text = textwrap.dedent(source)
    result = CliRunner().invoke(main, ["import", "-", *options], input=text)
    assert result.exit_code == 0, result.output
    _, _, types = result.stdout.partition("\ntypes:\n")
    return textwrap.dedent(types).rstrip("\n"), result.stderr


CONSTRUCTS = {
    "an alias of an object becomes fields": (
        "export type A = { id: string; size?: number; readonly tags: string[] };",
        'A:\n  fields:\n    id: string\n    size?: number\n    tags: "string[]"',
    ),
    "an interface that extends": (
        "export interface A { a: 1 }\nexport interface B<T = any> extends A { b: T }",
        'A:\n  fields:\n    a: "1"\n\n"B<T = any>":\n  extends: A\n  fields:\n    b: T',
    ),
    "a constraint and a default": (
        "export type Pair<A extends string, B = A> = [A, B?];",
        '"Pair<A extends string, B = A>":\n  type: "[A, B?]"',
    ),
    "an index signature": (
        "export type A = { [key: string]: number };",
        'A:\n  fields:\n    "[key: string]": number',
    ),
    "index signatures for some keys": (
        "type P = `b-${string}`;\n"
        "export type A = {\n"
        "  id: 1; [k: `x-${string}`]: string; readonly [n: number]: 1; [s: symbol]: 2\n"
        "};\n"
        "export type B = { [k: P | `c-${number}`]: string };\n"
        "export type C = { [k: string | symbol]: string };\n"
        "export type D = Record<number, string>;",
        'P:\n  type: "`b-${string}`"\n\n'
        'A:\n  fields:\n    id: "1"\n'
        '    "[key: `x-${string}`]": string\n    "[key: number]": "1"\n\n'
        'B:\n  fields:\n    "[key: P | `c-${number}`]": string\n\n'
        'C:\n  fields:\n    "[key: string]": string\n\n'
        'D:\n  type: "Record<number, string>"',
    ),
    "keys of every way to write them": (
        'const K = "k";\nenum E { A = "e" }\n'
        'export type A = { "a-b": 1; 2: 1; [K]: 1; [E.A]: 1; ["c"]: 1 };',
        'A:\n  fields:\n    "a-b": "1"\n    "2": "1"\n    k: "1"\n    e: "1"\n    c: "1"',
    ),
    "a string enum keeps the names that differ from its values": (
        'export enum E { EMAIL = "email", RONA = "AgentOfferContactRona" }',
        "E:\n  values:\n    email:\n    AgentOfferContactRona: {name: RONA}",
    ),
    "an enum is counted on from the last number": (
        "export declare enum E { A, B = 4, C, D = B | 1 << 3, E = -1 }",
        "E:\n  values:\n    0: {name: A}\n    4: {name: B}\n    5: {name: C}\n"
        "    12: {name: D}\n    -1: {name: E}",
    ),
    "an enum member is its literal": (
        'export declare const enum E { A = "x" }\nexport type T = E.A | "y";',
        'T:\n  type: \'"x" | "y"\'',
    ),
    "comments before the members of a union document its values": (
        'export type A =\n  /** By mail */\n  | "email"\n  | "chat" /** not of sms */\n  | "sms"\n'
        "  /** Not said */\n  | null;",
        "A:\n  values:\n    email: By mail\n    chat:\n    sms:\n    null: Not said",
    ),
    "documented values beside any other string": (
        'export type A = /** By mail */ "email" | (string & {});',
        "A:\n  open: true\n  values:\n    email: By mail",
    ),
    "escapes in a comment": (
        "/** \\@handle, *\\/, \\``` and {\\@link x} */\nexport type A = string;",
        'A:\n  description: "@handle, */, ``` and {@link x}"\n  type: string',
    ),
    "a property with reads_as": (
        "export interface A {\n  /** @readsAs epoch_milliseconds */\n  at: string;\n"
        "  /** @readsAs tea_leaves */\n  b: string;\n}",
        "A:\n  fields:\n    at: {type: string, reads_as: epoch_milliseconds}\n    b: string",
    ),
    "a Date that is declared by the program": (
        "interface Date { year: number }\nexport interface A { at: Date }",
        "A:\n  fields:\n    at: Date",
    ),
    "typeof a constant object": (
        'declare const K: { readonly A: "x"; readonly B: "y" };\n'
        "export type V = (typeof K)[keyof typeof K];\nexport type N = keyof typeof K;\n"
        "export type One = typeof K.A;",
        'V:\n  values:\n    x: {name: A}\n    y: {name: B}\n\nN:\n  type: \'"A" | "B"\'\n\n'
        "One:\n  values:\n    x: {name: A}",
    ),
    "as const keeps literals": (
        'export const K = { A: "x", N: 1 } as const;\nexport const L = ["p", "q"] as const;\n'
        "export type V = (typeof K)[keyof typeof K];\nexport type W = (typeof L)[number];",
        'V:\n  values:\n    x: {name: A}\n    1: {name: N}\n\nW:\n  type: \'"p" | "q"\'',
    ),
    "an alias that computes the values of a constant": (
        'type Enum<T> = T[keyof T];\ndeclare const K: { A: "x"; B: string };\n'
        "export type V = Enum<typeof K>;",
        "V:\n  type: '\"x\" | string'",
    ),
    "a namespace becomes part of the name": (
        "export declare namespace Out { interface In { a: 1 } type All = In[] }\n"
        "export type T = Out.In;",
        'OutIn:\n  name: In\n  fields:\n    a: "1"\n\n'
        'OutAll:\n  name: All\n  type: "OutIn[]"\n\nT:\n  type: OutIn',
    ),
    "declarations of one name are merged": (
        "export interface A<T> { a: T }\nexport interface A<U> { b: U }",
        '"A<T>":\n  fields:\n    a: T\n    b: T',
    ),
    "declare module": (
        'declare module "m" { export interface A { a: 1 } }\n'
        'declare module "n" { import { A } from "m"; export type B = A; }',
        'A:\n  fields:\n    a: "1"\n\nB:\n  type: A',
    ),
    "a class is the data of its instances": (
        "export declare class A extends B { readonly a: string; b?: number; private c; "
        "static d: string; get e(): boolean; constructor(f: string); #g; }\n"
        "declare class B { z: 1 }",
        "A:\n  extends: B\n  fields:\n    a: string\n    b?: number\n    e: boolean\n\n"
        'B:\n  fields:\n    z: "1"',
    ),
    "a parameter property": (
        "export class A { constructor(public a: string, private b: number) {} }",
        "A:\n  fields:\n    a: string",
    ),
    "this is the type around it": (
        "export interface A { next?: this }",
        "A:\n  fields:\n    next?: A",
    ),
    "a type that is not exported is imported if it is used": (
        "interface A { a: 1 }\ninterface C {}\nexport type B = A[];",
        'A:\n  fields:\n    a: "1"\n\nB:\n  type: "A[]"',
    ),
    "operators stay what they are": (
        "interface D { a: 1 }\ntype K = D;\n"
        "export type A = { readonly [K in keyof D as `x-${K}`]-?: D[K] };\n"
        "export type B<T> = T extends string ? `b-${T}` : never;",
        'A:\n  type: "{[K in keyof D as `x-${K}`]-?: D[K]}"\n\n'
        '"B<T>":\n  type: "T extends string ? `b-${T}` : never"',
    ),
    "nothing in JSON is a function": (
        "export type A<T> = T extends () => void ? never : T;",
        '"A<T>":\n  type: T',
    ),
    "a union of one type": (
        "export type A = { a: 1 } | { a: 1 };",
        'A:\n  fields:\n    a: "1"',
    ),
    "a symbol names no property": (
        "declare const tag: unique symbol;\n"
        'export interface A { readonly [tag]: "x"; id: string; [Symbol.iterator](): any }',
        "A:\n  fields:\n    id: string",
    ),
    "an object with toJSON is what that returns": (
        "export class A { toJSON(): string; plus(a: A): A; x: 1 }\n"
        "export class B extends A { y: 1 }\nexport interface C { toJSON(): { a: 1 } }\n"
        "export interface D extends C { b: 2 }\n"
        "export type E = { toJSON: () => number } | null;",
        'A:\n  type: string\n\nB:\n  type: A\n\nC:\n  type: "{a: 1}"\n\n'
        "D:\n  type: C\n\nE:\n  type: number | null",
    ),
    "an intersection that contains itself": (
        "type Pag<T> = T & { m: {} };\nexport interface Node { kids: Pag<Node>; id: string }\n"
        "export interface X { x: X & X; y: (X & X)[] }\n"
        "export interface N { next: N & { extra: 1 } }",
        "Node:\n  fields:\n    kids: Pag<Node>\n    id: string\n\n"
        'X:\n  fields:\n    x: X & X\n    y: "(X & X)[]"\n\n'
        'N:\n  fields:\n    next: "N & {extra: 1}"',
    ),
    "void is what is absent, object is an object or an array": (
        "export type A = string | void;\nexport interface B { body?: object }",
        "A:\n  type: string | undefined\n\nB:\n  fields:\n" "    body?: object",
    ),
}


DATES = {
    "a Date and a URL, which are sent as texts": (
        "export interface A {\n  at: Date; no?: Date | null; either: Date | string; all: Date[];\n"
        "  link: URL | undefined;\n}",
        "A:\n  fields:\n    at: {type: string, reads_as: date_time}\n"
        "    no?: {type: string | null, reads_as: date_time}\n    either: string\n"
        '    all: "string[]"\n    link: {type: string | undefined, reads_as: url}',
    ),
    "a Date beside a property with the name of its reading": (
        "export interface A { at: Date; atAsDatetime: string }",
        "A:\n  fields:\n    at: {type: string, reads_as: date_time}\n    atAsDatetime:\n"
        "      attribute: at_as_datetime_2\n      type: string",
    ),
}


@pytest.mark.parametrize(("source", "types"), DATES.values(), ids=DATES)
def test_a_text_that_is_sent_for_an_object_has_the_reading_of_it(source: str, types: str) -> None:
    found, report = imported(source)
    assert types in found
    assert "is sent as text" in report


@pytest.mark.parametrize(("source", "types"), CONSTRUCTS.values(), ids=CONSTRUCTS)
def test_construct(source: str, types: str) -> None:
    found, report = imported(source)
    assert types in found
    assert "approximated " not in report.replace("0 approximated", "")


def test_what_is_added_to_a_type_of_the_library_does_not_replace_it() -> None:
    found, report = imported("""
        declare global {
          interface Error { status?: number } interface Array<T> { own(): T }
          interface Date { foo: 1 } interface Promise<T> { more: T } interface Window { app: 1 }
        }
        export interface A { e: Error; d: Date[] | 1; p: Awaited<Promise<2>> }
    """)
    assert "status?: number" in found
    assert [line.split() for line in found.splitlines()[-5:]] == [
        ["A:"],
        ["fields:"],
        ["e:", "Error"],
        ["d:", '"string[]', "|", '1"'],
        ["p:", '"2"'],
    ]
    assert report.count("approximated  ") == report.count("`Date` becomes string") == 1


def test_comments_become_descriptions() -> None:
    found, _ = imported("""
        /**
         * What a customer {@link Order | asks} for.
         *
         * @deprecated use Order2
         * @example
         * const a: Order =
         *   {id: "1"};
         */
        export interface Order {
            /** Number of the order */
            id: string; // not this
            /** @deprecated */
            old?: string;
        }
        """)
    assert found == textwrap.dedent("""\
        Order:
          description: |-
            What a customer asks for.

            Example:

            ```
            const a: Order =
              {id: "1"};
            ```
          deprecated: use Order2
          fields:
            id: {type: string, description: Number of the order}
            old?:
              deprecated: true
              type: string""")


def test_descriptions_can_be_left_out() -> None:
    source = "/** A */ export type A = {/** b */ b: {/** c */ c: 1}[]};\n"
    found, _ = imported(source, "--no-descriptions")
    assert found == 'A:\n  fields:\n    b: "{c: 1}[]"'


def test_an_error_of_the_library_is_an_object_of_its_own_file() -> None:
    result = CliRunner().invoke(main, ["import", "-"], input="export interface A extends Error {}")
    assert result.stdout == (
        "# lib.yaml\n"
        "# Generated by typescribe from stdin.ts; what people add goes in overlay.yaml.\n"
        "source: lib.d.ts of TypeScript\n"
        "types:\n  Error:\n    fields:\n"
        "      name: string\n      message: string\n      stack?: string\n      cause?: unknown\n\n"
        "# stdin.yaml\n"
        "# Generated by typescribe from stdin.ts; what people add goes in overlay.yaml.\n"
        "source: stdin.ts\n"
        "types:\n  A:\n    extends: Error\n    fields: {}\n\n"
    )


def test_a_branded_string_is_a_string() -> None:
    found, report = imported('export type Id = string & { readonly __brand: "Id" };')
    assert found == "Id:\n  type: string"
    assert "Id  a branded string is sent as a plain string\n" in report


def test_a_getter_of_a_type_is_a_property() -> None:
    found, _ = imported("export interface A { get a(): string; set a(value: string) }")
    assert found == "A:\n  fields:\n    a: string"


def test_a_bigint_is_left_out_of_a_union() -> None:
    found, report = imported("export type A = 10n | 5;")
    assert found == 'A:\n  type: "5"'
    assert "a member of the union is left out: a bigint" in report


def test_a_re_export_that_cannot_be_found_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b.d.ts").write_text("export interface B { b: 1 }\n")
    Path("a.d.ts").write_text(
        'export * from "./missing";\n'
        'export { Z } from "./gone";\n'
        'export { A as C } from "./b";\n'
        'export * as all from "elsewhere";\n'
        'export { B } from "./b";\n'
    )
    result = CliRunner().invoke(main, ["import", "a.d.ts"])
    assert result.exit_code == 0
    assert [line.split(maxsplit=3) for line in result.stderr.splitlines()[2:6]] == [
        ["left", "out", "a.d.ts:1:1", '(exports)  "./missing" cannot be resolved'],
        ["left", "out", "a.d.ts:2:10", 'Z          "./gone" cannot be resolved'],
        ["left", "out", "a.d.ts:3:10", 'A          "./b" does not export it'],
        ["left", "out", "a.d.ts:4:8", '(exports)  "elsewhere" cannot be resolved'],
    ]


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files with the folders around them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def imported_file(folder: Path, name: str = "index.ts") -> tuple[str, str]:
    """Return the specs of a file, each after a line with its name, and the report."""
    result = CliRunner().invoke(main, ["import", str(folder / name)])
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    kept = [line for line in lines if not line.startswith(("# Generated", "source:", "types:"))]
    return "\n".join(kept), result.stderr.replace(f"{folder}/", "")


def rows(report: str) -> list[str]:
    """Return the rows of a report, each with single spaces."""
    _, _, below = report.partition("\n\n")
    return [" ".join(line.split()) for line in below.splitlines()]


def test_a_value_whose_type_is_not_inferred_is_reported_with_each_type_that_refers_to_it() -> None:
    _, report = imported("""
        const K = { a: compute(), b: 1 };
        export type A = typeof K;
        export type B = (typeof K)["b"];
        export class C { at = compute(); get g() { return 1; } }
        """)
    assert rows(report) == [
        'approximated stdin.ts:2:16 A the type of "compute()" is not inferred; it becomes unknown; '
        "also 2 more: B, C",
        "approximated stdin.ts:5:34 C the type of this getter is not inferred; it becomes unknown",
    ]


def test_an_enum_of_single_bits_gets_a_hint() -> None:
    _, report = imported("""
        export enum Flags { None = 0, A = 1 << 0, B = 1 << 1, C = 1 << 2, All = A | B | C }
        export enum Levels { Low, Middle, High }
        export enum Counted { One = 1, Two, Three, Four, Five }
        """)
    assert rows(report) == [
        "hint stdin.ts:2:13 Flags its members are single bits, "
        "and a message may hold a sum of several; an overlay accepts these with `flags: true`"
    ]
    assert "3 types: 3 exact, 0 approximated, 0 left out" in report


def test_an_enum_with_a_computed_member_accepts_any_number_and_its_texts() -> None:
    found, report = imported("""
        export enum A { X = "x", Y = "abc".length }
        export enum B { X, Y = Math.random() }
        """)
    assert found == 'A:\n  type: number | "x"\n\nB:\n  type: number'
    assert rows(report) == [
        "approximated stdin.ts:2:30 A the value of Y is not constant, so any number is accepted",
        "approximated stdin.ts:3:24 B the value of Y is not constant, so any number is accepted",
    ]


def test_a_number_that_json_cannot_hold_becomes_unknown() -> None:
    found, report = imported("export interface A { a: 1e999; b: -1e999 }")
    assert found == "A:\n  fields:\n    a: unknown\n    b: unknown"
    assert "JSON has no number of this size; it becomes unknown" in report


def test_a_member_that_is_sent_as_an_object_widens_its_union() -> None:
    found, report = imported("""
        export type A = string | RegExp;
        export type B = string | Map<string, number>[];
        export type C = Handler | 1;
        interface Handler { run(): void }
        """)
    assert found == (
        'A:\n  type: "string | Record<string, unknown>"\n\n'
        'B:\n  type: "string | unknown[]"\n\n'
        'C:\n  type: "Record<string, unknown> | 1"'
    )
    assert rows(report)[:3] == [
        "approximated stdin.ts:2:26 A a member of the union becomes any object: "
        "a regular expression (`RegExp`)",
        "approximated stdin.ts:3:26 B a member of the union becomes any array: "
        "a collection without JSON (`Map`)",
        "approximated stdin.ts:4:17 C a member of the union becomes any object: "
        "`Handler` is left out: JSON can carry none of its members",
    ]


def test_a_property_whose_name_is_not_constant_is_reported() -> None:
    found, report = imported("declare const k: string; export interface A { [k]: 1; a: 2 }")
    assert found == 'A:\n  fields:\n    a: "2"'
    assert rows(report) == [
        'approximated stdin.ts:1:47 A the name "[k]" is not constant; the property is left out'
    ]


def test_the_properties_of_an_array_are_reported_since_it_is_sent_without_them() -> None:
    found, report = imported("export interface A extends Array<string> { total: number }")
    assert found == 'A:\n  type: "string[]"'
    assert rows(report) == [
        "left out stdin.ts:1:44 A.total an array is sent without its properties"
    ]


def test_a_package_is_augmented_and_known_by_its_global_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "node_modules/shop/package.json": '{"name": "shop", "types": "index.d.ts"}',
            "node_modules/shop/index.d.ts": "export as namespace Shop;\n"
            "export interface Order { id: string }\n"
            "export namespace Parts { interface Line extends Shop.Order { n: 1 } }\n",
            "index.ts": 'import { Order, Parts } from "shop";\n'
            'declare module "shop" { interface Order { added: number } }\n'
            "export type A = Order; export type B = Parts.Line;\n",
        },
    )
    found, report = imported_file(tmp_path)
    assert "  Order:\n    fields:\n      id: string\n      added: number\n" in found
    assert "  PartsLine:\n    name: Line\n    extends: Order\n" in found
    assert report == "4 types: 4 exact, 0 approximated, 0 left out\n"


def test_a_type_approximated_for_two_reasons_counts_once() -> None:
    _, report = imported(
        "export type A = (typeof missing)[0] | Omit<RegExp | 1, Date>; type B = 1;"
    )
    counts = report.splitlines()[0]
    assert counts == "1 type: 0 exact, 1 approximated, 0 left out"


def test_a_syntax_error_costs_one_declaration(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "index.ts": 'import { D } from "./d"; import { Props } from "./c"; '
            'import { H } from "./h";\n'
            "export type X = D; export type P = Props; export type Y = H;\n"
            "export interface Open {\n  a: string;\n"
            "export interface Fine { f: 1 }\n",
            "d.d.ts": "export default function (a: string): void;\n"
            "export interface D { d: 1 }\n"
            "declare namespace N {\n  interface A { a: 1 }\n  interface B { b: }\n}\n"
            "export { N };\n",
            "c.tsx": "export interface Props { title: string }\n"
            'export function C(p: Props) { return <div id="x">{p.title}<b/></div>; }\n',
            "h.ts": ")))) {{{{ <<<\n",
        },
    )
    found, report = imported_file(tmp_path)
    assert [line for line in found.splitlines() if line[2:3].isupper()] == [
        *("  Props:", "  D:", "  NA:", "  X:", "  P:", "  Y:", "  Fine:")
    ]
    assert rows(report) == [
        'approximated index.ts:2:59 Y `H` becomes unknown: "./h" does not export it',
        "left out c.tsx:2:17 C a function",
        'left out d.d.ts:5:20 B syntax error in the file: expected a type after ":"',
        'left out h.ts:1:1 (file) syntax error in the file: unexpected ")"',
        'left out index.ts:3:23 Open syntax error in the file: "{" is never closed; add "}"',
    ]
    assert report.splitlines()[0] == "9 types: 6 exact, 1 approximated, 2 left out"


def test_names_that_collide_in_python_get_names_of_their_own() -> None:
    long = "A" * 90
    found, report = imported(f"""
        export interface S {{ l: {{ "+1": 1; "-1": 2 }}[]; fooBar: 1; foo_bar: 2; "foo-bar": 3 }}
        export interface $ {{ a: 1 }}
        export interface _ {{ b: 1 }}
        export interface G<T> {{ "a-b": T; a_b: T }}
        export type U = {{ a: G<1>; b: {long} }};
        export interface {long} {{ a: 1 }}
        """)
    assert found.startswith(textwrap.dedent("""\
        S:
          fields:
            l: "SL[]"
            fooBar: "1"
            foo_bar:
              attribute: foo_bar_2
              type: "2"
            "foo-bar":
              attribute: foo_bar_3
              type: "3"

        SL:
          fields:
            "+1": "1"
            "-1":
              attribute: field_1_2
              type: "2"

        $:
          name: Type
          fields:
            a: "1"

        _:
          name: Type2
          fields:
            b: "1"

        "G<T>":
          fields:
            "a-b": T
            a_b:
              attribute: a_b_2
              type: T

        U:
          fields:
            a: G<1>
        """))
    assert f"    b: {long}\n" in found
    assert [row.split(":")[0] for row in rows(report)] == ["renamed stdin.ts"] * 6
    assert report.splitlines()[0] == "6 types: 6 exact, 0 approximated, 0 left out"


def test_types_that_use_an_approximated_type_are_reported_and_counted() -> None:
    _, report = imported("""
        type El = Date;
        export interface A { a: El }
        export interface B { b: El; a: A }
        export type C = A[];
        export type D = string;
        """)
    assert rows(report) == [
        "approximated stdin.ts:2:11 El `Date` becomes string: a Date is sent as text",
        "approximated stdin.ts:3:18 A 2 types use `El`, which is approximated: A, B",
        "approximated stdin.ts:5:13 C it uses `A`, which is approximated",
    ]
    assert report.splitlines()[0] == "5 types: 1 exact, 4 approximated, 0 left out"


def test_the_rows_about_one_package_that_is_not_installed_are_one(tmp_path: Path) -> None:
    uses = "".join(f"export type {n} = {n}0 | 1;\n" for n in "ABCDE")
    names = ", ".join(f"{n}0" for n in "ABCDE")
    write(tmp_path, {"index.ts": f'import {{ {names} }} from "@acme/shop/types";\n{uses}'})
    _, report = imported_file(tmp_path)
    assert rows(report) == [
        'approximated index.ts:2:17 (imports) 5 names of "@acme/shop" become unknown in 5 types: '
        "it is not installed beside the source; run `npm install @acme/shop` there"
    ]


OWN = {
    "name": "own",
    "imports": {"#in": "./lib/in.ts", "#deep/*": "./lib/*.ts"},
    "exports": {"./sub": {"types": "./lib/sub.ts"}},
}
ARRAYS = {
    "exports": {
        ".": [{"types": "./a.d.ts"}],
        "./x/*": {"types@>=5": "./n/*.d.ts", "types": "./o/*.d.ts"},
    }
}
VERSIONS = {
    "types": "index.d.ts",
    "typesVersions": {"<=4.0": {"*": ["old/*"]}, ">=4.1": {"*": ["new/*"]}},
}
RESOLUTION = {
    "package.json": json.dumps(OWN),
    "tsconfig.json": '{ // a comment\n"compilerOptions": '
    '{ "baseUrl": ".", "paths": { "@app/*": ["app/*"], } } }',
    "app/thing.ts": "export interface Thing { t: 1 }",
    "base/path.ts": "export interface Based { b: 1 }",
    "lib/in.ts": "export interface In { i: 1 }",
    "lib/sub.ts": "export interface Sub { s: 1 }",
    "node_modules/arr/package.json": json.dumps(ARRAYS),
    "node_modules/arr/a.d.ts": "export interface Arr { a: 1 }",
    "node_modules/arr/n/q.d.ts": "export interface New { n: 1 }",
    "node_modules/arr/o/q.d.ts": "export interface New { o: 1 }",
    "node_modules/tv/package.json": json.dumps(VERSIONS),
    "node_modules/tv/new/index.d.ts": "export interface Tv { v: 2 }",
    "node_modules/tv/index.d.ts": "export interface Tv { v: 1 }",
    "node_modules/@types/node/package.json": '{"types": "index.d.ts"}',
    "node_modules/@types/node/index.d.ts": '/// <reference path="fs.d.ts" />',
    "node_modules/@types/node/fs.d.ts": 'declare module "fs" { interface Stats { size: 1 } }\n'
    'declare module "node:fs" { export * from "fs"; }',
}


@pytest.mark.parametrize(
    ("name", "specifier"),
    [
        ("Thing", "@app/thing"),
        ("Based", "base/path"),
        ("In", "#in"),
        ("In", "#deep/in"),
        ("Sub", "own/sub"),
        ("Arr", "arr"),
        ("New", "arr/x/q"),
        ("Tv", "tv"),
        ("Stats", "node:fs"),
    ],
)
def test_a_specifier_is_resolved_as_the_compiler_does(
    name: str, specifier: str, tmp_path: Path
) -> None:
    source = f'import {{ {name} }} from "{specifier}";\nexport type A = {name};\n'
    write(tmp_path, {**RESOLUTION, "index.ts": source})
    found, report = imported_file(tmp_path)
    assert f"  A:\n    type: {name}" in found
    assert report == "2 types: 2 exact, 0 approximated, 0 left out\n"
    assert "v: " not in found or 'v: "2"' in found, "the newest of typesVersions"
    assert "o: " not in found, "the newest of the conditions"


def test_a_package_without_its_types_names_the_source_beside_it(tmp_path: Path) -> None:
    manifest = '{"name": "p", "types": "dist/index.d.ts"}'
    write(tmp_path, {"package.json": manifest, "src/index.ts": "export type A = 1;"})
    result = CliRunner().invoke(main, ["import", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr == (
        f'{tmp_path}/package.json: "types" is "dist/index.d.ts", which does not exist; '
        f"src/index.ts does: `typescribe import {tmp_path}/src/index.ts`\n"
    )


def test_a_long_chain_of_generic_aliases_is_read() -> None:
    chain = [f"export type A{n}<T> = A{n + 1}<T> | {n};" for n in range(150)]
    found, _ = imported("\n".join([*chain, "export type A150<T> = T;", "export type B = A0<'x'>;"]))
    assert '"A149<T>":\n  type: A150<T> | 149\n' in found


def test_a_script_adds_to_the_types_of_the_library(tmp_path: Path) -> None:
    path = tmp_path / "a.d.ts"
    path.write_text(
        "interface Date { unix(): number }\ninterface A { d: Date; r: Request }\n"
        "interface Request { id: 1 }\n"
    )
    result = CliRunner().invoke(main, ["import", str(path)])
    assert "  A:\n    fields:\n      d: {type: string, reads_as: date_time}\n" in result.stdout
    assert '  Request:\n    fields:\n      id: "1"\n' in result.stdout
    assert "left out" not in result.stderr.partition("\n")[2]


def test_a_module_of_json_may_hold_an_array_and_jsx_names_a_tsx_file(tmp_path: Path) -> None:
    (tmp_path / "view.tsx").write_text("export interface Props { n: 1 }")
    (tmp_path / "data.json").write_text('[{"a": 1}, null]')
    path = tmp_path / "a.ts"
    path.write_text(
        "import data from './data.json';\nimport { Props } from './view.jsx';\n"
        "export interface A { d: typeof data; p: Props }\n"
    )
    result = CliRunner().invoke(main, ["import", str(path)])
    assert '  A:\n    fields:\n      d: "({a: number} | null)[]"\n      p: Props\n' in result.stdout


def test_a_declaration_with_a_syntax_error_is_not_called_missing() -> None:
    _, report = imported("""
        export interface A { a: ; }
        export interface B { a: A; b: 1 }
    """)
    assert "`A` becomes unknown: its declaration has a syntax error" in report
    assert "missing" not in report


def test_an_archive_of_npm_is_read_as_the_package_in_it(tmp_path: Path) -> None:
    package = {
        "package/package.json": '{"name": "shop", "version": "1.2.0", "types": "d/index.d.ts"}',
        "package/d/index.d.ts": 'export * from "./order";',
        "package/d/order.d.ts": "export interface Order { id: string; at: Date }\n"
        "import data from './data.json';\nexport type Data = typeof data.list;",
        "package/d/data.json": '{"list": [1]}',
        "package/../../out.d.ts": "export type Outside = 1;",
    }
    path = tmp_path / "shop-1.2.0.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in package.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    result = CliRunner().invoke(main, ["import", str(path)])
    assert result.exit_code == 0, result.output
    assert "from shop 1.2.0;" in result.stdout
    assert (
        "  Order:\n    fields:\n      id: string\n      at: {type: string, reads_as: date_time}\n"
        in result.stdout
    )
    assert '  Data:\n    type: "number[]"\n' in result.stdout
    assert "Outside" not in result.stdout
    assert f"{path.as_posix()}/d/order.d.ts:1:42" in result.stderr


def test_a_file_that_is_no_archive_is_rejected_by_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.tgz"
    path.write_text("no archive")
    result = CliRunner().invoke(main, ["import", str(path)])
    assert (result.exit_code, result.stderr) == (
        2,
        f"{path}: expected an archive as `npm pack` makes it; it cannot be unpacked\n",
    )
    zipped = tmp_path / "a.d.ts"
    zipped.write_bytes(gzip.compress(b"export type A = 1;"))
    result = CliRunner().invoke(main, ["import", str(zipped)])
    assert (result.exit_code, result.stderr) == (2, f"{zipped}: a gzip archive; expected UTF-8\n")


def test_a_package_without_an_entry_is_read_where_npm_installs_it(tmp_path: Path) -> None:
    """The modules of `kubernetes-types` are imported one by one; it has no main one."""
    files = {
        "node_modules/kinds/package.json": '{"name": "kinds"}',
        "node_modules/kinds/core/v1.d.ts": "export interface Pod { name: string }",
        "node_modules/kinds/node_modules/other/x.d.ts": "export interface Other { a: 1 }",
    }
    write(tmp_path, files)
    types, report = imported_file(tmp_path, "node_modules/kinds")
    assert types == "  Pod:\n    fields:\n      name: string\n"
    assert "1 type: 1 exact" in report


def test_a_mapped_type_over_the_keys_of_an_enum_is_the_enum() -> None:
    """A mapped type over `keyof T` leaves a scalar T as it is, and an enum is one."""
    _, report = imported("""
        export enum Level { Low, High }
        type Deep<T> = { [K in keyof T]: Deep<T[K]> };
        export type Guild = Deep<{ level: Level; name: string }>;
        """)
    assert report == "3 types: 3 exact, 0 approximated, 0 left out\n"


def test_all_uses_of_a_generic_that_cannot_be_said_become_unknown() -> None:
    """One problem has as many places as there are uses, which change one after the other."""
    uses = "".join(f"export interface U{n} {{ a: number; b: Bad<{n}> }}\n" for n in range(60))
    source = "type Bad<T> = { v: T } & T[];\n" + uses
    types, report = imported(source)
    assert types.count("type: unknown") == 60
    assert "61 types: 1 exact, 60 approximated, 0 left out" in report


def test_a_type_that_needs_too_many_classes_costs_itself_alone() -> None:
    """Beside a type whose variants multiply without end, the others stay as they are."""
    kinds = " | ".join(f"{{ k{n}: 1; next: Tree<[A, {n}]> }}" for n in range(9))
    source = f"""
        export type Tree<A> = {{ a: A }} & ({kinds});
        export interface Root {{ tree: Tree<0> }}
        export interface Other {{ id: string }}
        """
    types, report = imported(source)
    assert "Other:\n  fields:\n    id: string" in types
    assert "approximated" in report


def test_generate_takes_a_type_of_any_length(tmp_path: Path) -> None:
    """An expression of a spec has at most 30,000 characters, so parts get names of their own."""
    words = "\n".join(f"     * {'word ' * 15}" for _ in range(100))
    fields = "".join(f"/**\n{words}\n*/\np{n}?: T[];\n" for n in range(6))
    literals = "".join(f"k{n}: K | 'a text of some length, number {n}'; " for n in range(800))
    source = f"""
export type Schema<T = any> = boolean | {{ {fields} deep?: {{ q: T }} }};
export type Plain = {{ a: [{{ {fields.replace("T[]", "string")} }}] }};
export type Mapped = {{ [K in "a" | "b"]: {{ {literals} }} }};
export interface Uses {{ schema: Schema<string> }}
export type Tried<T> = T extends (infer U)[] ? {{ u: U; {fields} }} : T;
export type Used = Tried<string[]>;
"""
    write(tmp_path, {"index.ts": source})
    spec = tmp_path / "spec"
    result = CliRunner().invoke(main, ["import", str(tmp_path / "index.ts"), "--output", str(spec)])
    assert result.exit_code == 0, result.output
    assert "6 types: 6 exact" in result.output
    model = load_spec("long", spec, "spec")
    assert {"Plain", "Uses", "Mapped"} <= {named.name for named in model.types}
    alias = model.by_name["Used"]
    assert isinstance(alias, AliasType)
    assert isinstance(alias.type, Reference)
    used = model.by_name[alias.type.name]
    assert isinstance(used, ObjectType)
    assert [field.wire_name for field in used.fields] == ["u", *(f"p{n}" for n in range(6))]
