"""Draws the types that are no operators: literals, objects, arrays, tuples and unions."""

from __future__ import annotations

from collections.abc import Sequence

from compiler.grammar.drawing import (
    KEYS,
    NUMBERS,
    TEXTS,
    Drawer,
    atom,
    listed,
    property_name,
)
from compiler.programs import Node

_KEYWORDS = ("string", "number", "boolean", "null", "string", "number", "undefined", "unknown")
_RARE = ("any", "never", "object", "{ }", "true", "false", "symbol", "bigint")
_FUNCTIONS = ("run(): void", "run?: () => string", "readonly run: (x: number) => void")


def leaf(draw: Drawer) -> Node:
    """Return a type without parts: a name, a literal or a keyword."""
    known = (*draw.scope.types, *draw.scope.objects, *draw.scope.parameters)
    if known and draw.chance(0.45):
        return atom(draw.choose(known))
    if draw.scope.enums and draw.chance(0.15):
        return enum(draw)
    if draw.chance(0.45):
        return literal(draw)
    return atom(draw.choose(_KEYWORDS if draw.chance(0.85) else _RARE))


def literal(draw: Drawer) -> Node:
    if draw.chance(0.7):
        return atom(f'"{draw.choose(TEXTS)}"')
    return atom(draw.choose(NUMBERS))


def enum(draw: Drawer) -> Node:
    name = draw.choose(draw.scope.enums)
    return atom(name if draw.whole_enums or draw.chance(0.5) else f"{name}.{draw.choose('AB')}")


def array(draw: Drawer, depth: int) -> Node:
    form = draw.choose(("({})[]", "Array<{}>", "readonly ({})[]", "ReadonlyArray<{}>"))
    return Node(form, (draw.type(depth),))


def tuple_(draw: Drawer, depth: int) -> Node:
    items = [draw.type(depth) for _ in range(draw.random.randint(0, 3))]
    kind = draw.random.random()
    if kind < 0.4 or not items:
        parts = items
    elif kind < 0.6:
        first = draw.random.randint(0, len(items))
        parts = [item if n < first else Node("({})?", (item,)) for n, item in enumerate(items)]
        if draw.chance(0.3):
            parts.append(Node("...({})[]", (draw.type(depth),)))
    elif kind < 0.65:
        parts = [*items[:-1], Node("...({})[]", (draw.type(depth),))]
    elif kind < 0.73:
        place = draw.random.randrange(len(items))
        parts = [*items[:place], Node("...({})[]", (draw.type(depth),)), *items[place:]]
    elif kind < 0.85:
        parts = [*items]
        spread = tuple_(draw, depth - 1) if depth > 0 else listed("[{}]", ", ", items[:1])
        parts[draw.random.randrange(len(items))] = Node("...({})", (spread,))
    else:
        first = draw.random.randint(0, len(items))
        signs = ["" if n < first else "?" for n in range(len(items))]
        named = zip("xyz", signs, items, strict=False)
        parts = [Node(f"{key}{sign}: {{}}", (item,)) for key, sign, item in named]
        if draw.chance(0.2):
            parts.append(Node("...rest: ({})[]", (draw.type(depth),)))
    whole = listed("[{}]", ", ", parts)
    return Node("readonly {}", (whole,)) if draw.chance(0.1) else whole


def union(draw: Drawer, depth: int) -> Node:
    members = [draw.type(depth) for _ in range(draw.random.randint(2, 3))]
    return listed("({})", " | ", members, 1)


def intersection(draw: Drawer, depth: int) -> Node:
    """Return an intersection that no value has to match as an array and as an object.

    A property of both members is a scalar: what else would match both is a convention.
    """
    first, second = object_(draw, depth), body(draw, depth, "; ", ("n", "o", "p"))
    if draw.scope.objects and draw.chance(0.4):
        first = atom(draw.choose(draw.scope.objects))
    elif draw.chance(0.5):
        first, second = _of_scalars(draw), _of_scalars(draw)
    elif draw.chance(0.2):
        first, second = literal(draw), atom("string")
    members = [first, second]
    return listed("({})", " & ", members, 1)


def _of_scalars(draw: Drawer) -> Node:
    scalars = (literal(draw), atom("string"), atom("number"), atom("null"), atom("unknown"))
    members = [
        Node(f"{property_name(key)}{draw.choose(('', '?'))}: {{}}", (draw.choose(scalars),))
        for key in draw.some(KEYS[:4], 3)
    ]
    return listed("{ {} }", "; ", members)


def object_(draw: Drawer, depth: int) -> Node:
    return body(draw, depth, separator="; ")


def body(draw: Drawer, depth: int, separator: str, keys: Sequence[str] = KEYS) -> Node:
    """Return the members of an object type in braces."""
    members = [property_(draw, key, depth) for key in draw.some(keys, 3)]
    if draw.chance(0.12):
        signed = draw.choose(("string", "string", "number", "`x-${string}`", "`${number}`"))
        value = atom("unknown") if members else draw.type(depth)
        members.append(Node(f"[key: {signed}]: {{}}", (value,)))
    elif draw.chance(0.05):
        members.append(atom(draw.choose(_FUNCTIONS)))
    return listed("{ {} }", separator, members)


def property_(draw: Drawer, key: str, depth: int) -> Node:
    sign = draw.choose(("", "", "?"))
    readonly = "readonly " if draw.chance(0.1) else ""
    return Node(f"{readonly}{property_name(key)}{sign}: {{}}", (draw.type(depth),))


def template(draw: Drawer, depth: int) -> Node:
    holes = ["string", "number", "boolean", '("a" | "b")', '"x"', 'Uppercase<"a" | "b">']
    holes += [f"{parameter} & string" for parameter in draw.scope.parameters]
    holes += [f"keyof {name} & string" for name in draw.scope.objects]
    holes += draw.scope.enums
    hole = draw.choose(holes)
    before, after = draw.choose(("x-", "", "a")), draw.choose(("", "", "-a", "${number}"))
    if hole in draw.scope.enums and not before:
        before = "x-"  # that the text of a member equals it is a convention
    return atom(f"`{before}${{{hole}}}{after}`")
