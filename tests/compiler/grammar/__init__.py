"""Draws TypeScript programs: every construct that the import reads, composed freely."""

from __future__ import annotations

import random

from compiler.grammar import functions, operators, plain
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
    (1, functions.inline),
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
    imports = drawer.choose(("named", "type", "namespace", "inline", "barrel"))
    if drawer.chance(0.3) and (added := _augmentation(drawer, declarations)):
        return Program((*declarations, added), "named")
    return Program(tuple(declarations), imports)


def _augmentation(drawer: Drawer, declarations: list[Declaration]) -> Declaration | None:
    """Return a declaration of one file that adds to an interface of another, if there is one.

    What it adds does not refer to the interface: the keys of a type whose index signature depends
    on them are a convention.
    """
    interfaces = [
        declaration
        for declaration in declarations
        if declaration.file != "index.ts" and declaration.node.text().startswith("export interface")
    ]
    others = [d for d in interfaces if "<" not in d.node.text().partition("{")[0]]
    if not others:
        return None
    found = drawer.choose(others)
    module = found.file.removesuffix(".ts")
    form = f'declare module "./{module}" {{ interface {found.name} {{}} }}'.replace("{}", "\0")
    drawer.scope = drawer.scope.without(found.name)
    body = plain.body(drawer, 1, "; ", ("added", "more"))
    return Declaration(
        "Augmented", Node(form.replace("\0", "{}"), (body,)), "index.ts", judged=False
    )
