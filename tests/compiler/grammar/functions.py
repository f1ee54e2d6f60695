"""Draws function types, and the conditions that infer from them."""

from __future__ import annotations

from compiler.grammar.drawing import Drawer, atom
from compiler.programs import Node


def function_type(draw: Drawer, depth: int) -> Node:
    """Return a function or a class as a type."""
    known = [f"typeof {name}" for name in (*draw.scope.functions, *draw.scope.classes)]
    if known and draw.chance(0.4):
        return atom(draw.choose(known))
    form = draw.choose(
        (
            *(
                "(() => {})",
                "((x: {}) => {})",
                "((x: {}, y?: {}) => {})",
                "((...rest: {}[]) => {})",
            ),
            *("((x: {}, ...rest: {}[]) => {})", "((this: {}, x: {}) => {})", "(new (x: {}) => {})"),
            *("(() => Promise<{}>)", '({ run(x: {}): {} })["run"]', "((x: {}) => {}) | (() => {})"),
        )
    )
    parts = (
        draw.type(depth) if draw.chance(0.5) else draw.leaf(draw) for _ in form.split("{}")[1:]
    )
    return Node(form, tuple(Node("({})", (part,)) for part in parts))


def condition(draw: Drawer, checked: Node, depth: int) -> Node:
    """Return a condition that infers a name from a function."""
    name = draw.fresh()
    pattern = draw.choose(
        (
            *(f"(...args: any[]) => infer {name}", f"(...args: any) => infer {name}"),
            *(f"(...args: infer {name}) => any", f"(...args: infer {name}) => unknown"),
            *(f"(x: infer {name}) => any", f"(x: infer {name}, ...rest: any[]) => void"),
            *(f"() => infer {name}", f"(x: any, ...rest: infer {name}) => any"),
            *(f"(this: infer {name}, ...args: any[]) => any", f"() => Promise<infer {name}>"),
            *(
                f"new (...args: infer {name}) => any",
                f"abstract new (...args: any) => infer {name}",
            ),
            *(f"(...args: any[]) => infer {name} extends string", "(...args: any[]) => any"),
            *(f"(x: string) => infer {name}", f"(...args: any[]) => {{ a: infer {name} }}"),
        )
    )
    yes = (
        atom(draw.choose((name, f"[{name}?]", f"{{ a: {name} }}")))
        if name in pattern
        else atom("1")
    )
    if draw.chance(0.2):
        inner = draw.with_parameters(name) if name in pattern else draw
        yes = inner.type(depth)
    return Node(f"({{}} extends ({pattern}) ? {{}} : {{}})", (checked, yes, draw.type(depth - 1)))


def inline(draw: Drawer, depth: int) -> Node:
    """Return a condition on a function that is written in it."""
    return condition(draw, function_type(draw, depth - 1), depth)
