"""Draws types that refer to themselves."""

from __future__ import annotations

from compiler.grammar.drawing import Drawer, Generic, atom, listed
from compiler.grammar.plain import property_
from compiler.programs import Node


def recursive(draw: Drawer, name: str) -> Node:
    """Return an interface or alias that refers to itself."""
    inner = draw.with_parameters(name)
    if draw.chance(0.3):
        form = draw.choose(
            (
                f"{{}} | {name}[]",
                f"{{}} | {{ a?: {name} }}",
                f"{{}} | [{name}?]",
                f"{{}} | {{ [key: string]: {name} }}",
            )
        )
        return Node(f"export type {name} = {form};", (draw.type(1),))
    again = (
        *(name, f"{name}[]", f"Record<string, {name}>", f"Partial<{name}>", f"{name} | null"),
        *(f"Omit<{name}, 'a'>", f"[{name}?]", f"Pick<{name}, 'b'>"),
    )
    members = [property_(inner, "a", 2), property_(draw, "kind", 2)]
    members.append(Node("b?: {}", (atom(draw.choose(again)),)))
    return Node(f"export interface {name} {{}}", (listed("{ {} }", "; ", members),))


_GENERICS = (
    ("any", "type {}<P> = P extends readonly (infer E)[] ? {}<E> : P;"),
    ("any", "type {}<P> = {{ [K in keyof P]?: {}<P[K]> }};"),
    ("any", "type {}<P> = P extends object ? {{ readonly [K in keyof P]: {}<P[K]> }} : P;"),
    ("any", "type {}<P> = {{ a: P; b?: {}<P> }};"),
    ("any", "interface {}<P> {{ a: P; b?: {}<P>[] }}"),
    ("any", "type {}<P> = P | {}<P>[];"),
    ("any", "type {}<P> = P extends [infer F, ...infer R] ? [R, ...{}<R>] : [];"),
    ("any", "type {}<P> = P extends Promise<infer E> ? {}<E> : P;"),
    ("any", "type {}<P> = P extends object ? {{ [K in keyof P]?: {}<P[K]> }} : P | null;"),
    ("any", "type {}<P> = P extends [infer A, infer B] ? [B, {}<A>] : P;"),
    (
        "text",
        "type {}<P extends string> = P extends `${{infer A}}-${{infer R}}` ? [A, ...{}<R>] : [P];",
    ),
    (
        "text",
        "type {}<P extends string> = P extends `${{infer A}}${{infer R}}` ? A | {}<R> : never;",
    ),
    (
        "array",
        "type {}<P> = P extends readonly [infer F extends string, ...infer R]"
        " ? `${{F}}${{{}<R>}}` : never;",
    ),
    ("text", "type {}<P extends string> = P extends `x${{infer R}}` ? {}<R> : P;"),
    ("text", "type {}<P extends string> = P extends `${{infer A}}-${{infer R}}` ? A | {}<R> : P;"),
    ("array", "type {}<P> = P extends readonly [infer F, ...infer R] ? F | {}<R> : never;"),
)


def recursive_generic(draw: Drawer, name: str) -> tuple[Node, Generic]:
    """Return a generic type that refers to itself, with the kind of argument that it takes."""
    kind, form = draw.choose(_GENERICS)
    return atom(f"export {form.format(name, name)}"), Generic(name, (kind,))
