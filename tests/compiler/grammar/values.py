"""Draws values: what constants and properties of classes are initialised with."""

from __future__ import annotations

from compiler.grammar.drawing import KEYS, NUMBERS, TEXTS, Drawer, atom, listed, property_name
from compiler.programs import Node


def value(draw: Drawer, depth: int) -> Node:
    """Return an expression whose type TypeScript infers."""
    match draw.random.randrange(9 if depth > 0 else 4):
        case 0 | 1:
            return atom(f'"{draw.choose(TEXTS)}"')
        case 2:
            return atom(draw.choose(NUMBERS))
        case 3:
            return atom(draw.choose(("true", "false", "null")))
        case 4 | 5:
            items = [value(draw, depth - 1) for _ in range(draw.random.randint(0, 3))]
            return listed("[{}]", ", ", items)
        case 6 if draw.scope.enums:
            return atom(f"{draw.choose(draw.scope.enums)}.{draw.choose('AB')}")
        case 7:
            return Node("({} as const)", (members(draw, depth),))
        case _:
            return members(draw, depth)


def members(draw: Drawer, depth: int) -> Node:
    """Return an object expression."""
    found = [
        Node(f"{property_name(key)}: {{}}", (value(draw, depth - 1),)) for key in draw.some(KEYS, 3)
    ]
    if draw.scope.constants and draw.chance(0.1):
        found.append(atom(f"c: {draw.choose(draw.scope.constants)}"))
    return listed("{ {} }", ", ", found)
