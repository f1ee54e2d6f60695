"""A type that cannot be imported exactly becomes wider: all that TypeScript accepts is accepted.

Each source was found by the fuzzer against the compiler, and rejected a message that the compiler
accepts.
"""

from __future__ import annotations

import pytest
from test_import_typescript import imported

UNSAID = "type Bad<T> = T extends `${infer U}-` ? U : undefined;\n"
"""A generic that is not resolved for another template."""

WIDER = {
    "a property whose type became unknown may be absent, through an alias": (
        UNSAID + "type Lost = [Bad<`x-${string}`>][0] | undefined;\n"
        "export interface A { a: Lost }\nexport type B = Record<'b', Lost>;",
        ("a?: Lost", 'Partial<Record<"b", Lost>>'),
    ),
    "a property that became unknown may be absent because of an alias of undefined": (
        "type None = undefined;\ntype Maybe = 1 | None;\n"
        "type Keys = { [K in keyof string as K]: 1 };\n"
        "export interface A { a: { [K in keyof string as K]: 1 } | None;\n"
        "b: { c: { [K in keyof string as K]: 1 } | Maybe } }",
        ("A:\n  fields:\n    a?: unknown | None\n", "        c?: unknown | Maybe"),
    ),
    "a property that is taken from one that became unknown may be absent": (
        "export interface A { x: (5)[keyof 5]; y: 1 }\nexport interface B { b: A['x']; c: A['y'] }",
        ("B:\n  fields:\n    b?: 'A[\"x\"]'\n    c: 'A[\"y\"]'",),
    ),
    "a mapped type without JSON is an object in a union": (
        "export type A = { [K in 'a' | 'b']: symbol } | 5;\n"
        "export type B = Record<'a', bigint> | 5;",
        ('A:\n  type: "Record<string, unknown> | 5"', 'B:\n  type: "Record<string, unknown> | 5"'),
    ),
    "a mapped type over the keys of a text may be anything": (
        "export type A = { [K in keyof string]: symbol } | 5;",
        ("A:\n  type: unknown | 5",),
    ),
    "an array stays an array beside methods": (
        "export type A = (number[] & { first(): number }) | 5;",
        ('A:\n  type: "number[] | 5"',),
    ),
    "a property that is never sent is left out, even if it may be undefined": (
        "export interface A { a: symbol | undefined; b: 1 }",
        ('A:\n  fields:\n    b: "1"',),
    ),
    "a generic that compares becomes unknown with its argument": (
        "type Text<T> = T extends `${infer U}${string}` ? [U] : string;\n"
        "export type A = Text<`x-${number}`>;",
        ("A:\n  type: unknown",),
    ),
    "a generic that lists keys becomes unknown with an argument that loses some": (
        "type Keys<T> = keyof T;\nexport type A = Keys<{ a: 1; run(): void }>;",
        ("A:\n  type: unknown",),
    ),
    "what a function is compared with may have parts that JSON cannot carry": (
        "export type A<T> = (T & { a: 1; run(): void })['a'] extends () => void ? 'f' : T;\n"
        "export type B = A<{ b: 1 }> | (() => void);",
        ("B:",),
    ),
    "a branch inside another branch may be a symbol": (
        "interface E {}\n"
        "export interface A { a: E extends string ? 1 : E extends string ? 2 : symbol }",
        ("A:\n  fields:\n    a?: unknown",),
    ),
    "a template with an unknown part becomes unknown": (
        "interface Runs { a?: 1; run(): void }\n"
        "export type A = `${keyof Runs & string}${number}`;",
        ("A:\n  type: unknown",),
    ),
    "a number fits an enum, but no other union of numbers": (
        "export enum E { A = 10, B = 20 }\nexport type A = Extract<number, E>;",
        ("A:\n  type: unknown",),
    ),
    "an index signature that no type can express is left out": (
        "export type A = { [K in keyof { 'x-b': 1; [k: `x-${string}`]: 1 }]:\n"
        "  K extends 'x-b' ? { z: 1 } : { r: 1 } };",
        ("A:\n  type: unknown",),
    ),
    "a property that became unknown is not required by an operator": (
        "interface T { a: (5)[keyof 5]; b: 1 }\n"
        "type All<T> = Required<T>;\n"
        "export type A = { v: Required<T> };\n"
        "export type B = { v: { [K in keyof T]-?: T[K] } };\n"
        "export type C = { v: All<T> };\n"
        "export type D = Required<{ a: (5)[keyof 5] }>;\n"
        "export type F = Required<{ a: [string extends string ? symbol : 1][0]; b: 1 }>;\n"
        "export type G = Required<{ b?: 1; run(): void }>;\n"
        "export type E = { [K in keyof { a: Lost }]-?: { a: Lost }[K] };\n"
        "type Lost = Exclude<T | '1', T>;",
        (
            "A:\n  fields:\n    v?: unknown",
            '"All<T>":\n  type: Required<T>',
            "B:\n  fields:\n    v: unknown",
            "C:\n  fields:\n    v?: unknown",
            "D:\n  type: unknown",
            "F:\n  type: unknown",
            'G:\n  type: "Required<{b?: 1}>"',
            "E:\n  type: unknown",
        ),
    ),
    "an operator in what a mapped type iterates over depends on an approximated type": (
        "interface T { a: (5)[keyof 5] }\n"
        "export type A = { [K in keyof { a: 1 | Exclude<T | '1', T> }]: "
        "{ a: 1 | Exclude<T | '1', T> }[K] };",
        ('A:\n  type: "{[K in keyof {a?: 1 | unknown}]: {a?: 1 | unknown}[K]}"',),
    ),
    "an intersection with an approximated type may have been never": (
        "interface T { a: (5)[keyof 5]; n: (5)[keyof 5] }\n"
        "export type A = keyof (T & { n: 'x' });\n"
        "export type B = { [K in keyof (T & { n: 'x' })]: (T & { n: 'x' })[K] };",
        ("A:\n  type: unknown", "B:\n  type: unknown"),
    ),
    "the keys of a type whose base is not known are not known": (
        "import { X } from 'nowhere';\ninterface T extends X { a: 1 }\n"
        "class C extends (class { x = 1 }) { b = 2 }\n"
        "interface U extends V<{ run(): void }> { a: 1 }\ninterface V<P> { c: 1 }\n"
        "export type A = keyof T;\nexport type B = { [P in keyof C]: string };\n"
        "export type D = keyof U;",
        ("A:\n  type: unknown", "B:\n  type: unknown", "D:\n  type: unknown"),
    ),
    "a base that is lost may have been an array": (
        "type Args<F> = F extends (...args: infer A) => number ? A : string[];\n"
        "export interface A extends Args<(x: string) => void> {}\n"
        "type Tail<T> = T extends `${infer U}-` ? U[] : string[];\n"
        "export interface B extends Tail<`x-${string}`> {}\n"
        "interface Lost { a: (5)[keyof 5] }\n"
        "type Of<T> = T extends { a: 1 } ? 1[] : 2[];\nexport interface C extends Of<Lost> {}\n"
        "type Any<T> = any;\nexport interface D extends Any<new (x: string) => 1> {}",
        (
            "A:\n  type: unknown",
            "B:\n  type: unknown",
            "C:\n  type: unknown",
            "D:\n  type: unknown",
        ),
    ),
    "an argument of a base that became unknown may have been undefined": (
        "interface Held<P> { a: P }\n"
        "export interface A extends Held<(readonly symbol[keyof symbol][])[number]> {}\n"
        "export type B = keyof A;",
        ("A:\n  fields: {}", "B:\n  type: unknown"),
    ),
    "an empty object may become a text by what it is intersected with": (
        "export type A = { a: {} } & { a: (5)[keyof 5] };\n"
        "export type B = { a: { b: 1 } } & { a: (5)[keyof 5] };",
        ("A:\n  type: unknown", 'B:\n  type: "{a: {b: 1}} & {a?: unknown}"'),
    ),
    "a property of a generic over a function may be absent": (
        "type Values<T> = T[keyof T];\n"
        "export interface A { a: Values<{ run(): void; b: never }>; c: 1 }",
        ("A:\n  fields:\n    a?: unknown\n",),
    ),
    "an interface that extends a function is one, through an alias as well": (
        "type Same<T> = T;\ntype And<T> = T & { a: 1 };\ntype F = () => void;\n"
        "interface B extends F {}\ninterface C extends Same<F> { a?: 1 }\n"
        "interface D extends And<() => void> {}\n"
        "export interface A { a: 1; b: B; c: C; d: D }",
        ('A:\n  fields:\n    a: "1"\n    d?: D',),
    ),
    "a property is a function if nothing else is left of its type": (
        "export interface A { a: never | (() => void); b: 1 }\n"
        "export interface B { a: Exclude<'x', 'x'> | (() => void) }\n"
        "export interface C { a: NonNullable<(() => void) | null> }",
        (
            'A:\n  fields:\n    b: "1"',
            "B:\n  fields:\n    a?: unknown",
            "C:\n  fields:\n    a?: unknown",
        ),
    ),
    "a base that became unknown may be an array, which an empty object does not exclude": (
        "type Tail<T> = T extends `${infer U}-` ? U[] : string[];\n"
        "interface A extends Tail<`x-${string}`> {}\nexport type B = A & {};",
        ("A:\n  type: unknown", "B:\n  type: unknown"),
    ),
    "a condition on a function that a condition makes is not decided": (
        "type And<U> = (U extends unknown ? (k: U) => void : never) extends (k: infer I) => void"
        " ? I : never;\ninterface M { x: { b: 1 }; y: { c: 2 } }\n"
        "export interface A { a: And<M[keyof M]> }",
        ('"And<U>":\n  type: unknown',),
    ),
    "what an object with a method `then` gives is not known": (
        "interface Later { then(f: (value: 3) => void): void; a: 1 }\n"
        "export type A = Awaited<Later>;\n"
        "export type B = Awaited<{ then(f: (value: 3) => void): void } | 'x'>;",
        ("A:\n  type: unknown", "B:\n  type: unknown"),
    ),
    "what became unknown may have been never, which extends a promise": (
        "export type Bad = { [K in keyof string]: 1 };\n"
        "export type Lost = Extract<{ a: Bad }, string>;\n"
        "type Of<P> = Lost extends Promise<infer U> ? U : string;\n"
        "export interface A { a: Of<1> }",
        ('"Of<P>":\n  type: unknown', "A:\n  fields:\n    a?: Of<1>"),
    ),
    "a condition may look at a readonly array that it has inferred": (
        "export type A = readonly [] extends infer U ? (U extends (infer E)[] ? 1 : 2) : 3;\n"
        "type Of<T> = T extends string[] ? 1 : 2;\ntype In<T> = { a: Of<T> };\n"
        "export type B = readonly string[] extends infer U ? Of<U> : 3;\n"
        "export type C = In<readonly string[]>;\n"
        "type Fixed<T> = { readonly [K in keyof T]: T[K] };\n"
        "export type D = Fixed<[1, 2]> extends unknown[] ? 1 : 2;\n"
        "export type E = { d: Def };\ntype Def<T = readonly 1[]> = T extends 1[] ? 1 : 2;",
        (
            "A:\n  type: unknown",
            "B:\n  type: unknown",
            "C:\n  type: unknown",
            "D:\n  type: unknown",
            "E:\n  fields:\n    d: unknown",
        ),
    ),
    "texts that match two templates are not found": (
        "export type A = Exclude<`x-${string}` & `${string}-a`, 'x-a'>;",
        ("A:\n  type: unknown",),
    ),
    "a brand that a generic gives is none in JSON": (
        "type Brand<K, T> = K & { __brand: T };\ntype Wrap<T> = Brand<T, 'w'>;\n"
        "export interface A { usd: Brand<number, 'USD'>; id: Wrap<string>; "
        "k: Brand<'a' | 'b', 1> }",
        ('A:\n  fields:\n    usd: number\n    id: string\n    k: \'"a" | "b"\'',),
    ),
    "a condition still sees a brand that a generic gives": (
        "type Brand<K, T> = K & { __brand: T };\n"
        "type Is<T> = T extends Brand<string, any> ? 'branded' : 'plain';\n"
        "export type A = Is<Brand<string, 1>>;\nexport type B = Brand<string, 2>;",
        ('A:\n  type: "Is<Brand<string, 1>>"',),
    ),
    "keys that cannot be read cost one property": (
        "declare const t: unique symbol;\ntype Id = string & { [t]: 1 };\n"
        "export interface A { a: Record<Id, 1>; b: 2 }",
        ('A:\n  fields:\n    a?: unknown\n    b: "2"',),
    ),
    "a generic that looks through another one depends on what is left out": (
        "type Names<T> = { [K in keyof T]: T[K] extends Function ? never : K }[keyof T];\n"
        "type Others<T> = { [K in keyof T]: T[K] extends Function ? K : never }[keyof T];\n"
        "type Both<T> = Names<T> | Others<T>;\n"
        "export class A { id = ''; run(): void {} }\nexport type B = Both<A>;",
        ("B:\n  type: unknown",),
    ),
    "what toJSON() returns is unknown unless it is declared": (
        "export class A { x = 1; toJSON() { return '1'; } }\n"
        "export class B { x = 1; toJSON = () => '1'; }\n"
        "export class C { x = 1; get toJSON(): () => 1 { return () => 1; } }\n"
        "class Base { toJSON(): { a: 1 } { return { a: 1 }; } }\n"
        "export class D extends Base { toJSON() { return { a: 1 as const }; } }\n"
        "export interface E { x: 1; toJSON?(): string }",
        tuple(f"{name}:\n  type: unknown" for name in "ABCDE"),
    ),
    "a sum of texts is any name": (
        "const SUM = 'a' + 'b';\nconst A = { [SUM]: 1 };\nexport type B = typeof A;",
        ("B:\n  type: unknown",),
    ),
    "a setter alone has no value to send": (
        "export class A { a = 1; set b(v: number) {} }\n"
        "export interface B { a: 1; get c(): 2; set c(v: 2); set d(v: 3) }",
        ('A:\n  fields:\n    a: number\n\nB:\n  fields:\n    a: "1"\n    c: "2"',),
    ),
    "what settles by a method `then` is unknown": (
        "interface Then { then(call: (v: 5) => void): void; a: 1 }\n"
        "export type A = { v: Awaited<Then>; w: Awaited<{ then(call: (v: 5) => void): void }> };",
        ("A:\n  fields:\n    v: unknown\n    w: unknown",),
    ),
    "a module is not a type": (
        'declare module "*.svg" { const src: string; export default src; }\n'
        'export interface A { a: import("*.svg"); b: 1 }',
        ("A:\n  fields:\n    a: unknown",),
    ),
}


@pytest.mark.parametrize(("source", "written"), WIDER.values(), ids=WIDER)
def test_what_cannot_be_said_is_wider_and_reported(source: str, written: tuple[str, ...]) -> None:
    found, report = imported(source)
    for part in written:
        assert part in found
    assert "approximated" in report or "left out" in report
