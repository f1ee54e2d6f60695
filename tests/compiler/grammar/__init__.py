"""Draws TypeScript programs: every construct that the import reads, composed freely."""

from __future__ import annotations

import random

from compiler.grammar import operators, plain
from compiler.grammar.declarations import KINDS
from compiler.grammar.drawing import DEEPEST, Drawer, Maker
from compiler.programs import Declaration, Node, Program

_FILES = (("index.ts",), ("index.ts", "other.ts"), ("index.ts", "other.ts", "third.ts"))

MAKERS: tuple[tuple[int, Maker], ...] = (
    (3, plain.array),
    (4, plain.tuple_),
    (5, plain.union),
    (3, plain.intersection),
    (6, plain.object_),
    (2, plain.template),
    (3, operators.record),
    (5, operators.utility),
    (3, operators.keyof),
    (4, operators.indexed),
    (4, operators.mapped),
    (6, operators.conditional),
    (4, operators.generic),
    (3, operators.of_value),
)


def draw(seed: int) -> Program:
    """Return the program of a seed."""
    drawer = Drawer(random.Random(seed), MAKERS, plain.leaf)
    files = drawer.random.choices(_FILES, (6, 3, 1))[0]
    weights = [weight for weight, _, _ in KINDS]
    declarations: list[Declaration] = []
    for number in range(drawer.random.randint(2, 8)):
        _, declare, judged = drawer.random.choices(KINDS, weights)[0]
        name = f"T{number}"
        node = declare(drawer, name)
        declarations.append(Declaration(name, node, drawer.choose(files), judged))
    root = Node("export type Root = {};", (drawer.type(DEEPEST + 1),))
    declarations.append(Declaration("Root", root, "index.ts", judged=True))
    imports = drawer.choose(("named", "named", "type", "namespace", "inline"))
    return Program(tuple(declarations), imports)
