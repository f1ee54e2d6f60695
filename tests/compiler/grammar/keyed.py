"""Draws the generic types over keys that people write again and again."""

from __future__ import annotations

from compiler.grammar.drawing import Drawer, Generic, atom
from compiler.programs import Node

_GENERICS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("object", "key"), "type {}<P, Q extends keyof P> = {{ [K in Q]: P[K] }};"),
    (
        ("object", "key"),
        "type {}<P, Q extends keyof P> = {{ [K in Q as `x-${{K & string}}`]-?: P[K] }};",
    ),
    (("object", "key"), "type {}<P, Q extends keyof P> = P[Q];"),
    (("object", "key"), "type {}<P, Q extends keyof P> = Omit<P, Q> & Partial<Pick<P, Q>>;"),
    (("object", "key"), "type {}<P, Q extends keyof P> = Omit<P, Q> & {{ [K in Q]-?: P[K] }};"),
    (("object", "key"), "interface {}<P, Q extends keyof P> {{ a: P[Q]; b?: Q }}"),
    (("object", "object"), "type {}<P, Q> = Omit<P, keyof Q> & Q;"),
    (
        ("object", "any"),
        "type {}<P, Q> = {{ [K in keyof P]-?: P[K] extends Q ? K : never }}[keyof P];",
    ),
    (
        ("object", "any"),
        "type {}<P, Q> = Pick<P, {{ [K in keyof P]-?: P[K] extends Q ? K : never }}[keyof P]>;",
    ),
    (
        ("object", "any"),
        "type {}<P, Q> = {{ [K in keyof P as P[K] extends Q ? never : K]: P[K] }};",
    ),
    (("object",), "type {}<P> = {{ [K in keyof P as `get-${{K & string}}`]: P[K] }};"),
    (("object",), "type {}<P> = {{ [K in keyof P]: {{ key: K; of: P[K] }} }}[keyof P];"),
    (("object",), "type {}<P> = {{ [K in keyof P]: K extends keyof P ? P[K] | null : never }};"),
    (
        ("any",),
        'type {}<P> = {{ [D in P as D extends {{ kind: infer N extends string }} ? N : "a"]: D }};',
    ),
)


def keyed_generic(draw: Drawer, name: str) -> tuple[Node, Generic]:
    """Return such a type, with the kinds of arguments that it takes."""
    kinds, form = draw.choose(_GENERICS)
    return atom(f"export {form.format(name)}"), Generic(name, kinds)
